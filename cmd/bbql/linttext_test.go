package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/stopwatch"
	"github.com/bbql/go-bbql/internal/txtar"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// Thousands of queries take linear time, also where each has several findings
// and where all of them are in one line.
func TestLintManyQueries(t *testing.T) {
	const n = 4000
	const pulls = "https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?q=stat%%3D%d"
	for _, test := range []struct {
		name, format, query string
		mark                string // of a finding, "" if there is none
	}{
		{"good.txt", "github", "state = \"OPEN\" AND id > %d\n", ""},
		{"bad.txt", "github", "stat = \"OPEN\" AND id = \"%d\"\n", "::error"},
		{"one.json", "github", `"` + pulls + `", `, "::error"},
		{"line.sh", "github", pulls + " ", "::error"},
		{"line.sh", "text", pulls + " ", ": error: "},
		{"line.sh", "json", pulls + " ", `"rule":`},
		{"line.sh", "sarif", pulls + " ", `"ruleId":`},
	} {
		t.Run(test.name+" as "+test.format, func(t *testing.T) {
			few := manyQueries(t, test.name, test.query, n/8)
			many := manyQueries(t, test.name, test.query, n)
			took := func(path string, n int) time.Duration {
				return lintMany(t, path, test.format, test.mark, n)
			}
			// Eight times the work takes eight times as long, and here 24 times at the
			// most, if one of three tries was not disturbed; squared it would be 64.
			const most = 24
			whole, eighth := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			for try := 0; try < 3 && (try == 0 || whole > most*eighth); try++ {
				eighth = min(eighth, took(few, n/8))
				whole = min(whole, took(many, n))
			}
			if whole > most*eighth {
				t.Errorf("an eighth takes %v, the whole %v", eighth, whole)
			}
		})
	}
}

// manyQueries writes a file of n queries and returns its path.
func manyQueries(t *testing.T, name, query string, n int) string {
	t.Helper()
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, query, i)
	}
	path := filepath.Join(t.TempDir(), name)
	writeFile(t, path, b.String())
	return path
}

// lintMany checks a file of n queries, of which all are wrong or none is, and
// returns how long that takes.
func lintMany(t *testing.T, path, format, mark string, n int) time.Duration {
	t.Helper()
	var stdout, stderr string
	var code int
	took := stopwatch.Used(func() {
		stdout, stderr, code = runWith(strings.NewReader(""),
			"lint", "--resource=pullrequest", "--format="+format, path)
	})
	if stderr != "" || (code == exitOK) != (mark == "") ||
		mark != "" && strings.Count(stdout, mark) < n {
		t.Errorf("%s: exit code %d, %d lines, messages %q", path, code,
			strings.Count(stdout, "\n"), stderr)
	}
	return took
}

// Line ends of Windows are no part of a query.
func TestLintWindows(t *testing.T) {
	stdout, _, _ := runWith(strings.NewReader("state = OPEN\r\nid = \"5\"\r\n"),
		"lint", "--resource=pullrequest", "--fix", "-")
	if want := "state = \"OPEN\"\r\nid = 5\r\n"; stdout != want {
		t.Errorf("fixed as %q, want %q", stdout, want)
	}
}

// FuzzLintText holds lint to places that exist: what is found in a file is in
// one of its lines, at the line and column that it names, and repairs change
// nothing else.
func FuzzLintText(f *testing.F) {
	for _, script := range []string{"lintfiles", "linturls", "lintcurl", "lintquotes", "lintblocks", "linthttpie", "lintcode"} {
		data, err := os.ReadFile("testdata/script/" + script + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{
			"a.txt", "a.json", "a.yaml", "a.sh", "a.md", "a.go", "a.py", "a.ts", "a.rb", "a.ps1", "a.php",
		} {
			x := &lintText{name: name, text: text, opts: lint.Options{Resource: schema.Issue}}
			found, err := x.check()
			if err != nil {
				continue // it leaves out a rule that does not exist
			}
			for _, d := range found {
				checkPlace(t, text, d)
			}
			checkRepair(t, text, found)
		}
	})
}

func checkPlace(t *testing.T, text string, f finding) {
	t.Helper()
	if end := f.base + len(f.Text); end > len(text) || text[f.base:end] != f.Text {
		t.Fatalf("%q is not at %d in %q", f.Text, f.base, text)
	}
	at := f.base + int(f.Span.Start)
	start := strings.LastIndexByte(text[:at], '\n') + 1
	line, col, _, _ := f.position()
	if want := 1 + strings.Count(text[:at], "\n"); line != want {
		t.Errorf("%v is said to be in line %d, not %d", f, line, want)
	}
	if want := 1 + utf8.RuneCountInString(text[start:at]); utf8.ValidString(text) && col != want {
		t.Errorf("%v is said to be in column %d, not %d", f, col, want)
	}
}

