package lint

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var redundantParentheses = rule{
	Rule: Rule{
		ID:       "redundant-parentheses",
		Severity: Info,
		Title:    "Parentheses change nothing",
		Text: "They are round one comparison, round the whole filter, or inside others of " +
			"their kind. Those round an AND within an OR are not reported: they say what " +
			"binds tighter.",
		Remedy: "Leave them out.",
		Bad: []Example{
			{Text: `(a = 1)`}, {Text: `(a = 1 OR b = 2)`}, {Text: `a = 1 AND (b = 2 AND c = 3)`},
		},
		Good: []Example{
			{Text: `a = 1 AND (b = 2 OR c = 3)`},
			{Text: `a = 1 OR (b = 2 AND c = 3)`},
		},
		Source:    "rule Y3",
		Certainty: schema.Documented,
	},
	query: func(p *pass) { p.parentheses(p.expr, nil) },
}

// parentheses reports the superfluous parentheses in e.
func (p *pass) parentheses(e, parent ast.Expr) {
	paren, ok := e.(*ast.Paren)
	if ok && !needed(paren, parent) {
		at := paren.Span()
		p.report(Diagnostic{
			Span: at,
			Msg:  "these parentheses change nothing",
			Fix: []Edit{
				{ast.Span{Start: at.Start, End: at.Start + 1}, gap(p.text[:at.Start], false)},
				{ast.Span{Start: at.End - 1, End: at.End}, gap(p.text[at.End:], true)},
			},
		})
		p.parentheses(paren.X, parent)
		return
	}
	for _, t := range termsOf(e) {
		p.parentheses(t, e)
	}
}

// needed reports whether parentheses in parent tell the reader anything.
func needed(e *ast.Paren, parent ast.Expr) bool {
	switch e.X.(type) {
	case *ast.And:
		_, inOr := parent.(*ast.Or)
		return inOr
	case *ast.Or:
		_, inAnd := parent.(*ast.And)
		return inAnd
	}
	return false
}

// gap returns what must take the place of a parenthesis beside a text: a space
// if a word is at its beginning, or at its end.
func gap(text string, atStart bool) string {
	if text == "" {
		return ""
	}
	last := text[len(text)-1]
	if atStart {
		last = text[0]
	}
	if strings.ContainsRune(" \t\r\n()", rune(last)) {
		return ""
	}
	return " "
}
