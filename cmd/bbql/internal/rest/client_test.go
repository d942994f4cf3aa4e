package rest

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

func TestCredentials(t *testing.T) {
	tests := map[string]struct {
		credentials Credentials
		want        string
	}{
		"none":   {Credentials{}, ""},
		"bearer": {Bearer("s3cret"), "Bearer s3cret"},
		"basic":  {Basic("jo@example.com", "s3cret"), "Basic am9AZXhhbXBsZS5jb206czNjcmV0"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprintf(w, "%q", r.Header.Get("Authorization"))
			}))
			f.Credentials = tt.credentials
			ans, err := f.Get(t.Context(), f.at(t, "/2.0/user"))
			if err != nil || string(ans.Body) != fmt.Sprintf("%q", tt.want) {
				t.Errorf("answer %s, error %v", ans.Body, err)
			}
			for _, text := range []string{
				fmt.Sprint(tt.credentials), fmt.Sprintf("%#v", tt.credentials), fmt.Sprintf("%+v", f.Client),
			} {
				if strings.Contains(text, "s3cret") || strings.Contains(text, "czNjcmV0") {
					t.Errorf("%s", text)
				}
			}
		})
	}
}

// tokens is where consumers get access tokens that expire after so many seconds.
func tokens(t *testing.T, issued *int, expiry int) http.Handler {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("POST /site/oauth2/access_token", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		id, secret, _ := r.BasicAuth()
		if r.FormValue("grant_type") != "client_credentials" || id != "key" || secret != "s3cret" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, `{"error":"invalid_client","error_description":"not %s of %s"}`, secret, id)
			return
		}
		*issued++
		fmt.Fprintf(w, `{"access_token":"t%d","token_type":"bearer","expires_in":%d}`, *issued, expiry)
	})
	mux.HandleFunc("GET /2.0/", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != fmt.Sprintf("Bearer t%d", *issued) {
			w.WriteHeader(http.StatusUnauthorized)
		}
		io.WriteString(w, "{}")
	})
	return mux
}

func TestConsumer(t *testing.T) {
	for expiry, want := range map[int]int{7200: 1, 1: 3} { // 1 second is over before it's used
		issued := 0
		f := newFixture(t, tokens(t, &issued, expiry))
		f.Credentials = Consumer("key", "s3cret")
		for range 3 {
			if _, err := f.Get(t.Context(), f.at(t, "/2.0/user")); err != nil {
				t.Error(err)
			}
		}
		if issued != want {
			t.Errorf("%d tokens that last %d s were issued, want %d", issued, expiry, want)
		}
	}
}

func TestConsumerIsRefused(t *testing.T) {
	issued := 0
	f := newFixture(t, tokens(t, &issued, 3600))
	f.Credentials = Consumer("key", "wr0ng")
	_, err := f.Get(t.Context(), f.at(t, "/2.0/user"))
	var status *StatusError
	if !errors.As(err, &status) || status.Status != http.StatusBadRequest ||
		status.Method != http.MethodPost || status.Message != "not [secret] of key" || strings.Contains(err.Error(), "wr0ng") {
		t.Errorf("error %v", err)
	}
}

// The token comes from Bitbucket's own site where the API is Bitbucket's.
func TestTokenURL(t *testing.T) {
	for base, want := range map[string]string{
		"https://api.bitbucket.org": "https://bitbucket.org/site/oauth2/access_token",
		"http://127.0.0.1:8080":     "http://127.0.0.1:8080/site/oauth2/access_token",
	} {
		if got := tokenURL(parseURL(t, base)); got != want {
			t.Errorf("%s: %s, want %s", base, got, want)
		}
	}
}

