package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
	"github.com/bbql/go-bbql/schema"
)

var literalType = rule{
	Rule: Rule{
		ID:       "literal-type",
		Severity: Error,
		Title:    "The value has another type than the field",
		Text: "Values of different types are never equal and have no order, so that the " +
			"comparison never matches, or always if it is negated. Numbers in quotes are " +
			"found by quoted-number. Dates may be in quotes.",
		Remedy: "Compare the field with a value of its type.",
		Bad: []Example{
			{Text: `title = 5`, Resource: schema.PullRequest},
			{Text: `draft = "true"`, Resource: schema.PullRequest},
			{Text: `updated_on > "yesterday"`, Resource: schema.PullRequest},
		},
		Good: []Example{
			{Text: `title = "5" AND draft = true`, Resource: schema.PullRequest},
			{Text: `updated_on > "2024-01-01T00:00:00Z"`, Resource: schema.PullRequest},
		},
		Source:    "rules M7 and M9",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			typ, _ := p.types(c.Field)
			if c.Op.Positive() == ast.OpContains {
				continue
			}
			for _, v := range literals(c) {
				if fits(v, typ.Kind) || typ.Kind == ast.KindNumber && isQuotedNumber(v) {
					continue
				}
				p.report(Diagnostic{
					Span: v.Span(),
					Msg:  fmt.Sprintf("`%s` has %vs, and %s is none", c.Field, typ.Kind, v),
					Hint: typeHint(v, typ.Kind),
				})
			}
		}
	},
}

// fits reports whether a field of a kind may have the value.
func fits(v ast.Value, kind ast.Kind) bool {
	switch v := v.(type) {
	case *ast.String:
		if kind == ast.KindDateTime {
			_, fault := value.ParseDateTime(v.Value)
			return fault.Msg == ""
		}
		return kind == ast.KindString || kind == ast.KindObject || kind == ast.KindAny
	case *ast.Number:
		return kind == ast.KindNumber || kind == ast.KindAny
	case *ast.Bool:
		return kind == ast.KindBool || kind == ast.KindAny
	case *ast.DateTime:
		return kind == ast.KindDateTime || kind == ast.KindAny
	}
	return true
}

// typeHint says what to write instead, if that is clear.
func typeHint(v ast.Value, kind ast.Kind) string {
	switch {
	case kind == ast.KindBool:
		return "write true or false"
	case kind == ast.KindDateTime:
		return "write a date such as 2024-01-31 or 2024-01-31T00:00:00Z"
	case kind == ast.KindString:
		return "write it in double quotes: " + ast.Quote(v.String())
	}
	return ""
}
