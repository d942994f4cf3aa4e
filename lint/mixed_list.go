package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var mixedList = rule{
	Rule: Rule{
		ID:       "mixed-list",
		Severity: Warning,
		Title:    "A list holds values of different types",
		Text: "A field has values of one type, and values of another are never equal to " +
			"it. Dates may be in quotes.",
		Remedy: "Write all values in the type of the field.",
		Bad:    []Example{{Text: `id IN (1, "2")`}},
		Good: []Example{
			{Text: `id IN (1, 2)`},
			{Text: `updated_on IN (2024-01-01, "2024-01-02")`},
		},
		Source:    "rules M9 and Y10; what the server does with such a list is not known",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			values := literals(c)
			if typ, _ := p.types(c.Field); typ.Kind != ast.KindAny {
				continue // see literalType
			}
			for _, v := range values[1:] {
				if listKind(v) != listKind(values[0]) {
					p.report(Diagnostic{
						Span:    v.Span(),
						Related: values[0].Span(),
						Msg:     fmt.Sprintf("%s has another type than %s in the same list", v, values[0]),
					})
					break
				}
			}
		}
	},
}

// listKind returns what a value of a list is: text may be a date.
func listKind(v ast.Value) ast.Kind {
	switch v.(type) {
	case *ast.Number:
		return ast.KindNumber
	case *ast.Bool:
		return ast.KindBool
	}
	return ast.KindString
}
