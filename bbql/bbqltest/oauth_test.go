package bbqltest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

const (
	authorizePath = "/site/oauth2/authorize"
	tokenPath     = "/site/oauth2/access_token"
)

// The secrets of the tests: nothing that people read may show them.
const (
	appSecret   = "app&secret+1" // which form encoding changes
	otherSecret = "other-secret"
)

// The consumers of the tests.
var (
	app = bbqltest.Consumer{
		Key: "app", Secret: appSecret, Scopes: []string{"pullrequest", "account"},
		Callback: "https://app.example/oauth?from=bb",
	}
	other = bbqltest.Consumer{Key: "other", Secret: otherSecret, Callback: "http://127.0.0.1/cb"}
	shy   = bbqltest.Consumer{Key: "shy", Secret: "x", Callback: "https://shy.example", Denied: true}
	bare  = bbqltest.Consumer{Key: "bare", Secret: "x"}
)

// An oauthServer is a handler with a clock.
type oauthServer struct {
	http.Handler
	now atomic.Int64
}

func newOAuth(t *testing.T, opts ...bbqltest.Option) *oauthServer {
	t.Helper()
	s := &oauthServer{}
	s.now.Store(time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC).Unix())
	opts = append(opts, bbqltest.OAuth(app, other, shy, bare),
		bbqltest.Clock(func() time.Time { return time.Unix(s.now.Load(), 0) }))
	s.Handler = bbqltest.Handler(states(t), opts...)
	return s
}

// relay returns a handler that passes requests on to a server.
func relay(t *testing.T, bb *bbqltest.Server) http.Handler {
	t.Helper()
	u, err := url.Parse(bb.URL)
	if err != nil {
		t.Fatal(err)
	}
	return httputil.NewSingleHostReverseProxy(u)
}

// after moves the clock.
func (s *oauthServer) after(d time.Duration) { s.now.Add(int64(d / time.Second)) }

// authorize asks for consent and returns where it leads to.
func (s *oauthServer) authorize(params ...string) (*url.URL, *httptest.ResponseRecorder) {
	w := get(s, "http://bitbucket.test"+asking(authorizePath, params...))
	u, err := url.Parse(w.Header().Get("Location"))
	if err != nil || w.Code != http.StatusFound {
		return nil, w
	}
	return u, w
}

// code returns a new code of the app.
func (s *oauthServer) code(t *testing.T, params ...string) string {
	t.Helper()
	u, w := s.authorize(append(params, "client_id", "app", "response_type", "code")...)
	if u == nil || u.Query().Get("code") == "" {
		t.Fatalf("no code: %d %s", w.Code, w.Body)
	}
	return u.Query().Get("code")
}

// An oauthTokens is what the token endpoint answers.
type oauthTokens struct {
	AccessToken  string `json:"access_token"`
	RefreshToken string `json:"refresh_token"`
	ExpiresIn    int    `json:"expires_in"`
	TokenType    string `json:"token_type"`
	Scopes       string
	Error        string
	Description  string `json:"error_description"`
}

