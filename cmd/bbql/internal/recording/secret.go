package recording

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// redacted stands in the places of secrets.
const redacted = "REDACTED"

// secretParams are the parameters of URLs that let somebody in.
var secretParams = []string{"access_token", "jwt", "token", "client_secret", "code", "refresh_token"}

// secretHeaders are the headers that do.
var secretHeaders = []string{"authorization", "proxy-authorization", "x-csrftoken", "x-api-key"}

// secrets returns what an entry of a HAR shows to be let in. None of it is
// expected in a body; if it is there all the same, it is taken out.
func (e *harEntry) secrets() []string {
	var found []string
	for _, h := range slices.Concat(e.Request.Headers, e.Response.Headers) {
		if slices.Contains(secretHeaders, strings.ToLower(h.Name)) {
			found = append(found, credentials(h.Value)...)
		}
	}
	for _, c := range slices.Concat(e.Request.Cookies, e.Response.Cookies) {
		found = append(found, c.Value)
	}
	for _, h := range e.Request.Headers {
		if strings.EqualFold(h.Name, "Cookie") {
			for pair := range strings.SplitSeq(h.Value, ";") {
				_, value, _ := strings.Cut(pair, "=")
				found = append(found, strings.TrimSpace(value))
			}
		}
	}
	if u, err := url.Parse(e.Request.URL); err == nil {
		for _, name := range secretParams {
			found = append(found, u.Query()[name]...)
		}
		if password, ok := u.User.Password(); ok {
			found = append(found, password)
		}
	}
	return slices.DeleteFunc(found, func(s string) bool { return !looksSecret(s) })
}

// credentials returns what follows the scheme of an Authorization header, and of
// Basic the password too.
func credentials(header string) []string {
	_, value, ok := strings.Cut(header, " ")
	if !ok {
		return []string{header}
	}
	found := []string{value}
	if plain, err := base64.StdEncoding.DecodeString(value); err == nil {
		if _, password, ok := strings.Cut(string(plain), ":"); ok {
			found = append(found, password)
		}
	}
	return found
}

var (
	tokenLike = regexp.MustCompile(`^[A-Za-z0-9._~+/=%:-]{12,}$`)
	uuidLike  = regexp.MustCompile(`(?i)^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$`)
)

// looksSecret reports whether a text is one that nobody writes by chance: a
// cookie may also hold a language, a time zone or the uuid of a workspace.
func looksSecret(s string) bool {
	return tokenLike.MatchString(s) && !uuidLike.MatchString(s) &&
		strings.ContainsAny(s, "0123456789") &&
		strings.ContainsFunc(s, func(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' })
}

// userinfo is what stands before the host of a URL.
var userinfo = regexp.MustCompile(`(://)[^/@\s"']*:[^/@\s"']*@`)

// A redactor takes secrets out of texts.
type redactor struct{ secrets *strings.Replacer }

func newRedactor(secrets map[string]bool) redactor {
	var pairs []string
	for s := range secrets {
		pairs = append(pairs, s)
	}
	// The longest first: one secret may hold another.
	slices.SortFunc(pairs, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	var list []string
	for _, s := range pairs {
		list = append(list, s, redacted)
	}
	return redactor{strings.NewReplacer(list...)}
}

// clean returns a text, whatever the name of its member, without secrets and
// without passwords in URLs.
func (r redactor) clean(_, text string) string {
	text = r.secrets.Replace(text)
	if strings.Contains(text, "@") {
		text = userinfo.ReplaceAllString(text, "$1")
	}
	return text
}
