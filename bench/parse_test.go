package bench_test

import (
	"errors"
	"slices"
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
	parserOf("fexpr", inFexpr, fexpr.Parse, fexprLeaves),
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

// A parseCase is a query of so many comparisons.
type parseCase struct {
	name   string
	query  query
	leaves int
}

var parseCases = []parseCase{
	{"1", chain(1), 1},
	{"4", chain(4), 4},
	{"200", chain(200), 200},
	{"4 clauses", mission, 4},
}

func BenchmarkParse(b *testing.B) {
	for _, c := range parseCases {
		for _, p := range parsers {
			b.Run(c.name+"/"+p.name, func(b *testing.B) {
				text := p.language.text(c.query)
				if text == "" {
					b.Skip("the language can't say it")
				}
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
	for _, c := range parseCases {
		for _, p := range parsers {
			text := p.language.text(c.query)
			if got := p.leaves(text); text != "" && got != c.leaves {
				t.Errorf("%s: %d comparisons, want %d, in %.200s", p.name, got, c.leaves, text)
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

func fexprLeaves(groups []fexpr.ExprGroup) (n int) {
	for _, g := range groups {
		if inner, ok := g.Item.([]fexpr.ExprGroup); ok {
			n += fexprLeaves(inner)
		} else {
			n++
		}
	}
	return n
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
	case q.Op == gojq.OpEq || q.Op == gojq.OpGt:
		return 1
	case q.Term == nil:
		return jqLeaves(q.Left) + jqLeaves(q.Right)
	case q.Term.Type == gojq.TermTypeFunc:
		return jqLeaves(q.Term.Func.Args[len(q.Term.Func.Args)-1])
	}
	return jqLeaves(q.Term.Query)
}

// comparisons counts the nodes of an expr tree that compare.
type comparisons int

// Visit is called with every node.
func (n *comparisons) Visit(node *ast.Node) {
	if b, ok := (*node).(*ast.BinaryNode); ok && (b.Operator == "==" || b.Operator == ">") {
		*n++
	}
}

func exprLeaves(tree *exprparser.Tree) int {
	var n comparisons
	ast.Walk(&tree.Node, &n)
	return int(n)
}

func celLeaves(tree *celast.AST) (n int) {
	celast.PreOrderVisit(tree.Expr(), celast.NewExprVisitor(func(e celast.Expr) {
		if e.Kind() == celast.CallKind && slices.Contains([]string{"_==_", "_>_"}, e.AsCall().FunctionName()) {
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
