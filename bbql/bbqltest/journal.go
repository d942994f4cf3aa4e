package bbqltest

import (
	"net/http"
	"slices"
	"sync"

	"github.com/bbql/go-bbql/bbql"
)

// How much a journal remembers.
const (
	maxRequests = 10_000
	maxMatched  = 1_000_000 // ids, of all requests together
)

// A journal remembers the newest requests, and of older ones what they asked.
type journal struct {
	requests, matched int // how many it remembers at most

	mu        sync.Mutex
	newest    []Request
	ids       int             // that newest matched
	older     []Request       // one for each that was asked, without its matches
	known     map[asking]bool // of older
	forgotten int             // how many requests are no longer among newest
}

// An asking is what tells requests apart for [Server.AssertQueried].
type asking struct {
	method, path, filter string
	status               int
}

func newJournal() *journal {
	return &journal{requests: maxRequests, matched: maxMatched, known: map[asking]bool{}}
}

func (j *journal) add(r Request) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.newest = append(j.newest, r)
	j.ids += len(r.Matched)
	for len(j.newest) > j.requests || j.ids > j.matched && len(j.newest) > 1 {
		j.forget()
	}
}

// forget drops the oldest request.
func (j *journal) forget() {
	r := j.newest[0]
	j.newest[0] = Request{}
	j.newest = j.newest[1:]
	j.ids -= len(r.Matched)
	j.forgotten++
	a := asking{method: r.Method, path: r.Path, status: r.Status}
	if r.Filter != nil && r.Status < http.StatusBadRequest {
		a.filter = bbql.Format(r.Filter)
	}
	if !j.known[a] && len(j.older) < j.requests {
		j.known[a] = true
		j.older = append(j.older,
			Request{Method: r.Method, Path: r.Path, Status: r.Status, Filter: r.Filter})
	}
}

// all returns the newest requests.
func (j *journal) all() []Request {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.newest)
}

// asked returns one request for each thing that older ones asked, then the
// newest, and how many older ones there were.
func (j *journal) asked() (requests []Request, forgotten int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Concat(j.older, j.newest), j.forgotten
}
