package eval

import "github.com/bbql/go-bbql/ast"

// SetBlock sets the size of the blocks that [Matcher.Select] reads.
func (r *Reader) SetBlock(size int) { r.block = size }

// Plan returns what Match of decoded JSON and of Go values asks, in its order.
func (m *Matcher) Plan() ast.Expr { return treeOf(plan(m.clause).clause) }

func treeOf(c clause) ast.Expr {
	switch c := c.(type) {
	case allOf:
		return &ast.And{Terms: treesOf(c.terms)}
	case anyOf:
		return &ast.Or{Terms: treesOf(c.terms)}
	}
	return c.(*test).comparison
}

func treesOf(clauses []clause) []ast.Expr {
	terms := make([]ast.Expr, len(clauses))
	for i, c := range clauses {
		terms[i] = treeOf(c)
	}
	return terms
}

// Unplan has Match ask all comparisons in the order of the text.
func (m *Matcher) Unplan() { m.program = newProgram(m.clause) }
