package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var nullOperator = rule{
	Rule: Rule{
		ID:       "null-operator",
		Severity: Error,
		Title:    "null is compared by something other than = or !=",
		Text: "null has no order and contains nothing: such a comparison never matches, " +
			"or always if it is negated.",
		Remedy:    "Use `= null` or `!= null`.",
		Bad:       []Example{{Text: `assignee > null`}, {Text: `assignee ~ null`}},
		Good:      []Example{{Text: `assignee = null`}, {Text: `assignee != null`}},
		Source:    "rule M3",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			if _, null := c.Value.(*ast.Null); null && c.Op.Positive() != ast.OpEq {
				p.report(Diagnostic{
					Span: c.OpAt.To(c.Value.Span()),
					Msg:  fmt.Sprintf("`%s` null %s", c.Op, outcome(c.Op)),
					Hint: "null takes only = and !=",
				})
			}
		}
	},
}

// outcome says what a comparison answers that makes no sense (rule M2).
func outcome(op ast.Op) string {
	if op.IsNegation() {
		return "always matches"
	}
	return "never matches"
}
