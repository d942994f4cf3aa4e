package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var fieldsParameter = rule{
	Rule: Rule{
		ID:       "fields-parameter",
		Severity: Warning,
		Title:    "An item of fields matches nothing",
		Text: "A page has its objects in `values`: `fields=title` selects nothing of " +
			"them, `fields=values.title` does. In filters it is the other way round.",
		Remedy: "Put `values.` before the field, and after the `+` or `-`.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?fields=title,next`},
			{Text: `/2.0/repositories/acme/site/pullrequests?fields=%2Bvalues.reviewer`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?fields=values.title,next`},
			{Text: `/2.0/repositories/acme/site/pullrequests?fields=-values.links,%2Bvalues.reviewers.*`},
		},
		Source:    "the documentation's page on partial responses",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	url: func(r *request) {
		text, ok := r.decoded("fields")
		if !ok || r.endpoint == nil || !r.endpoint.List {
			return
		}
		at := 0
		for item := range strings.SplitSeq(text.text, ",") {
			r.fieldsItem(text, at, item)
			at += len(item) + 1
		}
	},
}

// pageNames are the members of a page.
var pageNames = []string{"values", "next", "previous", "page", "pagelen", "size", "*", ""}

// fieldsItem looks at one item that begins at an offset of the text.
func (r *request) fieldsItem(text decoded, at int, item string) {
	name := strings.TrimLeft(item, "+- ")
	at += len(item) - len(name)
	first, rest := cutPath(ast.Path(name))
	span := text.span(ast.Span{Start: ast.Pos(at), End: ast.Pos(at + len(name))})
	switch {
	case first == "values" && rest != "":
		if path := ast.Path(strings.TrimSuffix(string(rest), ".*")); r.matchesNothing(path) {
			r.report(Diagnostic{
				Span: span,
				Msg:  fmt.Sprintf("%s has no field `%s`", r.endpoint.Resource, path),
			})
		}
	case !slices.Contains(pageNames, first):
		r.report(Diagnostic{
			Span: span,
			Msg:  fmt.Sprintf("a page has no `%s`", first),
			Hint: "write `values." + name + "`",
			Fix:  []Edit{insert(span.Start, "values.")},
		})
	}
}

// matchesNothing reports whether the resource is known, and to have no such
// field.
func (r *request) matchesNothing(path ast.Path) bool {
	if _, ok := schema.Lookup(string(r.endpoint.Resource)); !ok || !path.Valid() {
		return false
	}
	p := pass{resource: r.endpoint.Resource}
	_, _, unknown := p.firstUnknown(path)
	return unknown
}
