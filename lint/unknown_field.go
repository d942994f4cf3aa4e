package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/spell"
	"github.com/bbql/go-bbql/schema"
)

var unknownField = rule{
	Rule: Rule{
		ID:       "unknown-field",
		Severity: Error,
		Title:    "The resource has no such field",
		Text: "Bitbucket answers 400: `Field \".stat\" does not support filtering`. What " +
			"lies below a field of which nothing is known is not reported.",
		Remedy: "Use a field of the resource. `bbql schema` lists them.",
		Bad: []Example{
			{Text: `stat = "OPEN"`, Resource: schema.PullRequest},
			{Text: `author.nicknam = "jdoe"`, Resource: schema.PullRequest},
		},
		Good: []Example{
			{Text: `state = "OPEN"`, Resource: schema.PullRequest},
			{Text: `stat = "OPEN"`},
		},
		Source:    "the answer was seen; the fields are those of Bitbucket's API file, with corrections",
		Certainty: schema.Observed,
		Rewrites:  true,
	},
	query: func(p *pass) {
		if _, ok := schema.Lookup(string(p.resource)); !ok {
			return
		}
		for _, c := range p.comparisons {
			if !strings.HasPrefix(string(c.Field), "values.") {
				p.unknownField(c)
			}
		}
	},
}

func (p *pass) unknownField(c *ast.Comparison) {
	if _, known := p.otherName(c.Field); known {
		return
	}
	parent, name, unknown := p.firstUnknown(c.Field)
	if !unknown {
		return
	}
	d := Diagnostic{Span: c.FieldAt, Msg: fmt.Sprintf("unknown field `%s` of %s", c.Field, p.resource)}
	if near := spell.Nearest(name, p.names(parent)); near != "" {
		path := replaceName(c.Field, parent, near)
		d.Hint = fmt.Sprintf("did you mean `%s`?", path)
		if _, ok := p.resource.Field(path); ok {
			d.Fix = []Edit{{c.FieldAt, string(path)}}
		}
	}
	p.report(d)
}

// firstUnknown returns the first name on the path that is not a field of what
// is before it, as far as anything is known of that.
func (p *pass) firstUnknown(path ast.Path) (parent ast.Path, name string, unknown bool) {
	for name := range path.Names() {
		next := ast.Path(name)
		if parent != "" {
			next = parent + "." + next
		}
		if _, ok := p.resource.Field(next); !ok {
			return parent, name, parent == "" || len(p.names(parent)) > 0 || p.isScalar(parent)
		}
		parent = next
	}
	return "", "", false
}

// names returns the names of the fields below a path.
func (p *pass) names(path ast.Path) []string {
	var list []string
	for f := range p.resource.Fields(path) {
		_, name, ok := cutLast(f.Path)
		if !ok {
			name = string(f.Path)
		}
		list = append(list, name)
	}
	return list
}

func (p *pass) isScalar(path ast.Path) bool {
	f, _ := p.resource.Field(path)
	return f.Type.Kind != ast.KindAny && f.Type.Kind != ast.KindObject
}

// replaceName returns path with the name behind parent replaced.
func replaceName(path, parent ast.Path, name string) ast.Path {
	tail := strings.TrimPrefix(string(path[len(parent):]), ".")
	_, rest := cutPath(ast.Path(tail))
	if parent != "" {
		name = string(parent) + "." + name
	}
	if rest != "" {
		name += "." + string(rest)
	}
	return ast.Path(name)
}
