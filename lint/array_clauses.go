package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var arrayClauses = rule{
	Rule: Rule{
		ID:       "array-clauses",
		Severity: Info,
		Title:    "Clauses on one list may be met by different elements",
		Text: "Each clause looks at all elements for itself. `reviewers.nickname = \"a\" " +
			"AND reviewers.uuid = \"b\"` may be met by two reviewers. That is assumed: " +
			"Bitbucket does not say. Several `=` on the same field are left alone.",
		Remedy: "Where one element must meet all, filter by the strictest clause and check " +
			"the rest in your program.",
		Bad: []Example{{
			Text: `reviewers.nickname = "a" AND reviewers.display_name = "b"`, Resource: schema.PullRequest,
		}},
		Good: []Example{
			{Text: `reviewers.nickname = "a" AND reviewers.nickname = "b"`, Resource: schema.PullRequest},
			{Text: `author.nickname = "a" AND author.display_name = "b"`, Resource: schema.PullRequest},
		},
		Source:    "rule M14",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		for n := range ast.Preorder(p.expr) {
			if and, ok := n.(*ast.And); ok {
				p.arrayClauses(and)
			}
		}
	},
}

// arrayClauses reports the second of two positive clauses on one list.
func (p *pass) arrayClauses(and *ast.And) {
	first := make(map[ast.Path]*ast.Comparison)
	for _, t := range and.Terms {
		c, ok := t.(*ast.Comparison)
		if !ok || c.Op.IsNegation() {
			continue
		}
		list, ok := p.listAbove(c.Field)
		if !ok {
			continue
		}
		other := first[list]
		if other == nil {
			first[list] = c
			continue
		}
		if other.Field != c.Field || other.Op != ast.OpEq || c.Op != ast.OpEq {
			p.report(Diagnostic{
				Span: c.Span(), Related: other.Span(),
				Msg: fmt.Sprintf("this and `%s` may be met by two different elements of `%s`", other, list),
			})
		}
	}
}

// listAbove returns the first list that a path leads through or to.
func (p *pass) listAbove(path ast.Path) (ast.Path, bool) {
	var at ast.Path
	for name := range path.Names() {
		if at != "" {
			at += "."
		}
		at += ast.Path(name)
		if typ, _ := p.types(at); typ.Array {
			return at, true
		}
	}
	return "", false
}
