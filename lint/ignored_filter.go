package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/schema"
)

var ignoredFilter = rule{
	Rule: Rule{
		ID:       "ignored-filter",
		Severity: Error,
		Title:    "The endpoint does not filter",
		Text: "Some endpoints take `q` and answer with everything, and with 200, as if it were not there; a few\n" +
			"refuse it. Where that is only assumed, the finding is a warning.",
		Remedy: "Filter in your program, or use the parameters that the endpoint has instead.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme/site/commits?q=author.raw%20~%20%22jdoe%22`},
			{Text: `/2.0/repositories/acme/site/pipelines?q=id%20%3D%205`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?q=id%20%3D%205`},
			{Text: `/2.0/repositories/acme/site/commits?q=`},
		},
		Source:    "reports about commits, pipelines, deployments and activity; BCLOUD-21067",
		Certainty: schema.Observed,
	},
	url: func(r *request) {
		if p, ok := r.param("q"); ok && r.endpoint != nil && r.hasFilter() {
			r.unsupported(Diagnostic{Span: r.span(p)}, "q", r.endpoint.Filter)
		}
	},
}

// unsupported reports a parameter that the endpoint ignores or refuses.
func (r *request) unsupported(d Diagnostic, name string, s schema.Support) {
	verb := ""
	switch s.Verdict {
	case schema.Ignored:
		verb = "ignores"
	case schema.Rejected:
		verb = "refuses"
	default:
		return
	}
	d.Msg = fmt.Sprintf("this endpoint %s `%s` (%s: %s)", verb, name, s.Certainty, s.Source)
	severity := r.rule.Severity
	if s.Certainty == schema.Assumed {
		severity = min(severity, Warning)
	}
	r.reportAs(severity, d)
}
