//go:build !race

package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/internal/stopwatch"
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

// Lines that look like many holes, quotes, commands and URLs at once take
// seconds if each of them looks at all of the line.
func TestLintLongLine(t *testing.T) {
	const limit = 2 * time.Second
	const n = 4000
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
