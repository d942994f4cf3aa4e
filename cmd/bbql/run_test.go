package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bbql/go-bbql/internal/stopwatch"
)

// runWith runs the tool with an input and returns what it wrote.
func runWith(stdin io.Reader, args ...string) (stdout, stderr string, code int) {
	var out, messages bytes.Buffer
	code = run(args, &host{
		stdin:  stdin,
		stdout: &out,
		stderr: &messages,
		getenv: func(string) string { return "" },
	})
	return out.String(), messages.String(), code
}

// Every flag of every command, and every exit code, occurs in a script.
func TestScriptsAreComplete(t *testing.T) {
	var all strings.Builder
	paths, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	h := &host{stdout: io.Discard}
	for _, cmd := range newTool(h).newRoot().Commands() {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" && !hasLine(all.String(), cmd, "--"+f.Name) {
				t.Errorf("no script has bbql %s --%s", cmd.Name(), f.Name)
			}
		})
	}
	for code := exitFindings; code <= exitNetwork; code++ {
		if !strings.Contains(all.String(), fmt.Sprintf("\n? %d\n", code)) {
			t.Errorf("no script ends with exit code %d", code)
		}
	}
}

// hasLine reports whether some line of a transcript calls cmd with flag.
func hasLine(scripts string, cmd *cobra.Command, flag string) bool {
	for line := range strings.Lines(scripts) {
		if strings.HasPrefix(line, "$ ") && strings.Contains(line, "bbql "+cmd.Name()+" ") &&
			strings.Contains(line, flag) {
			return true
		}
	}
	return false
}

func TestHelpBeginsWithExamples(t *testing.T) {
	for _, cmd := range newTool(&host{stdout: io.Discard}).newRoot().Commands() {
		stdout, stderr, code := runWith(strings.NewReader(""), cmd.Name(), "--help")
		first, _, _ := strings.Cut(stdout, "\n")
		if code != exitOK || stderr != "" || !strings.Contains(first, "bbql "+cmd.Name()) {
			t.Errorf("help of %s: exit code %d, messages %q\n%s", cmd.Name(), code, stderr, stdout)
		}
		for line := range strings.Lines(stdout) {
			if len([]rune(line)) > 105 {
				t.Errorf("help of %s has a line of %d characters", cmd.Name(), len([]rune(line)))
			}
		}
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		stdout, stderr, code := runWith(strings.NewReader(""), "completion", shell)
		if code != exitOK || stderr != "" || !strings.Contains(stdout, "bbql") {
			t.Errorf("%s: exit code %d, messages %q, %d bytes", shell, code, stderr, len(stdout))
		}
	}
	stdout, _, code := runWith(strings.NewReader(""),
		cobra.ShellCompNoDescRequestCmd, "eval", "--format", "")
	if want := "ndjson\njson\ntable\n:4\n"; code != exitOK || stdout != want {
		t.Errorf("completions of --format: %q, exit code %d, want %q", stdout, code, want)
	}
}

func TestVersion(t *testing.T) {
	stdout, _, code := runWith(strings.NewReader(""), "version")
	flag, _, _ := runWith(strings.NewReader(""), "--version")
	if code != exitOK || !strings.HasPrefix(stdout, "bbql ") || stdout != flag {
		t.Errorf("version %q, --version %q, exit code %d", stdout, flag, code)
	}
}