// post posts a form with credentials: "key:secret" for Basic, else the whole
// Authorization header.
func (s *oauthServer) post(credentials, path string, form ...string) *httptest.ResponseRecorder {
	_, body, _ := strings.Cut(asking("", form...), "?")
	r := httptest.NewRequest(http.MethodPost, "http://bitbucket.test"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if user, password, ok := strings.Cut(credentials, ":"); ok {
		r.SetBasicAuth(user, password)
	} else if credentials != "" {
		r.Header.Set("Authorization", credentials)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// grant asks the token endpoint.
func (s *oauthServer) grant(t *testing.T, credentials string, form ...string) oauthTokens {
	t.Helper()
	w := s.post(credentials, tokenPath, form...)
	var answer oauthTokens
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	if (w.Code == http.StatusOK) != (answer.AccessToken != "") ||
		(w.Code == http.StatusBadRequest) != (answer.Error != "") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the answer may be cached: %v", w.Header())
	}
	return answer
}

// status returns the status of a request to the API with a token.
func (s *oauthServer) status(path, token string) int {
	r := httptest.NewRequest(http.MethodGet, "http://bitbucket.test/2.0"+path, nil)
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code
}

const appBasic = "app:" + appSecret

func TestAuthorizationCode(t *testing.T) {
	s := newOAuth(t)
	u, _ := s.authorize("client_id", "app", "response_type", "code", "state", "a b&c=1#", "scope", "x")
	code := u.Query().Get("code")
	want := "https://app.example/oauth?from=bb&code=" + code + "&state=a+b%26c%3D1%23"
	if u.String() != want {
		t.Errorf("sent back to %s, want %s", u, want)
	}
	answer := s.grant(t, appBasic, "grant_type", "authorization_code", "code", code)
	if answer.Scopes != "pullrequest account" || answer.ExpiresIn != 3600 ||
		answer.TokenType != "bearer" || answer.RefreshToken == "" {
		t.Errorf("got %+v", answer)
	}
	if got := s.status(prs, answer.AccessToken); got != http.StatusOK {
		t.Errorf("the token answers %d", got)
	}
	if got := s.status("/repositories/acme/site/pipelines", answer.AccessToken); got != 403 {
		t.Errorf("beyond its scopes it answers %d", got)
	}
	if got := s.status(prs, answer.RefreshToken); got != http.StatusUnauthorized {
		t.Errorf("the refresh token answers %d", got)
	}
	if got := s.status(prs, s.code(t)); got != http.StatusUnauthorized {
		t.Errorf("a code answers %d", got)
	}
}

func TestCodesAreUsedOnce(t *testing.T) {
	s := newOAuth(t)
	const notValid = "The specified code is not valid."
	exchange := func(credentials, code string, form ...string) string {
		t.Helper()
		form = append(form, "grant_type", "authorization_code", "code", code)
		return s.grant(t, credentials, form...).Description
	}
	code := s.code(t)
	if got := exchange("other:"+otherSecret, code); got != notValid {
		t.Errorf("the code of another consumer: %q", got)
	}
	if got := exchange(appBasic, code); got != "" {
		t.Errorf("first use: %q", got)
	}
	for _, wrong := range []string{code, "", "nope"} {
		if got := exchange(appBasic, wrong); got != notValid {
			t.Errorf("code %q: %q", wrong, got)
		}
	}
	code = s.code(t)
	s.after(10*time.Minute - time.Second)
	if got := exchange(appBasic, code); got != "" {
		t.Errorf("just in time: %q", got)
	}
	code = s.code(t)
	s.after(10 * time.Minute)
	if got := exchange(appBasic, code); got != notValid {
		t.Errorf("too late: %q", got)
	}
	const page = "https://app.example/oauth/page"
	code = s.code(t, "redirect_uri", page)
	if got := exchange(appBasic, code); got != "The redirect_uri is not that of the code." {
		t.Errorf("without the redirect_uri: %q", got)
	}
	if got := exchange(appBasic, s.code(t, "redirect_uri", page), "redirect_uri", page); got != "" {
		t.Errorf("with the redirect_uri: %q", got)
	}
}

// TestCodesAreUsedOnceAtATime has many clients show a code at once.
func TestCodesAreUsedOnceAtATime(t *testing.T) {
	s := newOAuth(t)
	code := s.code(t)
	var accepted atomic.Int64
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			w := s.post(appBasic, tokenPath, "grant_type", "authorization_code", "code", code)
			if w.Code == http.StatusOK {
				accepted.Add(1)
			}
		})
	}
	wg.Wait()
	if n := accepted.Load(); n != 1 {
		t.Errorf("the code was accepted %d times", n)
	}
}

func TestImplicitGrant(t *testing.T) {
	s := newOAuth(t)
	u, _ := s.authorize("client_id", "app", "response_type", "token", "state", "s&1")
	fragment, err := url.ParseQuery(u.EscapedFragment())
	if err != nil || u.Query().Has("access_token") || fragment.Get("state") != "s&1" ||
		fragment.Get("expires_in") != "3600" || fragment.Get("token_type") != "bearer" ||
		fragment.Has("refresh_token") {
		t.Errorf("sent back to %s: %v", u, err)
	}
	if got := s.status(prs, fragment.Get("access_token")); got != http.StatusOK {
		t.Errorf("the token answers %d", got)
	}
	s = newOAuth(t, bbqltest.Strict())
	if u, w := s.authorize("client_id", "app", "response_type", "token"); u != nil ||
		!strings.Contains(w.Body.String(), "no longer supported") {
		t.Errorf("strict: %d %s", w.Code, w.Body)
	}
}

