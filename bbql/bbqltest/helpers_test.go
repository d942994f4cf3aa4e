package bbqltest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

const (
	fixtures = "../../testdata/bitbucket"
	prs      = "/repositories/acme/site/pullrequests"
)

// A page is what a list answers.
type page struct {
	PageLen  int
	Page     int
	Size     *int
	Next     string
	Previous string
	Values   []map[string]any
}

// handler returns the API over the repository's own fixtures.
func handler(opts ...bbqltest.Option) http.Handler {
	return bbqltest.Handler(os.DirFS(fixtures), opts...)
}

// get asks a handler for a path below /2.0, or for a whole URL.
func get(h http.Handler, target string) *httptest.ResponseRecorder {
	if !strings.HasPrefix(target, "http") {
		target = "http://bitbucket.test/2.0" + target
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w
}

// getPage asks for a page and fails the test if there is none.
func getPage(t *testing.T, h http.Handler, target string) page {
	t.Helper()
	w := get(h, target)
	var p page
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != http.StatusOK {
		t.Fatalf("GET %s: %d %.300s", target, w.Code, w.Body)
	}
	return p
}

// ids returns what identifies the objects of a page, separated by spaces.
func (p page) ids() string {
	var list []string
	for _, v := range p.Values {
		for _, name := range []string{"id", "name", "slug"} {
			if v[name] != nil {
				list = append(list, fmt.Sprint(v[name]))
				break
			}
		}
	}
	return strings.Join(list, " ")
}

// wantError fails the test unless an answer is an error in Bitbucket's layout.
func wantError(t *testing.T, w *httptest.ResponseRecorder, status int, message string) {
	t.Helper()
	want := fmt.Sprintf(`{"type":"error","error":{"message":%s}}`, quote(message))
	if w.Code != status || w.Body.String() != want {
		t.Errorf("got %d %s, want %d %s", w.Code, w.Body, status, want)
	}
}

// wantMissing fails the test unless an answer is a 404 with a message and a detail
// that begins with a text.
func wantMissing(t *testing.T, w *httptest.ResponseRecorder, message, detail string) {
	t.Helper()
	var body struct {
		Error struct{ Message, Detail string }
	}
	err := json.Unmarshal(w.Body.Bytes(), &body)
	if err != nil || w.Code != http.StatusNotFound || body.Error.Message != message ||
		!strings.HasPrefix(body.Error.Detail, detail) {
		t.Errorf("got %d %s, want %s and %s…", w.Code, w.Body, message, detail)
	}
}

// quote returns text as JSON without escapes for HTML.
func quote(text string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text)
	return strings.TrimSpace(b.String())
}

// A tester is a testing.TB that remembers what it was told.
type tester struct {
	testing.TB
	failures []string
	fatal    bool
}

func (t *tester) Helper() {}

func (t *tester) Errorf(format string, args ...any) {
	t.failures = append(t.failures, fmt.Sprintf(format, args...))
}

func (t *tester) Fatalf(format string, args ...any) {
	t.Errorf(format, args...)
	t.fatal = true
	panic(t)
}

// try runs a function with a tester and returns what it was told.
func try(t *testing.T, f func(tb *tester)) (failures []string) {
	tb := &tester{TB: t}
	defer func() {
		if r := recover(); r != nil && r != any(tb) {
			panic(r)
		}
		failures = tb.failures
	}()
	f(tb)
	return tb.failures
}

// fetch is a plain client: it returns the body that a URL answers with.
func fetch(url string) (string, error) {
	resp, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}
