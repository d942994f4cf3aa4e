package clients

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/bitbucket"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

const (
	authorizePath = "/site/oauth2/authorize"
	tokenPath     = "/site/oauth2/access_token"
)

// app is the consumer of the tests. Its secret has characters that form encoding
// changes.
var app = bbqltest.Consumer{
	Key: "app", Secret: "s&c r+t/1", Scopes: []string{"pullrequest"},
	Callback: "http://app.example/callback",
}

// status asks for the pull requests and returns the status of the answer.
func status(t *testing.T, c *http.Client, server string) int {
	t.Helper()
	resp, err := c.Get(server + "/2.0" + prs)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode
}

func TestOAuth2AuthorizationCode(t *testing.T) {
	bb := serve(t, bbqltest.OAuth(app))
	conf := &oauth2.Config{
		ClientID: app.Key, ClientSecret: app.Secret, RedirectURL: app.Callback + "/page",
		Endpoint: oauth2.Endpoint{AuthURL: bb.URL + authorizePath, TokenURL: bb.URL + tokenPath},
	}
	// The user's browser, which stops where it is sent back.
	browser := &http.Client{CheckRedirect: stay}
	resp, err := browser.Get(conf.AuthCodeURL("a state & more"))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	back, err := resp.Location()
	if err != nil || back.Query().Get("state") != "a state & more" || back.Path != "/callback/page" {
		t.Fatalf("sent back to %v: %v", back, err)
	}
	token, err := conf.Exchange(t.Context(), back.Query().Get("code"))
	if err != nil {
		t.Fatal(err)
	}
	if left := time.Until(token.Expiry); left < 59*time.Minute || left > time.Hour {
		t.Errorf("the token expires in %v", left)
	}
	if got := status(t, conf.Client(t.Context(), token), bb.URL); got != http.StatusOK {
		t.Errorf("got %d", got)
	}

	_, err = conf.Exchange(t.Context(), back.Query().Get("code"))
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) || refused.ErrorCode != "invalid_grant" {
		t.Errorf("the code counts again: %v", err)
	}
}

// TestOAuth2RefreshOnExpiry moves the clocks of both sides: everything happens
// in a bubble of testing/synctest, without a network.
func TestOAuth2RefreshOnExpiry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := bbqltest.Handler(os.DirFS(fixtures), bbqltest.OAuth(app))
		browser := &http.Client{Transport: direct{h}, CheckRedirect: stay}
		ctx := context.WithValue(t.Context(), oauth2.HTTPClient, browser)
		const server = "http://bitbucket.example"
		conf := &oauth2.Config{
			ClientID: app.Key, ClientSecret: app.Secret,
			Endpoint: oauth2.Endpoint{AuthURL: server + authorizePath, TokenURL: server + tokenPath},
		}
		token, err := conf.Exchange(ctx, code(t, browser, conf))
		if err != nil {
			t.Fatal(err)
		}
		source := conf.TokenSource(ctx, token)
		client := oauth2.NewClient(ctx, source)
		if got := status(t, client, server); got != http.StatusOK {
			t.Errorf("at first: %d", got)
		}
		time.Sleep(time.Hour)
		plain := oauth2.NewClient(ctx, oauth2.StaticTokenSource(&oauth2.Token{
			AccessToken: token.AccessToken,
		}))
		if got := status(t, plain, server); got != http.StatusUnauthorized {
			t.Errorf("an hour later the old token answers %d", got)
		}
		if got := status(t, client, server); got != http.StatusOK {
			t.Errorf("an hour later: %d", got)
		}
		fresh, err := source.Token()
		if err != nil || fresh.AccessToken == token.AccessToken ||
			fresh.RefreshToken == token.RefreshToken {
			t.Errorf("the token is not new: %v", err)
		}
	})
}

func TestOAuth2ClientCredentials(t *testing.T) {
	bb := serve(t, bbqltest.OAuth(app))
	conf := &clientcredentials.Config{
		ClientID: app.Key, ClientSecret: app.Secret, TokenURL: bb.URL + tokenPath,
	}
	styles := []oauth2.AuthStyle{
		oauth2.AuthStyleAutoDetect, oauth2.AuthStyleInHeader, oauth2.AuthStyleInParams,
	}
	for _, style := range styles {
		conf.AuthStyle = style
		if got := status(t, conf.Client(t.Context()), bb.URL); got != http.StatusOK {
			t.Errorf("style %d: got %d", style, got)
		}
	}
	conf.ClientSecret = "wrong"
	_, err := conf.Token(t.Context())
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) || refused.ErrorCode != "unauthorized_client" ||
		refused.ErrorDescription != "Invalid OAuth client credentials" {
		t.Errorf("got %v", err)
	}
}

// TestOAuth2KnowsOnlyBitbucket uses the addresses that the package itself has for
// Bitbucket, through the client of the server.
func TestOAuth2KnowsOnlyBitbucket(t *testing.T) {
	bb := serve(t, bbqltest.OAuth(app))
	browser := bb.Client()
	browser.CheckRedirect = stay
	ctx := context.WithValue(t.Context(), oauth2.HTTPClient, browser)
	conf := &oauth2.Config{
		ClientID: app.Key, ClientSecret: app.Secret, Endpoint: bitbucket.Endpoint,
	}
	token, err := conf.Exchange(ctx, code(t, browser, conf))
	if err != nil {
		t.Fatal(err)
	}
	if got := status(t, conf.Client(ctx, token), "https://api.bitbucket.org"); got != http.StatusOK {
		t.Errorf("got %d", got)
	}
}

// code asks for consent and returns the code that comes back.
func code(t *testing.T, c *http.Client, conf *oauth2.Config) string {
	t.Helper()
	resp, err := c.Get(conf.AuthCodeURL("s"))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	u, err := url.Parse(resp.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(u.String(), app.Callback) {
		t.Fatalf("sent back to %v: %v", u, err)
	}
	return u.Query().Get("code")
}

// stay is how a client does not follow redirections.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// A direct transport hands requests to a handler.
type direct struct{ http.Handler }

func (h direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	if r.Body == nil {
		r = r.Clone(r.Context())
		r.Body = http.NoBody
	}
	h.ServeHTTP(w, r)
	return w.Result(), nil
}
