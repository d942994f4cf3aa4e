package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var deprecatedField = rule{
	Rule: Rule{
		ID:       "deprecated-field",
		Severity: Warning,
		Title:    "The field is deprecated",
		Text: "Users can't be found by `username` any more: it went for privacy's sake, " +
			"and filters by it find nothing or fail.",
		Remedy: "Use `uuid`, which never changes, `account_id`, or `nickname`, which is not " +
			"unique.",
		Bad: []Example{
			{Text: `author.username = "jdoe"`},
			{Text: `owner.username = "jdoe"`, Resource: schema.Repository},
		},
		Good: []Example{
			{Text: `author.nickname = "jdoe"`},
			{Text: `reviewers.username = "jdoe"`, Resource: schema.PullRequest},
		},
		Source:    "the documentation's page on filtering, and the announcement of the GDPR changes",
		Certainty: schema.Documented,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			f, known := p.field(c)
			_, last, _ := cutLast(c.Field)
			isUser := last == "username"
			if f.Filter.Verdict == schema.Rejected || !(known && f.Deprecated) && !isUser {
				continue
			}
			d := Diagnostic{Span: c.FieldAt, Msg: fmt.Sprintf("`%s` is deprecated", c.Field)}
			if isUser {
				d.Hint = fmt.Sprintf("use `%s`, `%s` or `%s`", userKey(c, "uuid"), userKey(c, "account_id"),
					userKey(c, "nickname"))
			}
			p.report(d)
		}
	},
}

func userKey(c *ast.Comparison, name string) ast.Path { return withLast(c.Field, name) }