func TestConsentThatFails(t *testing.T) {
	s := newOAuth(t)
	tests := []struct{ id, kind, want string }{
		{"app", "nope", "https://app.example/oauth?from=bb&error=unsupported_response_type&state=s"},
		{"app", "", "https://app.example/oauth?from=bb&error=unsupported_response_type&state=s"},
		{"shy", "code", "https://shy.example?error=access_denied&state=s"},
		{"shy", "token", "https://shy.example#error=access_denied&state=s"},
		{"nope", "code", `{"error":"invalid_request","error_description":"Invalid client_id"}`},
		{"", "code", `{"error":"invalid_request","error_description":"Invalid client_id"}`},
		{"bare", "code", `{"error":"invalid_request","error_description":"Invalid redirect_uri"}`},
	}
	for _, tt := range tests {
		u, w := s.authorize("client_id", tt.id, "response_type", tt.kind, "state", "s")
		got := w.Body.String()
		if u != nil {
			got = u.String()
		} else if w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", tt.id, w.Code)
		}
		if got != tt.want {
			t.Errorf("%q %q: got %s, want %s", tt.id, tt.kind, got, tt.want)
		}
	}
}

// TestRedirectsStayAtHome sends users to where the consumer's callback is, and
// nowhere else.
func TestRedirectsStayAtHome(t *testing.T) {
	s := newOAuth(t)
	home := []string{
		"", "https://app.example/oauth?from=bb", "https://app.example/oauth",
		"https://APP.example/oauth/", "https://app.example/oauth/page/2?x=1",
		"https://app.example/oauth//page", "https://app.example/oauth?",
	}
	abroad := []string{
		"https://evil.example/oauth", "https://app.example.evil.example/oauth",
		"https://app.example@evil.example/oauth", "https://evil@app.example/oauth",
		"https://app.example:8443/oauth", "http://app.example/oauth", "//app.example/oauth",
		"/oauth", "oauth", "https:app.example/oauth", "https://app.example/oauthorize",
		"https://app.example/", "https://app.example/oauth/../x", "https://app.example/oauth/%2e%2e/x",
		"https://app.example/oauth/..%2fx", `https://app.example/oauth\..\x`, "https://app.example/oauth#x",
		"javascript:alert(1)", "https://app.example/oauth\n",
		"https://app.example/%6fauth/../../x", "%zz",
	}
	for _, uri := range home {
		u, w := s.authorize("client_id", "app", "response_type", "code", "redirect_uri", uri)
		if u == nil || !strings.EqualFold(u.Host, "app.example") || !u.Query().Has("code") {
			t.Errorf("%q leads to %v: %d %s", uri, u, w.Code, w.Body)
		}
	}
	for _, uri := range abroad {
		u, w := s.authorize("client_id", "app", "response_type", "code", "redirect_uri", uri)
		if u != nil || w.Header().Get("Location") != "" || w.Code != http.StatusBadRequest {
			t.Errorf("%q leads to %v: %d %s", uri, u, w.Code, w.Body)
		}
	}
}

func TestClientCredentials(t *testing.T) {
	s := newOAuth(t)
	const missing = "Requests must be authenticated using OAuth client credentials"
	const invalid = "Invalid OAuth client credentials"
	form := func(params ...string) []string {
		return append(params, "grant_type", "client_credentials")
	}
	tests := []struct {
		name, credentials string
		form              []string
		want              string
	}{
		{"basic", appBasic, form(), ""},
		{"basic, form encoded", "app:" + url.QueryEscape(appSecret), form(), ""},
		{"form", "", form("client_id", "app", "client_secret", appSecret), ""},
		{"nothing", "", form(), missing},
		{"no secret", "", form("client_id", "app"), missing},
		{"wrong secret", "app:" + otherSecret, form(), invalid},
		{"wrong key", "nope:" + appSecret, form(), invalid},
		{"encoded in the form", "",
			form("client_id", "app", "client_secret", url.QueryEscape(appSecret)), invalid},
		{"bearer", "Bearer " + appSecret, form(), missing},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := s.grant(t, tt.credentials, tt.form...)
			if answer.Description != tt.want || answer.RefreshToken != "" {
				t.Errorf("got %+v", answer)
			}
			if tt.want != "" && answer.Error != "unauthorized_client" {
				t.Errorf("the error is %q", answer.Error)
			}
		})
	}
}