// What is hostile ends with a result or with an error, and soon.
func TestHostileQueries(t *testing.T) {
	const mega = "--max-bytes=4194304"
	huge := map[string]string{
		"parentheses":       strings.Repeat("(", 1_000_000),
		"closed ones":       strings.Repeat("(", 500_000) + "a = 1" + strings.Repeat(")", 500_000),
		"a string":          `a = "` + strings.Repeat("x", 1_000_000) + `"`,
		"an open string":    `a = "` + strings.Repeat("x", 1_000_000),
		"terms":             "a = 1" + strings.Repeat(" OR a = 1", 100_000),
		"values":            "a IN (1" + strings.Repeat(", 1", 200_000) + ")",
		"backslashes":       `a = "` + strings.Repeat(`\`, 1_000_000) + `"`,
		"quotes":            strings.Repeat(`"`, 1_000_001),
		"bad bytes":         strings.Repeat("\xff", 1_000_000),
		"control character": strings.Repeat("\x1b", 1_000_000),
	}
	for name, query := range huge {
		for _, args := range [][]string{
			{"parse"},
			{"parse", "--format=json", mega, "--max-list=1000000"},
			{"fmt", mega, "--max-list=1000000"},
		} {
			var stdout, stderr string
			var code int
			took := stopwatch.Used(func() {
				stdout, stderr, code = runWith(strings.NewReader(query), append(args, "-")...)
			})
			if took > 10*time.Second {
				t.Errorf("%s: %q took %v", name, args, took)
			}
			if code != exitOK && code != exitQuery || (code == exitQuery) != (stderr != "") {
				t.Errorf("%s: %q: exit code %d, messages %.200q", name, args, code, stderr)
			}
			if strings.ContainsAny(stderr, "\x1b\x00") || len(stderr) > 30_000 {
				t.Errorf("%s: %q: messages %d bytes, %.200q", name, args, len(stderr), stderr)
			}
			if code == exitOK && len(stdout) < len(query)/2 {
				t.Errorf("%s: %q: %d bytes of output", name, args, len(stdout))
			}
		}
	}
}

// An object is printed before the next one is waited for.
func TestLivePipe(t *testing.T) {
	in, feed := io.Pipe()
	read, out := io.Pipe()
	go func() {
		run([]string{"eval", "id > 1"}, &host{stdin: in, stdout: out, getenv: os.Getenv})
		out.Close()
	}()
	line := make([]byte, 9)
	for i := 2; i < 5; i++ {
		fmt.Fprintf(feed, "{\"id\": 1}\n{\"id\": %d}\n", i)
		if _, err := io.ReadFull(read, line); err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("{\"id\":%d}\n", i); string(line) != want {
			t.Errorf("got %q, want %q", line, want)
		}
	}
	feed.Close()
}

// failing is a stream that can't be written.
type failing struct{ err error }

func (w failing) Write([]byte) (int, error) { return 0, w.err }

func TestOutputErrors(t *testing.T) {
	full := errors.New("no space left on device")
	objects := strings.Repeat("{\"id\":1}\n", 20_000)
	tests := map[string]struct {
		err      error
		wantCode int
		want     string
	}{
		"full":   {full, exitUsage, "bbql: no space left on device\n"},
		"pipe":   {&fs.PathError{Op: "write", Path: "p", Err: syscall.EPIPE}, exitOK, ""},
		"closed": {fs.ErrClosed, exitOK, ""},
	}
	for name, tt := range tests {
		for _, args := range [][]string{
			{"fmt", "a=1"}, {"parse", "a=1"}, {"parse", "--format=json", "a=1"},
			{"decode", "q=a=1"}, {"encode", "--filter=a=1"}, {"version"}, {"--help"},
			{"eval", ""}, {"eval", "--count", ""}, {"eval", "--explain", ""},
			{"eval", "--sort=id", ""}, {"eval", "--format=json", ""},
			{"eval", "--format=table", ""},
		} {
			var stderr bytes.Buffer
			code := run(args, &host{
				stdin:  strings.NewReader(objects),
				stdout: failing{tt.err},
				stderr: &stderr,
				getenv: func(string) string { return "" },
			})
			if code != tt.wantCode || stderr.String() != tt.want {
				t.Errorf("%s: %q: exit code %d, messages %q", name, args, code, &stderr)
			}
		}
	}
}

// spaces is input without an end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// Of input without an end no more is read than queries may take.
func TestEndlessInput(t *testing.T) {
	for _, tt := range []struct{ args, what string }{
		{"parse -", "a query"}, {"fmt -", "a query"}, {"decode -", "a query"},
		{"encode --filter -", "a query"}, {"equal a=1 -", "a query"}, {"eval - prs.json", "a query"},
		{"lint -", "queries"}, {"scopes", "calls"},
	} {
		if strings.HasPrefix(tt.args, "eval") {
			t.Chdir(t.TempDir())
			writeFile(t, "prs.json", "{}")
		}
		stdout, stderr, code := runWith(spaces{}, strings.Fields(tt.args)...)
		want := "bbql: standard input has more than 64MB: that is not " + tt.what + "\n"
		if stdout != "" || stderr != want || code != exitUsage {
			t.Errorf("%s: exit code %d, %q, messages %q", tt.args, code, stdout, stderr)
		}
	}
}

func TestInputErrors(t *testing.T) {
	broken := func() io.Reader {
		cut := iotest.ErrReader(errors.New("cable cut"))
		return io.MultiReader(strings.NewReader(`{"id":1}`), cut)
	}
	stdout, stderr, code := runWith(broken(), "eval", "")
	if code != exitUsage || stdout != "{\"id\":1}\n" ||
		stderr != "bbql: standard input: cable cut\n" {
		t.Errorf("eval: exit code %d, output %q, messages %q", code, stdout, stderr)
	}
	_, stderr, code = runWith(broken(), "fmt", "-")
	const want = "bbql: reading a query from standard input: cable cut\n"
	if code != exitUsage || stderr != want {
		t.Errorf("fmt: exit code %d, messages %q", code, stderr)
	}
	_, stderr, code = runWith(broken(), "lint", "-")
	const wantLint = "bbql: reading queries from standard input: cable cut\n"
	if code != exitUsage || stderr != wantLint {
		t.Errorf("lint: exit code %d, messages %q", code, stderr)
	}
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	clock := time.Unix(0, 0)
	p := &progress{w: &out, now: func() time.Time { return clock }, drawn: clock}
	p.add(progressFrom + 1)
	if out.Len() > 0 {
		t.Errorf("%q is drawn at once", &out)
	}
	clock = clock.Add(progressEvery)
	p.found = 7
	p.add(1 << 20)
	if want := "\r\x1b[K65 MB, 7 selected"; out.String() != want {
		t.Errorf("drew %q, want %q", &out, want)
	}
	out.Reset()
	(&screen{&out, p}).Write([]byte("x"))
	p.clear()
	if want := "\r\x1b[Kx"; out.String() != want {
		t.Errorf("wrote %q, want %q", &out, want)
	}
	out.Reset()
	clock = clock.Add(progressEvery)
	p.total = 260 << 20
	p.add(0)
	if want := "\r\x1b[K 25% of 260 MB, 7 selected"; out.String() != want {
		t.Errorf("drew %q, want %q", &out, want)
	}
}

// A small input has no progress line, however long it takes.
func TestProgressOfSmallInput(t *testing.T) {
	var out bytes.Buffer
	clock := time.Unix(0, 0)
	p := &progress{w: &out, now: func() time.Time { clock = clock.Add(time.Hour); return clock }}
	for range 64 {
		p.add(1 << 20)
	}
	if out.Len() > 0 {
		t.Errorf("drew %q", &out)
	}
}
