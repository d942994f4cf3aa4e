package lint

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var badPage = rule{
	Rule: Rule{
		ID:       "bad-page",
		Severity: Error,
		Title:    "The parameter page ends in a slash",
		Text: "Programs that put a slash behind every URL break the `next` link that way: " +
			"Bitbucket answers 400, `Invalid page`.",
		Remedy:    "Use the `next` link as it came.",
		Bad:       []Example{{Text: `/2.0/repositories/acme?page=2/`}},
		Good:      []Example{{Text: `/2.0/repositories/acme?page=2`}},
		Source:    "atlassian-python-api 801, 839, 844 and 1405",
		Certainty: schema.Observed,
	},
	url: func(r *request) {
		if p, ok := r.param("page"); ok && strings.HasSuffix(p.Value, "/") {
			at := r.valueSpan(p)
			at.Start = at.End - 1
			r.report(Diagnostic{
				Span: at,
				Msg:  "`page` must not end in a slash",
				Fix:  []Edit{{ast.Span{Start: at.Start, End: at.End}, ""}},
			})
		}
	},
}
