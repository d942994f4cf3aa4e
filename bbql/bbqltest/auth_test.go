package bbqltest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

var tokens = bbqltest.Auth(
	bbqltest.Token{Secret: "s1", Scopes: []string{"pullrequest:write"}},
	bbqltest.Token{Secret: "s2", Scopes: []string{"account"}},
	bbqltest.Token{
		Secret: "s3", Email: "jo@acme.example", Scopes: []string{"read:pullrequest:bitbucket"},
	},
)

func TestAuthentication(t *testing.T) {
	h := bbqltest.Handler(states(t), tokens)
	basic := func(user, password string) func(r *http.Request) {
		return func(r *http.Request) { r.SetBasicAuth(user, password) }
	}
	header := func(value string) func(r *http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", value) }
	}
	param := func(value string) func(r *http.Request) {
		return func(r *http.Request) { r.URL.RawQuery = "access_token=" + value }
	}
	tests := []struct {
		name string
		show func(r *http.Request)
		want int
	}{
		{"nothing", func(*http.Request) {}, 401},
		{"bearer", header("Bearer s1"), 200},
		{"bearer in lower case", header("bearer s1"), 200},
		{"jwt", header("JWT s1"), 200},
		{"parameter", param("s1"), 200},
		{"api token by basic", basic("jo@acme.example", "s3"), 200},
		{"wrong secret", header("Bearer s9"), 401},
		{"no secret", header("Bearer "), 401},
		{"empty parameter", param(""), 401},
		{"other scheme", header("Digest s1"), 401},
		{"access token by basic without a user", basic("", "s1"), 401},
		{"wrong user", basic("al@acme.example", "s3"), 401},
		{"api token by bearer", header("Bearer s3"), 401},
		{"access token by basic", basic("jo@acme.example", "s1"), 401},
		{"too few scopes", header("Bearer s2"), 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "http://bitbucket.test/2.0"+prs, nil)
			tt.show(r)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.want {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
			if challenge := w.Header().Get("WWW-Authenticate"); (challenge != "") != (tt.want == 401) {
				t.Errorf("the challenge is %q", challenge)
			}
			if strings.Contains(w.Body.String(), "s3") {
				t.Errorf("a secret is in the answer: %s", w.Body)
			}
		})
	}
}

func TestScopes(t *testing.T) {
	const site = "/repositories/acme/site"
	h := bbqltest.Handler(states(t), tokens)
	tests := []struct {
		path, token, want string
	}{
		// pullrequest:write includes pullrequest, which includes repository.
		{prs, "s1", ""},
		{site, "s1", ""},
		{site + "/pipelines", "s1", `{"granted":["pullrequest:write"],"required":["pipeline"]}`},
		{prs, "s2", `{"granted":["account"],"required":["pullrequest"]}`},
		{"/user", "s1", `{"granted":["pullrequest:write"],"required":["account"]}`},
	}
	for _, tt := range tests {
		w := get(h, tt.path+"?access_token="+tt.token)
		if tt.want == "" {
			if w.Code != http.StatusOK {
				t.Errorf("%s: %d %s", tt.path, w.Code, w.Body)
			}
			continue
		}
		want := `{"type":"error","error":{"message":"Your credentials lack one or more required ` +
			`privilege scopes.","detail":` + tt.want + `}}`
		if w.Code != http.StatusForbidden || w.Body.String() != want {
			t.Errorf("%s: %d %s, want %s", tt.path, w.Code, w.Body, want)
		}
	}
}

func TestTokensHideTheirSecrets(t *testing.T) {
	hidden := []bbqltest.Token{{Secret: "hush"}, {Secret: "hush", Email: "jo@acme.example"}}
	for _, token := range hidden {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			if text := fmt.Sprintf(verb, token); strings.Contains(text, "hush") || text == "" {
				t.Errorf("%s prints %s", verb, text)
			}
		}
	}
}

// TestBrokenFormsAreNotRepeated sends JSON as if it were a form, as curl -d does:
// its first part, up to an equals sign, is no name that a message may tell.
func TestBrokenFormsAreNotRepeated(t *testing.T) {
	h := handler(bbqltest.Auth(bbqltest.Token{Secret: "hush12=%zz"}))
	body := strings.NewReader(`{"access_token":"hush12=%zz"}`)
	r := httptest.NewRequest(http.MethodPost, "/2.0"+prs, body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	wantError(t, w, http.StatusBadRequest,
		"Bad Request: a parameter: bytes 0 to 3: a % is followed by two hexadecimal digits")
}
