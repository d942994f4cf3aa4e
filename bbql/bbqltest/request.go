package bbqltest

import (
	"net/url"
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// A Request is one that was answered, as a [Server] remembers it and [Observe]
// tells of it.
type Request struct {
	Method string
	Path   string       // below /2.0, as written; all of it if it is no path of the API
	Params url.Values   // of the URL, decoded, without tokens, codes and secrets
	Filter ast.Expr     // the q parameter; nil if there is none, it is refused or ignored
	Sort   *ast.SortKey // the sort parameter, likewise

	Status  int      // of the answer, also where a Fault cuts or drops it
	Matched []string // the ids of the objects that were selected, on all pages
	Total   int      // of the objects that the list holds, selected or not

	// Outdated says why a fixture was not answered from as it is: it can't be
	// read, as while it is being written, and its last good version was. It is ""
	// for an answer from the files as they are.
	Outdated string
}

// secretParams are the parameters that nobody should read.
var secretParams = [...]string{
	"access_token", "client_secret", "code", "code_verifier", "jwt", "refresh_token",
}

// recorded returns what there is to remember of an exchange. Nothing of it is a
// secret.
func (x *exchange) recorded(ans *answer) Request {
	r := Request{
		Method: x.request.Method,
		Path:   x.request.URL.EscapedPath(),
		Params: shownParams(x.request.URL.RawQuery),
		Filter: x.filter,
		Sort:   x.sort,
		Status: ans.status,
		Total:  x.total,
	}
	if x.route != nil {
		r.Path = x.route.path
	}
	if x.fixtures.outdated != nil {
		r.Outdated = x.fixtures.outdated.Error()
	}
	for _, object := range ans.matched {
		r.Matched = append(r.Matched, identity(object))
	}
	return r
}

// shownParams returns the parameters of a query string that can be decoded and
// are no secrets. They are those that were answered: net/url knows none with a
// semicolon in it.
func shownParams(rawQuery string) url.Values {
	shown := url.Values{}
	for p := range urlquery.Params(rawQuery) {
		value, err := urlquery.Unescape(p.Value)
		if err == nil && !slices.Contains(secretParams[:], p.Key) {
			shown.Add(p.Key, value)
		}
	}
	return shown
}
