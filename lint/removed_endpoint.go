package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var removedEndpoint = rule{
	Rule: Rule{
		ID:       "removed-endpoint",
		Severity: Warning,
		Title:    "Bitbucket has removed the endpoint",
		Text: "Since April 2026 the lists across all workspaces answer 410, whatever the " +
			"filter. It is a warning because the documentation still has them, as deprecated.",
		Remedy:    "Ask the workspaces of the user first, and then each of them.",
		Bad:       []Example{{Text: `https://api.bitbucket.org/2.0/workspaces?q=slug%20%3D%20%22acme%22`}},
		Good:      []Example{{Text: `/2.0/user/workspaces?q=slug%20%3D%20%22acme%22`}},
		Source:    "CHANGE-2770; reports of several clients",
		Certainty: schema.Observed,
	},
	url: func(r *request) {
		if r.endpoint != nil && r.endpoint.Successor != "" {
			r.report(Diagnostic{
				Span: ast.Span{Start: 0, End: ast.Pos(len(r.path))},
				Msg: fmt.Sprintf("Bitbucket has removed this endpoint, which answers 410: ask `%s`",
					r.endpoint.Successor),
			})
		}
	},
}
