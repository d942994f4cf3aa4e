package lint

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var valuesPrefix = rule{
	Rule: Rule{
		ID:       "values-prefix",
		Severity: Error,
		Title:    "A field has the prefix of a page's objects",
		Text: "A page wraps its objects in `values`, and the `fields` parameter has to " +
			"name it. Filters must not: they are about one object, and Bitbucket answers 400.",
		Remedy:    "Leave the prefix out.",
		Bad:       []Example{{Text: `values.state = "OPEN"`}},
		Good:      []Example{{Text: `state = "OPEN"`}, {Text: `key.values = 1`}},
		Source:    "the documentation's page on filtering; BCLOUD-22709",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			rest, ok := strings.CutPrefix(string(c.Field), "values.")
			if !ok {
				continue
			}
			d := Diagnostic{Span: c.FieldAt, Msg: "a filter takes fields without `values.`"}
			if path := ast.Path(rest); path.Valid() {
				d.Hint = "write `" + rest + "`"
				d.Fix = []Edit{{c.FieldAt, rest}}
			}
			p.report(d)
		}
	},
}
