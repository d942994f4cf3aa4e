package rest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

const pulls = "/2.0/repositories/acme/site/pullrequests"

// A fixture is a server, a client of it that does not really wait, and what the
// two did.
type fixture struct {
	*Client
	requests atomic.Int64
	pauses   []time.Duration
}

func newFixture(t *testing.T, h http.Handler) *fixture {
	t.Helper()
	f := &fixture{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.requests.Add(1)
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	f.Client = &Client{
		Base: parseURL(t, server.URL),
		Pause: func(ctx context.Context, d time.Duration) error {
			f.pauses = append(f.pauses, d)
			return ctx.Err()
		},
	}
	return f
}

// offline is the offline Bitbucket.
func offline(opts ...bbqltest.Option) http.Handler {
	return bbqltest.Handler(os.DirFS("../../../../testdata/bitbucket"), opts...)
}

func parseURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// at returns a URL on the server.
func (f *fixture) at(t *testing.T, path string) *url.URL {
	t.Helper()
	return parseURL(t, f.Base.String()+path)
}

// count returns how many objects there are on all pages from a path on.
func (f *fixture) count(t *testing.T, path string) (n int, err error) {
	t.Helper()
	for page, err := range f.Pages(t.Context(), f.at(t, path)) {
		if err != nil {
			return n, err
		}
		n += len(page.Values)
	}
	return n, nil
}

// says answers every request with a body.
func says(body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(body))
	})
}
