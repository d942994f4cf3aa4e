package bbqltest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// A jwt is a JSON Web Token, as an Atlassian Connect app makes it.
type jwt struct {
	Issuer  string  `json:"iss"` // the app's key
	Expires float64 `json:"exp"` // seconds since 1970

	signed    string // the part that is signed
	signature []byte
}

// readJWT reads a token and believes nothing of it.
func readJWT(text string) (*jwt, error) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return nil, errors.New("want three parts, separated by dots")
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	t := &jwt{signed: parts[0] + "." + parts[1]}
	if err := decodePart(parts[0], &header); err != nil {
		return nil, errors.New("its header is not JSON in base64url")
	}
	if header.Algorithm != "HS256" {
		return nil, errors.New("its alg is not HS256")
	}
	if err := decodePart(parts[1], t); err != nil {
		return nil, errors.New("its claims are not JSON in base64url")
	}
	var err error
	if t.signature, err = base64.RawURLEncoding.DecodeString(parts[2]); err != nil {
		return nil, errors.New("its signature is not base64url")
	}
	return t, nil
}

// decodePart decodes JSON from one part of a token.
func decodePart(part string, v any) error {
	data, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

// verify tells whether the token was signed with a secret and still counts.
func (t *jwt) verify(secret string, now time.Time) error {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(t.signed))
	switch {
	case secret == "" || !hmac.Equal(mac.Sum(nil), t.signature):
		return errors.New("its signature is not made with the consumer's secret")
	case float64(now.Unix()) >= t.Expires:
		return errors.New("it has expired, or has no exp")
	}
	return nil
}
