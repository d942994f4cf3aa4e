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
		Text: "Some endpoints take `q` and answer with everything, and with 200, as if it " +
			"were not there; a few refuse it. Where that is only assumed, the finding is a " +
			"warning.",
		Remedy: "Filter in your program, or use the parameters that the endpoint has " +
			"instead.",
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
	query: func(p *pass) {
		if p.endpoint != nil && len(p.comparisons) > 0 {
			p.unsupported(Diagnostic{Span: p.expr.Span()}, "q", p.endpoint.Filter)
		}
	},
}

// unsupported reports a parameter that the endpoint ignores or refuses, and
// whether it does.
func (f *findings) unsupported(d Diagnostic, name string, s schema.Support) bool {
	verb := ""
	switch s.Verdict {
	case schema.Ignored:
		verb = "ignores"
	case schema.Rejected:
		verb = "refuses"
	default:
		return false
	}
	d.Msg = fmt.Sprintf("this endpoint %s `%s` (%s: %s)", verb, name, s.Certainty, s.Source)
	severity := f.rule.Severity
	if s.Certainty == schema.Assumed {
		severity = min(severity, Warning)
	}
	f.reportAs(severity, d)
	return true
}
