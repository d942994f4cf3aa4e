package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
	"github.com/bbql/go-bbql/schema"
)

var dateOnly = rule{
	Rule: Rule{
		ID:       "date-only",
		Severity: Info,
		Title:    "A date stands for its midnight",
		Text: "A date without a time is midnight UTC at its beginning: `<= 2024-01-31` " +
			"leaves the last day of January out, and `=` matches nothing but that one " +
			"instant.",
		Remedy: "For whole days write `>=` the first day and `<` the day after the last.",
		Bad: []Example{
			{Text: `updated_on <= 2024-01-31`},
			{Text: `updated_on = 2024-01-31`},
		},
		Good:      []Example{{Text: `updated_on >= 2024-01-01 AND updated_on < 2024-02-01`}},
		Source:    "rule M7",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		p.datetimes(func(c *ast.Comparison, v ast.Value, t value.DateTime) {
			if t.Precision != value.Day || c.Op == ast.OpGt || c.Op == ast.OpGe || c.Op == ast.OpLt ||
				c.Op.Positive() == ast.OpContains {
				return
			}
			p.report(Diagnostic{
				Span: v.Span(),
				Msg:  fmt.Sprintf("%s means its midnight in UTC, not the whole day", v),
			})
		})
	},
}
