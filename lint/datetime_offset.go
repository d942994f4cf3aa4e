package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
	"github.com/bbql/go-bbql/schema"
)

var datetimeOffset = rule{
	Rule: Rule{
		ID:       "datetime-offset",
		Severity: Info,
		Title:    "A time has no offset",
		Text:     "It is read as UTC, which may not be what the clock on the wall says.",
		Remedy: "Write the offset: Z for UTC, or +02:00. In a URL the plus sign must be " +
			"%2B.",
		Bad: []Example{{Text: `updated_on > 2024-01-31T09:00`}},
		Good: []Example{
			{Text: `updated_on > 2024-01-31T09:00Z`},
			{Text: `updated_on > 2024-01-31`},
		},
		Source:    "the documentation's page on filtering: assumed to be in UTC",
		Certainty: schema.Documented,
	},
	query: func(p *pass) {
		p.datetimes(func(c *ast.Comparison, v ast.Value, t value.DateTime) {
			if t.Precision == value.Day || t.HasOffset {
				return
			}
			end := v.Span()
			if _, quoted := v.(*ast.String); quoted {
				end.End--
			}
			end.Start = end.End
			p.report(Diagnostic{
				Span: v.Span(),
				Msg:  fmt.Sprintf("%s is read as UTC", v),
				Hint: "write Z or the offset that you mean behind it",
				Fix:  []Edit{{end, "Z"}},
			})
		})
	},
}

// datetimes calls f for every datetime literal, quoted ones included where the
// type of the field says that they are one.
func (p *pass) datetimes(f func(c *ast.Comparison, v ast.Value, t value.DateTime)) {
	for _, c := range p.comparisons {
		typ, _ := p.types(c.Field)
		for _, v := range literals(c) {
			text := ""
			switch v := v.(type) {
			case *ast.DateTime:
				text = v.Text
			case *ast.String:
				if typ.Kind == ast.KindDateTime && v.Text == `"`+v.Value+`"` {
					text = v.Value
				}
			}
			if t, fault := value.ParseDateTime(text); fault.Msg == "" {
				f(c, v, t)
			}
		}
	}
}
