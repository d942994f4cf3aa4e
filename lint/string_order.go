package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
	"github.com/bbql/go-bbql/schema"
)

var stringOrder = rule{
	Rule: Rule{
		ID:       "string-order",
		Severity: Info,
		Title:    "Text is compared by order",
		Text: "An order is documented for dates, numbers, priorities and permissions. " +
			"Other text is taken to be ordered by code point, in which \"10\" comes before \"9\" " +
			"and \"Z\" before \"a\".",
		Remedy: "Use `=`, `IN` or `~`, or sort out the rest in your program.",
		Bad:    []Example{{Text: `name > "m"`}},
		Good: []Example{
			{Text: `updated_on > "2024-01-01"`},
			{Text: `priority > "major"`, Resource: schema.Issue},
		},
		Source:    "rule M8",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			s, text := c.Value.(*ast.String)
			typ, _ := p.types(c.Field)
			if !text || !c.Op.IsOrdering() || typ.Ordered {
				continue
			}
			_, fault := value.ParseDateTime(s.Value)
			if typ.Kind == ast.KindString || typ.Kind == ast.KindAny && fault.Msg != "" {
				p.report(Diagnostic{
					Span: c.OpAt,
					Msg:  fmt.Sprintf("`%s` compares text by code point", c.Op),
				})
			}
		}
	},
}
