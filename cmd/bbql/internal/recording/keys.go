package recording

import (
	"regexp"
	"strings"
)

// Public keys name their owners: those of SSH in the comment behind them, those
// of PGP within.
var (
	sshKey = regexp.MustCompile(`((?:ssh|ecdsa|sk)-[a-z0-9@.-]+[ \t]+` +
		`AAAA[0-9A-Za-z+/]*={0,3})[^\n"<]*`)
	pgp = regexp.MustCompile(`-----BEGIN PGP [A-Z ]+-----` +
		`(?s:.*?)(?:-----END PGP [A-Z ]+-----|$)`)
)

// keyTypeDomain ends the names of types of keys that look like addresses, as
// sk-ssh-ed25519@openssh.com.
const keyTypeDomain = "@openssh.com"

// withoutKeyOwners takes out of a text whom the keys in it belong to.
func withoutKeyOwners(text string) string {
	if strings.Contains(text, "AAAA") {
		text = sshKey.ReplaceAllString(text, "$1")
	}
	if strings.Contains(text, "-----BEGIN PGP") {
		text = pgp.ReplaceAllLiteralString(text, redacted)
	}
	return text
}

// isKey reports whether an object is a public key.
func isKey(object *node) bool {
	key := object.get("key").text()
	return withoutKeyOwners(key) != key || sshKey.MatchString(key)
}

// replaceKey replaces what an object says of the owner of its key.
func (c *census) replaceKey(object *node) {
	for _, m := range object.members {
		switch m.name {
		case "comment", "name":
			m.value.blank()
		case "label":
			m.value.rewrite(func(_, text string) string { return c.texts.prose(text) }, "")
		}
	}
}
