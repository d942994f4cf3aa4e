package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/schema"
)

var missingParameter = rule{
	Rule: Rule{
		ID:       "missing-parameter",
		Severity: Error,
		Title:    "The endpoint needs another parameter beside the filter",
		Text: "The list of all public repositories filters only if it is also told a " +
			"`role`.",
		Remedy: "Add the parameter, such as `role=member`, or ask for the repositories of " +
			"one workspace.",
		Bad:       []Example{{Text: `/2.0/repositories?q=name%20~%20%22a%22`}},
		Good:      []Example{{Text: `/2.0/repositories?role=member&q=name%20~%20%22a%22`}},
		Source:    "the text of GET /repositories",
		Certainty: schema.Documented,
	},
	url: func(r *request) {
		q, ok := r.param("q")
		if !ok || r.endpoint == nil || !r.hasFilter() {
			return
		}
		for _, e := range r.endpoint.Params {
			if _, given := r.param(e.Name); e.WithFilter && !given {
				r.report(Diagnostic{
					Span: r.span(q),
					Msg:  fmt.Sprintf("`q` needs the parameter `%s` beside it", e.Name),
				})
			}
		}
	},
}
