package fuzz_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/fuzz"
)

// FuzzText holds the parser to its promises about any text.
func FuzzText(f *testing.F) {
	for _, q := range queries(f) {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parserKeepsPromises(t, text[:min(len(text), maxInput)])
	})
}

func FuzzMistakes(f *testing.F) { mutate(f, mistakesAreExplained) }
func FuzzPieces(f *testing.F)   { mutate(f, piecesAreExplained) }
func FuzzPrefixes(f *testing.F) { mutate(f, prefixesAreIncomplete) }

func TestMistakesAreExplained(t *testing.T)  { quick(t, 2_500, mistakesAreExplained) }
func TestPiecesAreExplained(t *testing.T)    { quick(t, 20_000, piecesAreExplained) }
func TestPrefixesAreIncomplete(t *testing.T) { quick(t, 300, prefixesAreIncomplete) }

func TestQueriesOfTheSuite(t *testing.T) {
	for _, q := range queries(t) {
		if len(q) <= maxInput {
			parserKeepsPromises(t, q)
		}
	}
}

func mistakesAreExplained(t *testing.T, s *fuzz.Source) {
	parserKeepsPromises(t, fuzz.Mistaken(s, fuzz.Tree(s)))
}

// piecesAreExplained: so it is for what is far from any query, with placeholders
// in it too.
func piecesAreExplained(t *testing.T, s *fuzz.Source) {
	text := fuzz.Pieces(s)
	parserKeepsPromises(t, text)
	bound := strings.ReplaceAll(text, `"x"`, "?")
	if _, err := bbql.Bind(bound, 1, "x", []int{1, 2}); err != nil {
		expectErrors(t, bound, parseErrors(t, bound, err))
	}
}

// prefixesAreIncomplete: the beginning of a query is a query, or each of its
// errors says that more text could mend it.
func prefixesAreIncomplete(t *testing.T, s *fuzz.Source) {
	text := bbql.Format(fuzz.Tree(s))
	text = text[:min(len(text), 300)]
	for i := range text {
		_, err := bbql.Parse(text[:i])
		if err == nil {
			continue
		}
		for _, e := range parseErrors(t, text[:i], err) {
			if !e.Incomplete {
				t.Fatalf("Parse(%q): %v: does not say that it is incomplete", text[:i], e)
			}
		}
	}
}

// parserKeepsPromises: a text that parses round-trips and has true spans; one
// that does not has errors that explain it and fixes that mend it.
func parserKeepsPromises(t *testing.T, text string) {
	t.Helper()
	tree, err := bbql.Parse(text)
	if err != nil {
		errs := parseErrors(t, text, err)
		expectErrors(t, text, errs)
		expectFixes(t, text, errs)
		return
	}
	printed := bbql.Format(tree)
	again, err := bbql.Parse(printed)
	if err != nil || !ast.Equal(tree, again) {
		t.Errorf("%q prints as %q, which parses to %v, %v", text, printed, again, err)
	}
	if twice := bbql.Format(again); err == nil && twice != printed {
		t.Errorf("%q prints as %q and then as %q", text, printed, twice)
	}
	expectSpans(t, text, tree)
}

// expectSpans fails the test unless the span of every node holds the node: a
// literal its text, anything else what parses to it.
func expectSpans(t *testing.T, text string, tree ast.Expr) {
	t.Helper()
	if blank := strings.Trim(text, " \t\r\n") == ""; blank {
		return // the empty filter stands nowhere
	}
	spent := 0
	for n := range ast.Preorder(tree) {
		at := n.Span()
		if !at.IsValid() || int(at.End) > len(text) {
			t.Errorf("%q: %T %s has the span %v", text, n, n, at)
			continue
		}
		written := text[at.Start:at.End]
		switch n := n.(type) {
		case ast.Expr:
			if spent += len(written); spent > 4*maxInput {
				continue // deep nesting would take quadratic time
			}
			if got, err := bbql.Parse(written); err != nil || !ast.Equal(got, n) {
				t.Errorf("%q: at the span of %T %s is %q", text, n, n, written)
			}
			expectComparison(t, text, n)
		case ast.Value:
			if want := literalText(n); want != "" && written != want {
				t.Errorf("%q: at the span of %s is %q", text, n, written)
			}
		}
	}
}

