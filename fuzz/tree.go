package fuzz

import "github.com/bbql/go-bbql/ast"

// Tree returns a valid tree: one for which [ast.Validate] returns nil.
func Tree(s *Source) ast.Expr { return newGenerator(s).tree() }

// BrokenTree returns a tree in which about every fifteenth node is wrong: nil,
// a typed nil, a node that is not from package ast, a path, an operator, a
// value or a combination of them that has no text. It is sometimes valid.
func BrokenTree(s *Source) ast.Expr {
	g := newGenerator(s)
	g.broken = true
	return g.tree()
}

// Query returns a query with a valid tree, or with none, and perhaps a sort
// key.
func Query(s *Source) ast.Query {
	q := ast.Query{Filter: Tree(s)}
	if s.oneIn(10) {
		q.Filter = nil
	}
	if s.oneIn(2) {
		q.Sort = SortKey(s)
	}
	return q
}

// SortKey returns a valid sort key.
func SortKey(s *Source) *ast.SortKey {
	g := newGenerator(s)
	return &ast.SortKey{Field: g.path(), Desc: s.oneIn(2), At: g.span()}
}

// maxNodes keeps trees, which double with every level, small.
const maxNodes = 60

// generator holds the state of one tree.
type generator struct {
	*Source
	nodes  int  // how many more may be made before everything is a comparison
	broken bool // whether to break nodes now and then
}

func newGenerator(s *Source) *generator { return &generator{Source: s, nodes: maxNodes} }

func (g *generator) tree() ast.Expr {
	switch g.weigh(30, 1, 1) {
	case 1:
		return g.emptyFilter()
	case 2:
		return g.longChain()
	}
	return g.expr()
}

// expr returns an expression other than the empty filter, unless it breaks it.
func (g *generator) expr() ast.Expr {
	if g.breaks() {
		return g.brokenExpr()
	}
	if g.nodes--; g.nodes <= 0 {
		return g.comparison()
	}
	switch g.weigh(4, 2, 2, 1) {
	case 1:
		return g.and()
	case 2:
		return &ast.Or{Terms: g.exprs(1 + g.IntN(4)), At: g.span()}
	case 3:
		return &ast.Paren{X: g.expr(), At: g.span()}
	}
	return g.comparison()
}

func (g *generator) exprs(n int) []ast.Expr {
	terms := make([]ast.Expr, n)
	for i := range terms {
		terms[i] = g.expr()
	}
	return terms
}

// and may have the empty filter among its terms, which changes no And.
func (g *generator) and() ast.Expr {
	terms := g.exprs(1 + g.IntN(4))
	if g.oneIn(8) {
		i := g.IntN(len(terms))
		terms = append(terms, terms[i])
		terms[i] = g.emptyFilter()
	}
	return &ast.And{Terms: terms, At: g.span()}
}

// emptyFilter returns one of the trees that mean the empty filter.
func (g *generator) emptyFilter() ast.Expr {
	switch g.weigh(4, 1, 1) {
	case 1:
		return &ast.Paren{X: g.emptyFilter()}
	case 2:
		return &ast.And{Terms: []ast.Expr{g.emptyFilter(), g.emptyFilter()}}
	}
	return &ast.And{}
}

// longChain returns an And or Or of many comparisons.
func (g *generator) longChain() ast.Expr {
	terms := make([]ast.Expr, 2+g.IntN(200))
	for i := range terms {
		terms[i] = g.comparison()
	}
	if g.oneIn(2) {
		return &ast.Or{Terms: terms}
	}
	return &ast.And{Terms: terms}
}

func (g *generator) comparison() ast.Expr {
	c := &ast.Comparison{
		Field:   g.path(),
		Op:      ast.OpEq + ast.Op(g.IntN(int(ast.OpNotIn))),
		FieldAt: g.span(),
		OpAt:    g.span(),
	}
	if c.Op.TakesList() {
		c.Value = g.list()
	} else {
		c.Value = g.value()
	}
	if g.breaks() {
		g.breakComparison(c)
	}
	return c
}

// span returns the zero span, or some range of a text that never was.
func (g *generator) span() ast.Span {
	if !g.oneIn(3) {
		return ast.Span{}
	}
	start := ast.Pos(g.IntN(100))
	return ast.Span{Start: start, End: start + 1 + ast.Pos(g.IntN(100))}
}
