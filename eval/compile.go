package eval

import (
	"github.com/bbql/go-bbql/ast"
)

// An Option changes how a filter, a sort key or raw JSON is read. See
// [WithTypes] and [WithCheck].
type Option func(*options)

type options struct {
	types ast.Types
	check Check
}

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
	number int      // among the matcher's paths
	tests  []*test  // of this path
	tree   *node    // of this path alone, for one walk per test
	nodes  []*node  // of that tree, but for its root
	names  []string // all but the last one
	last   string
	types  *goTypes
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
	o := newOptions(opts)
	m := &Matcher{check: o.check, types: new(goTypes), tree: newTree()}
	c := compiler{matcher: m, types: o.types, paths: make(map[ast.Path]*path)}
	m.clause, m.always = c.clause(e, noGate)
	for _, p := range m.paths {
		p.tree = newTree()
		p.tree.add(p)
		n := p.tree
		for len(n.kids) > 0 {
			n = n.kids[0]
			p.nodes, p.names = append(p.nodes, n), append(p.names, n.name)
		}
		p.names, p.last = p.names[:len(p.names)-1], n.name
		m.tree.add(p)
	}
	m.program = newProgram(plan(m.clause).clause)
	return m, nil
}

type compiler struct {
	matcher *Matcher
	types   ast.Types
	paths   map[ast.Path]*path
}

// A clause is a compiled expression: an allOf, an anyOf or a test.
type clause interface {
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

// clause compiles a valid expression that leads to a gate, and reports whether
// it holds for every object. Parentheses leave no trace.
func (c *compiler) clause(e ast.Expr, gate int) (compiled clause, always bool) {
	switch e := e.(type) {
	case *ast.And:
		terms, left := c.clauses(e.Terms, gate, false)
		return allOf{e, terms}, left == 0
	case *ast.Or:
		terms, _ := c.clauses(e.Terms, gate, true)
		return anyOf{e, terms}, false
	case *ast.Paren:
		return c.clause(e.X, gate)
	}
	return c.test(e.(*ast.Comparison), gate), false
}

// clauses compiles the terms of an And or Or to a gate of its own, and returns
// how many of them do not hold for every object.
func (c *compiler) clauses(terms []ast.Expr, parent int, or bool) (out []clause, left int32) {
	gates := &c.matcher.gates
	number := len(*gates)
	*gates = append(*gates, gate{or: or, parent: parent})
	out = make([]clause, len(terms))
	for i, t := range terms {
		var always bool
		if out[i], always = c.clause(t, number); !always {
			left++
		}
	}
	(*gates)[number].terms = left
	return out, left
}

func (c *compiler) test(e *ast.Comparison, gate int) *test {
	m := c.matcher
	p, ok := c.paths[e.Field]
	if !ok {
		typ, _ := c.types.Of(e.Field)
		p = &path{field: e.Field, typ: typ, number: len(m.paths), types: m.types}
		c.paths[e.Field] = p
		m.paths = append(m.paths, p)
	}
	t := newTest(e, p)
	t.number, t.gate = len(m.tests), gate
	m.tests = append(m.tests, t)
	for ; gate != noGate && t.number < fewTests; gate = m.gates[gate].parent {
		m.gates[gate].tests |= 1 << t.number
	}
	p.tests = append(p.tests, t)
	return t
}
