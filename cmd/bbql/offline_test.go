package main

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// offline is a transport to the offline Bitbucket in the same process, whatever
// the host of a request. Its faults are those of the variable FAULTS, such as
// 429,502 for the first two requests; with AUTH=on it asks for credentials, and
// with IGNORE=q it does not hear that parameter.
type offline struct {
	handler http.Handler
	ignored string
}

func newOffline(dir string, getenv func(string) string) http.RoundTripper {
	var opts []bbqltest.Option
	if getenv("AUTH") == "on" {
		consumer := bbqltest.Consumer{Key: "key", Secret: "s3cret", Scopes: []string{"pullrequest"}}
		opts = append(opts, bbqltest.OAuth(consumer), bbqltest.Auth(
			bbqltest.Token{Secret: "s3cret", Scopes: []string{"pullrequest"}},
			bbqltest.Token{Secret: "ATATT3x", Email: "jo@example.com", Scopes: []string{"read:issue:bitbucket"}},
		))
	}
	var faults []bbqltest.Fault
	for i, status := range strings.Split(getenv("FAULTS"), ",") {
		at := bbqltest.Fault{Requests: []int{i + 1}}
		switch status {
		case "429":
			at.Status, at.RetryAfter = http.StatusTooManyRequests, 30*time.Second
		case "500":
			at.Status = http.StatusInternalServerError
		case "502":
			at.Status = http.StatusBadGateway
		default:
			continue
		}
		faults = append(faults, at)
	}
	opts = append(opts, bbqltest.Faults(1, faults...))
	return &offline{bbqltest.Handler(os.DirFS(dir), opts...), getenv("IGNORE")}
}

// RoundTrip asks the handler.
func (o *offline) RoundTrip(r *http.Request) (*http.Response, error) {
	in := httptest.NewRequest(r.Method, r.URL.String(), r.Body)
	in.URL.RawQuery = urlquery.Set(in.URL.RawQuery, o.ignored, "")
	in.Header = r.Header
	in.Host = r.URL.Host
	if r.URL.Scheme == "https" {
		in.TLS = &tls.ConnectionState{}
	}
	w := httptest.NewRecorder()
	o.handler.ServeHTTP(w, in)
	resp := w.Result()
	resp.Request = r
	return resp, nil
}
