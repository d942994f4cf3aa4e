package bbql

import (
	"fmt"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
)

// Parse reads the value of a q parameter, decoded, into a tree with spans.
// Empty or blank text is the empty filter, an And of no terms, never nil (rule
// Y5, observed). The error, if any, is of type [Errors] and holds every
// independent defect. Parse takes time linear in the length of q. It is safe
// for concurrent use.
func Parse(q string, opts ...Option) (ast.Expr, error) {
	o := newOptions(opts)
	if err := o.checkLength(q, "a query"); err != nil {
		return nil, err
	}
	if e, ok := directRoad(q, o); ok {
		return e, nil
	}
	return parse(q, o, fastRoad)
}

// parse is Parse with the road to take. Both roads yield the same.
func parse(q string, o options, take road) (ast.Expr, error) {
	return parseTokens(q, scan(q), o, take)
}

func parseTokens(q string, tokens []token, o options, take road) (ast.Expr, error) {
	if o.withinLimits(tokens) {
		if e, refused := take(q, tokens); refused == accepted {
			return e, nil
		}
	}
	return nil, newRecovery(q, tokens, o, take).run()
}

// MustParse is like [Parse] for queries that are known to be valid, such as
// constants. It panics if q is not.
func MustParse(q string) ast.Expr {
	e, err := Parse(q)
	if err != nil {
		panic(fmt.Sprintf("bbql.MustParse(%q): %v", q, err))
	}
	return e
}

// checkLength refuses text past the limit of MaxBytes before anything is read
// of it.
func (o options) checkLength(text, what string) error {
	if len(text) <= o.maxBytes {
		return nil
	}
	start := o.maxBytes
	for start > 0 && !utf8.RuneStart(text[start]) {
		start-- // to where the character begins that is too much
	}
	return Errors{{
		Query: text,
		Span:  ast.Span{Start: ast.Pos(start), End: ast.Pos(len(text))},
		Msg:   fmt.Sprintf("%s may have %s, this one has %d", what, count(o.maxBytes, "byte"), len(text)),
		Hint:  "shorten it or raise the limit of MaxBytes",
	}}
}

// withinLimits reports whether parentheses are balanced and within the limits
// of MaxDepth and MaxList. It is counted over the tokens, before anything
// recurses.
func (o options) withinLimits(tokens []token) bool {
	depth, values := 0, 0
	for i, t := range tokens {
		switch t.kind {
		case kindOpen:
			depth++
			values = 1
			if depth > o.maxDepth && !opensList(tokens, i) {
				return false
			}
		case kindClose:
			depth--
			if depth < 0 {
				return false
			}
		case kindComma:
			if values++; values > o.maxList {
				return false
			}
		}
	}
	return depth == 0
}

// opensList reports whether the parenthesis at i opens the list of an IN.
func opensList(tokens []token, i int) bool { return i > 0 && tokens[i-1].kind == kindIn }