func expectComparison(t *testing.T, text string, e ast.Expr) {
	t.Helper()
	c, ok := e.(*ast.Comparison)
	if !ok {
		return
	}
	if got := text[c.FieldAt.Start:c.FieldAt.End]; got != string(c.Field) {
		t.Errorf("%q: at the field of %s is %q", text, c, got)
	}
	op := strings.Join(strings.Fields(text[c.OpAt.Start:c.OpAt.End]), " ")
	if !strings.EqualFold(op, c.Op.String()) {
		t.Errorf("%q: at the operator of %s is %q", text, c, op)
	}
}

func literalText(v ast.Value) string {
	switch v := v.(type) {
	case *ast.String:
		return v.Text
	case *ast.Number:
		return v.Text
	case *ast.Bool:
		return v.Text
	case *ast.Null:
		return v.Text
	case *ast.DateTime:
		return v.Text
	}
	return ""
}

// parseErrors returns the errors in err, which must be of the documented type.
func parseErrors(t *testing.T, text string, err error) []*bbql.Error {
	t.Helper()
	var errs bbql.Errors
	var first *bbql.Error
	if !errors.As(err, &errs) || !errors.As(err, &first) || len(errs) == 0 || errs[0] != first {
		t.Fatalf("Parse(%q) fails with %T %v", text, err, err)
	}
	return errs
}

// expectErrors fails the test unless the errors are in order and each lies
// within the text, between characters, and can be shown.
func expectErrors(t *testing.T, text string, errs []*bbql.Error) {
	t.Helper()
	inOrder := slices.IsSortedFunc(errs, func(a,
		b *bbql.Error) int {
		return int(a.Span.Start - b.Span.Start)
	})
	if !inOrder {
		t.Errorf("Parse(%q): the errors are not in the order of the text: %v", text, errs)
	}
	for _, e := range errs {
		if e.Query != text || e.Msg == "" {
			t.Errorf("Parse(%q): error %+v", text, e)
		}
		if !within(text, e.Span) {
			t.Fatalf("Parse(%q): %v: the span %v is not within the text", text, e, e.Span)
		}
		shown := e.Error() + e.Detail()
		for _, leak := range []string{"<EOF>", "lexer:", "%!", "participle"} {
			if strings.Contains(shown, leak) && !strings.Contains(text, leak) {
				t.Errorf("Parse(%q): error %q has %q in it", text, shown, leak)
			}
		}
		if strings.Contains(e.Error(), "\n") || !strings.HasSuffix(e.Detail(), "\n") {
			t.Errorf("Parse(%q): error %q, detail %q", text, e.Error(), e.Detail())
		}
	}
}

// within reports whether the span lies within the text and splits no character
// of it.
func within(text string, at ast.Span) bool {
	return 0 <= at.Start && at.Start <= at.End && int(at.End) <= len(text) &&
		(!utf8.ValidString(text) ||
			utf8.ValidString(text[:at.Start]) && utf8.ValidString(text[at.Start:at.End]))
}

// expectFixes fails the test unless each fix changes the text, that of an only
// error makes it a query, and applying one after the other comes to an end.
func expectFixes(t *testing.T, text string, errs []*bbql.Error) {
	t.Helper()
	for _, e := range errs {
		if e.Fix == nil {
			continue
		}
		if !within(text, e.Fix.Span) {
			t.Fatalf("Parse(%q): %v: the fix %+v is not within the text", text, e, e.Fix)
		}
		fixed := e.Fix.Apply(text)
		if fixed == text {
			t.Errorf("Parse(%q): the fix of %v changes nothing", text, e)
		}
		if _, err := bbql.Parse(fixed); len(errs) == 1 && err != nil {
			t.Errorf("Parse(%q): the fix of %v makes it %q: %v", text, e, fixed, err)
		}
	}
	expectEnd(t, text, errs)
}

// expectEnd fails the test if applying the first fix, then the first of what is
// left, and so on, goes on for ever.
func expectEnd(t *testing.T, text string, errs []*bbql.Error) {
	t.Helper()
	const enough = 100
	fixed := text
	for range enough {
		i := slices.IndexFunc(errs, func(e *bbql.Error) bool { return e.Fix != nil })
		if i < 0 {
			return
		}
		fixed = errs[i].Fix.Apply(fixed)
		_, err := bbql.Parse(fixed)
		if err == nil {
			return
		}
		errs = parseErrors(t, fixed, err)
	}
	t.Errorf("Parse(%q): after %d fixes it is %q, with %v", text, enough, fixed, errs)
}
