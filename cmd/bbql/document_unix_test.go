//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/golden"
)

const testingPage = "../../docs/testing.md"

// blocks matches the fenced blocks of a document: language and text.
var blocks = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// interpreters run the languages of the blocks, from a file.
var interpreters = map[string][]string{
	"bash": {"bash"}, "python": {"python3"}, "js": {"node"},
}

// The programs that the document shows do what they are shown to do: a text
// block right after one is what it prints. internal/doctest sees to the rest,
// but starts nothing that goes on while other commands run.
func TestTestingDocument(t *testing.T) {
	data, err := os.ReadFile(testingPage)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	dir, env := workshop(t)
	var b strings.Builder
	end, output, ran := 0, "", false
	for _, m := range blocks.FindAllStringSubmatchIndex(text, -1) {
		language, code := text[m[2]:m[3]], text[m[4]:m[5]]
		follows := strings.TrimSpace(text[end:m[0]]) == "```"
		b.WriteString(text[end:m[4]])
		if language == "text" && ran && follows {
			code = output
		}
		b.WriteString(code)
		output, ran = runBlock(t, dir, env, language, code)
		end = m[5]
	}
	golden.File(t, testingPage, b.String()+text[end:])
}

// workshop returns a directory that is laid out as the document takes it for
// granted, and an environment in which bbql is the tool.
func workshop(t *testing.T) (dir string, env []string) {
	t.Helper()
	dir = t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{
		"bbql": self, "testdata": "../../testdata", "docs": "../../docs",
	} {
		target, err := filepath.Abs(target)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	return dir, append(os.Environ(), asTool+"=1",
		"PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"),
		"LC_ALL=C",                                 // no language that isn't installed
		"no_proxy=127.0.0.1", "NO_PROXY=127.0.0.1") // curl and Python heed one each
}

var variable = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// runBlock runs a program and returns what it prints, or false if the block is
// none or this machine doesn't have its language.
func runBlock(t *testing.T, dir string, env []string, language, code string) (string, bool) {
	t.Helper()
	args, ok := interpreters[language]
	if !ok {
		return "", false
	}
	if _, err := exec.LookPath(args[0]); err != nil {
		t.Logf("not run: %v", err)
		return "", false
	}
	if _, err := exec.LookPath("curl"); err != nil && strings.Contains(code, "curl ") {
		t.Logf("not run: %v", err)
		return "", false
	}
	file := filepath.Join(dir, "program."+map[string]string{"bash": "sh", "python": "py", "js": "mjs"}[language])
	writeFile(t, file, code)
	cmd := exec.Command(args[0], file)
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", language, err, out)
	}
	text := variable.ReplaceAllString(string(out), "127.0.0.1:41234")
	if left := leftovers(t, dir, file); len(left) > 0 {
		t.Errorf("%s leaves %s behind", language, left)
	}
	return took.ReplaceAllString(text, " 1.2ms"), true
}

// leftovers returns what a program has left in the workshop, and removes its file.
func leftovers(t *testing.T, dir, program string) (left []string) {
	t.Helper()
	if err := os.Remove(program); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Type()&os.ModeSymlink == 0 {
			left = append(left, e.Name())
		}
	}
	return left
}

// What the document shows of a test is a test.
func TestTestingDocumentShowsATest(t *testing.T) {
	text, err := os.ReadFile(testingPage)
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("../../docs/testing/reviews_test.go")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, m := range blocks.FindAllStringSubmatch(string(text), -1) {
		if strings.HasPrefix(m[2], "func Test") {
			shown++
			if !strings.Contains(string(source), "\n"+m[2]) {
				t.Errorf("no test is\n%s", m[2])
			}
		}
	}
	if shown == 0 {
		t.Error("no test is shown")
	}
}
