package lint

import (
	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var alwaysTrue = rule{
	Rule: Rule{
		ID:       "always-true",
		Severity: Warning,
		Title:    "A filter, or a part of it, holds for every object",
		Text:     "It selects everything, as if it were not there.",
		Remedy:   "Leave it out, or write what was meant: often AND instead of OR.",
		Bad: []Example{
			{Text: `title = "x" OR title != "x"`},
			{Text: `state = "OPEN" AND (id = 1 OR id != 1)`},
		},
		Good: []Example{
			{Text: ``},
			{Text: `title = "x" OR title != "y"`},
			{Text: `id > 5 OR id <= 5`},
		},
		Source:    "a proof from rules M1 to M14",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		if p.provable() {
			p.alwaysTrue(p.expr, nil)
		}
	},
}

// alwaysTrue reports the largest parts of e that always hold. The fix takes e
// out of what it is in, where that is possible.
func (p *pass) alwaysTrue(e ast.Expr, fix []Edit) {
	if and, ok := e.(*ast.And); ok && len(and.Terms) == 0 {
		return // the empty filter, as written
	}
	if or, ok := e.(*ast.Or); ok {
		if a, _ := p.notEqualPair(or); a != nil {
			return // see orNotEqual
		}
	}
	proof := p.prover()
	if proof.trusts(e) && proof.always(e) {
		p.report(Diagnostic{Span: e.Span(), Msg: "this always holds", Fix: fix})
		return
	}
	_, isAnd := e.(*ast.And)
	terms := termsOf(e)
	for i, t := range terms {
		p.alwaysTrue(t, cutIf(isAnd, terms, i))
	}
}
