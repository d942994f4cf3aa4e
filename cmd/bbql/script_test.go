package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/bbql/go-bbql/internal/golden"
	"github.com/bbql/go-bbql/internal/txtar"
)

// The scripts are transcripts with the files that they use:
//
//	# A comment.
//	$ bbql fmt --check 'a=1'
//	- a=1
//	+ a = 1
//	? 1
//
// What follows a command is what it writes to standard output, then with ! and
// a space before each line what it writes to standard error, then the exit code
// if that is not 0. Commands are split into words as a shell does it; quotes
// are ”, "" and $” with the escapes of Go. Words <FILE and >FILE, and NAME=VALUE
// in front, do what they do in a shell; TERMINAL=80 makes all streams a terminal
// of 80 columns. The network is the offline Bitbucket of [newOffline]. With
// -update the transcripts are written anew.
func TestScripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			path, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			a := txtar.Parse(data)
			fixtures, err := filepath.Abs("../../testdata/bitbucket")
			if err != nil {
				t.Fatal(err)
			}
			t.Setenv(fixturesVar, fixtures)
			t.Chdir(t.TempDir())
			for _, f := range a.Files {
				writeFile(t, f.Name, f.Data)
			}
			a.Comment = transcribe(t, a.Comment)
			golden.File(t, path, string(txtar.Format(a)))
		})
	}
}

// fixturesVar is the environment variable that says where the offline Bitbucket
// has its fixtures.
const fixturesVar = "BBQL_TEST_FIXTURES"

func writeFile(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// transcribe runs the commands of a transcript and returns it as it comes out.
func transcribe(t *testing.T, old string) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(old) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case isCommand:
			b.WriteString(line)
			b.WriteString(newScriptCommand(t, strings.TrimSuffix(command, "\n")).run(t))
			b.WriteByte('\n')
		case strings.HasPrefix(line, "#"):
			b.WriteString(line)
		}
	}
	return b.String()
}

// A scriptCommand is one command of a transcript.
type scriptCommand struct {
	words  []string
	stdin  string // the name of a file, "" for no input
	stdout string // the name of a file, "" for the transcript
	env    map[string]string
}

func newScriptCommand(t *testing.T, line string) *scriptCommand {
	t.Helper()
	c := &scriptCommand{env: map[string]string{}}
	for _, word := range split(t, line) {
		name, value, isEnv := strings.Cut(word, "=")
		switch {
		case len(c.words) == 0 && isEnv:
			c.env[name] = value
		case strings.HasPrefix(word, "<"):
			c.stdin = word[1:]
		case strings.HasPrefix(word, ">"):
			c.stdout = word[1:]
		default:
			c.words = append(c.words, strings.TrimPrefix(word, `\`))
		}
	}
	return c
}

// split splits a line into words. A word whose first character was quoted
// begins with a backslash, so that it is no redirection.
func split(t *testing.T, line string) []string {
	t.Helper()
	var words []string
	for line = strings.TrimLeft(line, " "); line != ""; line = strings.TrimLeft(line, " ") {
		word := ""
		if strings.ContainsAny(line[:1], `'"$`) {
			word = `\`
		}
		for line != "" && line[0] != ' ' {
			part, rest := part(t, line)
			word, line = word+part, rest
		}
		words = append(words, word)
	}
	return words
}

// part returns what the first characters of line, which may be quoted, stand
// for.
func part(t *testing.T, line string) (text, rest string) {
	t.Helper()
	quote, escapes := line[0], false
	if strings.HasPrefix(line, "$'") {
		line, quote, escapes = line[1:], '\'', true
	}
	if quote != '\'' && quote != '"' {
		end := strings.IndexAny(line, ` '"`)
		if end < 0 {
			end = len(line)
		}
		return line[:end], line[end:]
	}
	end := strings.IndexByte(line[1:], quote)
	if end < 0 {
		t.Fatalf("no closing quote: %s", line)
	}
	text, rest = line[1:1+end], line[end+2:]
	if escapes {
		decoded, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		text = decoded
	}
	return text, rest
}

// run runs the command and returns what belongs in the transcript.
func (c *scriptCommand) run(t *testing.T) string {
	t.Helper()
	switch c.words[0] {
	case "bbql":
		return c.bbql(t)
	case "cat":
		return c.cat(t)
	case "gzip", "zstd":
		c.compress(t)
	case "truncate":
		c.truncate(t)
	default:
		t.Fatalf("no such command: %q", c.words)
	}
	return ""
}

func (c *scriptCommand) bbql(t *testing.T) string {
	t.Helper()
	var stdin, stdout, stderr bytes.Buffer
	if c.stdin != "" {
		data, err := os.ReadFile(c.stdin)
		if err != nil {
			t.Fatal(err)
		}
		stdin.Write(data)
	}
	width, _ := strconv.Atoi(c.env["TERMINAL"])
	getenv := func(name string) string { return c.env[name] }
	code := run(c.words[1:], &host{
		stdin:       &stdin,
		stdout:      &stdout,
		stderr:      &stderr,
		getenv:      getenv,
		inTerminal:  width > 0 && c.stdin == "",
		errTerminal: width > 0,
		outWidth:    width,
		transport:   newOffline(os.Getenv(fixturesVar), getenv),
		pause:       func(context.Context, time.Duration) error { return nil },
	})
	if c.stdout != "" {
		writeFile(t, c.stdout, stdout.String())
		stdout.Reset()
	}
	return record(t, stdout.String(), stderr.String(), code)
}

// record returns the transcript of one command.
func record(t *testing.T, stdout, stderr string, code int) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(stdout) {
		if strings.HasPrefix(line, "$ ") || strings.HasPrefix(line, "# ") {
			t.Fatalf("a transcript can't hold the line %q", line)
		}
		b.WriteString(visible(line))
	}
	for line := range strings.Lines(stderr) {
		b.WriteString("! " + visible(line))
	}
	if code != exitOK {
		fmt.Fprintf(&b, "? %d\n", code)
	}
	return b.String()
}

// visible shows escape sequences, and a line break that is missing.
func visible(line string) string {
	text, ended := strings.CutSuffix(line, "\n")
	if !ended {
		text += `\c`
	}
	return strings.NewReplacer("\x1b", `\e`, "\r", `\r`).Replace(text) + "\n"
}

// cat shows a file, each line behind a bar, so that none is part of the script.
func (c *scriptCommand) cat(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(c.words[1])
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		b.WriteString("| " + line)
	}
	return record(t, b.String(), "", exitOK)
}

// compress compresses a file into another one.
func (c *scriptCommand) compress(t *testing.T) {
	t.Helper()
	data, err := os.ReadFile(c.words[1])
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&b)
	if c.words[0] == "zstd" {
		if w, err = zstd.NewWriter(&b); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	writeFile(t, c.words[2], b.String())
}

// truncate shortens a file to so many bytes.
func (c *scriptCommand) truncate(t *testing.T) {
	t.Helper()
	size, err := strconv.ParseInt(c.words[2], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(c.words[1], size); err != nil {
		t.Fatal(err)
	}
}