// Whatever a server does: what it is told stays between the two.
func TestSecretsStay(t *testing.T) {
	const token = "s3cr/et+"
	visited := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visited++ }))
	defer other.Close()
	tests := map[string]http.HandlerFunc{
		"link to another host": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"values":[],"next":"%s/?t=%s"}`, other.URL, token)
		},
		"link to another port": func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `{"values":[],"next":"http://127.0.0.1:1/?t=`+token+`"}`)
		},
		"link by another scheme": func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, `{"values":[],"next":"https://`+r.Host+`/?t=`+token+`"}`)
		},
		"link with a user": func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, `{"values":[],"next":"http://`+token+`@`+r.Host+`/"}`)
		},
		"link that is none": func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `{"values":[],"next":"http://[`+token+`"}`)
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/?t="+token, http.StatusFound)
		},
		"echo": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `{"error":{"message":%q,"detail":%q}}`, r.Header.Get("Authorization"), token)
		},
		"no JSON": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<p>"+r.Header.Get("Authorization"))
		},
	}
	for name, h := range tests {
		f := newFixture(t, h)
		f.Credentials = Bearer(token)
		var told []string
		f.Trace = func(text string) { told = append(told, text) }
		_, err := f.count(t, "/2.0/user")
		told = append(told, fmt.Sprint(err))
		if err == nil || strings.Contains(strings.Join(told, "\n"), "s3cr") {
			t.Errorf("%s: error %v, told %q", name, err, told)
		}
	}
	if visited > 0 {
		t.Errorf("the other host had %d requests", visited)
	}
}

// A redirect on the same host is followed, with the credentials.
func TestRedirect(t *testing.T) {
	inner := offline(bbqltest.Auth(bbqltest.Token{Secret: "s3cret", Scopes: []string{"pullrequest"}}))
	f := newFixture(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if old, ok := strings.CutPrefix(r.URL.Path, "/2.0/repositories/old/"); ok {
			http.Redirect(w, r, "/2.0/repositories/acme/"+old, http.StatusMovedPermanently)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	f.Credentials = Bearer("s3cret")
	if n, err := f.count(t, "/2.0/repositories/old/site/pullrequests"); n != 14 || err != nil {
		t.Errorf("%d objects, error %v", n, err)
	}
	f = newFixture(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"/more", http.StatusFound)
	}))
	_, err := f.count(t, "/2.0/user")
	if err == nil || !strings.Contains(err.Error(), "more than 5 redirects") || f.requests.Load() > 6 {
		t.Errorf("error %v after %d requests", err, f.requests.Load())
	}
}

// An answer is bounded as it is, not as it comes.
func TestLargeAnswers(t *testing.T) {
	object := `{"values":["` + strings.Repeat("x", 1<<20) + `"]}`
	for name, h := range map[string]http.Handler{
		"plain": says(object),
		"gzip": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			zip := gzip.NewWriter(w)
			io.WriteString(zip, object)
			zip.Close()
		}),
	} {
		f := newFixture(t, h)
		f.MaxBody = 1 << 20
		_, err := f.count(t, "/2.0/user")
		if err == nil || !strings.HasSuffix(err.Error(), "the answer is larger than 1048576 bytes") {
			t.Errorf("%s: error %v", name, err)
		}
		if f.MaxBody = 2 << 20; len(f.pauses) > 0 {
			t.Errorf("%s: it was tried again", name)
		}
		if n, err := f.count(t, "/2.0/user"); n != 1 || err != nil {
			t.Errorf("%s: %d objects, error %v", name, n, err)
		}
	}
}

// TestErrorIsOneLine has the answer of Bitbucket at a path that it does not have.
func TestErrorIsOneLine(t *testing.T) {
	f := newFixture(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `{"error":{"message":"Resource\nnot found","detail":"No API\r\n\r\nhere"}}`)
	}))
	_, err := f.Get(t.Context(), f.at(t, "/2.0/user"))
	if err == nil || !strings.HasSuffix(err.Error(), ": Resource not found (No API here)") {
		t.Errorf("error %q", err)
	}
}

func TestScopes(t *testing.T) {
	tests := map[string]struct{ required, granted string }{
		`{"required":["a","b"],"granted":[]}`:          {"[a b]", "[]"},
		`{"required":"a, b","granted":"c"}`:            {"[a b]", "[c]"},
		`"in words"`:                                   {"[]", "[]"},
		`[{"required":1}]`:                             {"[]", "[]"},
		`{"required":{"a":1},"granted":[1],"other":2}`: {"[]", "[]"},
	}
	for detail, want := range tests {
		f := newFixture(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `{"type":"error","error":{"message":"no","detail":%s}}`, detail)
		}))
		_, err := f.Get(t.Context(), f.at(t, "/2.0/user"))
		var status *StatusError
		if !errors.As(err, &status) || fmt.Sprint(status.Required) != want.required ||
			fmt.Sprint(status.Granted) != want.granted {
			t.Errorf("%s: error %v with %+v", detail, err, status)
		}
	}
}
