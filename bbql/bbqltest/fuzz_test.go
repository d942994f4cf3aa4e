package bbqltest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// FuzzHandler sends any path, query and header: there is never a panic, never a
// 5xx that was not asked for, never a file from outside the fixtures, and every
// error is in Bitbucket's layout.
func FuzzHandler(f *testing.F) {
	const secret = "do not show"
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret.txt"), []byte(secret), 0o600); err != nil {
		f.Fatal(err)
	}
	fixture := filepath.Join(dir, "api", "repositories", "acme", "site")
	if err := os.MkdirAll(fixture, 0o700); err != nil {
		f.Fatal(err)
	}
	data := []byte(`[{"type":"pullrequest","id":1,"state":"OPEN","reviewers":[{"nickname":"al"}]}]`)
	if err := os.WriteFile(filepath.Join(fixture, "pullrequests.json"), data, 0o600); err != nil {
		f.Fatal(err)
	}
	h := bbqltest.Handler(os.DirFS(filepath.Join(dir, "api")), bbqltest.RejectCrashes())
	f.Add(prs, `q=id%3D1&sort=-id&fields=values.id,-*&page=1&pagelen=3&state=OPEN`, "Bearer x")
	f.Add("/repositories/acme/site/src/../../../../../secret.txt", "", "")
	f.Add("/repositories/acme/site/src/x/..%2f..%2f..%2f..%2f..%2f..%2fsecret.txt", "q", "Basic x")
	f.Fuzz(func(t *testing.T, path, query, header string) {
		u, err := url.ParseRequestURI("/2.0" + path)
		if err != nil {
			return
		}
		u.RawQuery = query
		w := httptest.NewRecorder()
		h.ServeHTTP(w, &http.Request{
			Method: http.MethodGet, URL: u, Host: "bitbucket.test",
			Header: http.Header{"Authorization": {header}},
		})
		body := w.Body.Bytes()
		if w.Code >= 500 || strings.Contains(w.Body.String(), secret) {
			t.Errorf("%d %s", w.Code, body)
		}
		var failure struct{ Error struct{ Message string } }
		if err := json.Unmarshal(body, &failure); err != nil ||
			w.Code != http.StatusOK && failure.Error.Message == "" {
			t.Errorf("%d %s: %v", w.Code, body, err)
		}
	})
}
