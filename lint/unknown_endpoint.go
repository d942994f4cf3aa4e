package lint

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var unknownEndpoint = rule{
	Rule: Rule{
		ID:        "unknown-endpoint",
		Severity:  Info,
		Title:     "The URL is of no endpoint that is known",
		Text:      "So nothing can be said about its parameters.",
		Remedy:    "Look for a typing error in the path. If the endpoint is new, silence this.",
		Bad:       []Example{{Text: `https://api.bitbucket.org/2.0/repos/acme/site?q=id%20%3D%205`}},
		Good:      []Example{{Text: `/2.0/repositories/acme?q=name%20~%20%22a%22`}},
		Source:    "Bitbucket's API file",
		Certainty: schema.Documented,
	},
	url: func(r *request) {
		if r.endpoint == nil && strings.Trim(r.path, "/") != "" {
			r.report(Diagnostic{
				Span: ast.Span{Start: 0, End: ast.Pos(len(r.path))},
				Msg:  "this is no endpoint that is known to answer GET",
			})
		}
	},
}
