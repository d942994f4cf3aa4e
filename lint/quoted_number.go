package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
	"github.com/bbql/go-bbql/schema"
)

var quotedNumber = rule{
	Rule: Rule{
		ID:        "quoted-number",
		Severity:  Error,
		Title:     "A number is in quotes",
		Text:      "In quotes it is text, and a number is never equal to text.",
		Remedy:    "Take the quotes off.",
		Bad:       []Example{{Text: `id = "5"`, Resource: schema.PullRequest}},
		Good:      []Example{{Text: `id = 5`, Resource: schema.PullRequest}, {Text: `id = "5"`}},
		Source:    "rule M9",
		Certainty: schema.Assumed,
		Rewrites:  true,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			typ, _ := p.types(c.Field)
			if typ.Kind != ast.KindNumber || c.Op.Positive() == ast.OpContains {
				continue
			}
			for _, v := range literals(c) {
				if isQuotedNumber(v) {
					text := v.(*ast.String).Value
					p.report(Diagnostic{
						Span: v.Span(),
						Msg:  fmt.Sprintf("`%s` is a number, and a number is never equal to text", c.Field),
						Hint: "write " + text + " without quotes",
						Fix:  []Edit{{v.Span(), text}},
					})
				}
			}
		}
	},
}

func isQuotedNumber(v ast.Value) bool {
	s, ok := v.(*ast.String)
	return ok && value.IsNumber(s.Value)
}
