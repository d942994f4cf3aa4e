package lint

import (
	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var alwaysFalse = rule{
	Rule: Rule{
		ID:       "always-false",
		Severity: Warning,
		Title:    "A filter, or a part of it, holds for no object",
		Text: "Clauses contradict each other, or a range is empty. Where nothing is known " +
			"of a field it may be a list of values, each of which meets one clause (M14), so " +
			"that only exact opposites contradict each other; where the resource is known, " +
			"more is found.",
		Remedy: "Often OR is meant, or `IN`.",
		Bad: []Example{
			{Text: `state = "OPEN" AND state = "MERGED"`, Resource: schema.PullRequest},
			{Text: `id > 10 AND id < 5`, Resource: schema.PullRequest},
			{Text: `title = "x" AND title != "x"`},
			{Text: `assignee = null AND assignee.nickname = "jdoe"`},
			{Text: `id = 5 OR (title = "x" AND title != "x")`},
		},
		Good: []Example{
			{Text: `state = "OPEN" OR state = "MERGED"`, Resource: schema.PullRequest},
			{Text: `labels = "a" AND labels = "b"`},
		},
		Source:    "a proof from rules M1 to M14",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		if p.provable() {
			p.alwaysFalse(p.expr, nil)
		}
	},
}

// alwaysFalse reports the largest parts of e that never hold. The fix takes e
// out of what it is in, where that is possible.
func (p *pass) alwaysFalse(e ast.Expr, fix []Edit) {
	proof := p.prover()
	if proof.trusts(e) && proof.never(e) {
		p.reportNever(e, fix)
		return
	}
	_, isOr := e.(*ast.Or)
	terms := termsOf(e)
	for i, t := range terms {
		p.alwaysFalse(t, cutIf(isOr, terms, i))
	}
}

// termsOf returns the terms of an And or an Or, and what is in parentheses.
func termsOf(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.And:
		return e.Terms
	case *ast.Or:
		return e.Terms
	case *ast.Paren:
		return []ast.Expr{e.X}
	}
	return nil
}

// reportNever points at two clauses that contradict each other, if two do.
func (p *pass) reportNever(e ast.Expr, fix []Edit) {
	and, ok := e.(*ast.And)
	if !ok || len(and.Terms) > maxProofTerms {
		p.report(Diagnostic{Span: e.Span(), Msg: "this never holds", Fix: fix})
		return
	}
	for i, t := range and.Terms {
		for _, other := range and.Terms[:i] {
			if p.prover().never(t, other) {
				p.report(Diagnostic{
					Span: t.Span(), Related: other.Span(),
					Msg: "this contradicts `" + other.String() + "`", Hint: "both never hold together", Fix: fix,
				})
				return
			}
		}
	}
	p.report(Diagnostic{Span: e.Span(), Msg: "these clauses never hold together", Fix: fix})
}
