package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var tooManyValues = rule{
	Rule: Rule{
		ID:       "too-many-values",
		Severity: Error,
		Title:    "A field is compared with more values than the endpoint takes",
		Text: "The members of a workspace can be looked up by at most 90 addresses at a " +
			"time. More than that is answered with 400.",
		Remedy: "Split the list and ask several times.",
		Bad: []Example{{
			Text:     `user.email IN (` + strings.Repeat(`"a@example.com", `, 90) + `"b@example.com")`,
			Endpoint: "/workspaces/{workspace}/members",
		}},
		Good: []Example{{
			Text:     `user.email IN ("a@example.com", "b@example.com")`,
			Endpoint: "/workspaces/{workspace}/members",
		}},
		Source:    "the text of GET /workspaces/{workspace}/members",
		Certainty: schema.Documented,
	},
	query: func(p *pass) {
		if p.endpoint == nil || p.endpoint.MaxValues == 0 {
			return
		}
		count := make(map[ast.Path]int)
		for _, c := range p.comparisons {
			before := count[c.Field]
			count[c.Field] += len(literals(c))
			if most := p.endpoint.MaxValues; before <= most && count[c.Field] > most {
				p.report(Diagnostic{Span: c.Span(), Msg: fmt.Sprintf(
					"`%s` is compared with more than %d values, which this endpoint refuses", c.Field, most)})
			}
		}
	},
}
