package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var orNotEqual = rule{
	Rule: Rule{
		ID:       "or-not-equal",
		Severity: Warning,
		Title:    "Several != of one field are joined by OR",
		Text: "A field that is one thing is not the other, so that this holds for " +
			"everything. On a list of values it means that not all of the values are in it, " +
			"and is left alone where the field is known to be one.",
		Remedy: "Write `NOT IN`, or AND. No fix does it for you: the repaired filter " +
			"selects less than this one, and only you know whether that is what was meant.",
		Bad: []Example{{Text: `state != "OPEN" OR state != "MERGED"`}},
		Good: []Example{
			{Text: `state != "OPEN" AND state != "MERGED"`},
			{Text: `state NOT IN ("OPEN", "MERGED")`},
			{Text: `reviewers.nickname != "a" OR reviewers.nickname != "b"`, Resource: schema.PullRequest},
		},
		Source:    "rule M2",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for n := range ast.Preorder(p.expr) {
			or, ok := n.(*ast.Or)
			if !ok {
				continue
			}
			if a, b := p.notEqualPair(or); b != nil {
				p.report(Diagnostic{
					Span: b.Span(), Related: a.Span(),
					Msg:  fmt.Sprintf("`%s` is always different from one of the two", b.Field),
					Hint: "did you mean AND?",
				})
			}
		}
	},
}

// notEqualPair returns the first two terms that say that a field differs from
// different values, or nil.
func (p *pass) notEqualPair(or *ast.Or) (a, b *ast.Comparison) {
	first := make(map[ast.Path]*ast.Comparison)
	for _, t := range or.Terms {
		c, ok := t.(*ast.Comparison)
		if !ok || c.Op != ast.OpNe {
			continue
		}
		typ, _ := p.types(c.Field)
		_, null := c.Value.(*ast.Null)
		switch other := first[c.Field]; {
		case null || typ.Array:
		case other == nil:
			first[c.Field] = c
		case other.Value.String() != c.Value.String():
			return other, c
		}
	}
	return nil, nil
}
