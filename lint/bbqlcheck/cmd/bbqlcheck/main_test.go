//go:build !race

// These tests start processes, in which there is nothing to race.

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// asCommand is the environment variable that makes the test binary the command.
const asCommand = "BBQLCHECK_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// module writes a module with one package.
func module(t *testing.T, source string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{
		"go.mod":    "module example.org/bitbucket\n\ngo 1.26.0\n",
		"filter.go": source,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// run runs a program in a directory. It returns what it printed, and whether it
// succeeded.
func run(t *testing.T, dir, program string, args ...string) (string, bool) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asCommand+"=1", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

const (
	wrong = `package bitbucket

import "net/url"

func filter(v url.Values) { v.Set("q", "state = OPEN") }
`
	right = `package bitbucket

import "net/url"

func filter(v url.Values) { v.Set("q", "state = \"OPEN\"") }
`
	want = "filter.go:5:49: strings need double quotes: \"OPEN\" (syntax)\n"
)

func TestVet(t *testing.T) {
	tool := "-vettool=" + os.Args[0]
	if out, ok := run(t, module(t, wrong), "go", "vet", tool, "."); ok || !strings.Contains(out, want) {
		t.Errorf("success %t, output\n%s", ok, out)
	}
	if out, ok := run(t, module(t, right), "go", "vet", tool, "."); !ok {
		t.Errorf("failure:\n%s", out)
	}
	out, ok := run(t, module(t, wrong), "go", "vet", tool, "-disable=syntax", ".")
	if !ok {
		t.Errorf("with -disable=syntax, failure:\n%s", out)
	}
}

// What a flag names wrongly is one clear line, whatever packages are there.
func TestFlagErrors(t *testing.T) {
	dir := module(t, right)
	if err := os.Mkdir(filepath.Join(dir, "app"), 0o700); err != nil {
		t.Fatal(err)
	}
	app := "package main\n\nimport _ \"example.org/bitbucket\"\n\nfunc main() {}\n"
	if err := os.WriteFile(filepath.Join(dir, "app", "main.go"), []byte(app), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, flag := range []struct{ arg, want string }{
		{"-disable=sintax", `bbqlcheck: invalid value "sintax" for flag -disable: there is no rule "sintax" ` +
			"(did you mean syntax?): https://github.com/bbql/go-bbql/blob/main/docs/lint has them all; " +
			"see bbqlcheck -help\n"},
		{"-funcs=example.org/bitbucket.fliter:v",
			"bbqlcheck: -funcs: package example.org/bitbucket has no function fliter (did you mean filter?)\n"},
	} {
		if out, ok := run(t, dir, os.Args[0], flag.arg, "./..."); ok || out != flag.want {
			t.Errorf("%s: success %t, output\n%s", flag.arg, ok, out)
		}
	}
	// go vet says of which package it is, and asks for 60 that this one imports.
	out, ok := run(t, dir, "go", "vet", "-vettool="+os.Args[0], "-disable=sintax", ".")
	if ok || strings.Count(out, "there is no rule") != 1 || strings.Count(out, "\n") > 2 {
		t.Errorf("go vet: success %t, output\n%s", ok, out)
	}
	want := "bbqlcheck: flag provided but not defined: -disabel; see bbqlcheck -help\n"
	if out, ok := run(t, dir, os.Args[0], "-disabel=syntax", "."); ok || out != want {
		t.Errorf("an unknown flag: success %t, output\n%s", ok, out)
	}
	for _, args := range [][]string{{"-help"}, {"-disable=syntax"}} { // help, and no package
		out, ok := run(t, dir, os.Args[0], args...)
		if ok != (args[0] == "-help") || !strings.Contains(out, "\n  -disable rules\n") {
			t.Errorf("%s: success %t, output\n%s", args, ok, out)
		}
	}
}

func TestStandalone(t *testing.T) {
	dir := module(t, wrong)
	if out, ok := run(t, dir, os.Args[0], "."); ok || !strings.Contains(out, want) {
		t.Errorf("success %t, output\n%s", ok, out)
	}
	if out, ok := run(t, dir, os.Args[0], "-fix", "."); !ok || out != "" {
		t.Errorf("-fix: success %t, output\n%s", ok, out) // as docs/bbqlcheck.md says
	}
	got, err := os.ReadFile(filepath.Join(dir, "filter.go"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != right {
		t.Errorf("after -fix:\n%s", got)
	}
}
