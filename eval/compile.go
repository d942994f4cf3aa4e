package eval

import (
	"github.com/bbql/go-bbql/ast"
)

// An Option changes how a filter or a sort key is read. See [WithTypes].
type Option func(*options)

type options struct{ types ast.Types }

// WithTypes tells the types of fields. They decide which strings are datetimes
// (rules M7 and O2), which are ordered enumerations (M8), which member stands
// for an object (M11) and which names sort naturally (O4). A field without a
// type is read by what its values look like. The function is called while
// compiling, not later.
func WithTypes(types ast.Types) Option { return func(o *options) { o.types = types } }

func newOptions(opts []Option) options {
	var o options
	for _, set := range opts {
		if set != nil {
			set(&o)
		}
	}
	return o
}

// A path is a field that a matcher looks at.
type path struct {
	field  ast.Path
	typ    ast.FieldType
	number int     // among the matcher's paths
	tests  []*test // of this path
	tree   *node   // of this path alone, for one walk per test
}

// standIn is the member that stands for an object at the end of the path
// beside a string (rule M11).
func standIn(typ ast.FieldType) string {
	if typ.Key != "" {
		return typ.Key
	}
	return "name"
}

// Compile prepares a filter for matching. A nil filter, like an And of no
// terms, holds for every object (rule Y5). An error is that of [ast.Validate],
// for trees that no text can say; all that bbql.Parse returns compiles.
func Compile(e ast.Expr, opts ...Option) (*Matcher, error) {
	if e == nil {
		e = ast.NewAnd()
	}
	if err := ast.Validate(e); err != nil {
		return nil, err
	}
	c := compiler{types: newOptions(opts).types, paths: make(map[ast.Path]*path)}
	m := &Matcher{types: new(goTypes), tree: newTree()}
	m.clause = c.clause(e)
	m.tests, m.paths = c.tests, c.order
	for _, p := range m.paths {
		p.tree = newTree()
		p.tree.add(p.field, p.number, standIn(p.typ))
		m.tree.add(p.field, p.number, standIn(p.typ))
	}
	return m, nil
}

type compiler struct {
	types ast.Types
	paths map[ast.Path]*path
	order []*path
	tests []*test
}

// A clause is a compiled expression: an allOf, an anyOf or a test.
type clause interface {
	// holds asks a prober about the tests that decide.
	holds(p prober) (bool, error)
	// explain looks at all of them.
	explain(s source) (*Explanation, error)
}

type (
	allOf struct {
		expr  *ast.And
		terms []clause
	}
	anyOf struct {
		expr  *ast.Or
		terms []clause
	}
)

// A prober knows, or finds out, whether some leaf satisfies a test's
// condition.
type prober interface {
	probe(t *test) (bool, error)
}

// clause compiles a valid expression. Parentheses leave no trace.
func (c *compiler) clause(e ast.Expr) clause {
	switch e := e.(type) {
	case *ast.And:
		return allOf{e, c.clauses(e.Terms)}
	case *ast.Or:
		return anyOf{e, c.clauses(e.Terms)}
	case *ast.Paren:
		return c.clause(e.X)
	}
	return c.test(e.(*ast.Comparison))
}

func (c *compiler) clauses(terms []ast.Expr) []clause {
	out := make([]clause, len(terms))
	for i, t := range terms {
		out[i] = c.clause(t)
	}
	return out
}

func (c *compiler) test(e *ast.Comparison) *test {
	p, ok := c.paths[e.Field]
	if !ok {
		typ, _ := c.types.Of(e.Field)
		p = &path{field: e.Field, typ: typ, number: len(c.order)}
		c.paths[e.Field] = p
		c.order = append(c.order, p)
	}
	t := newTest(e, p)
	t.number = len(c.tests)
	c.tests = append(c.tests, t)
	p.tests = append(p.tests, t)
	return t
}

func (a allOf) holds(p prober) (bool, error) {
	for _, c := range a.terms {
		if ok, err := c.holds(p); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

func (a anyOf) holds(p prober) (bool, error) {
	for _, c := range a.terms {
		if ok, err := c.holds(p); ok || err != nil {
			return ok && err == nil, err
		}
	}
	return false, nil
}

func (t *test) holds(p prober) (bool, error) {
	found, err := p.probe(t)
	return found != t.negated && err == nil, err
}
