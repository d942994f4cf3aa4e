package lint

import (
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

var doubleEncoding = rule{
	Rule: Rule{
		ID:       "double-encoding",
		Severity: Error,
		Title:    "The filter is encoded twice",
		Text: "`%2520` arrives as `%20`, not as a space. It happens where a program " +
			"encodes the filter and a library does so again.",
		Remedy:    "Encode once: let the library do it, or hand it the finished URL.",
		Bad:       []Example{{Text: `/2.0/repositories/acme?q=name%2520%253D%2520%2522a%2522`}},
		Good:      []Example{{Text: `/2.0/repositories/acme?q=name%20%3D%20%22a%2520b%22`}},
		Source:    "the documentation's page on filtering: the filter is URL-encoded",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	url: func(r *request) {
		p, ok := r.param("q")
		if !ok {
			return
		}
		once, err := urlquery.Unescape(p.Value)
		if err != nil || isFilter(once) {
			return
		}
		twice, err := urlquery.Unescape(once)
		if err != nil || twice == once || !isFilter(twice) {
			return
		}
		r.garbled = true
		r.report(Diagnostic{
			Span: r.valueSpan(p),
			Msg:  "the filter is encoded twice",
			Hint: "encode it once",
			Fix:  []Edit{{r.valueSpan(p), urlquery.Escape(twice)}},
		})
	},
}

func isFilter(text string) bool {
	_, err := bbql.Parse(text)
	return err == nil
}
