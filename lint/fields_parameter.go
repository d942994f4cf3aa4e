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
			"them, `fields=values.title` does. In filters it is the other way round. " +
			"Items have commas between them; a `+` or `-` begins one.",
		Remedy: "Put `values.` before the field, and after the `+` or `-`. For one object, " +
			"that isn't on a page, leave it out.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?fields=title,next`},
			{Text: `/2.0/repositories/acme/site/pullrequests?fields=%2Bvalues.reviewer`},
			{Text: `/2.0/repositories/acme/site?fields=values.name`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?fields=values.title,next`},
			{Text: `/2.0/repositories/acme/site/pullrequests?fields=-values.links,%2Bvalues.reviewers.*`},
			{Text: `/2.0/repositories/acme/site?fields=name,owner.uuid`},
		},
		Source:    "the documentation's page on partial responses",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	url: func(r *request) {
		text, ok := r.decoded("fields")
		if !ok || r.endpoint == nil {
			return
		}
		at := 0
		for item := range strings.SplitSeq(text.text, ",") {
			name := strings.TrimLeft(item, "+- ")
			begin := at + len(item) - len(name)
			r.fieldsItem(name, text.span(ast.Span{
				Start: ast.Pos(begin), End: ast.Pos(begin + len(name)),
			}))
			at += len(item) + 1
		}
	},
}

// pageNames are the members of a page.
var pageNames = []string{"values", "next", "previous", "page", "pagelen", "size", "*", ""}

// fieldsItem looks at one item, without its sign, that is at a place of the URL.
func (r *request) fieldsItem(name string, span ast.Span) {
	first, rest := cutPath(ast.Path(name))
	switch {
	case strings.Contains(name, "+"):
		r.report(Diagnostic{
			Span: span,
			Msg:  "`+` begins an item",
			Hint: "write a comma before it",
		})
	case !r.endpoint.List:
		r.objectItem(ast.Path(name), span)
	case first == "values":
		r.unmatched(rest, span)
	case !slices.Contains(pageNames, first):
		r.report(Diagnostic{
			Span: span,
			Msg:  fmt.Sprintf("a page has no `%s`", first),
			Hint: "write `values." + name + "`",
			Fix:  []Edit{insert(span.Start, "values.")},
		})
	}
}

// objectItem looks at one item for an endpoint that answers one object.
func (r *request) objectItem(path ast.Path, span ast.Span) {
	const prefix = "values."
	rest, found := strings.CutPrefix(string(path), prefix)
	if !found || !r.matchesNothing("values") {
		r.unmatched(path, span)
		return
	}
	r.report(Diagnostic{
		Span: span,
		Msg:  "this endpoint answers one object, that has no `values`",
		Hint: "write `" + rest + "`",
		Fix:  []Edit{{Span: ast.Span{Start: span.Start, End: span.Start + ast.Pos(len(prefix))}}},
	})
}

// unmatched reports a path that no object has.
func (r *request) unmatched(path ast.Path, span ast.Span) {
	path = ast.Path(strings.TrimSuffix(string(path), ".*"))
	if r.matchesNothing(path) {
		r.report(Diagnostic{
			Span: span,
			Msg:  fmt.Sprintf("%s has no field `%s`", r.endpoint.Resource, path),
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
