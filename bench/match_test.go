package bench_test

import (
	"testing"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/ext"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/hashicorp/go-bexpr"
	"github.com/itchyny/gojq"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/bench/pulls"
	"github.com/bbql/go-bbql/eval"
)

// A matcher is a contestant of matching decoded objects. It returns a nil
// function for a query that it has no words for.
type matcher struct {
	name    string
	compile func(testing.TB, query) func(map[string]any) bool
}

var matchers = []matcher{
	{"bbql", bbqlMatcher},
	{"closures", func(_ testing.TB, q query) func(map[string]any) bool { return all(q, closureOf) }},
	{"cel-go", celMatcher},
	{"gojq", jqMatcher},
	{"expr", exprMatcher},
	{"go-bexpr", bexprMatcher},
}

var decodedCases = []struct {
	name  string
	query query
	match pulls.Match
}{
	{"4 clauses", mission, pulls.All},
	{"4 clauses of which some fail", mission, pulls.Some},
	{"4 equations", four, pulls.All},
	{"IN 200", in200, pulls.All},
	{"number", number, pulls.All},
	{"~ ASCII", ascii, pulls.All},
	{"~ non-ASCII", nonASCII, pulls.All},
	{"~ before =", textFirst, pulls.Some},
	{"member of array", member, pulls.All},
}

// ring is how many objects a benchmark takes in turn: a power of two.
const ring = 16

func BenchmarkDecoded(b *testing.B) {
	for _, c := range decodedCases {
		var objects [ring]map[string]any
		for i := range objects {
			objects[i] = pulls.Shape{Match: c.match}.Decoded(i)
		}
		for _, m := range matchers {
			b.Run(c.name+"/"+m.name, func(b *testing.B) {
				match := m.compile(b, c.query)
				if match == nil {
					b.Skip("the language can't say it")
				}
				b.ReportAllocs()
				loop(b, func(i int) { match(objects[i%ring]) })
			})
		}
	}
}

// agreeing is how many objects the contestants must agree on.
const agreeing = 100

// TestMatchersAgree checks that all matchers give the same answers.
func TestMatchersAgree(t *testing.T) {
	for _, c := range decodedCases {
		closure := all(c.query, closureOf)
		for _, m := range matchers {
			match := m.compile(t, c.query)
			if match == nil {
				continue
			}
			for i := range agreeing {
				v := pulls.Shape{}.Decoded(i)
				if got := match(v); got != closure(v) {
					t.Errorf("%s: %s: object %d: got %t", c.name, m.name, i, got)
				}
			}
		}
	}
}

// TestChainsAgree checks that the longest query of the parsers means the same
// to those of them that also evaluate.
func TestChainsAgree(t *testing.T) {
	v := pulls.Shape{Match: pulls.All}.Decoded(0)
	for _, m := range matchers {
		if q := chain(200); !m.compile(t, q[:4])(v) || m.compile(t, q)(v) {
			t.Errorf("%s does not see the difference", m.name)
		}
	}
}

// compile prepares a query for the library.
func compile(tb testing.TB, q query, opts ...eval.Option) *eval.Matcher {
	m, err := eval.Compile(bbql.MustParse(inBBQL.text(q)), opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func bbqlMatcher(tb testing.TB, q query) func(map[string]any) bool {
	m := compile(tb, q)
	return func(v map[string]any) bool {
		ok, err := m.Match(v)
		return must(tb, ok, err)
	}
}

// must returns an answer that came without an error.
func must(tb testing.TB, ok bool, err error) bool {
	if err != nil {
		tb.Fatal(err)
	}
	return ok
}

func celMatcher(tb testing.TB, q query) func(map[string]any) bool {
	env, err := cel.NewEnv(cel.Variable("d", cel.DynType), ext.Strings())
	if err != nil {
		tb.Fatal(err)
	}
	tree, issues := env.Compile(inCEL.text(q))
	if issues.Err() != nil {
		tb.Fatal(issues.Err())
	}
	program, err := env.Program(tree, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		tb.Fatal(err)
	}
	return func(v map[string]any) bool {
		out, _, err := program.Eval(map[string]any{"d": v})
		return must(tb, err == nil && out.Value() == true, err)
	}
}

func exprMatcher(tb testing.TB, q query) func(map[string]any) bool {
	program, err := expr.Compile(inExpr.text(q), expr.AsBool(), expr.AllowUndefinedVariables())
	if err != nil {
		tb.Fatal(err)
	}
	var machine vm.VM
	return func(v map[string]any) bool {
		out, err := machine.Run(program, v)
		return must(tb, out == true, err)
	}
}

func jqMatcher(tb testing.TB, q query) func(map[string]any) bool {
	parsed, err := gojq.Parse(inJQ.text(q))
	if err != nil {
		tb.Fatal(err)
	}
	code, err := gojq.Compile(parsed)
	if err != nil {
		tb.Fatal(err)
	}
	return func(v map[string]any) bool {
		out, _ := code.Run(v).Next()
		err, _ := out.(error)
		return must(tb, out == true, err)
	}
}

func bexprMatcher(tb testing.TB, q query) func(map[string]any) bool {
	text := inBexpr.text(q)
	if text == "" {
		return nil
	}
	e, err := bexpr.CreateEvaluator(text)
	if err != nil {
		tb.Fatal(err)
	}
	return func(v map[string]any) bool {
		ok, err := e.Evaluate(v)
		return must(tb, ok, err)
	}
}
