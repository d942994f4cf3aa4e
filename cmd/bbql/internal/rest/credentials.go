package rest

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// Credentials are what a client shows to be let in. The zero Credentials show
// nothing. They print as what kind they are.
type Credentials struct {
	kind   string
	header string // of Authorization
	secret []string

	consumer *clientcredentials.Config
	issued   *issued
}

// issued remembers the access token that a consumer got, so that it can be kept
// out of messages.
type issued struct{ token *oauth2.Token }

// Bearer returns an access token: of a repository, a project or a workspace, or
// one by OAuth.
func Bearer(token string) Credentials {
	return Credentials{kind: "access token", header: "Bearer " + token, secret: []string{token}}
}

// Basic returns the API token of a user.
func Basic(email, token string) Credentials {
	pair := base64.StdEncoding.EncodeToString([]byte(email + ":" + token))
	return Credentials{
		kind:   "API token",
		header: "Basic " + pair,
		secret: []string{pair, token},
	}
}

// tokenPath is where an OAuth consumer gets its access tokens.
const tokenPath = "/site/oauth2/access_token"

// Consumer returns the client credentials of an OAuth consumer. Access tokens
// are fetched when they are needed.
func Consumer(id, secret string) Credentials {
	return Credentials{
		kind:   "OAuth consumer",
		secret: []string{secret},
		issued: &issued{},
		consumer: &clientcredentials.Config{
			ClientID:     id,
			ClientSecret: secret,
			AuthStyle:    oauth2.AuthStyleInHeader,
		},
	}
}

// IsZero reports whether there is nothing to show.
func (c Credentials) IsZero() bool { return c.kind == "" }

// IsAPIToken reports whether they are an API token, whose scopes have names of
// their own.
func (c Credentials) IsAPIToken() bool { return c.kind == "API token" }

// String returns the kind.
func (c Credentials) String() string { return c.kind }

// GoString returns what String does, for %#v.
func (c Credentials) GoString() string { return c.kind }

// redact returns the text with marks in the places of secrets.
func (c Credentials) redact(text string) string {
	secrets := c.secret
	if c.issued != nil && c.issued.token != nil {
		secrets = append([]string{c.issued.token.AccessToken}, secrets...)
	}
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "[secret]")
			text = strings.ReplaceAll(text, url.QueryEscape(secret), "[secret]")
		}
	}
	return text
}

// sign puts the credentials on a request.
func (c *Credentials) sign(req *http.Request, client *http.Client, base *url.URL) error {
	header := c.header
	if c.consumer != nil {
		token, err := c.token(req.Context(), client, base)
		if err != nil {
			return err
		}
		header = "Bearer " + token.AccessToken
	}
	if header != "" {
		req.Header.Set("Authorization", header)
	}
	return nil
}

// token returns an access token that has not expired.
func (c *Credentials) token(
	ctx context.Context, client *http.Client, base *url.URL,
) (*oauth2.Token, error) {
	if c.issued.token.Valid() {
		return c.issued.token, nil
	}
	config := *c.consumer
	config.TokenURL = tokenURL(base)
	token, err := config.Token(context.WithValue(ctx, oauth2.HTTPClient, client))
	var refused *oauth2.RetrieveError
	switch {
	case errors.As(err, &refused):
		return nil, c.refusal(refused, config.TokenURL)
	case err != nil:
		return nil, err
	}
	c.issued.token = token
	return token, nil
}

// tokenURL returns where access tokens come from: Bitbucket's own site, or the
// host that stands for it.
func tokenURL(base *url.URL) string {
	if base.Host == "api.bitbucket.org" {
		return "https://bitbucket.org" + tokenPath
	}
	return origin(base) + tokenPath
}

// refusal returns the error of a consumer that got no token.
func (c *Credentials) refusal(refused *oauth2.RetrieveError, from string) error {
	u, err := url.Parse(from)
	if err != nil {
		return err
	}
	message := refused.ErrorCode
	if refused.ErrorDescription != "" {
		message = refused.ErrorDescription
	}
	return &StatusError{
		Method:  http.MethodPost,
		URL:     u,
		Status:  refused.Response.StatusCode,
		Message: c.redact(shorten(message)),
		shown:   c.redact(u.Redacted()),
	}
}
