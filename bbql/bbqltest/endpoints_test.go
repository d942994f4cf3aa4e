package bbqltest_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bbql/go-bbql/bbql/bbqltest"
	"github.com/bbql/go-bbql/schema"
)

var hole = regexp.MustCompile(`\{[^}]*\}`)

// TestEveryEndpointIsServed asks for each GET of the API with a fixture at its
// path, as a file of JSON and as a file that is sent as it is.
func TestEveryEndpointIsServed(t *testing.T) {
	const object = `{"state":"OPEN"}`
	tried := 0
	for e := range schema.Endpoints() {
		if e.Method != http.MethodGet {
			continue
		}
		tried++
		path := hole.ReplaceAllString(e.Path, "x1")
		h := bbqltest.Handler(fstest.MapFS{
			path[1:] + ".json": &fstest.MapFile{Data: []byte(object)},
		})
		want := object
		if e.List {
			want = `"values":[` + object + `]`
		}
		if w := get(h, path); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s, want %s", e.Path, w.Code, w.Body, want)
		}
		if w := get(bbqltest.Handler(fstest.MapFS{}), path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d without a fixture", e.Path, w.Code)
		}
		if e.Resource != "" && !e.Deep {
			continue
		}
		h = bbqltest.Handler(fstest.MapFS{path[1:]: &fstest.MapFile{Data: []byte("a log\n")}})
		w := get(h, path)
		if w.Code != http.StatusOK || w.Body.String() != "a log\n" ||
			!strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("%s: %d %s %s, want a log", e.Path, w.Code, w.Header(), w.Body)
		}
	}
	if tried < 100 {
		t.Errorf("only %d endpoints", tried)
	}
}
