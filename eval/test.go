package eval

import "github.com/bbql/go-bbql/ast"

// A test is a compiled comparison. It holds if some leaf of the path satisfies
// the condition (rule M1), negated if no leaf does (M2). Each test of an array
// is quantified on its own: two tests may be met by two elements (M14).
type test struct {
	number     int // among the matcher's tests
	gate       int // the matcher's gate to which it leads, or noGate
	comparison *ast.Comparison
	path       *path
	condition  condition
	negated    bool
}

// newTest compiles a valid comparison.
func newTest(c *ast.Comparison, p *path) *test {
	t := &test{comparison: c, path: p, negated: c.Op.IsNegation()}
	t.condition = newCondition(c.Op.Positive(), c.Value, p.typ)
	if t.condition.question == notNull {
		t.negated = !t.negated
	}
	return t
}

// values returns what the field is compared with.
func (t *test) values() []ast.Value {
	if list, ok := t.comparison.Value.(*ast.List); ok {
		return list.Values
	}
	return []ast.Value{t.comparison.Value}
}
