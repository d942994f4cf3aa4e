package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/schema"
)

var unfilterableField = rule{
	Rule: Rule{
		ID:       "unfilterable-field",
		Severity: Error,
		Title:    "The field exists but can't be filtered by",
		Text: "Some fields that the API shows are refused in a filter with 400, and a few " +
			"make it fail with 500. Where that is only assumed, the finding is a warning.",
		Remedy: "Filter by something else and sort out the rest in your program: " +
			"`updated_on` for `closed_on`, `reviewers.uuid` for `participants` and " +
			"`reviewers.username`.",
		Bad: []Example{
			{Text: `state = "MERGED" AND closed_on > 2024-01-01`, Resource: schema.PullRequest},
			{Text: `participants.approved = true`, Resource: schema.PullRequest},
		},
		Good: []Example{
			{Text: `state = "MERGED" AND updated_on > 2024-01-01`, Resource: schema.PullRequest},
			{Text: `closed_on > 2024-01-01`},
		},
		Source:    "BCLOUD-22709 and reports of clients; the finding names its own source",
		Certainty: schema.Observed,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			f, _ := p.field(c)
			severity := Error
			if f.Filter.Certainty == schema.Assumed {
				severity = Warning
			}
			switch f.Filter.Verdict {
			case schema.Rejected:
				p.reportAs(severity, Diagnostic{Span: c.FieldAt, Hint: advice(f), Msg: fmt.Sprintf(
					"`%s` can't be filtered by (%s: %s)", c.Field, f.Filter.Certainty, f.Filter.Source)})
			case schema.Ignored:
				if p.endpoint != nil && p.endpoint.Filter.Verdict == schema.Ignored {
					continue // see ignoredFilter
				}
				p.reportAs(severity, Diagnostic{Span: c.FieldAt, Hint: advice(f), Msg: fmt.Sprintf(
					"a filter by `%s` is ignored (%s: %s)", c.Field, f.Filter.Certainty, f.Filter.Source)})
			}
		}
	},
}

// advice returns what the schema notes about a field.
func advice(f schema.Field) string {
	if len(f.Notes) == 0 {
		return ""
	}
	return f.Notes[0].Text
}
