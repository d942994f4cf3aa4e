package bbqltest_test

import (
	"encoding/base64"
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

// fuzzFixtures is a directory with fixtures, and a secret beside them.
func fuzzFixtures(f *testing.F, secret string) string {
	f.Helper()
	dir := f.TempDir()
	const site = "api/repositories/acme/site/"
	for name, text := range map[string]string{
		"secret.txt":                secret,
		"secret.json":               `["` + secret + `"]`,
		site + "src/main/a.txt":     "hello\n",
		site + "pullrequests.json":  `[{"id":1,"state":"OPEN","reviewers":[{"nickname":"al"}]}]`,
		site + "refs/branches.json": `[{"name":"release/1.0"},{"name":"main"}]`,
		"api/workspaces.json":       `[{"type":"workspace","slug":"acme","uuid":"{w}"}]`,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			f.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			f.Fatal(err)
		}
	}
	return filepath.Join(dir, "api")
}

// fuzzRequest makes a request, nil if no server would get it.
func fuzzRequest(method, target, header, body string) *http.Request {
	u, err := url.ParseRequestURI(target)
	if err != nil {
		return nil
	}
	r := httptest.NewRequest(http.MethodPost, "http://bitbucket.test", strings.NewReader(body))
	r.Method, r.URL = method, u
	r.Header.Set("Authorization", header)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// FuzzHandler sends any method, path, query, header and form: there is never a
// panic, never a 5xx that was not asked for, never a redirection, never a file
// from outside the fixtures, and every error is in Bitbucket's layout.
func FuzzHandler(f *testing.F) {
	const secret = "do not show"
	dir := os.DirFS(fuzzFixtures(f, secret))
	open := bbqltest.Handler(dir, bbqltest.RejectCrashes())
	closed := bbqltest.Handler(dir, bbqltest.RejectCrashes(), bbqltest.Strict(),
		bbqltest.Auth(bbqltest.Token{Secret: "x"}))
	const site = "/repositories/acme/site"
	f.Add("GET", prs, `q=id%3D1&sort=-id&fields=values.id,-*&page=1&pagelen=3&state=OPEN`, "Bearer x", "")
	f.Add("GET", site+"/src/../../../../../secret.txt", "", "", "")
	f.Add("GET", site+"/src/main//a.txt", "format=meta", "", "")
	f.Add("GET", site+"/src/main/a.txt", "access_token=x", "", "")
	f.Add("HEAD", "/repositories/%7Bw%7D/site/refs/branches/release/1.0", "fields=-name", "JWT x", "")
	f.Add("GET", site+"/src/x/..%2f..%2f..%2f..%2f..%2f..%2fsecret.txt", "q", "Basic x", "")
	f.Add("POST", "/workspaces/%7bw%7d", "", "", "access_token=x")
	f.Fuzz(func(t *testing.T, method, path, query, header, body string) {
		for _, h := range []http.Handler{open, closed} {
			r := fuzzRequest(method, "/2.0"+path, header, body)
			if r == nil {
				return
			}
			r.URL.RawQuery = query
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			got := w.Body.String()
			if w.Code >= 500 || w.Code/100 == 3 || strings.Contains(got, secret) {
				t.Errorf("%d %s", w.Code, got)
			}
			var failure struct{ Error struct{ Message string } }
			err := json.Unmarshal([]byte(got), &failure)
			if w.Code != http.StatusOK && (err != nil || failure.Error.Message == "") ||
				w.Code == http.StatusOK && err != nil && got != "hello\n" {
				t.Errorf("%d %s: %v", w.Code, got, err)
			}
		}
	})
}

// FuzzOAuth sends anything to the two paths of OAuth: nobody is sent to where
// the consumer is not at home, and nobody gets a token from the token endpoint
// without its secret.
func FuzzOAuth(f *testing.F) {
	h := bbqltest.Handler(nil, bbqltest.OAuth(app))
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(appBasic))
	f.Add("client_id=app&response_type=code&state=x&redirect_uri=https://app.example/oauth/x", "", "")
	f.Add("client_id=app&response_type=token&redirect_uri=https://app.example%2Foauth%3Fa", basic,
		"grant_type=client_credentials")
	f.Add("client_id=app&redirect_uri=//app.example/oauth", "JWT e30.e30.x",
		"grant_type=urn:bitbucket:oauth2:jwt")
	f.Add("client_id=app&redirect_uri=https:app.example/oauth/..", "",
		"grant_type=refresh_token&refresh_token=x&client_id=app&client_secret=app%26secret%2B1")
	f.Fuzz(func(t *testing.T, query, header, form string) {
		r := fuzzRequest(http.MethodGet, authorizePath, "", "")
		r.URL.RawQuery = query
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		location, err := url.Parse(w.Header().Get("Location"))
		switch {
		case w.Code == http.StatusBadRequest && w.Header().Get("Location") == "":
		case w.Code != http.StatusFound, err != nil, location.Scheme != "https", location.User != nil,
			!strings.EqualFold(location.Host, "app.example"),
			location.Path != "/oauth" && !strings.HasPrefix(location.Path, "/oauth/"),
			strings.Contains(location.Path+"/", "/../"):
			t.Errorf("%d to %s: %v", w.Code, location, err)
		}

		w = httptest.NewRecorder()
		h.ServeHTTP(w, fuzzRequest(http.MethodPost, tokenPath, header, form))
		var answer oauthTokens
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil ||
			w.Code != http.StatusOK && (w.Code != http.StatusBadRequest || answer.Error == "") {
			t.Errorf("%d %s: %v", w.Code, w.Body, err)
		}
		if answer.AccessToken != "" && !showsSecret(header, form) {
			t.Errorf("a token for %q, %q", header, form)
		}
	})
}

// showsSecret reports whether the app's secret is in a header or in a form,
// however it is encoded.
func showsSecret(header, form string) bool {
	_, text, _ := strings.Cut(header, " ")
	plain, _ := base64.StdEncoding.DecodeString(text)
	for _, s := range []string{string(plain), form} {
		decoded, err := url.QueryUnescape(s)
		if strings.Contains(s, appSecret) || err == nil && strings.Contains(decoded, appSecret) {
			return true
		}
	}
	return false
}
