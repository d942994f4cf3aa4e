package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var enumCase = rule{
	Rule: Rule{
		ID:       "enum-case",
		Severity: Error,
		Title:    "An enumeration's value is in the wrong case",
		Text: "`=` is case-sensitive, and a value that does not exist makes Bitbucket " +
			"fail with 500. The states of pull requests are in upper case, those of issues in " +
			"lower case. With `!=` and `NOT IN` it is a warning.",
		Remedy: "Use the case of the API.",
		Bad: []Example{
			{Text: `state = "open"`, Resource: schema.PullRequest},
			{Text: `state NOT IN ("New")`, Resource: schema.Issue},
		},
		Good:      []Example{{Text: `state = "OPEN"`, Resource: schema.PullRequest}},
		Source:    "BCLOUD-22703 for values that do not exist; that case counts is assumed",
		Certainty: schema.Assumed,
		Rewrites:  true,
	},
	query: func(p *pass) {
		p.strangers(func(c *ast.Comparison, v *ast.String, enum []string) {
			if right, ok := inOtherCase(v.Value, enum); ok {
				p.reportAs(enumSeverity(c.Op), Diagnostic{
					Span: v.Span(),
					Msg:  fmt.Sprintf("`%s` has no value %s, and case counts", c.Field, v),
					Hint: "write " + ast.Quote(right),
					Fix:  []Edit{{v.Span(), ast.Quote(right)}},
				})
			}
		})
	},
}

// strangers calls f for every value that is not among those of its field's
// enumeration.
func (p *pass) strangers(f func(c *ast.Comparison, v *ast.String, enum []string)) {
	for _, c := range p.comparisons {
		typ, _ := p.types(c.Field)
		if len(typ.Enum) == 0 || c.Op.Positive() == ast.OpContains {
			continue
		}
		for _, v := range literals(c) {
			if s, ok := v.(*ast.String); ok && !slices.Contains(typ.Enum, s.Value) {
				f(c, s, typ.Enum)
			}
		}
	}
}

func inOtherCase(text string, enum []string) (string, bool) {
	i := slices.IndexFunc(enum, func(e string) bool { return strings.EqualFold(e, text) })
	if i < 0 {
		return "", false
	}
	return enum[i], true
}

// enumSeverity returns how bad a value is that does not exist: state != "" is
// reported to work.
func enumSeverity(op ast.Op) Severity {
	if op.IsNegation() {
		return Warning
	}
	return Error
}
