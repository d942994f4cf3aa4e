package lint

import (
	"fmt"
	"strconv"

	"github.com/bbql/go-bbql/schema"
)

var pageLength = rule{
	Rule: Rule{
		ID:       "page-length",
		Severity: Error,
		Title:    "The parameter pagelen is too large, or no number",
		Text: "Bitbucket answers 400, `Invalid pagelen`, and does not cut it down. Lists " +
			"of pull requests give at most 50 on a page, other lists 100.",
		Remedy: "Ask for shorter pages and follow `next`.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?pagelen=100`},
			{Text: `/2.0/repositories/acme?pagelen=all`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?pagelen=50`},
			{Text: `/2.0/repositories/acme?pagelen=100`},
		},
		Source:    "measured by several clients",
		Certainty: schema.Observed,
	},
	url: func(r *request) {
		p, ok := r.param("pagelen")
		if !ok {
			return
		}
		n, err := strconv.Atoi(p.Value)
		switch {
		case err != nil || n < 1:
			r.report(Diagnostic{Span: r.valueSpan(p), Msg: "`pagelen` is a number from 1"})
		case r.endpoint != nil && r.endpoint.MaxPageLen > 0 && n > r.endpoint.MaxPageLen:
			r.report(Diagnostic{
				Span: r.valueSpan(p),
				Msg:  fmt.Sprintf("this endpoint gives at most %d on a page", r.endpoint.MaxPageLen),
				Fix:  []Edit{{r.valueSpan(p), strconv.Itoa(r.endpoint.MaxPageLen)}},
			})
		}
	},
}
