package recording

import (
	"net/url"
	"strings"
)

// A Response is one that was saved.
type Response struct {
	Method  string
	URL     string // of the request, whole
	Status  int
	Body    []byte
	Problem string   // why there is no body, as in "is broken base64"; "" if there is one
	Secrets []string // what the request or the response showed to be let in
}

// maxBody is the size of the largest body that is taken, decompressed.
const maxBody = 16 << 20

// bases are what stands before the paths of the API on Bitbucket's hosts. The
// second is what its pages in a browser call.
var bases = [...]string{"/2.0/", "/!api/2.0/", "/api/2.0/"}

// hosts are Bitbucket's.
var hosts = [...]string{"api.bitbucket.org", "bitbucket.org", "www.bitbucket.org"}

// shown returns a URL without what may be secret.
func shown(rawURL string) string {
	rawURL, _, _ = strings.Cut(rawURL, "?")
	rawURL, _, _ = strings.Cut(rawURL, "#")
	if u, err := url.Parse(rawURL); err == nil {
		u.User = nil
		rawURL = u.String()
	}
	return rawURL
}
