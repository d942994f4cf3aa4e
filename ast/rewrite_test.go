package ast_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

// drop returns a function for Rewrite that drops the comparisons of fields.
func drop(fields ...ast.Path) func(ast.Expr) ast.Expr {
	return func(e ast.Expr) ast.Expr {
		if c, ok := e.(*ast.Comparison); ok && slices.Contains(fields, c.Field) {
			return nil
		}
		return e
	}
}

func TestRewriteDrops(t *testing.T) {
	a, b, c := eq("a"), eq("b"), eq("c")
	tests := []struct {
		name string
		tree ast.Expr
		drop []ast.Path
		want string
	}{
		{"nothing", and(a, b), nil, "a = 1 AND b = 1"},
		{"first", and(a, b, c), []ast.Path{"a"}, "b = 1 AND c = 1"},
		{"middle", or(a, b, c), []ast.Path{"b"}, "a = 1 OR c = 1"},
		{"all but one", and(a, b, c), []ast.Path{"a", "c"}, "b = 1"},
		{"inner or", and(a, or(b, c)), []ast.Path{"b", "c"}, "a = 1"},
		{"inner and", or(a, and(b, c)), []ast.Path{"b", "c"}, "a = 1"},
		{"inner paren", and(a, paren(paren(b))), []ast.Path{"b"}, "a = 1"},
		{"within", and(a, paren(or(b, c))), []ast.Path{"b"}, "a = 1 AND c = 1"},
		{"all of and", and(a, b), []ast.Path{"a", "b"}, "nil"},
		{"all of or", paren(or(a, and(b))), []ast.Path{"a", "b"}, "nil"},
		{"root", a, []ast.Path{"a"}, "nil"},
		{"empty filter stays", and(and(), a), []ast.Path{"a"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := test.tree.String()
			if got := text(ast.Rewrite(test.tree, drop(test.drop...))); got != test.want {
				t.Errorf("Rewrite of %s without %q = %q, want %q", before, test.drop, got,
					test.want)
			}
			if after := test.tree.String(); after != before {
				t.Errorf("Rewrite changed %s to %s", before, after)
			}
		})
	}
}

func TestRewriteReplaces(t *testing.T) {
	tree := and(eq("a"), paren(or(eq("b"), eq("a"))), eq("c"))
	got := ast.Rewrite(tree, func(e ast.Expr) ast.Expr {
		if c, ok := e.(*ast.Comparison); ok && c.Field == "a" {
			return or(eq("x"), eq("y"))
		}
		return e
	})
	const want = "(x = 1 OR y = 1) AND (b = 1 OR x = 1 OR y = 1) AND c = 1"
	if text(got) != want {
		t.Errorf("Rewrite of %s = %s, want %s", tree, got, want)
	}
	if result := got.(*ast.And); result.Terms[2] != tree.Terms[2] {
		t.Error("the unchanged term is not shared")
	}
}

// Rewrite gives f each expression once, children first and already replaced.
func TestRewriteOrder(t *testing.T) {
	var steps []string
	ast.Rewrite(and(eq("a"), paren(or(eq("b"), eq("c")))), func(e ast.Expr) ast.Expr {
		steps = append(steps, fmt.Sprintf("%T %s", e, e))
		if c, ok := e.(*ast.Comparison); ok {
			return eq(c.Field + "_")
		}
		return e
	})
	want := []string{
		"*ast.Comparison a = 1",
		"*ast.Comparison b = 1",
		"*ast.Comparison c = 1",
		"*ast.Or b_ = 1 OR c_ = 1",
		"*ast.Paren b_ = 1 OR c_ = 1",
		"*ast.And a_ = 1 AND (b_ = 1 OR c_ = 1)",
	}
	if !slices.Equal(steps, want) {
		t.Errorf("Rewrite calls f with %q, want %q", steps, want)
	}
}

func TestRewriteKeepsSpans(t *testing.T) {
	at := ast.Span{Start: 1, End: 30}
	replace := func(e ast.Expr) ast.Expr {
		if _, ok := e.(*ast.Comparison); ok {
			return eq("x")
		}
		return e
	}
	for _, tree := range []ast.Expr{
		&ast.And{Terms: []ast.Expr{eq("a")}, At: at},
		&ast.Or{Terms: []ast.Expr{eq("a")}, At: at},
		&ast.Paren{X: eq("a"), At: at},
	} {
		if got := ast.Rewrite(tree, replace); got == tree || got.Span() != at {
			t.Errorf("Rewrite of %T at %v is at %v", tree, at, got.Span())
		}
	}
}

// A Rewrite that changes nothing returns the very tree.
func TestRewriteIdentityShares(t *testing.T) {
	for seed := range uint64(2000) {
		tree := fuzz.Tree(fuzz.NewSource(seed))
		if got := ast.Rewrite(tree, func(e ast.Expr) ast.Expr { return e }); got != tree {
			t.Fatalf("seed %d: Rewrite copies %s", seed, tree)
		}
	}
}

// Replacing every comparison by a copy gives an equal tree; dropping all that
// has nothing within it leaves none.
func TestRewriteRandomTrees(t *testing.T) {
	for seed := range uint64(2000) {
		tree := fuzz.Tree(fuzz.NewSource(seed))
		copied := ast.Rewrite(tree, func(e ast.Expr) ast.Expr {
			if c, ok := e.(*ast.Comparison); ok {
				return compare(c.Field, c.Op, c.Value)
			}
			return e
		})
		if !ast.Equal(copied, tree) {
			t.Fatalf("seed %d: a copy of %s is %s", seed, tree, copied)
		}
		dropped := ast.Rewrite(tree, func(e ast.Expr) ast.Expr {
			if _, ok := e.(*ast.Comparison); ok || text(e) == "" {
				return nil
			}
			return e
		})
		if dropped != nil {
			t.Fatalf("seed %d: %s without comparisons is %s", seed, tree, dropped)
		}
	}
}
