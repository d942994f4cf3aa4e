package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var negatedArray = rule{
	Rule: Rule{
		ID:       "negated-array",
		Severity: Info,
		Title:    "A negation on a list means: none of its elements",
		Text: "`reviewers.nickname != \"jdoe\"` holds if jdoe is not among the reviewers, " +
			"not if someone else is. That is assumed: Bitbucket does not say.",
		Remedy:    "If that is what you mean, leave it.",
		Bad:       []Example{{Text: `reviewers.nickname != "jdoe"`, Resource: schema.PullRequest}},
		Good:      []Example{{Text: `author.nickname != "jdoe"`, Resource: schema.PullRequest}},
		Source:    "rule M2",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			typ, _ := p.types(c.Field)
			_, null := c.Value.(*ast.Null)
			if typ.Array && !null && c.Op.IsNegation() {
				p.report(Diagnostic{
					Span: c.OpAt,
					Msg: fmt.Sprintf("`%s` has several values: `%s` holds if none of them matches",
						c.Field, c.Op),
				})
			}
		}
	},
}