func checkRepair(t *testing.T, text string, found []finding) {
	t.Helper()
	fixed := applyAll(text, found)
	if strings.Count(fixed, "\n") != strings.Count(text, "\n") {
		t.Errorf("%q is repaired as %q", text, fixed)
	}
	if len(found) == 0 && fixed != text {
		t.Errorf("%q is changed to %q", text, fixed)
	}
}

// Lines that look like many holes, quotes, commands and URLs at once take
// seconds if each of them looks at all of the line.
func TestLintLongLine(t *testing.T) {
	const limit = 10 * time.Second
	const n = 10_000
	lines := map[string]string{
		"holes and URLs": strings.Repeat("${a}", n) + strings.Repeat("/x?q=1 ", n),
		"open holes":     strings.Repeat("$( ", n) + strings.Repeat("${a} ", n) + "?q=",
		"commands":       strings.Repeat("$(x q=1 ", n) + strings.Repeat(")", n),
		"curls":          strings.Repeat("curl -G /x?q=1 ", n),
		"open quotes":    strings.Repeat("curl -G 'x -d q=1 \" ", n),
		"data":           "curl -G $A/repositories/acme " + strings.Repeat("-d q=1 ", n),
		"URLs and data":  "curl -G " + strings.Repeat("$A/repositories/a ", 1000) + strings.Repeat("-d q=1 ", 1000),
		"ampersands":     "curl $A/repositories/acme?q=1" + strings.Repeat("&a=1", n),
		"backslashes":    strings.Repeat("curl -d q=1 \\\n", n),
		"no URL":         "x?q=1" + strings.Repeat("&q=1", n),
		"blocks":         strings.Repeat("a: >\n  curl -d q=1\n", n) + strings.Repeat("- b: |\n", n) + "   q=1",
		"deep blocks":    deepBlocks(1000),
		"open arguments": strings.Repeat("curl -G $A 'q=1 \"\n", n) + strings.Repeat("curl \"q=1\n", n),
		"long argument":  "curl -G $A/repositories/acme -d 'q=" + strings.Repeat("1\n  ", 2000) + "'",
		"folded lines":   "- curl -G $A/repositories/acme\n" + strings.Repeat("  -d q=1\n", n),
		"fences":         strings.Repeat("```sh\ncurl 'q=1\n", n),
		"operands":       "x = 'q=1'" + strings.Repeat(" + (a", n) + strings.Repeat("+ '?q=1'", n),
		"appended":       strings.Repeat("u = 'https://api.bitbucket.org/2.0/a'\nu += '?q=1'\n", n),
		"growing":        "u = 'https://api.bitbucket.org/2.0/a'\n" + strings.Repeat("u += '/a'\n", n) + "'?q=1'",
		"templates":      strings.Repeat("`${", n) + "?q=1" + strings.Repeat("}`", n),
		"brackets":       strings.Repeat("f([", n) + "'?q=1'",
		"assignments":    strings.Repeat("a = ", n) + "'?q=1'",
		"classes":        strings.Repeat("[/", n) + "'?q=1'",
		"strings":        strings.Repeat("'q=1' ", n) + strings.Repeat("\"q=1", n),
		"quotes":         "curl -G $A/repositories/acme -d \"q=" + strings.Repeat("a = \"b\" AND ", n) + "\"",
		"a long path":    "curl " + strings.Repeat("/$a", n) + "?q=1",
	}
	for name, line := range lines {
		for _, file := range []string{"a.yaml", "a.sh", "a.json", "a.md", "a.py", "a.ts"} {
			x := &lintText{name: file, text: line}
			if file == "a.json" {
				x.text = `"` + strings.ReplaceAll(line, `"`, `\"`) + `"`
			}
			took := stopwatch.Used(func() {
				if _, err := x.check(); err != nil {
					t.Errorf("%s in %s: %v", name, file, err)
				}
			})
			if took > limit {
				t.Errorf("%s in %s took %v", name, file, took)
			}
		}
	}
}

// deepBlocks returns blocks of YAML, each in the one before.
func deepBlocks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a: |\n")
	}
	return b.String()
}
