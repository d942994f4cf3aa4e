package bbql

import (
	"errors"
	"net/url"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// EncodeQuery returns q as the raw query string of a URL:
//
//	q=state%20%3D%20%22OPEN%22&sort=-updated_on
//
// Everything outside the unreserved characters is percent-encoded once, a
// space as %20 and a plus sign as %2B (rule E1, documented). An empty filter or
// a nil sort key leaves its parameter out (rule E2, observed).
func EncodeQuery(q ast.Query) string {
	return urlquery.Set(urlquery.Set("", "q", Format(q.Filter)), "sort", q.Sort.String())
}

// SetOn sets the q and sort parameters of u, encoded as by [EncodeQuery], and
// replaces those that are there. What q leaves out is removed. All other
// parameters stay in order and as written (rule E2).
//
// A tree that is not valid is an error, and so is a nil URL, and one with a page
// or ctx parameter: the next link of a page carries its own filter and is to be
// used as it is (rule E3, observed). [FromFirstPage] takes such a URL all the
// same. On an error u is unchanged.
func SetOn(u *url.URL, q ast.Query, opts ...Option) error {
	if err := validate(q); err != nil {
		return err
	}
	raw, err := urlquery.Restart(u, newOptions(opts).restart)
	if err != nil {
		return err
	}
	raw = urlquery.Set(raw, "q", Format(q.Filter))
	u.RawQuery = urlquery.Set(raw, "sort", q.Sort.String())
	return nil
}

func validate(q ast.Query) error {
	if q.Filter != nil {
		if err := ast.Validate(q.Filter); err != nil {
			return err
		}
	}
	if q.Sort == nil {
		return nil
	}
	_, err := ast.ParsePath(string(q.Sort.Field))
	return err
}

// Decode reads the q and sort parameters of a URL's raw query string: the
// inverse of [EncodeQuery]. It takes + and %20 for a space (rule E1) and
// ignores other parameters. Without q the filter is empty, without sort the
// key nil.
//
// The error is of type [Errors]. Those about escapes and repeated parameters
// point into rawQuery, the others into the decoded value.
func Decode(rawQuery string, opts ...Option) (ast.Query, error) {
	var errs Errors
	q := ast.Query{Filter: &ast.And{}}
	seen := map[string]bool{}
	for p := range urlquery.Params(rawQuery) {
		if p.Key != "q" && p.Key != "sort" {
			continue
		}
		if seen[p.Key] {
			errs = append(errs, repeated(rawQuery, p))
			continue
		}
		seen[p.Key] = true
		errs = append(errs, decodeParam(rawQuery, p, &q, opts)...)
	}
	if len(errs) > 0 {
		return ast.Query{}, errs
	}
	return q, nil
}

// decodeParam reads the parameter p into the filter or the sort key of q.
func decodeParam(rawQuery string, p urlquery.Param, q *ast.Query, opts []Option) Errors {
	text, err := urlquery.Unescape(p.Value)
	if err != nil {
		return Errors{badEscape(rawQuery, p, err)}
	}
	if p.Key == "q" {
		q.Filter, err = Parse(text, opts...)
	} else {
		q.Sort, err = ParseSort(text, opts...)
	}
	var errs Errors
	errors.As(err, &errs)
	return errs
}

func repeated(rawQuery string, p urlquery.Param) *Error {
	e := &Error{
		Query: rawQuery,
		Span:  ast.Span{Start: ast.Pos(p.Start), End: ast.Pos(p.End)},
		Msg:   "the parameter " + p.Key + " is given twice",
		Hint:  "join the filters with AND into one",
	}
	if p.Key == "sort" {
		e.Hint = "only one field can be sorted by"
	}
	return e
}

func badEscape(rawQuery string, p urlquery.Param, err error) *Error {
	span := ast.Span{Start: ast.Pos(p.ValueStart), End: ast.Pos(p.End)}
	var escape *urlquery.EscapeError
	if errors.As(err, &escape) {
		start := span.Start
		span = ast.Span{Start: start + ast.Pos(escape.Start), End: start + ast.Pos(escape.End)}
	}
	text := rawQuery[span.Start:span.End]
	return &Error{
		Query: rawQuery,
		Span:  span,
		Msg:   code(text) + " is no percent-encoding",
		Hint:  "a percent sign of the text itself is written %25",
		Fix:   &Fix{Span: span, Text: strings.Replace(text, "%", "%25", 1)},
	}
}