func TestRefreshTokens(t *testing.T) {
	s := newOAuth(t)
	const notValid = "The specified refresh token is not valid."
	refresh := func(token string) oauthTokens {
		t.Helper()
		return s.grant(t, appBasic, "grant_type", "refresh_token", "refresh_token", token)
	}
	first := s.grant(t, appBasic, "grant_type", "authorization_code", "code", s.code(t))
	s.after(time.Hour)
	second := refresh(first.RefreshToken)
	if second.AccessToken == "" || second.RefreshToken == first.RefreshToken {
		t.Fatalf("got %+v after %+v", second, first)
	}
	if got := s.status(prs, second.AccessToken); got != http.StatusOK {
		t.Errorf("the new token answers %d", got)
	}
	s.after(time.Minute)
	if got := refresh(first.RefreshToken); got.Description != notValid || got.Error != "invalid_grant" {
		t.Errorf("a used token, later: %+v", got)
	}
	for _, token := range []string{"", "nope", second.AccessToken, s.code(t)} {
		if got := refresh(token); got.Description != notValid {
			t.Errorf("token %q: %+v", token, got)
		}
	}
	other := s.grant(t, "other:"+otherSecret,
		"grant_type", "refresh_token", "refresh_token", second.RefreshToken)
	if other.Error != "invalid_grant" {
		t.Errorf("another consumer: %+v", other)
	}
	s.after(90 * 24 * time.Hour)
	if got := refresh(second.RefreshToken); got.Description != notValid {
		t.Errorf("after three months: %+v", got)
	}
}

func TestTokensExpire(t *testing.T) {
	s := newOAuth(t)
	token := s.grant(t, appBasic, "grant_type", "client_credentials").AccessToken
	s.after(time.Hour - time.Second)
	if got := s.status(prs, token); got != http.StatusOK {
		t.Errorf("just in time: %d", got)
	}
	s.after(time.Second)
	w := get(s, prs+"?access_token="+token)
	wantError(t, w, http.StatusUnauthorized,
		"Access token expired. Use your refresh token to obtain a new access token.")
	if w.Header().Get("WWW-Authenticate") == "" {
		t.Error("there is no challenge")
	}
}

func TestAdvance(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t), bbqltest.OAuth(app))
	s := &oauthServer{Handler: relay(t, bb)}
	token := s.grant(t, appBasic, "grant_type", "client_credentials").AccessToken
	if got := s.status(prs, token); got != http.StatusOK {
		t.Errorf("at first: %d", got)
	}
	bb.Advance(time.Hour)
	if got := s.status(prs, token); got != http.StatusUnauthorized {
		t.Errorf("after an hour: %d", got)
	}
}

func TestUnsupportedGrants(t *testing.T) {
	s := newOAuth(t)
	for kind, want := range map[string]string{
		"": "None", "password": "password", "implicit": "implicit",
	} {
		answer := s.grant(t, appBasic, "grant_type", kind)
		if answer.Error != "unsupported_grant_type" ||
			answer.Description != "Unsupported grant type: "+want {
			t.Errorf("%q: %+v", kind, answer)
		}
	}
	// A body that is no form says nothing, as people found out.
	r := httptest.NewRequest(http.MethodPost, "http://bitbucket.test"+tokenPath,
		strings.NewReader(`{"grant_type": "client_credentials"}`))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if !strings.Contains(w.Body.String(), "Unsupported grant type: None") {
		t.Errorf("JSON: %d %s", w.Code, w.Body)
	}
	long := s.grant(t, appBasic, "grant_type", "refresh_token", "x", strings.Repeat("x", 70_000))
	if long.Error != "invalid_request" {
		t.Errorf("a long form: %+v", long)
	}
}

func TestOAuthMethodsAndPaths(t *testing.T) {
	s := newOAuth(t)
	wantError(t, get(s, "http://bitbucket.test"+tokenPath), 405, "Method not allowed: GET")
	wantError(t, s.post("", authorizePath), 405, "Method not allowed: POST")
	w := get(handler(), "http://bitbucket.test"+authorizePath)
	wantMissing(t, w, "Resource not found", "There is no API hosted at this URL.")
}

