package ast_test

import (
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
)

// The printer puts parentheses where And and Or meet, both ways, and nowhere
// else (rule Y3).
func TestParentheses(t *testing.T) {
	a, b, c, d := eq("a"), eq("b"), eq("c"), eq("d")
	tests := []struct {
		name string
		tree ast.Expr
		want string
	}{
		{"comparison", a, "a = 1"},
		{"paren", paren(paren(a)), "a = 1"},
		{"and", and(a, b, c), "a = 1 AND b = 1 AND c = 1"},
		{"or", or(a, b, c), "a = 1 OR b = 1 OR c = 1"},
		{"or inside and", and(or(a, b), c), "(a = 1 OR b = 1) AND c = 1"},
		{"and inside or", or(a, and(b, c)), "a = 1 OR (b = 1 AND c = 1)"},
		{"written parentheses", or(paren(and(a, b)), paren(paren(c))),
			"(a = 1 AND b = 1) OR c = 1"},
		{"and inside and", and(a, and(b, c), d), "a = 1 AND b = 1 AND c = 1 AND d = 1"},
		{"and inside and in parentheses", and(a, paren(and(b, c))), "a = 1 AND b = 1 AND c = 1"},
		{"or inside or in parentheses", or(paren(or(a, b)), c), "a = 1 OR b = 1 OR c = 1"},
		{"and of one", and(or(a, b)), "a = 1 OR b = 1"},
		{"or of one", or(and(a, b)), "a = 1 AND b = 1"},
		{"one of one", or(and(or(and(a)))), "a = 1"},
		{"or of one inside and", and(a, or(and(b, c))), "a = 1 AND b = 1 AND c = 1"},
		{"and of one inside or", or(a, and(paren(or(b, c)))), "a = 1 OR b = 1 OR c = 1"},
		{"alternating", and(a, or(b, and(c, or(d, a)))),
			"a = 1 AND (b = 1 OR (c = 1 AND (d = 1 OR a = 1)))"},
		{"empty filter", and(), ""},
		{"empty filter in parentheses", paren(paren(and())), ""},
		{"empty filters", and(and(), paren(and(and()))), ""},
		{"empty filter inside and", and(and(), a, paren(and())), "a = 1"},
		{"empty filter beside or", or(a, and(and(), or(b, c))), "a = 1 OR b = 1 OR c = 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.tree.String(); got != test.want {
				t.Errorf("String = %q, want %q", got, test.want)
			}
			if err := ast.Validate(test.tree); err != nil {
				t.Errorf("Validate of %q: %v", test.want, err)
			}
		})
	}
}

