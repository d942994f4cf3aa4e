package ast_test

import (
	"fmt"
	"testing"

	"github.com/bbql/go-bbql/ast"
)

// chain returns the conjunction of n small disjunctions.
func chain(n int) ast.Expr {
	terms := make([]ast.Expr, n)
	for i := range terms {
		terms[i] = or(eq("source.branch.name"), compare("title", ast.OpContains,
			str(`fix "login"`)))
	}
	return ast.NewAnd(terms...)
}

func BenchmarkString(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprint(n, " terms"), func(b *testing.B) {
			tree := chain(n)
			b.ReportAllocs()
			for b.Loop() {
				_ = tree.String()
			}
		})
	}
}

func BenchmarkEqual(b *testing.B) {
	x, y := chain(100), chain(100)
	b.ReportAllocs()
	for b.Loop() {
		if !ast.Equal(x, y) {
			b.Fatal("not equal")
		}
	}
}

func BenchmarkMarshalJSON(b *testing.B) {
	q := ast.Query{Filter: chain(100)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ast.MarshalJSON(q); err != nil {
			b.Fatal(err)
		}
	}
}
