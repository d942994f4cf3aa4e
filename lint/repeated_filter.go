package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/schema"
)

var repeatedFilter = rule{
	Rule: Rule{
		ID:       "repeated-filter",
		Severity: Error,
		Title:    "q or sort is there twice",
		Text: "A `next` link carries the filter already. Programs that add theirs again " +
			"get 400, or one of the two at random.",
		Remedy:    "Use the `next` link as it came.",
		Bad:       []Example{{Text: `/2.0/repositories/acme?q=id%20%3D%205&page=2&q=id%20%3D%205`}},
		Good:      []Example{{Text: `/2.0/repositories/acme?q=id%20%3D%205&page=2`}},
		Source:    "atlassian-python-api 844",
		Certainty: schema.Observed,
	},
	url: func(r *request) {
		for _, name := range []string{"q", "sort"} {
			first, _ := r.param(name)
			for _, p := range r.params {
				if p.Key == name && p.Start != first.Start {
					r.report(Diagnostic{
						Span: r.span(p), Related: r.span(first),
						Msg:  fmt.Sprintf("`%s` is there twice", name),
						Hint: "a `next` link is to be used as it is",
					})
				}
			}
		}
	},
}
