package lint

import (
	"errors"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

var barePercent = rule{
	Rule: Rule{
		ID:       "bare-percent",
		Severity: Warning,
		Title:    "A percent sign inside the filter is not encoded",
		Text: "It begins an encoded character, with two hexadecimal digits behind it. Without " +
			"them it is refused by some, and left as it is by others; the rest of the filter is " +
			"not looked at.",
		Remedy:    "Write %25.",
		Bad:       []Example{{Text: `/2.0/repositories/acme?q=name%20~%20%22100%%22`}},
		Good:      []Example{{Text: `/2.0/repositories/acme?q=name%20~%20%22100%25%22`}},
		Source:    "RFC 3986; what Bitbucket makes of it is not known",
		Certainty: schema.Assumed,
	},
	url: func(r *request) {
		p, ok := r.param("q")
		_, err := urlquery.Unescape(p.Value)
		var broken *urlquery.EscapeError
		if !ok || !errors.As(err, &broken) {
			return
		}
		at := r.valueSpan(p)
		at.Start += ast.Pos(broken.Start)
		at.End = at.Start + 1
		r.report(Diagnostic{
			Span: at,
			Msg:  "this percent sign begins no encoded character",
			Hint: "write %25",
			Fix:  []Edit{{at, "%25"}},
		})
	},
}
