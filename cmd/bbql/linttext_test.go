package main

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/txtar"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

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
	for _, script := range []string{
		"lintfiles", "linturls", "lintcurl", "lintquotes", "lintblocks", "linthttpie", "lintcode",
		"lintstrings",
	} {
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
			"a.txt", "a.json", "a.yaml", "a.sh", "a.md", "a.go", "a.py", "a.ts", "a.rb", "a.ps1",
			"a.php", "a.cs", "a.rs", "a.swift",
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
