package bbqltest

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

// A listing is a request for a page of a list, checked.
type listing struct {
	endpoint     schema.Endpoint
	filter       ast.Expr   // the q parameter, nil for none
	conditions   []ast.Expr // what other parameters add
	among        among      // the only objects that the role parameter leaves, nil for all
	sort         *ast.SortKey
	page, length int
	fields       fieldset
}

// listing reads the parameters of a list request. Bitbucket was seen to judge q
// before it looked at who asks, and for what.
func (a *api) listing(e schema.Endpoint, ps params) (*listing, error) {
	l := &listing{endpoint: e}
	var err error
	if l.filter, err = a.filter(e, ps); err != nil {
		return nil, err
	}
	if l.conditions, err = narrow(e, ps); err != nil {
		return nil, err
	}
	state, err := a.states(e, ps, l.filter)
	if err != nil {
		return nil, err
	}
	if state != nil {
		l.conditions = append(l.conditions, state)
	}
	if l.sort, err = a.sortKey(e, ps); err != nil {
		return nil, err
	}
	if l.page, l.length, err = ps.window(e.PageLen, e.MaxPageLen); err != nil {
		return nil, err
	}
	l.fields, err = readFields(ps.last("fields"))
	if err == nil && e.Resource == schema.PullRequest {
		l.fields = l.fields.hide("values.reviewers", "values.participants")
	}
	return l, err
}

// selected returns those of the objects that the request is for, on all pages.
func (l *listing) selected(objects []json.RawMessage) ([]json.RawMessage, error) {
	terms := l.conditions
	if l.filter != nil {
		terms = append(terms, l.filter)
	}
	types := eval.WithTypes(l.endpoint.Resource.Types)
	fast := eval.WithCheck(eval.Fast) // all was looked at when it was read
	m, err := eval.Compile(inObjects(l.endpoint, ast.NewAnd(terms...)), types, fast)
	if err != nil {
		return nil, err
	}
	var selected []json.RawMessage
	for _, object := range objects {
		ok, err := m.MatchJSON(object)
		if err != nil {
			return nil, err
		}
		if ok && (l.among == nil || l.among(object)) {
			selected = append(selected, object)
		}
	}
	key := l.sort
	if key != nil {
		key = &ast.SortKey{Field: fieldOf(l.endpoint, key.Field), Desc: key.Desc}
	}
	return selected, eval.Sort(selected, key, types, fast)
}

// inObjects returns a filter with the names that an endpoint has for fields put
// into those of its objects.
func inObjects(e schema.Endpoint, filter ast.Expr) ast.Expr {
	return ast.Rewrite(filter, func(x ast.Expr) ast.Expr {
		c, ok := x.(*ast.Comparison)
		if !ok || c.Field == fieldOf(e, c.Field) {
			return x
		}
		renamed := *c
		renamed.Field = fieldOf(e, c.Field)
		return &renamed
	})
}

// fieldOf returns the field of an endpoint's objects that a name stands for. It
// is that of the same name, but that the slug in the list of a user's workspaces
// is the workspace's (documented: filters and sorts by slug).
func fieldOf(e schema.Endpoint, name ast.Path) ast.Path {
	if e.Path == "/user/workspaces" && name == "slug" {
		return "workspace.slug"
	}
	return name
}

// answer returns the page of the selected objects that the request asks for. A
// page after the last is empty (assumed).
func (l *listing) answer(r *http.Request, selected []json.RawMessage) *answer {
	size := len(selected)
	from := min(size, (min(l.page, math.MaxInt/l.length)-1)*l.length)
	to := min(size, from+l.length)
	body := fmt.Appendf(nil, `{"pagelen":%d`, l.length)
	if l.endpoint.Resource != "commit" { // commits are walked, not counted (documented)
		body = fmt.Appendf(body, `,"size":%d`, size)
	}
	body = fmt.Appendf(body, `,"page":%d`, l.page)
	if to < size {
		body = fmt.Appendf(body, `,"next":%s`, l.link(r, l.page+1))
	}
	if l.page > 1 {
		body = fmt.Appendf(body, `,"previous":%s`, l.link(r, l.page-1))
	}
	body = append(body, `,"values":[`...)
	for i, object := range selected[from:to] {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, object...)
	}
	body = append(body, "]}"...)
	return &answer{status: http.StatusOK, body: l.fields.trim(body), matched: selected}
}

// pipelines is the endpoint whose next links lose the sort parameter, so that
// the second page is in another order than the first (observed).
const pipelines = "/repositories/{workspace}/{repo_slug}/pipelines"

// link returns the absolute URL of another page, in JSON: the request's own
// parameters, as they were written, and the page.
func (l *listing) link(r *http.Request, page int) json.RawMessage {
	query := urlquery.Set(r.URL.RawQuery, "page", strconv.Itoa(page))
	if l.endpoint.Path == pipelines {
		query = urlquery.Set(query, "sort", "")
	}
	u := *r.URL
	u.Scheme, u.Host, u.RawQuery, u.User = "http", hostOf(r), query, nil
	if r.TLS != nil || r.Header.Get(forwarded) == "https" {
		u.Scheme = "https"
	}
	return jsonText(u.String())
}

// hostOf returns the host that a request is for, and of one that doesn't say where
// it came: a client of HTTP/1.0 need not, and without a network there is no such
// place.
func hostOf(r *http.Request) string {
	if r.Host != "" {
		return r.Host
	}
	if addr, ok := r.Context().Value(http.LocalAddrContextKey).(fmt.Stringer); ok {
		return addr.String()
	}
	return "api.bitbucket.org"
}
