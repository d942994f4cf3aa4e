package ast_test

import (
	"testing"

	"github.com/bbql/go-bbql/ast"
)

func TestNewAnd(t *testing.T) {
	a, b, c := eq("a"), eq("b"), eq("c")
	tests := []struct {
		name  string
		terms []ast.Expr
		want  string
	}{
		{"none", nil, ""},
		{"one", []ast.Expr{a}, "a = 1"},
		{"two", []ast.Expr{a, b}, "a = 1 AND b = 1"},
		{"and", []ast.Expr{and(a, b), c}, "a = 1 AND b = 1 AND c = 1"},
		{"or", []ast.Expr{or(a, b), c}, "(a = 1 OR b = 1) AND c = 1"},
		{"empty filters", []ast.Expr{and(), a, and()}, "a = 1"},
		{"only empty filters", []ast.Expr{and(), and()}, ""},
		{"nil", []ast.Expr{nil}, "%!bbql(nil expression)"},
		{"typed nil", []ast.Expr{(*ast.Or)(nil)}, "%!bbql(nil expression)"},
		{"nil and", []ast.Expr{(*ast.And)(nil), a}, "(%!bbql(nil expression)) AND a = 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := text(ast.NewAnd(test.terms...)); got != test.want {
				t.Errorf("NewAnd(%v) = %q, want %q", test.terms, got, test.want)
			}
		})
	}
}

func TestNewOr(t *testing.T) {
	a, b, c := eq("a"), eq("b"), eq("c")
	tests := []struct {
		name  string
		terms []ast.Expr
		want  string
	}{
		{"one", []ast.Expr{a}, "a = 1"},
		{"two", []ast.Expr{a, b}, "a = 1 OR b = 1"},
		{"or", []ast.Expr{or(a, b), c}, "a = 1 OR b = 1 OR c = 1"},
		{"and", []ast.Expr{and(a, b), c}, "(a = 1 AND b = 1) OR c = 1"},
		{"or in parentheses", []ast.Expr{paren(or(a, b)), c}, "a = 1 OR b = 1 OR c = 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ast.NewOr(test.terms...)
			if err != nil || text(got) != test.want {
				t.Errorf("NewOr(%v) = %v, %v; want %q", test.terms, got, err, test.want)
			}
		})
	}
}

func TestNewOrFaults(t *testing.T) {
	a := eq("a")
	tests := []struct {
		name  string
		terms []ast.Expr
		want  string
	}{
		{"none", nil, "OR without terms"},
		{"empty filter", []ast.Expr{and()}, "OR: term 1: the empty filter inside OR"},
		{"empty filter beside another", []ast.Expr{a, and()},
			"OR: term 2: the empty filter inside OR"},
		{"empty filter in parentheses", []ast.Expr{a, paren(paren(and()))},
			"OR: term 2: the empty filter inside OR"},
		{"empty or", []ast.Expr{a, or()}, "OR: term 2: OR without terms"},
		{"nil", []ast.Expr{nil}, "OR: term 1: nil expression"},
		{"nil beside another", []ast.Expr{a, nil}, "OR: term 2: nil expression"},
		{"typed nil", []ast.Expr{a, (*ast.And)(nil)}, "OR: term 2: nil expression"},
		{"nil in parentheses", []ast.Expr{a, paren(nil)}, "OR: term 2: nil expression"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ast.NewOr(test.terms...)
			if got != nil || err == nil || err.Error() != test.want {
				t.Errorf("NewOr(%v) = %v, %v; want error %s", test.terms, got, err, test.want)
			}
		})
	}
}

// The constructors flatten, so that a chain of 10,000 terms is one node, and
// return a single term as it is.
func TestConstructorsFlatten(t *testing.T) {
	a := eq("a")
	terms := make([]ast.Expr, 0, 5000)
	for range cap(terms) {
		terms = append(terms, a)
	}
	conjunction := ast.NewAnd(ast.NewAnd(terms...), ast.NewAnd(terms...))
	if got, ok := conjunction.(*ast.And); !ok || len(got.Terms) != 10_000 {
		t.Errorf("NewAnd gives %T of another number of terms than 10000", conjunction)
	}
	half, err := ast.NewOr(terms...)
	if err != nil {
		t.Fatal(err)
	}
	disjunction, err := ast.NewOr(half, half)
	if got, ok := disjunction.(*ast.Or); err != nil || !ok || len(got.Terms) != 10_000 {
		t.Errorf("NewOr gives %T of another number of terms than 10000, error %v", disjunction, err)
	}
	if got := ast.NewAnd(a); got != ast.Expr(a) {
		t.Errorf("NewAnd of one term = %v, want the term itself", got)
	}
	if got, err := ast.NewOr(a); err != nil || got != ast.Expr(a) {
		t.Errorf("NewOr of one term = %v, %v; want the term itself", got, err)
	}
}

func TestConstructorsCopy(t *testing.T) {
	terms := []ast.Expr{eq("a"), eq("b")}
	conjunction := ast.NewAnd(terms...)
	disjunction, err := ast.NewOr(terms...)
	if err != nil {
		t.Fatal(err)
	}
	terms[0] = nil
	if got, want := conjunction.String(), "a = 1 AND b = 1"; got != want {
		t.Errorf("the And is now %s, want %s", got, want)
	}
	if got, want := disjunction.String(), "a = 1 OR b = 1"; got != want {
		t.Errorf("the Or is now %s, want %s", got, want)
	}
}

// A tree from NewOr is valid if its terms are.
func TestNewOrAgreesWithValidate(t *testing.T) {
	shapes := []ast.Expr{
		eq("a"), and(), or(), paren(and()), paren(or()), paren(nil), nil, (*ast.Paren)(nil),
		and(eq("a")), or(eq("a")), or(and(eq("a"), eq("b")), eq("c")), and(eq("a"), and()),
	}
	for _, x := range shapes {
		for _, y := range shapes {
			_, err := ast.NewOr(x, y)
			if invalid := ast.Validate(or(x, y)); (err == nil) != (invalid == nil) {
				t.Errorf("NewOr(%v, %v) fails with %v, Validate with %v", x, y, err, invalid)
			}
		}
	}
}

func TestNewComparison(t *testing.T) {
	got, err := ast.NewComparison("state", ast.OpIn, list(str("OPEN")))
	if want := `state IN ("OPEN")`; err != nil || got.String() != want {
		t.Errorf("NewComparison = %v, %v; want %s", got, err, want)
	}
	tests := []struct {
		name  string
		field ast.Path
		op    ast.Op
		value ast.Value
		want  string
	}{
		{"path", "a..b", ast.OpEq, num("1"), `"a..b" =: field path "a..b": a name is empty`},
		{"operator", "a", 0, num("1"), `"a": there is no operator number 0`},
		{"value", "a", ast.OpEq, nil, `"a" =: there is no value`},
		{"list", "a", ast.OpEq, list(num("1")), `"a" =: only IN and NOT IN take a list`},
		{"no list", "a", ast.OpNotIn, num("1"), `"a" NOT IN: IN and NOT IN take a list`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ast.NewComparison(test.field, test.op, test.value)
			if got != nil || err == nil || err.Error() != test.want {
				t.Errorf("NewComparison = %v, %v; want error %s", got, err, test.want)
			}
		})
	}
}
