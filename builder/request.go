package builder

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// A Request is what a list request asks for: a filter, a sort key, a page length
// and the fields to return. The zero Request asks for everything in the server's
// order.
//
// Its methods return changed copies, so that a Request can be the start of
// several others. Nothing fails before [Request.Build] or [Request.SetOn], which
// tell everything that is wrong at once.
type Request struct {
	terms   []Expr
	keys    []ast.SortKey
	pageLen *int
	fields  []string
	restart bool
}

// Where returns a request for what all terms hold for; see [And].
func Where(terms ...Expr) Request { return Request{}.And(terms...) }

// And adds terms to the filter, which all have to hold.
func (r Request) And(terms ...Expr) Request {
	r.terms = slices.Concat(r.terms, terms)
	return r
}

// SortBy sets the sort key, as in SortBy(pullrequest.UpdatedOn.Desc()). Bitbucket
// sorts by one field (rule Y12); a second call is an error when built.
func (r Request) SortBy(key ast.SortKey) Request {
	r.keys = slices.Concat(r.keys, []ast.SortKey{key})
	return r
}

// PageLen sets how many objects a page has. Less than 1 is an error when built.
// Pull requests come in pages of at most 50, most others of at most 100 (rule
// F5 of docs/bbqltest.md, observed); more is for the server to refuse.
func (r Request) PageLen(n int) Request {
	r.pageLen = &n
	return r
}

// Fields adds to the partial response: names as fields= takes them, such as
// "next", "values.title", "+values.reviewers", "-values.links" or "values.*"
// (rule F7 of docs/bbqltest.md, documented).
func (r Request) Fields(fields ...string) Request {
	r.fields = slices.Concat(r.fields, fields)
	return r
}

// FromFirstPage makes SetOn accept a URL that carries a page or ctx parameter,
// as the next link of a page does, and take these parameters out (rule E3).
func (r Request) FromFirstPage() Request {
	r.restart = true
	return r
}

// Build returns the filter and the sort key, or an error that joins everything
// that is wrong with the request, each with its place; see [Expr.Build].
func (r Request) Build() (ast.Query, error) {
	filter, err := r.filter().Build()
	err = errors.Join(err, r.sortFault(), r.pageLenFault(), r.fieldsFault())
	if err != nil {
		return ast.Query{}, err
	}
	q := ast.Query{Filter: filter}
	if len(r.keys) > 0 {
		key := r.keys[0]
		q.Sort = &key
	}
	return q, nil
}

// filter returns the terms as one; a sole term needs no place.
func (r Request) filter() Expr {
	if len(r.terms) == 1 {
		return r.terms[0]
	}
	return And(r.terms...)
}

func (r Request) sortFault() error {
	if len(r.keys) > 1 {
		return fmt.Errorf("SortBy: Bitbucket sorts by one field, not by %v and %v",
			&r.keys[0], &r.keys[1])
	}
	for _, key := range r.keys {
		if _, err := ast.ParsePath(string(key.Field)); err != nil {
			return fmt.Errorf("SortBy: %w", err)
		}
	}
	return nil
}

func (r Request) pageLenFault() error {
	if r.pageLen != nil && *r.pageLen < 1 {
		return fmt.Errorf("PageLen: a page can't have %d objects", *r.pageLen)
	}
	return nil
}

func (r Request) fieldsFault() error {
	var errs []error
	for i, field := range r.fields {
		if !isPartial(field) {
			errs = append(errs, errorAt(&place{nil, "Fields", i}, fmt.Errorf("%q is no field, "+
				"as in values.title, +values.reviewers, -values.links or values.*", field)))
		}
	}
	return errors.Join(errs...)
}

// isPartial reports whether field is one that fields= takes: a path whose last
// name may be an asterisk, with an optional sign.
func isPartial(field string) bool {
	path := field
	if path != "" && (path[0] == '+' || path[0] == '-') {
		path = path[1:]
	}
	if path == "*" {
		return true
	}
	return ast.Path("x." + strings.TrimSuffix(path, ".*")).Valid()
}

// SetOn puts the request into the query string of u, encoded once (rule E1).
// The q and sort parameters are replaced, and removed where the request has
// none. The pagelen and fields parameters are replaced if the request has them.
// All others stay in order and as written (rule E2).
//
// What is wrong with the request is an error, and so is a nil URL, and one with
// a page or ctx parameter: the next link of a page is to be used as it is (rule
// E3); see [Request.FromFirstPage]. On an error u is unchanged.
func (r Request) SetOn(u *url.URL) error {
	q, err := r.Build()
	if err != nil {
		return err
	}
	raw, err := urlquery.Restart(u, r.restart)
	if err != nil {
		return err
	}
	raw = urlquery.Set(raw, "q", q.Filter.String())
	raw = urlquery.Set(raw, "sort", q.Sort.String())
	if r.pageLen != nil {
		raw = urlquery.Set(raw, "pagelen", strconv.Itoa(*r.pageLen))
	}
	if len(r.fields) > 0 {
		raw = urlquery.Set(raw, "fields", strings.Join(r.fields, ","))
	}
	u.RawQuery = raw
	return nil
}

// String returns the request as the query string of a URL. For one that can't
// be built it is %!bbql(reason), which is none.
func (r Request) String() string {
	var u url.URL
	if err := r.SetOn(&u); err != nil {
		return broken(err)
	}
	return u.RawQuery
}
