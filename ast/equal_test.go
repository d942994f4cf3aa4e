package ast_test

import (
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

// equals holds groups of trees; exactly those of one group are Equal.
func equals(t *testing.T) [][]ast.Expr {
	a, b, c := eq("a"), eq("b"), eq("c")
	at := ast.Span{Start: 3, End: 9}
	value := func(v ast.Value) ast.Expr { return compare("a", ast.OpEq, v) }
	in := func(values ...ast.Value) ast.Expr { return compare("a", ast.OpIn, list(values...)) }
	return [][]ast.Expr{
		{a, eq("a"), paren(a), and(a), or(a), paren(or(and(paren(a)))), and(and(), a),
			value(&ast.Number{Text: "1", Value: "1"}), value(&ast.Number{Text: "lie", Value: "1"}),
			&ast.Comparison{Field: "a", Op: ast.OpEq, Value: num("1"), FieldAt: at, OpAt: at}},
		{b},
		{and(), paren(and()), and(and(), and()), and(paren(and()))},
		{and(a, b), paren(and(a, b)), and(and(a), paren(b)), &ast.And{Terms: []ast.Expr{a, b},
			At: at}},
		{and(b, a)},
		{and(a, b, c), and(and(a, b), c), and(a, paren(and(b, c)))},
		{and(a, a)},
		{or(a, b), paren(or(a, b)), or(or(a), b)},
		{or(a, b, c), or(a, or(b, c))},
		{or(a, and(b, c)), or(a, paren(and(b, c)))},
		{and(a, or(b, c))},
		{compare("a", ast.OpNe, num("1"))},
		{value(num("1.0"))}, // numbers compare by text
		{value(num("2"))},
		{value(str("1")), value(&ast.String{Text: `"1"`, Value: "1"}),
			value(&ast.String{Text: `"2"`, Value: "1"})},
		{value(str(`\x`)), value(&ast.String{Text: `"\x"`, Value: `\x`}),
			value(&ast.String{Text: `"\\x"`, Value: `\x`})},
		{value(str("e\u0301"))},
		{value(str("\u00e9"))},
		{value(&ast.Bool{Value: true}), value(&ast.Bool{Text: "TRUE", Value: true})},
		{value(&ast.Bool{}), value(&ast.Bool{Text: "true"})},
		{value(&ast.Null{}), value(&ast.Null{Text: "NULL"})},
		{value(dateTime(t, "2024-01-01")),
			value(&ast.DateTime{Value: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)})},
		{value(dateTime(t, "2024-01-01T00:00"))},
		{value(dateTime(t, "2024-01-01T00:00Z"))},
		{value(dateTime(t, "2024-01-01T00:00+00:00"))},
		{value(str("2024-01-01"))},
		{in(num("1")), paren(in(num("1")))},
		{in(str("1"))},
		{in(num("1"), num("2"))},
		{in(num("2"), num("1"))},
		{compare("a", ast.OpNotIn, list(num("1")))},
	}
}

func TestEqual(t *testing.T) {
	groups := equals(t)
	for i, group := range groups {
		for j, other := range groups {
			for _, a := range group {
				for _, b := range other {
					if got := ast.Equal(a, b); got != (i == j) {
						t.Errorf("Equal(%s, %s) = %t, want %t", a, b, got, i == j)
					}
				}
			}
		}
	}
}

// What is not valid is equal to what is wrong in the same way.
func TestEqualOfBrokenTrees(t *testing.T) {
	value := func(v ast.Value) ast.Expr { return compare("a", ast.OpEq, v) }
	groups := [][]ast.Expr{
		{nil, (*ast.And)(nil), (*ast.Comparison)(nil), paren(nil), and(nil)},
		{or(), paren(or()), and(or())},
		{or(and()), or(and(and()))},
		{value(nil), value((*ast.String)(nil)), value((*ast.Number)(nil)), value((*ast.Bool)(nil)),
			value((*ast.Null)(nil)), value((*ast.DateTime)(nil)), value((*ast.List)(nil))},
		{value(list())},
		{value(list(nil))},
		{value(str("\x00"))},
		{value(num(""))},
		{compare("", ast.OpEq, nil)},
		{compare("a", 0, nil)},
		{and()},
	}
	for i, group := range groups {
		for j, other := range groups {
			for _, a := range group {
				for _, b := range other {
					if got := ast.Equal(a, b); got != (i == j) {
						t.Errorf("Equal(%v, %v) = %t, want %t", a, b, got, i == j)
					}
				}
			}
		}
	}
}

// Valid trees are Equal exactly if they print the same, spellings of strings
// aside.
func TestEqualAgreesWithString(t *testing.T) {
	for seed := range uint64(1000) {
		a := respell(fuzz.Tree(fuzz.NewSource(seed)))
		for other := seed; other < seed+3; other++ {
			b := respell(fuzz.Tree(fuzz.NewSource(other)))
			if got, want := ast.Equal(a, b), a.String() == b.String(); got != want {
				t.Fatalf("Equal(%s, %s) = %t", a, b, got)
			}
		}
	}
}

// respell takes the Text from every string that is not in a list, and every
// list with one.
func respell(e ast.Expr) ast.Expr {
	return ast.Rewrite(e, func(e ast.Expr) ast.Expr {
		c, ok := e.(*ast.Comparison)
		if !ok {
			return e
		}
		if v, ok := c.Value.(*ast.List); ok {
			var values []ast.Value
			for _, v := range v.Values {
				values = append(values, bare(v))
			}
			return compare(c.Field, c.Op, list(values...))
		}
		return compare(c.Field, c.Op, bare(c.Value))
	})
}

func bare(v ast.Value) ast.Value {
	if s, ok := v.(*ast.String); ok {
		return str(s.Value)
	}
	return v
}
