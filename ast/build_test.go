package ast_test

import (
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/stopwatch"
)

// Short names for trees in tables.

func eq(field ast.Path) *ast.Comparison {
	return &ast.Comparison{Field: field, Op: ast.OpEq, Value: num("1")}
}

func compare(field ast.Path, op ast.Op, v ast.Value) *ast.Comparison {
	return &ast.Comparison{Field: field, Op: op, Value: v}
}

func and(terms ...ast.Expr) *ast.And     { return &ast.And{Terms: terms} }
func or(terms ...ast.Expr) *ast.Or       { return &ast.Or{Terms: terms} }
func paren(x ast.Expr) *ast.Paren        { return &ast.Paren{X: x} }
func list(values ...ast.Value) *ast.List { return &ast.List{Values: values} }
func str(s string) *ast.String           { return &ast.String{Value: s} }
func num(s string) *ast.Number           { return &ast.Number{Value: s} }

func dateTime(t *testing.T, text string) *ast.DateTime {
	t.Helper()
	v, err := ast.NewDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// inTime fails the test if f takes far longer than anything linear does on a
// slow and busy machine.
func inTime(t *testing.T, f func()) {
	t.Helper()
	const limit = 15 * time.Second
	if d := stopwatch.Used(f); d > limit {
		t.Errorf("took %v, want less than %v", d, limit)
	}
}

// text returns what a tree prints, "nil" for no tree.
func text(e ast.Expr) string {
	if e == nil {
		return "nil"
	}
	return e.String()
}
