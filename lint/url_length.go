package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

var urlLength = rule{
	Rule: Rule{
		ID:       "url-length",
		Severity: Warning,
		Title:    "The filter makes the URL very long",
		Text: "Servers and proxies here and there refuse long URLs. Bitbucket's own limit " +
			"is not known.",
		Remedy: "Split lists of values and ask several times.",
		Bad: []Example{{
			Text: `/2.0/repositories/acme?q=name%20~%20%22` + strings.Repeat("a", 2000) + `%22`,
		}},
		Good:      []Example{{Text: `/2.0/repositories/acme?q=name%20~%20%22a%22`}},
		Source:    "clients that split their lists",
		Certainty: schema.Assumed,
	},
	url: func(r *request) {
		if p, ok := r.param("q"); ok && len(p.Value) > urlquery.MaxFilter {
			r.report(Diagnostic{
				Span: r.span(p),
				Msg: fmt.Sprintf("the filter has %d characters once it is encoded; more than %d may be refused",
					len(p.Value), urlquery.MaxFilter),
			})
		}
	},
}
