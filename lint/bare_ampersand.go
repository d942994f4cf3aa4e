package lint

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

var bareAmpersand = rule{
	Rule: Rule{
		ID:       "bare-ampersand",
		Severity: Error,
		Title:    "An ampersand inside the filter is not encoded, or one of the URL not quoted",
		Text: "Inside the filter it ends the parameter: what follows is another one, and the " +
			"filter is cut off. `name = \"R&D\"` arrives as `name = \"R`. In a shell script it " +
			"ends the command, unless the URL is in quotes: what follows is not sent at all.",
		Remedy:    "Write %26 inside the filter, and put URLs in quotes.",
		Bad:       []Example{{Text: `/2.0/repositories/acme?q=name%20%3D%20%22R&D%22`}},
		Good:      []Example{{Text: `/2.0/repositories/acme?q=name%20%3D%20%22R%26D%22&pagelen=50`}},
		Source:    "the documentation's page on filtering: the filter is URL-encoded",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	url: func(r *request) {
		i := slices.IndexFunc(r.params, func(p urlquery.Param) bool { return p.Key == "q" })
		if i < 0 || i+1 == len(r.params) || r.wholeFilter(i, i) {
			return
		}
		for last := i + 1; last < min(len(r.params), i+8); last++ {
			if r.wholeFilter(i, last) {
				r.garbled = true
				r.reportAmpersands(r.params[i : last+1])
				return
			}
		}
	},
}

// wholeFilter reports whether the value of one parameter and all that follows,
// to the end of another, is a filter.
func (r *request) wholeFilter(first, last int) bool {
	start, end := r.params[first].ValueStart, r.params[last].End
	text, err := urlquery.Unescape(r.text[r.base+start : r.base+end])
	return err == nil && isFilter(text)
}

func (r *request) reportAmpersands(params []urlquery.Param) {
	d := Diagnostic{
		Span: r.at(params[0].End, params[0].End+1),
		Msg:  "this ampersand ends the filter",
		Hint: "write %26",
	}
	for _, p := range params[1:] {
		at := ast.Pos(r.base + p.Start)
		d.Fix = append(d.Fix, Edit{ast.Span{Start: at - 1, End: at}, "%26"})
	}
	r.report(d)
}
