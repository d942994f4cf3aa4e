package bbqltest

import (
	"net/http"
	"slices"
	"sync"

	"github.com/bbql/go-bbql/bbql"
)

// How much a journal remembers.
const (
	maxRequests = 10_000    // and as many askings
	maxMatched  = 1_000_000 // ids, of all requests together
)

// A journal remembers the newest requests, and of all of them what they asked.
type journal struct {
	requests, matched int // how many it remembers at most

	mu     sync.Mutex
	newest []Request
	ids    int             // that newest matched
	asked  []Request       // the first with each asking, without its matches
	known  map[asking]bool // of asked
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
	a := asking{method: r.Method, path: r.Path, status: r.Status}
	if r.Filter != nil && r.Status < http.StatusBadRequest {
		a.filter = bbql.Format(r.Filter)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.known[a] && len(j.asked) < j.requests {
		j.known[a] = true
		j.asked = append(j.asked,
			Request{Method: r.Method, Path: r.Path, Status: r.Status, Filter: r.Filter})
	}
	j.newest = append(j.newest, r)
	j.ids += len(r.Matched)
	for len(j.newest) > j.requests || j.ids > j.matched && len(j.newest) > 1 {
		j.ids -= len(j.newest[0].Matched)
		j.newest[0] = Request{}
		j.newest = j.newest[1:]
	}
}

// all returns the newest requests.
func (j *journal) all() []Request {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.newest)
}

// askings returns the first request with each asking.
func (j *journal) askings() []Request {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.asked)
}
