package fuzz

import (
	"time"

	"github.com/bbql/go-bbql/ast"
)

func (g *generator) breaks() bool { return g.broken && g.oneIn(15) }

// foreignExpr and foreignValue pass for nodes, as any type can that embeds one.
type (
	foreignExpr  struct{ *ast.And }
	foreignValue struct{ *ast.Number }
)

func (g *generator) brokenExpr() ast.Expr {
	return pick[ast.Expr](g.Source,
		nil,
		(*ast.And)(nil),
		(*ast.Or)(nil),
		(*ast.Paren)(nil),
		(*ast.Comparison)(nil),
		foreignExpr{},
		foreignExpr{&ast.And{}},
		&ast.And{},
		&ast.And{Terms: []ast.Expr{nil}},
		&ast.Or{},
		&ast.Or{Terms: []ast.Expr{&ast.And{}}},
		&ast.Paren{},
		&ast.Comparison{},
	)
}

func (g *generator) brokenValue() ast.Value {
	return pick[ast.Value](g.Source,
		nil,
		(*ast.String)(nil),
		(*ast.Number)(nil),
		(*ast.Bool)(nil),
		(*ast.Null)(nil),
		(*ast.DateTime)(nil),
		(*ast.List)(nil),
		foreignValue{},
		foreignValue{&ast.Number{Value: "1"}},
		&ast.String{Text: `"a"`, Value: "a\x00"},
		&ast.String{Value: "\xff"},
		&ast.Number{},
		&ast.Number{Text: "1", Value: "1e5"},
		&ast.Number{Value: "1 OR a = 1"},
		&ast.Null{},
		&ast.DateTime{Value: time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)},
		&ast.DateTime{Value: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)},
		&ast.DateTime{Precision: ast.PrecisionSecond + 10},
		&ast.List{},
		&ast.List{Values: []ast.Value{nil}},
		&ast.List{Values: []ast.Value{&ast.List{}, &ast.Null{}}},
		&ast.List{Values: []ast.Value{&ast.String{Value: "x"}}},
	)
}

// breakComparison breaks one part of c.
func (g *generator) breakComparison(c *ast.Comparison) {
	switch g.IntN(3) {
	case 0:
		c.Field = pick[ast.Path](g.Source, "", ".", "a.", ".a", "a..b", "1a", "-a", "a b", "AND",
			"nUll", "é", `a = "x" OR b`, "a\x00", "\xff", "(a", "a\n")
	case 1:
		c.Op = pick[ast.Op](g.Source, 0, ast.OpNotIn+1, 255, ast.OpEq, ast.OpIn)
	case 2:
		c.Value = g.brokenValue()
	}
}
