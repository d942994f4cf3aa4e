package bbql

import (
	"errors"
	"slices"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/bbql/go-bbql/ast"
)

// A road leads from tokens to the tree. Where the tokens are no query it
// returns the index of the first that no query can go on with.
type road func(query string, tokens []token) (e ast.Expr, refused int)

// accepted is the index that a road returns for a query.
const accepted = -1

// grammarRoad is the road through the grammar.
func grammarRoad(query string, tokens []token) (ast.Expr, int) {
	lex, err := lexer.Upgrade(&tokenReader{text: query, tokens: tokens})
	if err != nil {
		return nil, 0
	}
	parsed, err := filterParser().ParseFromLexer(lex)
	if err != nil {
		return nil, refusedToken(err, tokens)
	}
	return parsed.lower(), accepted
}

// refusedToken is the index of the token that participle's error is about.
func refusedToken(err error, tokens []token) int {
	var perr participle.Error
	if errors.As(err, &perr) {
		return min(perr.Position().Column, len(tokens)-1)
	}
	return len(tokens) - 1
}

// fastRoad is a shortcut past the grammar: recursive descent by hand over the
// same tokens, which costs a twentieth. Fuzzing holds it to the language, the
// trees and the spans of grammarRoad; deleting it changes nothing but time.
func fastRoad(query string, tokens []token) (ast.Expr, int) {
	p := newDescent(query, tokens)
	if p.kind() == kindEOF {
		return &ast.And{}, accepted
	}
	e := p.disjunction()
	if p.refused || p.kind() != kindEOF {
		return nil, p.i
	}
	return e, accepted
}

// A descent reads tokens left to right, and stops at the first that it refuses.
type descent struct {
	query   string
	tokens  []token
	i       int
	refused bool
	terms   []ast.Expr // of the conjunctions and disjunctions around the token

	comparisons slab[ast.Comparison]
	strings     slab[ast.String]
	numbers     slab[ast.Number]
}

func newDescent(query string, tokens []token) descent {
	p := descent{query: query, tokens: tokens}
	for _, t := range tokens {
		switch {
		case t.kind == kindString:
			p.strings.size++
		case t.kind == kindNumber:
			p.numbers.size++
		case t.kind.isOperator() || t.kind == kindIn:
			p.comparisons.size++
		}
	}
	return p
}

// A slab holds the nodes of one type that a query has, in few pieces of memory:
// one where they are few, else pieces that grow with what was taken, so that a
// query that is refused early costs little.
type slab[T any] struct {
	size  int // how many can still be taken from pieces to come
	taken int // how many the pieces before had
	free  []T
}

func (s *slab[T]) next() *T {
	if len(s.free) == 0 {
		const few = 8
		n := max(1, min(s.size, max(few, s.taken)))
		s.free = make([]T, n)
		s.size, s.taken = s.size-n, s.taken+n
	}
	n := &s.free[0]
	s.free = s.free[1:]
	return n
}

func (p *descent) kind() kind { return p.tokens[p.i].kind }

// take returns the token at hand and goes on to the next.
func (p *descent) take() token {
	t := p.tokens[p.i]
	p.i++
	return t
}

// expect takes a token of kind k, or refuses the one at hand.
func (p *descent) expect(k kind) token {
	if p.refused || p.kind() != k {
		p.refused = true
		return token{}
	}
	return p.take()
}

func (p *descent) disjunction() ast.Expr {
	first := p.conjunction()
	if p.refused || p.kind() != kindOr {
		return first
	}
	begin := len(p.terms)
	p.terms = append(p.terms, first)
	for !p.refused && p.kind() == kindOr {
		p.i++
		p.terms = append(p.terms, p.conjunction())
	}
	if p.refused {
		return nil
	}
	return newOr(p.since(begin))
}

func (p *descent) conjunction() ast.Expr {
	first := p.term()
	if p.refused || p.kind() != kindAnd {
		return first
	}
	begin := len(p.terms)
	p.terms = append(p.terms, first)
	for !p.refused && p.kind() == kindAnd {
		p.i++
		p.terms = append(p.terms, p.term())
	}
	if p.refused {
		return nil
	}
	return newAnd(p.since(begin))
}

// since takes the terms from begin on.
func (p *descent) since(begin int) []ast.Expr {
	terms := slices.Clone(p.terms[begin:])
	p.terms = p.terms[:begin]
	return terms
}

func (p *descent) term() ast.Expr {
	if p.kind() != kindOpen {
		return p.comparison()
	}
	open := p.take()
	x := p.disjunction()
	end := p.expect(kindClose)
	if p.refused {
		return nil
	}
	return &ast.Paren{X: x, At: open.span().To(end.span())}
}

func (p *descent) comparison() ast.Expr {
	field := p.expect(kindPath)
	if p.refused {
		return nil
	}
	out := p.comparisons.next()
	out.Field, out.FieldAt = ast.Path(field.text(p.query)), field.span()
	if !p.kind().isOperator() {
		return p.membership(out)
	}
	op := p.take()
	out.Op, out.OpAt = op.kind.op(), op.span()
	if !p.kind().isValue() {
		p.refused = true
		return nil
	}
	out.Value = p.value()
	return out
}

func (p *descent) membership(out *ast.Comparison) ast.Expr {
	out.Op, out.OpAt = ast.OpIn, p.tokens[p.i].span()
	if p.kind() == kindNot {
		p.i++
		out.Op, out.OpAt = ast.OpNotIn, out.OpAt.To(p.tokens[p.i].span())
	}
	p.expect(kindIn)
	out.Value = p.list()
	if p.refused {
		return nil
	}
	return out
}

func (p *descent) list() *ast.List {
	open := p.expect(kindOpen)
	list := &ast.List{Values: make([]ast.Value, 0, p.listed())}
	for !p.refused {
		if !p.kind().isListed() {
			p.refused = true
			break
		}
		list.Values = append(list.Values, p.value())
		if p.kind() != kindComma {
			break
		}
		p.i++
	}
	list.At = open.span().To(p.expect(kindClose).span())
	return list
}

// listed counts the values of the list that begins at the token at hand, if it
// is one.
func (p *descent) listed() int {
	n := 1
	for _, t := range p.tokens[p.i:] {
		switch t.kind {
		case kindComma:
			n++
		case kindClose, kindOpen, kindEOF:
			return n
		}
	}
	return n
}

func (p *descent) value() ast.Value {
	t := p.take()
	text := t.text(p.query)
	switch t.kind {
	case kindString:
		s := p.strings.next()
		*s = newString(t, text)
		return s
	case kindNumber:
		n := p.numbers.next()
		*n = newNumber(t, text)
		return n
	}
	return newValue(t, text)
}
