package bbql

import (
	"errors"
	"math"
	"slices"
	"strings"

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
	p := descent{query: query, tokens: tokens, tok: tokens[0], limits: limitless}
	return p.filter()
}

// directRoad is fastRoad for tokens as the scanner yields them, which nobody has
// to keep. It refuses what is past a limit.
func directRoad(query string, o options) (e ast.Expr, ok bool) {
	p := descent{query: query, scanner: newScanner(query), limits: o}
	p.tok = p.scanner.next()
	e, refused := p.filter()
	return e, refused == accepted
}

// limitless are the limits of tokens that were counted before.
var limitless = options{maxDepth: math.MaxInt, maxList: math.MaxInt}

// A descent reads tokens left to right, and stops at the first that it refuses.
type descent struct {
	query   string
	scanner scanner
	tokens  []token // instead of those of the scanner, if not nil
	tok     token   // at hand
	i       int     // how many were before it
	refused bool
	limits  options
	depth   int        // how many parentheses are open
	terms   []ast.Expr // of the conjunctions and disjunctions around the token

	comparisons slab[ast.Comparison]
	strings     slab[ast.String]
	numbers     slab[ast.Number]
}

// A slab holds the nodes of one type that a query has, in few pieces of memory
// that grow with what was taken, so that a query that is refused early costs
// little.
type slab[T any] struct {
	taken int // how many the pieces had
	free  []T
}

// few is how many nodes are made for a guess, before they are needed.
const few = 16

// next returns a new node, with a guess of how many more the query has.
func (s *slab[T]) next(more int) *T {
	if len(s.free) == 0 {
		n := 1 + min(max(more, 0), max(few, s.taken))
		s.free = make([]T, n)
		s.taken += n
	}
	n := &s.free[0]
	s.free = s.free[1:]
	return n
}

// more guesses how many comparisons are behind the token at hand, by how long
// they usually are.
func (p *descent) more() int { return (len(p.query) - int(p.tok.start)) / 24 }

func (p *descent) kind() kind { return p.tok.kind }

// take returns the token at hand and goes on to the next.
func (p *descent) take() token {
	t := p.tok
	p.i++
	if p.tokens != nil {
		p.tok = p.tokens[p.i]
	} else {
		p.tok = p.scanner.next()
	}
	return t
}

// filter reads all of a query.
func (p *descent) filter() (ast.Expr, int) {
	if p.kind() == kindEOF {
		return &ast.And{}, accepted
	}
	e := p.disjunction()
	if p.refused || p.kind() != kindEOF {
		return nil, p.i
	}
	return e, accepted
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
	begin := p.push(first)
	for !p.refused && p.kind() == kindOr {
		p.take()
		p.push(p.conjunction())
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
	begin := p.push(first)
	for !p.refused && p.kind() == kindAnd {
		p.take()
		p.push(p.term())
	}
	if p.refused {
		return nil
	}
	return newAnd(p.since(begin))
}

// push keeps a term, and returns how many were kept before.
func (p *descent) push(e ast.Expr) int {
	if p.terms == nil {
		p.terms = make([]ast.Expr, 0, min(few, 2+p.more()))
	}
	if len(p.terms) == cap(p.terms) { // append would grow large slices by a quarter
		p.terms = slices.Grow(p.terms, len(p.terms))
	}
	p.terms = append(p.terms, e)
	return len(p.terms) - 1
}

// since takes the terms from begin on.
func (p *descent) since(begin int) []ast.Expr {
	if begin == 0 {
		terms := p.terms
		p.terms = nil
		return terms
	}
	terms := slices.Clone(p.terms[begin:])
	p.terms = p.terms[:begin]
	return terms
}

func (p *descent) term() ast.Expr {
	if p.kind() != kindOpen {
		return p.comparison()
	}
	if p.depth++; p.depth > p.limits.maxDepth {
		p.refused = true
		return nil
	}
	open := p.take()
	x := p.disjunction()
	end := p.expect(kindClose)
	if p.refused {
		return nil
	}
	p.depth--
	return &ast.Paren{X: x, At: open.span().To(end.span())}
}

func (p *descent) comparison() ast.Expr {
	field := p.expect(kindPath)
	if p.refused {
		return nil
	}
	out := p.comparisons.next(p.more())
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
	out.Value = p.value(p.more())
	return out
}

func (p *descent) membership(out *ast.Comparison) ast.Expr {
	out.Op, out.OpAt = ast.OpIn, p.tok.span()
	if p.kind() == kindNot {
		p.take()
		out.Op, out.OpAt = ast.OpNotIn, out.OpAt.To(p.tok.span())
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
	n := p.listed()
	list := &ast.List{Values: make([]ast.Value, 0, n)}
	for !p.refused {
		if !p.kind().isListed() || len(list.Values) >= p.limits.maxList {
			p.refused = true
			break
		}
		list.Values = append(list.Values, p.value(n-len(list.Values)-1))
		if p.kind() != kindComma {
			break
		}
		p.take()
	}
	list.At = open.span().To(p.expect(kindClose).span())
	return list
}

// listed guesses how many values the list has that begins at the token at hand,
// up to a number.
func (p *descent) listed() int {
	text, _, _ := strings.Cut(p.query[p.tok.start:], ")")
	return 1 + min(strings.Count(text, ","), 8*few)
}

// value reads a value, with a guess of how many more like it there are.
func (p *descent) value(more int) ast.Value {
	t := p.take()
	text := t.text(p.query)
	switch t.kind {
	case kindString:
		s := p.strings.next(more)
		*s = newString(t, text)
		return s
	case kindNumber:
		n := p.numbers.next(more)
		*n = newNumber(t, text)
		return n
	}
	return newValue(t, text)
}
