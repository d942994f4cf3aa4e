package lint

import (
	"errors"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

var sortKey = rule{
	Rule: Rule{
		ID:       "sort-key",
		Severity: Error,
		Title:    "The sort parameter is not one key",
		Text: "It is one field, with `-` before it to sort descending. Several keys are " +
			"not supported.",
		Remedy: "Sort by the key that matters most, and by the others in your program.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme?sort=name,-updated_on`},
			{Text: `/2.0/repositories/acme?sort=updated_on%20desc`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme?sort=-updated_on`},
			{Text: `/2.0/repositories/acme?sort=`},
		},
		Source:    "the documentation's page on sorting",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	url: func(r *request) {
		text, ok := r.decoded("sort")
		if !ok {
			return
		}
		_, err := bbql.ParseSort(text.text)
		var list bbql.Errors
		errors.As(err, &list)
		for _, e := range list {
			d := Diagnostic{Span: text.span(e.Span), Msg: e.Msg, Hint: e.Hint}
			if e.Fix != nil {
				d.Fix = []Edit{{text.span(e.Fix.Span), urlquery.Escape(e.Fix.Text)}}
			}
			r.report(d)
		}
	},
}
