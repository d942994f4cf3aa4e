package lint

import (
	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var redundantClause = rule{
	Rule: Rule{
		ID:       "redundant-clause",
		Severity: Warning,
		Title:    "A clause changes nothing",
		Text: "It is there twice, or the others imply it: with AND it always holds where " +
			"they do, with OR it never holds where they don't.",
		Remedy: "Leave it out. If it was meant to change something, look at the field and " +
			"the operator.",
		Bad: []Example{
			{Text: `a = 1 AND b = 2 AND a = 1`},
			{Text: `id > 10 AND id > 5`, Resource: schema.PullRequest},
			{Text: `title ~ "fix" OR title ~ "bugfix"`},
		},
		Good: []Example{
			{Text: `id > 10 AND id < 50`, Resource: schema.PullRequest},
			{Text: `title ~ "fix" AND title ~ "bug"`},
		},
		Source:    "a proof from rules M1 to M14",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		if p.provable() {
			p.redundant(p.expr)
		}
	},
}

// redundant reports superfluous terms in e, unless it was reported to hold
// always or never.
func (p *pass) redundant(e ast.Expr) {
	_, isAnd := e.(*ast.And)
	terms := termsOf(e)
	if len(terms) > 1 {
		if p.prover().never(e) || p.prover().always(e) {
			return
		}
		p.redundantTerms(terms, isAnd)
	}
	for _, t := range terms {
		p.redundant(t)
	}
}

func (p *pass) redundantTerms(terms []ast.Expr, isAnd bool) {
	if len(terms) > maxProofTerms {
		p.duplicates(terms)
		return
	}
	for _, i := range p.prover().idle(terms, isAnd) {
		t := terms[i]
		if proof := p.prover(); !proof.trusts(t) || proof.never(t) || proof.always(t) {
			continue // reported already, or not sure
		}
		d := Diagnostic{Span: t.Span(), Msg: "this changes nothing", Fix: cut(terms, i)}
		if other := p.prover().because(terms, i, isAnd); other != nil {
			d.Msg += " beside `" + other.String() + "`"
			d.Related = other.Span()
		}
		p.report(d)
	}
}

// duplicates reports terms that are there twice.
func (p *pass) duplicates(terms []ast.Expr) {
	seen := make(map[string]ast.Expr)
	for i, t := range terms {
		text := t.String()
		if first, ok := seen[text]; ok {
			p.report(Diagnostic{
				Span: t.Span(), Related: first.Span(), Fix: cut(terms, i),
				Msg: "this changes nothing beside the same clause before it",
			})
			continue
		}
		seen[text] = t
	}
}

// cutIf returns the edit of [cut] if ok.
func cutIf(ok bool, terms []ast.Expr, i int) []Edit {
	if !ok || len(terms) < 2 {
		return nil
	}
	return cut(terms, i)
}

// cut returns the edit that takes a term out, with the AND or OR before it, or
// after it if it is the first.
func cut(terms []ast.Expr, i int) []Edit {
	if i == 0 {
		return []Edit{{ast.Span{Start: terms[0].Span().Start, End: terms[1].Span().Start}, ""}}
	}
	return []Edit{{ast.Span{Start: terms[i-1].Span().End, End: terms[i].Span().End}, ""}}
}
