package lint

import (
	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var mixedAndOr = rule{
	Rule: Rule{
		ID:       "mixed-and-or",
		Severity: Warning,
		Title:    "AND and OR are mixed without parentheses",
		Text: "Bitbucket does not say which binds tighter. Here it is AND, as nearly " +
			"everywhere, but the server may well read it from left to right.",
		Remedy: "Put parentheses round what belongs together. The fix puts them round each " +
			"AND.",
		Bad: []Example{{Text: `a = 1 OR b = 2 AND c = 3`}},
		Good: []Example{
			{Text: `a = 1 OR (b = 2 AND c = 3)`},
			{Text: `(a = 1 OR b = 2) AND c = 3`},
		},
		Source:    "rule Y3: no source states the precedence",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for n := range ast.Preorder(p.expr) {
			or, ok := n.(*ast.Or)
			if !ok {
				continue
			}
			var fix []Edit
			for _, t := range or.Terms {
				if and, ok := t.(*ast.And); ok {
					fix = append(fix, insert(and.Span().Start, "("), insert(and.Span().End, ")"))
				}
			}
			if fix != nil {
				p.report(Diagnostic{
					Span: or.Span(),
					Msg:  "AND and OR are mixed without parentheses",
					Hint: "put parentheses round each AND, if that is what is meant",
					Fix:  fix,
				})
			}
		}
	},
}

func insert(at ast.Pos, text string) Edit { return Edit{ast.Span{Start: at, End: at}, text} }
