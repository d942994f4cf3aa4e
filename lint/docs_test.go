package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/golden"
	"github.com/bbql/go-bbql/lint"
)

const docs = "../docs/lint"

// check looks at an example as its kind wants it.
func check(e lint.Example) []lint.Diagnostic {
	opts := lint.Options{Resource: e.Resource, Endpoint: e.Endpoint}
	if e.IsURL() {
		return lint.CheckURL(e.Text, opts)
	}
	return lint.Check(e.Text, opts)
}

// of returns the findings of a rule.
func of(id string, list []lint.Diagnostic) []lint.Diagnostic {
	return slices.DeleteFunc(slices.Clone(list), func(d lint.Diagnostic) bool { return d.Rule != id })
}

// TestExamples executes the examples of the rules' pages.
func TestExamples(t *testing.T) {
	for _, r := range lint.Rules() {
		t.Run(r.ID, func(t *testing.T) {
			if len(r.Bad) == 0 || len(r.Good) == 0 || r.Text == "" || r.Remedy == "" || r.Source == "" {
				t.Error("the page lacks something")
			}
			for _, e := range r.Bad {
				if len(of(r.ID, check(e))) == 0 {
					t.Errorf("%s: not found, but %v", e.Text, check(e))
				}
			}
			for _, e := range r.Good {
				if found := of(r.ID, check(e)); len(found) > 0 {
					t.Errorf("%s: found %v", e.Text, found)
				}
			}
		})
	}
}

// TestPages keeps docs/lint as the rules have it. What stands before the table of
// all rules is in testdata/index.md.
func TestPages(t *testing.T) {
	pages := map[string]bool{"README.md": true}
	head, err := os.ReadFile("testdata/index.md")
	if err != nil {
		t.Fatal(err)
	}
	var index strings.Builder
	index.Write(head)
	for _, r := range lint.Rules() {
		pages[r.ID+".md"] = true
		golden.File(t, filepath.Join(docs, r.ID+".md"), r.Page())
		fix := ""
		if hasFix(r) {
			fix = "yes"
		}
		fmt.Fprintf(&index, "| [%s](%s.md) | %s | %s | %s |\n", r.ID, r.ID, r.Severity, r.Title, fix)
	}
	golden.File(t, filepath.Join(docs, "README.md"), index.String())
	entries, err := os.ReadDir(docs)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !pages[e.Name()] {
			t.Errorf("%s is the page of no rule", e.Name())
		}
	}
}

func hasFix(r lint.Rule) bool {
	return slices.ContainsFunc(r.Bad, func(e lint.Example) bool {
		return slices.ContainsFunc(of(r.ID, check(e)), func(d lint.Diagnostic) bool {
			return len(d.Fix) > 0
		})
	})
}

// TestRuleNames keeps names unique and of one form.
func TestRuleNames(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range lint.Rules() {
		if seen[r.ID] || strings.Trim(r.ID, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("rule %q", r.ID)
		}
		seen[r.ID] = true
	}
}

func TestDisable(t *testing.T) {
	for _, r := range lint.Rules() {
		for _, e := range r.Bad {
			opts := lint.Options{Resource: e.Resource, Endpoint: e.Endpoint, Disable: []string{r.ID}}
			list := lint.CheckURL(e.Text, opts)
			if !e.IsURL() {
				list = lint.Check(e.Text, opts)
			}
			if len(of(r.ID, list)) > 0 {
				t.Errorf("%s: %s is not disabled", e.Text, r.ID)
			}
		}
	}
}

func TestIgnored(t *testing.T) {
	tests := []struct {
		line string
		want []string
		ok   bool
	}{
		{"state = OPEN", nil, false},
		{"# bbql:ignore", nil, true},
		{"# bbql:ignore syntax", []string{"syntax"}, true},
		{"// bbql:ignore a, b\tc\r", []string{"a", "b", "c"}, true},
		{"<!-- bbql:ignore a -->", []string{"a"}, true},
		{"/* bbql:ignore */", nil, true},
		{"# bbql:ignore a\ncurl b", []string{"a"}, true},
	}
	for _, tt := range tests {
		got, ok := lint.Ignored(tt.line)
		if !slices.Equal(got, tt.want) || ok != tt.ok {
			t.Errorf("Ignored(%q) = %q, %t, want %q, %t", tt.line, got, ok, tt.want, tt.ok)
		}
	}
}
