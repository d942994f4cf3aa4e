package lint

import (
	"strings"

	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/internal/value"
	"github.com/bbql/go-bbql/schema"
)

var lostPlus = rule{
	Rule: Rule{
		ID:       "lost-plus",
		Severity: Error,
		Title:    "A plus sign is not encoded",
		Text: "In a URL a plus sign is a space: the offset of a time, `+02:00`, arrives " +
			"as ` 02:00`, and the `+` of `fields=+values.reviewers` is lost.",
		Remedy: "Write %2B.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme?q=updated_on%20%3E%202024-01-01T00:00:00+02:00`},
			{Text: `/2.0/repositories/acme?fields=+values.owner`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme?q=updated_on+%3E+2024-01-01T00:00:00%2B02:00`},
		},
		Source:    "the documentation's page on partial responses",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	url: func(r *request) {
		if p, ok := r.param("q"); ok {
			for i := range p.Value {
				if p.Value[i] == '+' && isOffset(p.Value, i) {
					r.garbled = true
					r.reportPlus(p, i)
				}
			}
		}
		if p, ok := r.param("fields"); ok {
			for i := range p.Value {
				if p.Value[i] == '+' && (i == 0 || p.Value[i-1] == ',') {
					r.reportPlus(p, i)
				}
			}
		}
	},
}

func (r *request) reportPlus(p urlquery.Param, i int) {
	at := r.at(p.ValueStart+i, p.ValueStart+i+1)
	r.report(Diagnostic{
		Span: at,
		Msg:  "a plus sign in a URL is a space",
		Hint: "write %2B",
		Fix:  []Edit{{at, "%2B"}},
	})
}

// isOffset reports whether the plus sign at i stands between a time and an
// offset.
func isOffset(raw string, i int) bool {
	before, err := urlquery.Unescape(raw[:i])
	after, err2 := urlquery.Unescape(raw[i+1:])
	if err != nil || err2 != nil {
		return false
	}
	start := strings.LastIndexAny(before, " \"=<>(,") + 1
	for _, n := range []int{len("00:00"), len("0000")} {
		if len(after) < n || before[start:] == "" {
			continue
		}
		t, fault := value.ParseDateTime(before[start:] + "+" + after[:n])
		if fault.Msg == "" && t.HasOffset {
			return true
		}
	}
	return false
}
