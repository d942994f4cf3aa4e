package bbql

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// pasted reports text around a query that comes with it from elsewhere: the
// URL that it is in, its percent-encoding, the statement before its WHERE.
func (r *recovery) pasted(i int) bool {
	first := r.text(0, 0)
	switch {
	case strings.HasPrefix(first, "http://"), strings.HasPrefix(first, "https://"):
		r.report(r.across(0, len(r.tokens)-1), "a URL is not a query",
			"its q parameter, decoded, is one")
		r.replace(0, len(r.tokens)-1)
	case r.encodedParameter() || r.stillEncoded(i) || r.quotedQuery():
	case strings.EqualFold(first, "WHERE"), strings.EqualFold(first, "SELECT"):
		return r.statement()
	case strings.TrimLeft(first, "?&") == "q" && r.next(0) == kindEq && i <= 2 && r.beginsTerm(2):
		msg := code(r.text(0, 1)) + " names the parameter and is not part of the query"
		e := r.report(r.across(0, 1), msg, "remove it")
		e.Fix = r.fix(e.Span, "")
		r.replace(0, 2)
	default:
		return false
	}
	return true
}

// beginsTerm reports whether a comparison or a parenthesis stands at i.
func (r *recovery) beginsTerm(i int) bool {
	return r.tokens[i].kind == kindOpen || r.beginsComparison(i)
}

// encodedParameter reports a text that is the q parameter as a URL has it, with
// its name and percent-encoding.
func (r *recovery) encodedParameter() bool {
	if strings.TrimLeft(r.text(0, 0), "?&") != "q" || r.next(0) != kindEq ||
		r.next(1) != kindBadWord || !strings.Contains(r.text(2, 2), "%") {
		return false
	}
	encoded, _, _ := strings.Cut(r.query[r.tokens[2].start:], "&")
	decoded, err := urlquery.Unescape(encoded)
	if err != nil || !r.parses(decoded) {
		return false
	}
	e := r.report(r.across(0, len(r.tokens)-1), "the query is still encoded for a URL",
		code(decoded))
	e.Fix = &Fix{Span: r.between(0, ast.Pos(len(r.query))), Text: decoded}
	r.replace(0, len(r.tokens)-1)
	return true
}

// stillEncoded reports a text that still has the percent-encoding of a URL.
func (r *recovery) stillEncoded(i int) bool {
	word := r.text(i, i)
	if r.tokens[i].kind != kindBadWord || !strings.Contains(word, "%") {
		return false
	}
	decoded, err := urlquery.Unescape(r.query)
	if err != nil || !strings.ContainsAny(decoded, `="`) || !r.parses(decoded) {
		return false
	}
	whole := r.between(0, ast.Pos(len(r.query)))
	e := r.report(r.tokens[i].span(), "the query is still encoded for a URL", code(decoded))
	e.Fix = &Fix{Span: whole, Text: decoded}
	r.replace(0, len(r.tokens)-1)
	return true
}

// parses reports whether text, which a fix leads to, is a query.
func (r *recovery) parses(text string) bool {
	tokens := scan(text)
	if !r.limits.withinLimits(tokens) {
		return false
	}
	_, refused := fastRoad(text, tokens)
	return refused == accepted
}

// quotedQuery reports a query that is in quotes as a whole.
func (r *recovery) quotedQuery() bool {
	if len(r.tokens) != 2 {
		return false
	}
	text := r.text(0, 0)
	inner, err := ast.Unquote(text)
	if r.tokens[0].kind == kindBadQuote {
		inner, err = withinQuotes(text), nil
	}
	if err != nil || !strings.Contains(inner, " ") || !r.parses(inner) {
		return false
	}
	e := r.report(r.across(0, 0), "the query itself takes no quotes", code(inner))
	e.Fix = &Fix{Span: e.Span, Text: inner}
	r.replace(0, 1)
	return true
}

// nextParameter reports, at i, the ampersand before the next parameter of the
// URL that the query was in.
func (r *recovery) nextParameter(i int) bool {
	if r.text(i, i) != "&" || r.tokens[i-1].end != r.tokens[i].start || r.next(i+1) != kindEq {
		return false
	}
	switch r.text(i+1, i+1) {
	case "sort", "page", "pagelen", "fields":
	default:
		return false
	}
	rest := r.between(r.tokens[i].span().Start, ast.Pos(len(r.query)))
	e := r.report(rest, "the next parameter of the URL is not part of the query", "remove it")
	if fix := (&Fix{Span: rest}); r.parses(fix.Apply(r.query)) {
		e.Fix = fix
	}
	r.dropToEnd(i)
	return true
}

// statement reports what comes before the condition of an SQL statement.
func (r *recovery) statement() bool {
	for i, t := range r.tokens {
		if t.kind != kindPath || !strings.EqualFold(r.text(i, i), "WHERE") || !r.beginsTerm(i+1) {
			continue
		}
		e := r.report(r.across(0, i), "a query is only the condition", "remove "+code(r.text(0, i)))
		e.Fix = r.removal(0, i)
		r.replace(0, i+1)
		return true
	}
	return false
}
