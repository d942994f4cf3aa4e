package bbqltest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// How long what an issuer gives out can be used.
const (
	codeLife    = 10 * time.Minute
	accessLife  = time.Hour
	refreshLife = 90 * 24 * time.Hour
	usedLife    = time.Minute // of a refresh token that was used
)

// maxGrants bounds what an issuer remembers.
const maxGrants = 10_000

// An issuer gives out codes and tokens and remembers them.
type issuer struct {
	mu     sync.Mutex
	count  int // of all that were ever given out
	grants map[string]*grant
}

// A grant is what a code or a token stands for.
type grant struct {
	kind     grantKind
	consumer *Consumer
	redirect string // the redirect_uri that a code was asked for with
	expires  time.Time
}

type grantKind uint8

const (
	kindCode grantKind = iota
	kindAccess
	kindRefresh
)

// issue returns a new text for a grant: another one each time, but the same
// ones in every server.
func (i *issuer) issue(g *grant) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.count++
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d %s", i.count, g.kind, g.consumer.Key))
	text := hex.EncodeToString(sum[:20])
	if i.grants == nil {
		i.grants = map[string]*grant{}
	}
	if len(i.grants) >= maxGrants {
		i.forget()
	}
	i.grants[text] = g
	return text
}

// forget forgets the grant that expires first.
func (i *issuer) forget() {
	first := ""
	for text, g := range i.grants {
		if first == "" || g.expires.Before(i.grants[first].expires) {
			first = text
		}
	}
	delete(i.grants, first)
}

// lookup returns the grant of a kind that a text stands for, nil if there is
// none. It may have expired.
func (i *issuer) lookup(kind grantKind, text string) *grant {
	i.mu.Lock()
	defer i.mu.Unlock()
	if g := i.grants[text]; g != nil && g.kind == kind {
		return g
	}
	return nil
}

// redeem returns the grant that a consumer shows the text of, nil if it has
// none that can still be used. A code is used up by it, and a refresh token soon
// after.
func (i *issuer) redeem(kind grantKind, text string, c *Consumer, now time.Time) *grant {
	i.mu.Lock()
	defer i.mu.Unlock()
	g := i.grants[text]
	if g == nil || g.kind != kind || g.consumer != c || !now.Before(g.expires) {
		return nil
	}
	switch last := now.Add(usedLife); {
	case kind == kindCode:
		delete(i.grants, text)
	case g.expires.After(last):
		used := *g
		used.expires = last
		i.grants[text] = &used
	}
	return g
}

// A tokenAnswer is what the token endpoint answers. RFC 6749 has scope in the
// place of scopes (observed).
type tokenAnswer struct {
	AccessToken  string `json:"access_token"`
	Scopes       string `json:"scopes"`
	ExpiresIn    int    `json:"expires_in"` // seconds
	TokenType    string `json:"token_type"`
	RefreshToken string `json:"refresh_token,omitempty"`
}

// issued gives an access token to a consumer, and a refresh token if it may have
// one.
func (a *api) issued(c *Consumer, refresh bool) tokenAnswer {
	now := a.now()
	t := tokenAnswer{
		AccessToken: a.issuer.issue(&grant{
			kind: kindAccess, consumer: c, expires: now.Add(accessLife),
		}),
		Scopes:    strings.Join(c.Scopes, " "),
		ExpiresIn: int(accessLife / time.Second),
		TokenType: "bearer",
	}
	if refresh {
		t.RefreshToken = a.issuer.issue(&grant{
			kind: kindRefresh, consumer: c, expires: now.Add(refreshLife),
		})
	}
	return t
}

// values returns the answer as it stands in a fragment.
func (t tokenAnswer) values() url.Values {
	return url.Values{
		"access_token": {t.AccessToken},
		"scopes":       {t.Scopes},
		"expires_in":   {strconv.Itoa(t.ExpiresIn)},
		"token_type":   {t.TokenType},
	}
}
