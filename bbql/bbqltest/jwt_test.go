package bbqltest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// sign makes a JSON Web Token, as an app of Atlassian Connect does.
func sign(header, claims, secret string) string {
	enc := base64.RawURLEncoding
	text := enc.EncodeToString([]byte(header)) + "." + enc.EncodeToString([]byte(claims))
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return text + "." + enc.EncodeToString(mac.Sum(nil))
}

func TestJWTGrant(t *testing.T) {
	s := newOAuth(t)
	const header = `{"typ":"JWT","alg":"HS256"}`
	claims := fmt.Sprintf(`{"iss":"app","exp":%d}`, s.now.Load()+60)
	valid := sign(header, claims, appSecret)
	cut := strings.LastIndexByte(valid, '.')
	tests := []struct{ name, authorization, want string }{
		{"valid", "JWT " + valid, ""},
		{"nothing", "",
			"The JWT must be in the Authorization header, after the scheme JWT."},
		{"other case", "jwt " + valid,
			"The JWT must be in the Authorization header, after the scheme JWT."},
		{"no token", "JWT x", "Invalid JWT: want three parts, separated by dots"},
		{"no header", "JWT ?.b.c", "Invalid JWT: its header is not JSON in base64url"},
		{"unsigned", "JWT " + sign(`{"alg":"none"}`, claims, ""), "Invalid JWT: its alg is not HS256"},
		{"no claims", "JWT " + sign(header, "", appSecret),
			"Invalid JWT: its claims are not JSON in base64url"},
		{"broken signature", "JWT " + valid[:cut] + ".?", "Invalid JWT: its signature is not base64url"},
		{"no signature", "JWT " + valid[:cut] + ".",
			"Invalid JWT: its signature is not made with the consumer's secret"},
		{"signed by another", "JWT " + sign(header, claims, otherSecret),
			"Invalid JWT: its signature is not made with the consumer's secret"},
		{"of nobody", "JWT " + sign(header, `{"iss":"nope"}`, appSecret),
			"Invalid JWT: iss is the key of no consumer"},
		{"never expires", "JWT " + sign(header, `{"iss":"app"}`, appSecret),
			"Invalid JWT: it has expired, or has no exp"},
	}
	const kind = "urn:bitbucket:oauth2:jwt"
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := s.grant(t, tt.authorization, "grant_type", kind)
			if answer.Description != tt.want || answer.RefreshToken != "" {
				t.Errorf("got %+v, want %q", answer, tt.want)
			}
			if tt.want == "" && s.status(prs, answer.AccessToken) != http.StatusOK {
				t.Error("the token does not count")
			}
		})
	}
	s.after(time.Minute)
	if got := s.grant(t, "JWT "+valid, "grant_type", kind); got.Error != "invalid_grant" {
		t.Errorf("a minute later: %+v", got)
	}
}
