package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/internal/spell"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

var unknownParameter = rule{
	Rule: Rule{
		ID:       "unknown-parameter",
		Severity: Warning,
		Title:    "The endpoint has no such parameter, or not with this value",
		Text: "Bitbucket ignores parameters that it does not know, so that a misspelt `q` " +
			"selects everything. Its own list of them is not complete, hence a warning.",
		Remedy: "Use the parameter that is meant. If the endpoint takes it nevertheless, " +
			"silence this.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme?query=name%20~%20%22a%22`},
			{Text: `/2.0/repositories/acme/site/pullrequests?pagelenght=50`},
			{Text: `/2.0/repositories/acme/site/pullrequests?state=ALL`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme?role=member&pagelen=50&q=name%20~%20%22a%22`},
		},
		Source:    "Bitbucket's API file, with corrections",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	url: func(r *request) {
		if r.endpoint == nil || r.garbled {
			return
		}
		for _, p := range r.params {
			i := slices.IndexFunc(r.endpoint.Params, func(e schema.Param) bool { return e.Name == p.Key })
			switch {
			case slices.Contains(commonParameters, p.Key):
			case i >= 0:
				r.parameterValue(p, r.endpoint.Params[i].Enum)
			default:
				r.strangeParameter(p)
			}
		}
	},
}

// commonParameters are those that every list takes, or has in its next link.
var commonParameters = []string{"q", "sort", "fields", "page", "pagelen", "ctx", "access_token"}

func (r *request) strangeParameter(p urlquery.Param) {
	d := Diagnostic{Span: r.span(p), Msg: fmt.Sprintf("this endpoint has no parameter `%s`", p.Key)}
	names := slices.Clone(commonParameters)
	for _, e := range r.endpoint.Params {
		names = append(names, e.Name)
	}
	near := spell.Nearest(p.Key, names)
	if p.Key == "query" || p.Key == "filter" {
		near = "q"
	}
	if near != "" {
		d.Hint = fmt.Sprintf("did you mean `%s`?", near)
		d.Fix = []Edit{{r.at(p.Start, max(p.Start, p.ValueStart-1)), near}}
	}
	r.report(d)
}

func (r *request) parameterValue(p urlquery.Param, enum []string) {
	text, err := urlquery.Unescape(p.Value)
	if err != nil || len(enum) == 0 || slices.Contains(enum, text) || strings.Contains(text, ",") {
		return
	}
	r.report(Diagnostic{
		Span: r.valueSpan(p),
		Msg:  fmt.Sprintf("`%s` has no value %s", p.Key, text),
		Hint: "it is one of " + strings.Join(enum, ", "),
	})
}
