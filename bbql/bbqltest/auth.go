package bbqltest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/schema"
)

// A Token is something that a client may show to be let in. One with an Email
// is an API token: it comes as the password of that user by Basic, and its
// scopes are like read:repository:bitbucket. Any other is an access token: it
// comes by Bearer, by JWT, or as the access_token parameter of the URL or of a
// form, and its scopes are like repository, where repository:write includes
// repository.
type Token struct {
	Secret string
	Email  string
	Scopes []string
}

// String returns the token without its secret.
func (t Token) String() string {
	if t.Email != "" {
		return "API token of " + t.Email
	}
	return "access token"
}

// GoString returns what String does, for %#v.
func (t Token) GoString() string { return t.String() }

// Auth makes the server ask for one of the tokens: requests without or with a
// wrong one are answered 401, those whose token lacks a scope that the endpoint
// needs 403, with the required and the granted scopes as details (observed).
// Secrets are neither recorded nor part of any message.
func Auth(tokens ...Token) Option {
	return func(o *options) {
		o.authenticated = true
		o.tokens = append(slices.Clone(o.tokens), tokens...)
	}
}

// authenticate returns the token that a request shows, nil where none is asked
// for.
func (a *api) authenticate(r *http.Request, ps params) (*Token, error) {
	if !a.authenticated {
		return nil, nil
	}
	shown, err := credentialsOf(r, ps)
	if err != nil {
		return nil, err
	}
	for i, t := range a.tokens {
		if shown.secret != "" && t.Secret == shown.secret && t.Email == shown.email {
			return &a.tokens[i], nil
		}
	}
	g := a.issuer.lookup(kindAccess, shown.secret)
	switch {
	case g == nil || shown.email != "":
		return nil, unauthorized("Token is invalid, expired, or not supported for this endpoint.")
	case !a.now().Before(g.expires):
		return nil, unauthorized(
			"Access token expired. Use your refresh token to obtain a new access token.")
	case a.strict && !shown.header:
		return nil, a.complain("an OAuth token counts in the Authorization header alone (documented)")
	}
	return &Token{Scopes: g.consumer.Scopes}, nil
}

// credentials are what a request shows.
type credentials struct {
	email  string // only with Basic
	secret string
	header bool // whether they are in the Authorization header
}

// credentialsOf returns what a request shows: in its header, else as a parameter
// of its URL, else in its form.
func credentialsOf(r *http.Request, ps params) (credentials, error) {
	if user, password, ok := r.BasicAuth(); ok && user != "" {
		return credentials{user, password, true}, nil
	}
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case strings.EqualFold(scheme, "Bearer"), strings.EqualFold(scheme, "JWT"):
		return credentials{"", strings.TrimSpace(rest), true}, nil
	case scheme != "":
		return credentials{}, nil
	}
	if token := ps.last("access_token"); token != "" {
		return credentials{secret: token}, nil
	}
	form, err := readForm(r)
	return credentials{secret: form.last("access_token")}, err
}

// authorize tells whether a token may call an endpoint. Nil may call all.
func (a *api) authorize(e schema.Endpoint, t *Token) error {
	if t == nil || t.has(e) {
		return nil
	}
	return &failure{
		status:  http.StatusForbidden,
		message: "Your credentials lack one or more required privilege scopes.",
		detail: map[string][]string{
			"required": t.required(e),
			"granted":  append([]string{}, t.Scopes...),
		},
	}
}

// required returns the scopes of the token's kind that an endpoint needs.
func (t *Token) required(e schema.Endpoint) []string {
	if t.Email != "" {
		return e.Scopes.APIToken
	}
	return e.Scopes.OAuth
}

// has reports whether the token's scopes are enough for an endpoint: whether it
// adds nothing to the least scopes of what the token may call.
func (t *Token) has(e schema.Endpoint) bool {
	may := schema.Endpoint{Scopes: schema.Scopes{OAuth: t.Scopes}}
	if t.Email != "" {
		may.Scopes = schema.Scopes{APIToken: t.Scopes}
		e.Scopes.OAuth = nil
	} else {
		e.Scopes.APIToken = nil
	}
	with, without := schema.LeastScopes(may, e), schema.LeastScopes(may)
	return slices.Equal(with.OAuth, without.OAuth) && slices.Equal(with.APIToken, without.APIToken)
}
