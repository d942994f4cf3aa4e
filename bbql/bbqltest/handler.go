package bbqltest

import (
	"io/fs"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
)

// Handler returns an offline Bitbucket without a test around it, mounted at
// /2.0. It reads fsys as [NewServer] does, and follows the links in it that
// fsys follows: to keep requests inside a directory use os.Root's FS. A fixture
// that can't be read is a 500 that says why; one that could be before, as a file
// that is just being written, stays what it was. It is safe for concurrent use.
func Handler(fsys fs.FS, opts ...Option) http.Handler {
	return newAPI(fsys, opts)
}

// An api answers requests.
type api struct {
	options

	store    *store
	issuer   issuer
	requests atomic.Int64 // how many came
	ahead    atomic.Int64 // of the clock, in nanoseconds

	// Of a server in a test, else nil.
	tb      testing.TB
	journal *journal
	closing chan struct{}
}

func newAPI(fsys fs.FS, opts []Option) *api {
	return &api{options: newOptions(opts), store: newStore(fsys)}
}

// now returns what time it is for all that expires.
func (a *api) now() time.Time { return a.clock().Add(time.Duration(a.ahead.Load())) }

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := a.fault(a.requests.Add(1))
	x := &exchange{request: r, fixtures: reading{store: a.store}}
	x.route, x.unrouted = routeOf(r.URL)
	ans := f.answer()
	if ans == nil {
		var err error
		if ans, err = a.answer(x); err != nil {
			ans = failed(err)
		}
	}
	a.tell(x, ans)
	f.send(w, r, ans, a.closing)
}

// tell tells who wants to know of an exchange.
func (a *api) tell(x *exchange, ans *answer) {
	if a.tb != nil && x.fixtures.outdated != nil {
		a.tb.Logf("bbqltest: the last good version of a fixture was served: %v",
			x.fixtures.outdated)
	}
	if a.journal == nil && len(a.observers) == 0 {
		return
	}
	seen := x.recorded(ans)
	if a.journal != nil {
		a.journal.add(seen)
	}
	for _, observe := range a.observers {
		observe(x.request, seen)
	}
}

// An exchange is a request and what was found out about it.
type exchange struct {
	request  *http.Request
	fixtures reading
	route    *route // nil if there is no such endpoint
	unrouted error  // why there is none
	filter   ast.Expr
	sort     *ast.SortKey
	total    int // of the objects of a list
}

// answer answers the request of an exchange.
func (a *api) answer(x *exchange) (*answer, error) {
	r := x.request
	ps, err := readParams(r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	if ans, err := a.oauth(r, ps); ans != nil || err != nil {
		return ans, err
	}
	token, err := a.authenticate(r, ps)
	if err != nil {
		return nil, err
	}
	route := x.route
	switch {
	case route == nil:
		return nil, x.unrouted
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return nil, notAllowed(r.Method, "GET, HEAD")
	}
	if err := a.gone(route.endpoint); err != nil {
		return nil, err
	}
	if route.endpoint.List {
		return a.list(x, route, ps, token)
	}
	if err := a.authorize(route.endpoint, token); err != nil {
		return nil, err
	}
	name, err := x.fixtures.resolve(route)
	if err != nil {
		return nil, err
	}
	return x.fixtures.object(route, name, ps)
}

// list answers a request for a page of a list.
func (a *api) list(x *exchange, r *route, ps params, t *Token) (*answer, error) {
	l, err := a.listing(r.endpoint, ps)
	if err != nil {
		return nil, err
	}
	x.filter, x.sort = l.filter, l.sort
	if err := a.authorize(r.endpoint, t); err != nil {
		return nil, err
	}
	name, err := x.fixtures.resolve(r)
	if err != nil {
		return nil, err
	}
	if r.endpoint.Path == sources && ps.last("format") == "meta" {
		return x.fixtures.meta(r, name, ps)
	}
	objects, ok, err := x.fixtures.objects(name)
	if err != nil {
		return nil, err
	}
	if !ok {
		return x.fixtures.contents(r, name)
	}
	x.total = len(objects)
	if err := x.fixtures.role(l, ps); err != nil {
		return nil, err
	}
	selected, err := l.selected(objects)
	if err != nil {
		return nil, err
	}
	return l.answer(x.request, selected), nil
}