// TestAccessTokenInForm shows that a token in the form of a POST counts: what is
// wrong then is the method.
func TestAccessTokenInForm(t *testing.T) {
	s := newOAuth(t, bbqltest.Auth(bbqltest.Token{Secret: "s1"}))
	token := s.grant(t, appBasic, "grant_type", "client_credentials").AccessToken
	for text, want := range map[string]int{token: 405, "s1": 405, "nope": 401, "": 401} {
		if w := s.post("", "/2.0"+prs, "access_token", text); w.Code != want {
			t.Errorf("%q: got %d %s, want %d", text, w.Code, w.Body, want)
		}
	}
	strict := newOAuth(t, bbqltest.Strict())
	token = strict.grant(t, appBasic, "grant_type", "client_credentials").AccessToken
	wantError(t, get(strict, prs+"?access_token="+token), 400,
		"bbqltest: an OAuth token counts in the Authorization header alone (documented)")
	if got := strict.status(prs, token); got != http.StatusOK {
		t.Errorf("strict, in the header: %d", got)
	}
}

// TestTokensAreTheSameEachTime makes what a test sees repeatable.
func TestTokensAreTheSameEachTime(t *testing.T) {
	first, second := newOAuth(t), newOAuth(t)
	a, b := first.code(t), second.code(t)
	if a != b || a == first.code(t) {
		t.Errorf("codes %q and %q", a, b)
	}
}

// TestIssuedTokensAreBounded asks for more tokens than a server remembers: the
// oldest goes.
func TestIssuedTokensAreBounded(t *testing.T) {
	s := newOAuth(t)
	first := s.code(t)
	s.after(time.Second)
	last := ""
	for range 10_000 {
		last = s.code(t)
	}
	form := []string{"grant_type", "authorization_code", "code"}
	if got := s.grant(t, appBasic, append(form, first)...); got.Error != "invalid_grant" {
		t.Errorf("the first code: %+v", got)
	}
	if got := s.grant(t, appBasic, append(form, last)...); got.Error != "" {
		t.Errorf("the last code: %+v", got)
	}
}

// TestSecretsAreNotShown looks for secrets in all that a test may print.
func TestSecretsAreNotShown(t *testing.T) {
	var shown strings.Builder
	var issued oauthTokens
	failures := try(t, func(tb *tester) {
		bb := bbqltest.NewServer(tb, states(t), bbqltest.OAuth(app), bbqltest.Strict(),
			bbqltest.Auth(bbqltest.Token{Secret: "s1"}))
		s := &oauthServer{Handler: relay(t, bb)}
		code := s.code(t)
		issued = s.grant(t, "", "grant_type", "authorization_code", "code", code,
			"client_id", "app", "client_secret", appSecret)
		s.authorize("client_id", "app", "response_type", "token", "client_secret", appSecret)
		get(s, prs+"?access_token="+issued.AccessToken+"&q=id%3D&refresh_token="+issued.RefreshToken)
		get(s, prs+"?access_token=s1&q=id%3D1&state=OPEN&code="+code)
		bb.AssertQueried(prs, "id = 7")
		fmt.Fprintf(&shown, "%+v %v %#v", bb.Requests(), app, app)
		issued.Scopes = code
	})
	fmt.Fprint(&shown, failures)
	if len(failures) < 3 {
		t.Errorf("only %d failures: %q", len(failures), failures)
	}
	secrets := []string{appSecret, url.QueryEscape(appSecret), "s1", issued.AccessToken,
		issued.RefreshToken, issued.Scopes}
	for _, secret := range secrets {
		if secret == "" || strings.Contains(shown.String(), secret) {
			t.Errorf("the secret %q is in %s", secret, &shown)
		}
	}
	if !strings.Contains(shown.String(), "client_id:[app]") {
		t.Errorf("the consumer is not in %s", &shown)
	}
}

// Bitbucket does not offer PKCE (BCLOUD-23469): what a client sends of it counts
// for nothing, and nobody may think that it protects the code.
func TestPKCECountsForNothing(t *testing.T) {
	const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" // of RFC 7636
	s := newOAuth(t)
	for _, verifier := range []string{"", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "wrong"} {
		code := s.code(t, "code_challenge", challenge, "code_challenge_method", "S256")
		answer := s.grant(t, "app:"+appSecret,
			"grant_type", "authorization_code", "code", code, "code_verifier", verifier)
		if answer.AccessToken == "" {
			t.Errorf("verifier %q: %+v", verifier, answer)
		}
	}
	// Nor does it take the place of the secret.
	answer := s.grant(t, "", "grant_type", "authorization_code", "client_id", "app",
		"code", s.code(t, "code_challenge", challenge), "code_verifier", challenge)
	if answer.Error != "unauthorized_client" {
		t.Errorf("without a secret: %+v", answer)
	}
}
