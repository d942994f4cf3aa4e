package bbqltest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A Consumer is an OAuth 2 client, by the name that Bitbucket has for it.
type Consumer struct {
	Key    string   // the client_id
	Secret string   // the client_secret, and what signs its JSON Web Tokens
	Scopes []string // of every token that it gets; a scope parameter counts for nothing

	// Callback is where users are sent back to. A redirect_uri must be it, or
	// lie below its path. Without it there is no consent to ask for.
	Callback string
	// Denied says that users refuse the consent.
	Denied bool
}

// String returns the consumer without its secret.
func (c Consumer) String() string { return "OAuth consumer " + c.Key }

// GoString returns what String does, for %#v.
func (c Consumer) GoString() string { return c.String() }

// OAuth makes the server ask for access tokens, as [Auth] does, and give them
// out at Bitbucket's two paths: /site/oauth2/authorize and
// /site/oauth2/access_token. Nobody is asked for consent: who comes to the first
// one is sent back at once. The grants are those of RFC 6749 but for passwords,
// and urn:bitbucket:oauth2:jwt, for a JSON Web Token that is signed by HS256 with
// the consumer's secret, has its key as iss, and an exp.
//
// Access tokens expire after an hour, refresh tokens after three months or soon
// after they were used (documented), codes after ten minutes (assumed): see
// [Clock] and [Server.Advance]. The parameters of PKCE count for nothing, as
// Bitbucket does not offer it (documented: BCLOUD-23469).
//
// The same requests always get the same codes and tokens, which can be guessed:
// they protect nothing. Secrets are neither recorded nor part of any message.
func OAuth(consumers ...Consumer) Option {
	return func(o *options) {
		o.authenticated = true
		o.consumers = append(slices.Clone(o.consumers), consumers...)
	}
}

// Clock makes the server ask a function what time it is, for what expires.
// Without it that is time.Now. The function must be safe for concurrent use.
func Clock(now func() time.Time) Option { return func(o *options) { o.clock = now } }

const (
	authorizePath = "/site/oauth2/authorize"
	tokenPath     = "/site/oauth2/access_token"
)

// oauth answers a request for one of the two paths; nil means that it is for
// something else.
func (a *api) oauth(r *http.Request, ps params) (*answer, error) {
	switch path := r.URL.Path; {
	case len(a.consumers) == 0:
		return nil, nil
	case path == authorizePath && r.Method == http.MethodGet:
		return a.consent(ps)
	case path == authorizePath:
		return nil, notAllowed(r.Method, http.MethodGet)
	case path == tokenPath && r.Method == http.MethodPost:
		return a.token(r)
	case path == tokenPath:
		return nil, notAllowed(r.Method, http.MethodPost)
	}
	return nil, nil
}

// consent sends a user back to the consumer with what it asked for, or with an
// error. Where to is only known from what the consumer has declared.
func (a *api) consent(ps params) (*answer, error) {
	c := a.consumer(ps.last("client_id"))
	if c == nil {
		return nil, &refusal{"invalid_request", "Invalid client_id"}
	}
	redirect := ps.last("redirect_uri")
	to := c.redirect(redirect)
	if to == nil {
		return nil, &refusal{"invalid_request", "Invalid redirect_uri"} // observed
	}
	result := url.Values{}
	kind := ps.last("response_type")
	switch {
	case kind != "code" && kind != "token":
		result.Set("error", "unsupported_response_type")
	case kind == "token" && a.strict:
		return nil, a.complain("the implicit grant is no longer supported (documented): " +
			"ask for response_type=code")
	case c.Denied:
		result.Set("error", "access_denied")
	case kind == "code":
		result.Set("code", a.issuer.issue(&grant{
			kind: kindCode, consumer: c, redirect: redirect, expires: a.now().Add(codeLife),
		}))
	default:
		result = a.issued(c, false).values()
	}
	if state := ps.last("state"); state != "" {
		result.Set("state", state)
	}
	return sendBack(to, result, kind == "token"), nil
}

// sendBack returns a redirection with parameters added to the query or, for the
// eyes of the browser alone, as the fragment.
func sendBack(to *url.URL, result url.Values, fragment bool) *answer {
	text := to.String()
	switch {
	case fragment:
		text += "#"
	case to.RawQuery != "":
		text += "&"
	case !to.ForceQuery: // which ends in a question mark already
		text += "?"
	}
	header := http.Header{"Location": {text + result.Encode()}, "Cache-Control": {"no-store"}}
	return &answer{status: http.StatusFound, header: header}
}

// consumer returns the consumer with a key, nil if there is none.
func (a *api) consumer(key string) *Consumer {
	for i := range a.consumers {
		if c := &a.consumers[i]; c.Key == key && key != "" {
			return c
		}
	}
	return nil
}

// redirect returns where to send a user who comes with a redirect_uri, "" for
// none; nil means nowhere. It is the callback, or something below its path: the
// consumer's page, never that of a stranger.
func (c *Consumer) redirect(asked string) *url.URL {
	callback, err := url.Parse(c.Callback)
	if err != nil || !callback.IsAbs() {
		return nil
	}
	if asked == "" || asked == c.Callback {
		return callback
	}
	to, err := url.Parse(asked)
	switch {
	case err != nil, to.Scheme != callback.Scheme, to.Opaque != "", to.User != nil,
		!strings.EqualFold(to.Host, callback.Host), strings.ContainsAny(asked, `#\`):
		return nil
	case to.Path == callback.Path:
		return to
	}
	below, ok := strings.CutPrefix(to.Path, strings.TrimSuffix(callback.Path, "/")+"/")
	if !ok || hasDots(below) {
		return nil
	}
	return to
}

// A refusal is an error in the layout of RFC 6749.
type refusal struct {
	Code        string `json:"error"`
	Description string `json:"error_description"`
}

func (f *refusal) Error() string { return fmt.Sprintf("%s: %s", f.Code, f.Description) }

func (f *refusal) answer() *answer {
	return unstored(http.StatusBadRequest, f)
}

// unstored returns an answer that no cache may keep.
func unstored(status int, v any) *answer {
	body, err := marshal(v)
	if err != nil {
		return failed(err)
	}
	header := http.Header{"Cache-Control": {"no-store"}, "Pragma": {"no-cache"}}
	return &answer{status: status, header: header, body: body}
}
