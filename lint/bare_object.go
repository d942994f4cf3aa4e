package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var bareObject = rule{
	Rule: Rule{
		ID:       "bare-object",
		Severity: Warning,
		Title:    "An object is compared as if it were a text",
		Text: "A few objects stand for their name: `component = \"UI\"`. Others have no " +
			"name, and nobody knows of a text that would stand for them.",
		Remedy: "Name the field of the object that you mean.",
		Bad: []Example{
			{Text: `author = "jdoe"`, Resource: schema.PullRequest},
			{Text: `destination.repository = "x" AND source = "main"`, Resource: schema.PullRequest},
		},
		Good: []Example{
			{Text: `author.nickname = "jdoe"`, Resource: schema.PullRequest},
			{Text: `component = "UI" AND assignee = null`, Resource: schema.Issue},
		},
		Source:    "rule M11: the documentation has one example",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			f, ok := p.field(c)
			_, text := literals(c)[0].(*ast.String)
			if !ok || !text || f.Type.Kind != ast.KindObject || p.hasKey(f) {
				continue
			}
			p.report(Diagnostic{
				Span: c.FieldAt,
				Msg:  fmt.Sprintf("`%s` is an object that no text stands for", c.Field),
				Hint: p.subfields(c.Field),
			})
		}
	},
}

// hasKey reports whether a member stands for the object beside a string.
func (p *pass) hasKey(f schema.Field) bool {
	if f.Type.Key != "" {
		return true
	}
	_, ok := p.resource.Field(f.Path + ".name")
	return ok || len(p.names(f.Path)) == 0
}

// subfields advises to name one of the fields that usually are meant.
func (p *pass) subfields(path ast.Path) string {
	var list []string
	for _, name := range []ast.Path{"nickname", "uuid", "branch.name", "raw", "hash", "title", "id"} {
		if _, ok := p.resource.Field(path + "." + name); ok {
			list = append(list, fmt.Sprintf("`%s.%s`", path, name))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "name a field of it, such as " + strings.Join(list, " or ")
}
