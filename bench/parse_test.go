package bench_test

import (
	"errors"
	"fmt"
	"testing"

	"cel.dev/cel-go/common"
	celast "cel.dev/cel-go/common/ast"
	celparser "cel.dev/cel-go/parser"
	"github.com/expr-lang/expr/ast"
	exprparser "github.com/expr-lang/expr/parser"
	"github.com/ganigeorgiev/fexpr"
	"github.com/hashicorp/go-bexpr/grammar"
	"github.com/itchyny/gojq"
	promparser "github.com/prometheus/prometheus/promql/parser"

	bbqlast "github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/bench/yardstick"
)

// A parser is a contestant of parsing.
type parser struct {
	name     string
	language language
	parse    func(text string) error
	leaves   func(text string) int // how many comparisons the tree has
}

var parsers = []parser{
	parserOf("bbql", inBBQL, func(text string) (bbqlast.Expr, error) { return bbql.Parse(text) },
		bbqlLeaves),
	parserOf("yardstick", inBBQL, yardstick.Parse, yardstickLeaves),
	parserOf("fexpr", inFexpr, fexpr.Parse, func(groups []fexpr.ExprGroup) int { return len(groups) }),
	parserOf("promql", inPromQL, promparser.NewParser(promparser.Options{}).ParseExpr, promLeaves),
	parserOf("gojq", inJQ, gojq.Parse, jqLeaves),
	parserOf("expr", inExpr, exprparser.Parse, exprLeaves),
	parserOf("cel-go Pratt", inCEL, celParser(true), celLeaves),
	parserOf("cel-go", inCEL, celParser(false), celLeaves),
	parserOf("go-bexpr", inBexpr, func(text string) (any, error) {
		return grammar.Parse("", []byte(text))
	}, bexprLeaves),
}

func parserOf[T any](
	name string, l language, parse func(string) (T, error), leaves func(T) int,
) parser {
	return parser{
		name, l,
		func(text string) error {
			_, err := parse(text)
			return err
		},
		func(text string) int {
			tree, err := parse(text)
			if err != nil {
				return -1
			}
			return leaves(tree)
		},
	}
}

func celParser(pratt bool) func(string) (*celast.AST, error) {
	p, err := celparser.NewParser(
		celparser.Macros(celparser.AllMacros...), celparser.EnablePrattParser(pratt),
	)
	return func(text string) (*celast.AST, error) {
		if err != nil {
			return nil, err
		}
		tree, errs := p.Parse(common.NewTextSource(text))
		if len(errs.GetErrors()) > 0 {
			return nil, errors.New(errs.ToDisplayString())
		}
		return tree, nil
	}
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{1, 4, 200} {
		for _, p := range parsers {
			b.Run(fmt.Sprintf("%d/%s", n, p.name), func(b *testing.B) {
				text := p.language.text(chain(n))
				b.ReportAllocs()
				loop(b, func(int) {
					if err := p.parse(text); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
	}
}

// TestParsersAgree checks that all parsers find all comparisons.
func TestParsersAgree(t *testing.T) {
	for _, n := range []int{1, 4, 200} {
		for _, p := range parsers {
			text := p.language.text(chain(n))
			if got := p.leaves(text); got != n {
				t.Errorf("%s: %d comparisons, want %d, in %.200s", p.name, got, n, text)
			}
		}
	}
}

func bbqlLeaves(e bbqlast.Expr) (n int) {
	for node := range bbqlast.Preorder(e) {
		if _, ok := node.(*bbqlast.Comparison); ok {
			n++
		}
	}
	return n
}

func yardstickLeaves(n *yardstick.Node) (sum int) {
	if n.Kind == yardstick.Comparison {
		return 1
	}
	for _, t := range n.Terms {
		sum += yardstickLeaves(t)
	}
	return sum
}

func promLeaves(e promparser.Expr) (n int) {
	promparser.Inspect(e, func(node promparser.Node, _ []promparser.Node) error {
		if _, ok := node.(*promparser.VectorSelector); ok {
			n++
		}
		return nil
	})
	return n
}

func jqLeaves(q *gojq.Query) int {
	switch {
	case q == nil:
		return 0
	case q.Op == gojq.OpEq:
		return 1
	}
	return jqLeaves(q.Left) + jqLeaves(q.Right)
}

// equations counts the nodes of an expr tree that compare.
type equations int

// Visit is called with every node.
func (n *equations) Visit(node *ast.Node) {
	if b, ok := (*node).(*ast.BinaryNode); ok && b.Operator == "==" {
		*n++
	}
}

func exprLeaves(tree *exprparser.Tree) int {
	var n equations
	ast.Walk(&tree.Node, &n)
	return int(n)
}

func celLeaves(tree *celast.AST) (n int) {
	celast.PreOrderVisit(tree.Expr(), celast.NewExprVisitor(func(e celast.Expr) {
		if e.Kind() == celast.CallKind && e.AsCall().FunctionName() == "_==_" {
			n++
		}
	}))
	return n
}

func bexprLeaves(tree any) int {
	if b, ok := tree.(*grammar.BinaryExpression); ok {
		return bexprLeaves(b.Left) + bexprLeaves(b.Right)
	}
	return 1
}
