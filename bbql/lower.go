package bbql

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/bbql/go-bbql/ast"
)

// This file turns a parse into the tree.

func (f *filter) lower() ast.Expr {
	if f.Any == nil {
		return &ast.And{}
	}
	return f.Any.lower()
}

func (d *disjunction) lower() ast.Expr {
	if len(d.Terms) == 1 {
		return d.Terms[0].lower()
	}
	terms := make([]ast.Expr, len(d.Terms))
	for i, t := range d.Terms {
		terms[i] = t.lower()
	}
	return newOr(terms)
}

func (c *conjunction) lower() ast.Expr {
	if len(c.Terms) == 1 {
		return c.Terms[0].lower()
	}
	terms := make([]ast.Expr, len(c.Terms))
	for i, t := range c.Terms {
		terms[i] = t.lower()
	}
	return newAnd(terms)
}

func (t *term) lower() ast.Expr {
	if t.Group != nil {
		return &ast.Paren{X: t.Group.Any.lower(), At: between(t.Group.Open, t.Group.Close)}
	}
	return t.Comparison.lower()
}

func (c *comparison) lower() ast.Expr {
	out := &ast.Comparison{Field: ast.Path(c.Field.Value), FieldAt: at(c.Field)}
	if c.Membership != nil {
		c.Membership.lower(out)
		return out
	}
	kind := newToken(c.Test.Op).kind
	out.Op, out.OpAt, out.Value = kind.op(), at(c.Test.Op), c.Test.Value.lower()
	return out
}

func (m *membership) lower(out *ast.Comparison) {
	out.Op, out.OpAt = ast.OpIn, at(m.In)
	if m.Not.Value != "" {
		out.Op, out.OpAt = ast.OpNotIn, between(m.Not, m.In)
	}
	list := &ast.List{Values: make([]ast.Value, len(m.Values)), At: between(m.Open, m.Close)}
	for i, v := range m.Values {
		list.Values[i] = v.lower()
	}
	out.Value = list
}

func (v *anyValue) lower() ast.Value {
	if v.Listed == nil {
		return newValue(newToken(v.Null), v.Null.Value)
	}
	return v.Listed.lower()
}

func (v *listedValue) lower() ast.Value { return newValue(newToken(v.Token), v.Token.Value) }

// newToken is the token that participle was handed as t. Scanning it again
// gives its kind back.
func newToken(t lexer.Token) token {
	s := newScanner(t.Value)
	scanned := s.next()
	start := int32(t.Pos.Offset)
	return token{kind: scanned.kind, start: start, end: start + int32(len(t.Value))}
}

func at(t lexer.Token) ast.Span { return newToken(t).span() }

func between(first, last lexer.Token) ast.Span { return at(first).To(at(last)) }
