package bbqltest

import (
	"cmp"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

const jwtGrant = "urn:bitbucket:oauth2:jwt"

// token answers a request to the token endpoint.
func (a *api) token(r *http.Request) (*answer, error) {
	form, err := readForm(r)
	if err != nil {
		return nil, &refusal{"invalid_request", err.Error()}
	}
	switch kind := form.last("grant_type"); kind {
	case jwtGrant:
		return a.grantForJWT(r)
	case "authorization_code":
		return a.grantForCode(r, form)
	case "refresh_token":
		return a.grantForRefresh(r, form)
	case "client_credentials":
		c, err := a.client(r, form)
		if err != nil {
			return nil, err
		}
		return unstored(http.StatusOK, a.issued(c, false)), nil
	default:
		// The words are observed where there is none.
		return nil, &refusal{"unsupported_grant_type", "Unsupported grant type: " + cmp.Or(kind, "None")}
	}
}

func (a *api) grantForCode(r *http.Request, form params) (*answer, error) {
	c, err := a.client(r, form)
	if err != nil {
		return nil, err
	}
	g := a.issuer.redeem(kindCode, form.last("code"), c, a.now())
	switch {
	case g == nil:
		return nil, &refusal{"invalid_grant", "The specified code is not valid."}
	case g.redirect != "" && g.redirect != form.last("redirect_uri"):
		return nil, &refusal{"invalid_grant", "The redirect_uri is not that of the code."}
	}
	return unstored(http.StatusOK, a.issued(c, true)), nil
}

func (a *api) grantForRefresh(r *http.Request, form params) (*answer, error) {
	c, err := a.client(r, form)
	if err != nil {
		return nil, err
	}
	if a.issuer.redeem(kindRefresh, form.last("refresh_token"), c, a.now()) == nil {
		return nil, &refusal{"invalid_grant", "The specified refresh token is not valid."}
	}
	return unstored(http.StatusOK, a.issued(c, true)), nil
}

func (a *api) grantForJWT(r *http.Request) (*answer, error) {
	text, ok := strings.CutPrefix(r.Header.Get("Authorization"), "JWT ") // documented: case counts
	if !ok {
		return nil, &refusal{"invalid_request", "The JWT must be in the Authorization header, " +
			"after the scheme JWT."}
	}
	token, err := readJWT(text)
	if err != nil {
		return nil, &refusal{"invalid_grant", "Invalid JWT: " + err.Error()}
	}
	c := a.consumer(token.Issuer)
	if c == nil {
		return nil, &refusal{"invalid_grant", "Invalid JWT: iss is the key of no consumer"}
	}
	if err := token.verify(c.Secret, a.now()); err != nil {
		return nil, &refusal{"invalid_grant", "Invalid JWT: " + err.Error()}
	}
	return unstored(http.StatusOK, a.issued(c, false)), nil
}

// client returns the consumer that a request to the token endpoint shows the key
// and secret of, by Basic or in the form. RFC 6749 has them encoded within
// Basic; people send them as they are.
func (a *api) client(r *http.Request, form params) (*Consumer, error) {
	key, secret, basic := r.BasicAuth()
	if !basic {
		key, secret = form.last("client_id"), form.last("client_secret")
	}
	if key == "" || secret == "" {
		return nil, &refusal{"unauthorized_client", // observed, as is the other
			"Requests must be authenticated using OAuth client credentials"}
	}
	if c := a.consumer(key); c != nil && c.Secret == secret {
		return c, nil
	}
	if c := a.consumer(unescaped(key)); basic && c != nil && c.Secret == unescaped(secret) {
		return c, nil
	}
	return nil, &refusal{"unauthorized_client", "Invalid OAuth client credentials"}
}

// unescaped returns text without escapes, and broken ones as they are.
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// maxForm bounds the body of a request.
const maxForm = 64 << 10

// readForm returns the parameters in the body of a POST, none if it is anything
// but a form.
func readForm(r *http.Request) (params, error) {
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Method != http.MethodPost || r.Body == nil ||
		mediaType != "application/x-www-form-urlencoded" {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxForm+1))
	if err != nil {
		return nil, badRequest("Bad Request: the body can't be read")
	}
	if len(body) > maxForm {
		return nil, badRequest("Bad Request: a form of more than %d bytes", maxForm)
	}
	return readParams(string(body))
}
