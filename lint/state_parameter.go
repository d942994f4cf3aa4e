package lint

import (
	"strings"

	"github.com/bbql/go-bbql/schema"
)

var stateParameter = rule{
	Rule: Rule{
		ID:       "state-parameter",
		Severity: Warning,
		Title:    "The parameter state is beside a filter, or holds a list",
		Text: "Lists of pull requests show open ones by default. A filter lifts that " +
			"default, and a `state` parameter beside it is reported to count for nothing. " +
			"Without a filter the parameter is repeated for each state; a list with commas is " +
			"not understood.",
		Remedy: "Put the state into the filter: `state IN (\"OPEN\", \"MERGED\") AND …`.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?state=DECLINED&q=id%20%3E%205`},
			{Text: `/2.0/repositories/acme/site/pullrequests?state=OPEN,MERGED`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?state=OPEN&state=MERGED`},
			{Text: `/2.0/repositories/acme/site/pullrequests?q=state%20%3D%20%22DECLINED%22`},
		},
		Source:    "node-bitbucket 16 and others, who contradict each other",
		Certainty: schema.Observed,
	},
	url: func(r *request) {
		filtered := r.hasFilter()
		for _, p := range r.params {
			switch {
			case p.Key != "state":
			case filtered:
				r.report(Diagnostic{
					Span: r.span(p),
					Msg:  "`state` beside `q` may count for nothing",
					Hint: "put the state into the filter",
				})
			case strings.ContainsRune(p.Value, ',') || strings.Contains(strings.ToUpper(p.Value), "%2C"):
				r.report(Diagnostic{
					Span: r.valueSpan(p),
					Msg:  "`state` takes one state",
					Hint: "repeat the parameter for each",
				})
			}
		}
	},
}
