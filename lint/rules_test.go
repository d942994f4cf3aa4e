package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/fuzz"
	"github.com/bbql/go-bbql/internal/golden"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// TestRules runs the table of each rule: a text, what it is for, all findings,
// and the text with all fixes made.
func TestRules(t *testing.T) {
	golden.Run(t, "testdata", "text", func(t *testing.T, c *golden.Case) golden.Outputs {
		e := lint.Example{Text: c.Input("text")}
		if about, ok := c.Lookup("for"); ok {
			if strings.HasPrefix(about, "/") {
				e.Endpoint = about
			} else if e.Resource, ok = schema.Lookup(about); !ok {
				t.Fatalf("no resource %s", about)
			}
		}
		list := check(e)
		out := golden.Outputs{"findings": describe(list)}
		if fixed := lint.Apply(e.Text, list); fixed != e.Text {
			out["fixed"] = fixed
			checkFixed(t, e, fixed, list)
		}
		return out
	})
}

func describe(list []lint.Diagnostic) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%v %s %v", d.Severity, d.Rule, d)
		if d.Related.IsValid() {
			fmt.Fprintf(&b, " [see %s]", d.Text[d.Related.Start:d.Related.End])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// checkFixed holds fixes to their promise: the result parses and, unless a rule
// says that it rewrites, means the same.
func checkFixed(t *testing.T, e lint.Example, fixed string, list []lint.Diagnostic) {
	t.Helper()
	if e.IsURL() {
		return
	}
	after, err := bbql.Parse(fixed)
	if err != nil {
		if len(of("syntax", list)) == 0 {
			t.Fatalf("%s: fixed as %s: %v", e.Text, fixed, err)
		}
		return
	}
	for _, d := range list {
		if rewrites(d.Rule) && len(d.Fix) > 0 {
			return
		}
	}
	same(t, bbql.MustParse(e.Text), after, e.Resource.Types)
}

func rewrites(id string) bool {
	for _, r := range lint.Rules() {
		if r.ID == id {
			return r.Rewrites
		}
	}
	return false
}

// same compares two filters on objects that fit them.
func same(tb testing.TB, a, b ast.Expr, types ast.Types) {
	tb.Helper()
	if answer, witness := lint.Equivalent(a, b, types); answer == lint.No {
		tb.Errorf("%v and %v differ for %v", a, b, witness)
	}
	if types != nil {
		return // random objects are of no type
	}
	for seed := range uint64(5) {
		doc := fuzz.Document(fuzz.NewSource(seed), a)
		if matches(tb, a, nil, doc) != matches(tb, b, nil, doc) {
			tb.Errorf("%v and %v differ for %s", a, b, doc)
		}
	}
}

// checkDiagnostics holds the findings about any text to what they promise.
func checkDiagnostics(tb testing.TB, text string, list []lint.Diagnostic) {
	tb.Helper()
	for _, d := range list {
		spans := []ast.Span{d.Span, d.Related}
		for _, e := range d.Fix {
			spans = append(spans, e.Span)
		}
		for _, s := range spans {
			if s.Start < 0 || s.Start > s.End || int(s.End) > len(text) {
				tb.Errorf("%q: %s: span %v", text, d.Rule, s)
			}
		}
		if d.Msg == "" || d.Text != text || d.Detail() == "" {
			tb.Errorf("%q: %+v", text, d)
		}
	}
}

// checkFixes makes the fixes of a filter, until there are none, that keep its
// meaning.
func checkFixes(tb testing.TB, text string) {
	tb.Helper()
	before, err := bbql.Parse(text)
	if err != nil {
		return
	}
	var rewriting []string
	for _, r := range lint.Rules() {
		if r.Rewrites {
			rewriting = append(rewriting, r.ID)
		}
	}
	fixed := text
	for range 5 {
		next := lint.Apply(fixed, lint.Check(fixed, lint.Options{Disable: rewriting}))
		if next == fixed {
			return
		}
		fixed = next
		after, err := bbql.Parse(fixed)
		if err != nil {
			tb.Fatalf("%q: fixed as %q: %v", text, fixed, err)
		}
		same(tb, before, after, nil)
	}
}

func TestFixesOfRandomTrees(t *testing.T) {
	for seed := range uint64(150) {
		text := fuzz.Tree(fuzz.NewSource(seed)).String()
		checkDiagnostics(t, text, lint.Check(text, lint.Options{Resource: schema.Issue}))
		checkFixes(t, text)
	}
}

func FuzzCheck(f *testing.F) {
	for _, r := range lint.Rules() {
		for _, e := range r.Bad {
			f.Add(e.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range []schema.Resource{"", schema.PullRequest} {
			checkDiagnostics(t, text, lint.Check(text, lint.Options{Resource: r}))
		}
		checkDiagnostics(t, text, lint.CheckURL(text, lint.Options{}))
		checkFixes(t, text)
	})
}
