package lint

import (
	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var alwaysTrue = rule{
	Rule: Rule{
		ID:        "always-true",
		Severity:  Warning,
		Title:     "A filter, or a part of it, holds for every object",
		Text:      "It selects everything, as if it were not there.",
		Remedy:    "Leave it out, or write what was meant: often AND instead of OR.",
		Bad:       []Example{{Text: `title = "x" OR title != "x"`}, {Text: `state = "OPEN" AND (id = 1 OR id != 1)`}},
		Good:      []Example{{Text: ``}, {Text: `title = "x" OR title != "y"`}, {Text: `id > 5 OR id <= 5`}},
		Source:    "a proof from rules M1 to M14",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) { p.alwaysTrue(p.expr) },
}

// alwaysTrue reports the largest parts of e that always hold.
func (p *pass) alwaysTrue(e ast.Expr) {
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
		p.report(Diagnostic{Span: e.Span(), Msg: "this always holds"})
		return
	}
	for _, t := range termsOf(e) {
		p.alwaysTrue(t)
	}
}
