package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var operatorType = rule{
	Rule: Rule{
		ID:       "operator-type",
		Severity: Error,
		Title:    "The operator does not suit the type",
		Text: "`~` looks for text in text, and booleans have no order. Anything else " +
			"never matches, or always if it is negated. `~` on a date is a warning: nobody " +
			"knows what it does.",
		Remedy: "Use an operator that the type has: `=` for booleans, `=` or an ordering " +
			"for numbers and dates.",
		Bad: []Example{
			{Text: `title ~ 5`},
			{Text: `is_private > false`},
			{Text: `id ~ "12"`, Resource: schema.PullRequest},
			{Text: `updated_on ~ "2024"`, Resource: schema.PullRequest},
		},
		Good: []Example{
			{Text: `title ~ "5"`},
			{Text: `id >= 12`, Resource: schema.PullRequest},
		},
		Source:    "rules M5 and M10",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			typ, _ := p.types(c.Field)
			if msg, severity := misuse(c, typ.Kind); msg != "" {
				p.reportAs(severity, Diagnostic{Span: c.OpAt.To(c.Value.Span()), Msg: msg})
			}
		}
	},
}

// misuse says what is wrong with the operator of c, "" if nothing is.
func misuse(c *ast.Comparison, kind ast.Kind) (string, Severity) {
	_, text := c.Value.(*ast.String)
	_, boolean := c.Value.(*ast.Bool)
	_, null := c.Value.(*ast.Null)
	contains := c.Op.Positive() == ast.OpContains
	switch {
	case null:
	case contains && !text:
		return fmt.Sprintf("`%s` takes text in double quotes: %s", c.Op, outcome(c.Op)), Error
	case contains && (kind == ast.KindNumber || kind == ast.KindBool):
		return fmt.Sprintf("`%s` looks into text, and `%s` is a %v: %s", c.Op, c.Field, kind,
			outcome(c.Op)), Error
	case contains && kind == ast.KindDateTime:
		return fmt.Sprintf("nobody knows what `%s` does on a datetime", c.Op), Warning
	case c.Op.IsOrdering() && (boolean || kind == ast.KindBool):
		return fmt.Sprintf("booleans have no order: `%s` never matches", c.Op), Error
	}
	return "", Info
}