func TestPrintedComparisons(t *testing.T) {
	tests := []struct {
		tree *ast.Comparison
		want string
	}{
		{compare("title", ast.OpContains, str(`say "hi" \`)), `title ~ "say \"hi\" \\"`},
		{compare("id", ast.OpGe, num("-10.302")), `id >= -10.302`},
		{compare("draft", ast.OpNe, &ast.Bool{Value: true}), `draft != true`},
		{compare("assignee", ast.OpEq, &ast.Null{}), `assignee = null`},
		{compare("updated_on", ast.OpLt, dateTime(t, "2015-03-04")), `updated_on < 2015-03-04`},
		{compare("state", ast.OpNotIn, list(str("OPEN"), str("MERGED"))),
			`state NOT IN ("OPEN", "MERGED")`},
		{compare("x", ast.OpIn, list(str("a"), num("1"), &ast.Bool{})), `x IN ("a", 1, false)`},
	}
	for _, test := range tests {
		if got := test.tree.String(); got != test.want {
			t.Errorf("String = %q, want %q", got, test.want)
		}
	}
}

// A brokenTree has no text: it prints as %!bbql, which no parser accepts, and
// Validate says why.
type brokenTree struct {
	name      string
	tree      ast.Expr
	want, err string
}

func (b brokenTree) test(t *testing.T) {
	if got := b.tree.String(); got != b.want {
		t.Errorf("String = %q, want %q", got, b.want)
	}
	if err := ast.Validate(b.tree); err == nil || err.Error() != b.err {
		t.Errorf("Validate(%s) = %v, want %s", b.want, err, b.err)
	}
}

func TestBrokenExpressions(t *testing.T) {
	a := eq("a")
	var foreign struct{ *ast.Comparison }
	tests := []brokenTree{
		{"nil and", (*ast.And)(nil), "%!bbql(nil expression)", "nil expression"},
		{"nil or", (*ast.Or)(nil), "%!bbql(nil expression)", "nil expression"},
		{"nil paren", (*ast.Paren)(nil), "%!bbql(nil expression)", "nil expression"},
		{"nil comparison", (*ast.Comparison)(nil), "%!bbql(nil expression)", "nil expression"},
		{"empty paren", paren(nil), "%!bbql(nil expression)", "nil expression"},
		{"nil term", and(a, nil), "a = 1 AND (%!bbql(nil expression))", "nil expression"},
		{"only nil", and(nil), "%!bbql(nil expression)", "nil expression"},
		{"node of another package", or(a, &foreign), "a = 1 OR (%!bbql(nil expression))",
			"nil expression"},
		{"or without terms", or(), "%!bbql(OR without terms)", "OR without terms"},
		{"or without terms inside or", or(a, or()), "a = 1 OR (%!bbql(OR without terms))",
			"OR without terms"},
		{
			"empty filter inside or", or(a, paren(and(and()))),
			"a = 1 OR (%!bbql(the empty filter inside OR))", "the empty filter inside OR",
		},
		{
			"or of the empty filter", or(and()),
			"%!bbql(the empty filter inside OR)", "the empty filter inside OR",
		},
	}
	for _, test := range tests {
		t.Run(test.name, test.test)
	}
}

func TestBrokenComparisons(t *testing.T) {
	tests := []brokenTree{
		{
			"empty comparison", &ast.Comparison{},
			`%!bbql(bad field path "") %!bbql(no operator) %!bbql(there is no value)`,
			`"": field path "": a name is empty`,
		},
		{
			"path with a query", compare(`a = "x" OR b`, ast.OpEq, num("1")),
			`%!bbql(bad field path "a = \"x\" OR b") = 1`,
			`"a = \"x\" OR b" =: field path "a = \"x\" OR b": ` +
				`the name "a = \"x\" OR b" has characters other than letters, digits, _ and -`,
		},
		{
			"keyword", compare("not", ast.OpEq, num("1")),
			`%!bbql(bad field path "not") = 1`, `"not" =: field path "not" is a keyword`,
		},
		{
			"no operator", compare("a", 0, num("1")),
			"a %!bbql(no operator) 1", `"a": there is no operator number 0`,
		},
		{
			"no such operator", compare("a", 200, list()),
			"a %!bbql(no operator) %!bbql(IN needs at least one value)",
			`"a": there is no operator number 200`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, test.test)
	}
}

func TestBrokenValues(t *testing.T) {
	const unlisted = "only strings, numbers, booleans and datetimes can be listed"
	afterLast := time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []brokenTree{
		{
			"no value", compare("a", ast.OpGt, nil),
			"a > %!bbql(there is no value)", `"a" >: there is no value`,
		},
		{
			"scalar after IN", compare("a", ast.OpIn, str("x")),
			"a IN %!bbql(IN and NOT IN take a list)", `"a" IN: IN and NOT IN take a list`,
		},
		{
			"nothing after NOT IN", compare("a", ast.OpNotIn, nil),
			"a NOT IN %!bbql(IN and NOT IN take a list)", `"a" NOT IN: IN and NOT IN take a list`,
		},
		{
			"list after =", compare("a", ast.OpEq, list(str("x"))),
			"a = %!bbql(only IN and NOT IN take a list)", `"a" =: only IN and NOT IN take a list`,
		},
		{
			"nil list", compare("a", ast.OpIn, (*ast.List)(nil)),
			"a IN %!bbql(there is no value)", `"a" IN: there is no value`,
		},
		{
			"empty list", compare("a", ast.OpIn, list()),
			"a IN %!bbql(IN needs at least one value)", `"a" IN: IN needs at least one value`,
		},
		{
			"null in list", compare("a", ast.OpIn, list(str("x"), &ast.Null{})),
			"a IN %!bbql(element 2 of the list: " + unlisted + ")",
			`"a" IN: element 2 of the list: ` + unlisted,
		},
		{
			"list in list", compare("a", ast.OpIn, list(list(str("x")))),
			"a IN %!bbql(element 1 of the list: " + unlisted + ")",
			`"a" IN: element 1 of the list: ` + unlisted,
		},
		{
			"nil in list", compare("a", ast.OpIn, list(num("1"), nil)),
			"a IN %!bbql(element 2 of the list: there is no value)",
			`"a" IN: element 2 of the list: there is no value`,
		},
		{
			"typed nil in list", compare("a", ast.OpIn, list((*ast.String)(nil))),
			"a IN %!bbql(element 1 of the list: there is no value)",
			`"a" IN: element 1 of the list: there is no value`,
		},
		{
			"NUL", compare("a", ast.OpEq, str("\x00")),
			"a = %!bbql(a string can't hold a NUL character)",
			`"a" =: a string can't hold a NUL character`,
		},
		{
			"invalid UTF-8 in list", compare("a", ast.OpIn, list(str("\xff"))),
			"a IN %!bbql(element 1 of the list: a string can't hold invalid UTF-8)",
			`"a" IN: element 1 of the list: a string can't hold invalid UTF-8`,
		},
		{
			"no number", compare("a", ast.OpEq, num("1 OR a = 1")),
			`a = %!bbql(bad number "1 OR a = 1")`,
			`"a" =: "1 OR a = 1" is not a number without exponent`,
		},
		{
			"year 10000", compare("a", ast.OpEq, ast.NewTime(afterLast, 0)),
			"a = %!bbql(no datetime literal for 10000-01-01 00:00:00 +0000 UTC)",
			`"a" =: no datetime literal can say 10000-01-01 00:00:00 +0000 UTC`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, test.test)
	}
}

func TestValidateNil(t *testing.T) {
	if err := ast.Validate(nil); err == nil || err.Error() != "nil expression" {
		t.Errorf("Validate(nil) = %v, want: nil expression", err)
	}
}

func TestValidateNamesEveryFault(t *testing.T) {
	scalar := paren(compare("c", ast.OpIn, num("1")))
	tree := and(compare("a", 0, num("1")), or(eq("b"), and(), scalar), nil)
	const want = `"a": there is no operator number 0
the empty filter inside OR
"c" IN: IN and NOT IN take a list
nil expression`
	if err := ast.Validate(tree); err == nil || err.Error() != want {
		t.Errorf("Validate(%s) = %v, want\n%s", tree, err, want)
	}
}

// A chain of 10,000 terms is one node, and printing, checking and comparing it
// is linear, as it is for any other shape of tree.
func TestTreesAreLinear(t *testing.T) {
	const n = 50_000
	var terms []ast.Expr
	var inParens, leftDeep, collapsing ast.Expr = eq("a"), eq("a"), eq("a")
	for range n {
		terms = append(terms, eq("a"))
		inParens = paren(inParens)
		leftDeep = and(leftDeep, eq("a"))
		collapsing = and(and(), paren(or(eq("a"), and(and(), collapsing))))
	}
	tests := []struct {
		name string
		tree ast.Expr
		want int // comparisons
	}{
		{"chain", ast.NewAnd(terms...), n},
		{"or", or(terms...), n},
		{"parentheses", inParens, 1},
		{"left deep", leftDeep, n + 1},
		{"collapsing", collapsing, n + 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inTime(t, func() {
				if got := strings.Count(test.tree.String(), "="); got != test.want {
					t.Errorf("String has %d comparisons, want %d", got, test.want)
				}
				if err := ast.Validate(test.tree); err != nil {
					t.Errorf("Validate: %v", err)
				}
				if !ast.Equal(test.tree, test.tree) {
					t.Error("the tree is not Equal to itself")
				}
			})
		})
	}
}
