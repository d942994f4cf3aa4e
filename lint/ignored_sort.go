package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/schema"
)

var ignoredSort = rule{
	Rule: Rule{
		ID:       "ignored-sort",
		Severity: Error,
		Title:    "The endpoint does not sort, or not by this key",
		Text: "Some endpoints take `sort` and answer in their own order, some know a few " +
			"keys only. Where that is only assumed, the finding is a warning.",
		Remedy: "Sort in your program, or by one of the keys that the finding lists.",
		Bad: []Example{
			{Text: `/2.0/repositories/acme/site/commits?sort=date`},
			{Text: `/2.0/user/workspaces?sort=name`},
		},
		Good: []Example{
			{Text: `/2.0/repositories/acme/site/pullrequests?sort=-updated_on`},
			{Text: `/2.0/user/workspaces?sort=-slug`},
		},
		Source:    "operation texts of the API, and reports",
		Certainty: schema.Observed,
	},
	url: func(r *request) {
		p, ok := r.param("sort")
		text, valid := r.decoded("sort")
		if !ok || !valid || r.endpoint == nil {
			return
		}
		key, err := bbql.ParseSort(text.text)
		if err != nil || key == nil {
			return
		}
		if r.unsupported(Diagnostic{Span: r.span(p)}, "sort", r.endpoint.Sort) {
			return
		}
		if keys := r.endpoint.SortKeys; keys != nil && !slices.Contains(keys, key.Field) {
			r.report(Diagnostic{
				Span: r.valueSpan(p),
				Msg:  fmt.Sprintf("this endpoint does not sort by `%s`", key.Field),
				Hint: "it sorts by " + joinPaths(keys),
			})
		}
		f, _ := r.endpoint.Resource.Field(key.Field)
		r.unsupported(Diagnostic{Span: r.valueSpan(p)}, "sort="+string(key.Field), f.Sort)
	},
}

func joinPaths(list []ast.Path) string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = string(p)
	}
	return strings.Join(texts, ", ")
}
