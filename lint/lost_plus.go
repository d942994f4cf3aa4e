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
			"as ` 02:00`, and the `+` of `fields=+values.reviewers` is lost. That of " +
			"`sort=+name` is meant for ascending, which has no sign: a warning, since what " +
			"Bitbucket makes of the space is not known.",
		Remedy: "Write %2B, and in sort nothing.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme?q=updated_on%20%3E%202024-01-01T00:00:00+02:00`},
			{Text: `/2.0/repositories/acme?fields=+values.owner`},
			{Text: `/2.0/repositories/acme?sort=+name`},
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
		if p, ok := r.param("sort"); ok && strings.HasPrefix(p.Value, "+") {
			at := r.at(p.ValueStart, p.ValueStart+1)
			r.reportAs(Warning, Diagnostic{
				Span: at,
				Msg:  "a plus sign in a URL is a space",
				Hint: "ascending is the default and has no sign",
				Fix:  []Edit{{at, ""}},
			})
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
// offset. It looks no further than these reach, once for each plus sign.
func isOffset(raw string, i int) bool {
	const escaped, longestTime = len("%30"), len(`"2006-01-02T15:04:05.999999999`)
	from := max(0, i-escaped*longestTime)
	if n := strings.IndexByte(raw[from:min(from+escaped, i)], '%'); from > 0 && n >= 0 {
		from += n // not in the midst of an escape
	}
	before, err := urlquery.Unescape(raw[from:i])
	if err != nil {
		return false
	}
	time := before[strings.LastIndexAny(before, " \"=<>(,")+1:]
	if time == "" {
		return false
	}
	for _, form := range []string{"00:00", "0000"} {
		t, fault := value.ParseDateTime(time + "+" + firstDecoded(raw[i+1:], len(form)))
		if fault.Msg == "" && t.HasOffset {
			return true
		}
	}
	return false
}

// firstDecoded returns the first bytes that a text stands for, or fewer if there
// are not so many.
func firstDecoded(raw string, n int) string {
	end := 0
	for ; n > 0 && end < len(raw); n-- {
		if raw[end] == '%' {
			end += 2
		}
		end++
	}
	text, _ := urlquery.Unescape(raw[:min(end, len(raw))])
	return text
}
