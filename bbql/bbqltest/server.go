package bbqltest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/schema"
)

// A Server is an offline Bitbucket for one test. It records the requests that
// it answers. It is safe for concurrent use.
type Server struct {
	// URL is that of the server, without /2.0: http://127.0.0.1:1234.
	URL string

	tb        testing.TB
	api       *api
	store     *store
	transport http.RoundTripper
}

// NewServer starts a server for a test, on a free port of this machine, and
// closes it when the test ends. The fixtures are in fsys, by the paths of the
// API; fsys may be nil if all of them are added by [Server.Add]. A fixture that
// can't be read fails the test at once. A bubble of [testing/synctest] needs a
// [Handler] and no server: while somebody waits for a network no time passes in it.
func NewServer(tb testing.TB, fsys fs.FS, opts ...Option) *Server {
	tb.Helper()
	a := newAPI(fsys, opts)
	a.tb, a.journal, a.closing = tb, newJournal(), make(chan struct{})
	if fsys != nil {
		if _, err := fs.Stat(fsys, "."); err != nil {
			tb.Fatalf("bbqltest: the fixtures can't be read: %v: "+
				"is the directory there, seen from the package of the test?", err)
		}
	}
	if err := a.store.check(); err != nil {
		tb.Fatalf("bbqltest: fixture %v", err)
	}
	server := httptest.NewServer(a)
	tb.Cleanup(func() {
		close(a.closing)
		server.Close()
	})
	return &Server{
		URL: server.URL, tb: tb, api: a, store: a.store,
		transport: server.Client().Transport,
	}
}

// Check reads all fixtures below a file system and returns an error for each of
// those that can't be read, joined, in the order of their paths. What lies at a
// path of contents may be any file.
func Check(fsys fs.FS) error { return newStore(fsys).check() }

func (s *store) check() error {
	if s.fsys == nil {
		return nil
	}
	var found []error
	err := fs.WalkDir(s.fsys, ".", func(file string, d fs.DirEntry, err error) error {
		name, ok := strings.CutSuffix(file, ".json")
		if err != nil || !ok || d.IsDir() {
			return err
		}
		e, ok := schema.EndpointFor(http.MethodGet, "/"+name)
		if !ok || e.Deep || holdsContents(e) && !e.List {
			return nil
		}
		if _, err = s.read(name); err != nil {
			found = append(found, err)
		}
		return nil
	})
	return errors.Join(append(found, err)...)
}

// Add adds objects to the fixture at a path, such as
// /repositories/acme/site/pullrequests. An object is anything that
// encoding/json writes as one, a json.RawMessage too. The objects of a list
// follow those that are there, but for those with the same id, uuid or hash, which
// they replace. Where the path is that of one object the last one counts. What
// can't be added fails the test at once.
func (s *Server) Add(apiPath string, objects ...any) {
	s.tb.Helper()
	name, err := fixtureName(apiPath)
	if err != nil {
		s.tb.Fatalf("bbqltest: %v", err)
	}
	var added []json.RawMessage
	for i, object := range objects {
		raw, err := rawObject(object)
		if err != nil {
			s.tb.Fatalf("bbqltest: object %d of %s: %v", i+1, apiPath, err)
		}
		added = append(added, raw)
	}
	s.store.add(name, added)
}

// fixtureName returns the name of the fixture for a path of the API.
func fixtureName(apiPath string) (string, error) {
	below := strings.TrimLeft(strings.TrimPrefix(apiPath, strings.TrimSuffix(mount, "/")), "/")
	r, err := routeOf(&url.URL{RawPath: mount + below})
	if err != nil {
		return "", fmt.Errorf("the API has no GET for the path %q", apiPath)
	}
	return strings.Join(r.segments, "/"), nil
}

// rawObject returns a Go value as a JSON object.
func rawObject(v any) (json.RawMessage, error) {
	raw, err := marshal(v)
	if err != nil {
		return nil, err
	}
	if raw[0] != '{' {
		return nil, fmt.Errorf("not an object but %.40s", raw)
	}
	return raw, nil
}

// Advance moves the server's clock forward, so that codes and tokens expire.
func (s *Server) Advance(d time.Duration) { s.api.ahead.Add(int64(d)) }

// Requests returns the requests that were answered so far, in the order of the
// answers. Of very many it's the newest 10,000, and fewer if they selected more
// than a million objects together.
func (s *Server) Requests() []Request { return s.api.journal.all() }
