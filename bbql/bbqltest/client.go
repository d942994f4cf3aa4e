package bbqltest

import (
	"fmt"
	"net/http"
	"net/url"
)

// Client returns an HTTP client for programs that know nothing but Bitbucket's
// own addresses: requests to api.bitbucket.org and bitbucket.org go to the
// server, by http or https, as do those to the server itself, and what it
// answers leads there again. Requests to any other host are errors, so that none
// leaves the test.
func (s *Server) Client() *http.Client {
	return &http.Client{Transport: &detour{to: s.URL, by: s.transport}}
}

// A detour leads requests for Bitbucket to a server.
type detour struct {
	to string
	by http.RoundTripper
}

// forwarded says by which scheme a request came before it was led elsewhere.
const forwarded = "X-Forwarded-Proto"

func (d *detour) RoundTrip(r *http.Request) (*http.Response, error) {
	to, err := url.Parse(d.to)
	if err != nil {
		return nil, err
	}
	switch r.URL.Hostname() {
	case "api.bitbucket.org", "bitbucket.org":
	case to.Hostname():
		return d.by.RoundTrip(r)
	default:
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, fmt.Errorf("bbqltest: %s is not Bitbucket, and no test leaves the machine", r.URL.Host)
	}
	led := r.Clone(r.Context())
	led.Host = r.URL.Host
	led.Header.Set(forwarded, r.URL.Scheme)
	led.URL.Scheme, led.URL.Host = to.Scheme, to.Host
	return d.by.RoundTrip(led)
}
