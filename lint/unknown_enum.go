package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/spell"
	"github.com/bbql/go-bbql/schema"
)

var unknownEnum = rule{
	Rule: Rule{
		ID:       "unknown-enum",
		Severity: Error,
		Title:    "The enumeration has no such value",
		Text: "Bitbucket fails with 500 on `state = \"ALL\"`. With `!=` and `NOT IN` it is " +
			"a warning: `state != \"\"` is reported to work, and selects every state.",
		Remedy: "Use one of the values that the finding lists. For all states of a pull " +
			"request write `state != \"\"` or name them in an `IN`.",
		Bad: []Example{
			{Text: `state = "ALL"`, Resource: schema.PullRequest},
			{Text: `priority > "urgent"`, Resource: schema.Issue},
		},
		Good: []Example{
			{Text: `state IN ("OPEN", "MERGED")`, Resource: schema.PullRequest},
			{Text: `state != ""`, Resource: schema.PullRequest},
		},
		Source:    "BCLOUD-22703",
		Certainty: schema.Observed,
	},
	query: func(p *pass) {
		p.strangers(func(c *ast.Comparison, v *ast.String, enum []string) {
			if _, ok := inOtherCase(v.Value, enum); ok || v.Value == "" && c.Op.IsNegation() {
				return
			}
			d := Diagnostic{Span: v.Span(), Msg: fmt.Sprintf("`%s` has no value %s", c.Field, v)}
			if near := spell.Nearest(v.Value, enum); near != "" {
				d.Hint = fmt.Sprintf("did you mean %s?", ast.Quote(near))
			} else {
				d.Hint = "it is one of " + strings.Join(enum, ", ")
			}
			p.reportAs(enumSeverity(c.Op), d)
		})
	},
}
