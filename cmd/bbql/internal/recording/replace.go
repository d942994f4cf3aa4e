package recording

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// replace puts stand-ins in the places of all people in an object.
func (c *census) replace(n *node) {
	switch {
	case n.kind == '{' && isAccount(n):
		c.replaceAccount(n)
		return
	case n.kind == '{' && isAuthor(n):
		c.replaceAuthor(n)
	case n.kind == '{' && isKey(n):
		c.replaceKey(n)
	case n.isString():
		n.setText(c.texts.ids(n.text()))
		if text := n.text(); !strings.Contains(text, "://") && c.texts.prose(text) != text {
			c.stay[text] = true
		}
	}
	for _, m := range n.members {
		switch {
		case !m.value.isString():
			c.replace(m.value)
		case slices.Contains(proseMembers, m.name):
			m.value.setText(c.texts.prose(m.value.text()))
		case m.name == "name" && c.isFullName(m.value.text()):
			m.value.setText(c.texts.prose(m.value.text()))
		default:
			c.replace(m.value)
		}
	}
}

// isFullName reports whether a text is the whole name of somebody, as that of a
// workspace may be: one of several words, which is surely no other name.
func (c *census) isFullName(text string) bool {
	return strings.Contains(text, " ") && c.index[alias{kindName, text}.key()] != nil
}

// proseMembers are the members of text that people write, in which people are
// called by their names.
var proseMembers = []string{"title", "description", "message", "raw", "html", "reason", "text"}

// plainMembers are the members of an account that say nothing of a person. What
// others hold, known or not, becomes empty.
var plainMembers = []string{"type", "kind", "account_status", "created_on"}

// replaceAccount puts a stand-in in the place of one person.
func (c *census) replaceAccount(account *node) {
	p := c.find(accountNames(account))
	for _, m := range account.members {
		i := slices.IndexFunc(accountMembers[:], func(known struct{ member, kind string }) bool {
			return known.member == m.name
		})
		switch {
		case m.name == "links":
			c.replaceLinks(m.value, p)
		case i >= 0 && m.value.isString() && m.value.text() != "" && p != nil:
			m.value.setText(p.standIn(accountMembers[i].kind))
		case !slices.Contains(plainMembers, m.name):
			m.value.blank()
		}
	}
}

// replaceLinks replaces what the links of an account say of a person.
func (c *census) replaceLinks(links *node, p *person) {
	for _, m := range links.members {
		if m.name == "avatar" && p != nil {
			m.value.rewrite(func(_, text string) string { return p.avatar() }, "")
			continue
		}
		m.value.rewrite(func(_, text string) string { return c.texts.prose(text) }, "")
	}
}

// replaceAuthor replaces the author of a commit.
func (c *census) replaceAuthor(author *node) {
	names := authorNames(author.get("raw").text())
	p := c.find(names)
	if user := author.get("user"); user != nil && isAccount(user) {
		p = c.find(accountNames(user))
	}
	if p == nil {
		return
	}
	var parts []string
	for _, a := range slices.Backward(names) {
		part := p.standIn(a.kind)
		if a.kind == kindEmail {
			part = "<" + part + ">"
		}
		parts = append(parts, part)
	}
	author.get("raw").setText(strings.Join(parts, " "))
}

// find returns who has the names, nil if nobody is known.
func (c *census) find(names []alias) *person {
	for _, a := range names {
		if p := c.index[a.key()]; p != nil {
			return p
		}
	}
	return nil
}

// userHoles are the parts of paths that name a person.
var userHoles = []string{
	"{selected_user}", "{member}", "{target_username}", "{selected_user_id}", "{email}",
}

// path returns the path of a fixture with stand-ins.
func (c *census) path(p place) string {
	segments := slices.Clone(p.segments)
	holes := p.holes()
	for i, segment := range segments {
		segments[i] = c.texts.ids(segment)
		if i < len(holes) && slices.Contains(userHoles, holes[i]) {
			for _, kind := range []string{kindUUID, kindAccount, kindNickname, kindEmail} {
				if who := c.index[alias{kind, segment}.key()]; who != nil {
					segments[i] = who.standIn(kind)
				}
			}
		}
	}
	return strings.Join(segments, "/")
}

// texts replaces people in texts.
type texts struct {
	exact  *strings.Replacer // uuids and account ids, as they are and in URLs
	emails map[string]string // in lower case
	names  map[string]string // in lower case
	anyOf  *regexp.Regexp    // matches each of the names; nil for none
}

func newTexts(people []*person) texts {
	t := texts{emails: map[string]string{}, names: map[string]string{}}
	var exact []string
	addID := func(id, standIn string) {
		if len(id) >= shortID {
			exact = append(exact, id, standIn, url.QueryEscape(id), standIn)
		}
	}
	for _, p := range people {
		for _, uuid := range p.known[kindUUID] {
			addID(strings.Trim(uuid, "{}"), strings.Trim(p.standIn(kindUUID), "{}"))
		}
		for _, id := range p.known[kindAccount] {
			addID(id, p.standIn(kindAccount))
		}
		for _, email := range p.known[kindEmail] {
			t.emails[strings.ToLower(email)] = p.standIn(kindEmail)
		}
		for _, kind := range []string{kindNickname, kindName} {
			for _, name := range p.known[kind] {
				t.addName(name, p.standIn(kind))
				t.addName(escapeText.Replace(name), p.standIn(kind))
				t.addName(escape.Replace(name), p.standIn(kind))
			}
		}
	}
	t.exact = strings.NewReplacer(longestFirst(exact)...)
	t.compile()
	return t
}

// longestFirst sorts pairs of old and new texts: an account id may hold a uuid.
func longestFirst(pairs []string) []string {
	sorted := slices.SortedStableFunc(slices.Chunk(pairs, 2), func(a, b []string) int {
		return len(b[0]) - len(a[0])
	})
	return slices.Concat(sorted...)
}

// shortID is how many characters an id has that is replaced wherever it stands:
// shorter ones are no ids of Bitbucket's and may be anything.
const shortID = 16

// shortName is how many characters a name in prose has at the least: shorter
// ones are words.
const shortName = 3

// addName adds a name that may stand in prose. Of people with the same name the
// first counts.
func (t *texts) addName(name, standIn string) {
	key := strings.ToLower(name)
	short := utf8.RuneCountInString(name) < shortName && !isSolid(lastRune(name))
	if _, known := t.names[key]; !known && !short && !ownWord.MatchString(name) {
		t.names[key] = standIn
	}
}

// ownWord matches the words of stand-ins, which are nobody's name: what stands
// in a text already is not replaced once more.
var ownWord = regexp.MustCompile(`(?i)^(?:person ?\d*|example|com|https|avatars|png|redacted)$`)

func (t *texts) compile() {
	var all []string
	for name := range t.names {
		all = append(all, regexp.QuoteMeta(name))
	}
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	t.anyOf = regexp.MustCompile(`(?i)` + strings.Join(all, "|"))
	t.anyOf.Longest()
}

// ids returns a text with stand-ins for what is surely a person: ids, addresses,
// users in URLs, and pictures.
func (t *texts) ids(text string) string {
	text = withoutKeyOwners(t.exact.Replace(text))
	text = picture.ReplaceAllString(text, "https://example.com/avatars/person.png")
	if !strings.Contains(text, "@") {
		return text
	}
	text = urlUser.ReplaceAllStringFunc(text, func(user string) string {
		if user == "://git@" {
			return user
		}
		return "://"
	})
	return address.ReplaceAllStringFunc(text, func(found string) string {
		if standIn, ok := t.emails[strings.ToLower(found)]; ok {
			return standIn
		}
		return found
	})
}

var (
	address = regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+`)
	urlUser = regexp.MustCompile(`://[^/@\s"'<>]*@`)
	picture = regexp.MustCompile(`https?://[^\s"'<>()]*(?:gravatar\.com|avatar-management)[^\s"'<>()]*`)
)

// addresses returns the email addresses in a text. That of git at a host is
// none, and the name of a type of keys isn't either.
func addresses(text string) []string {
	if !strings.Contains(text, "@") {
		return nil
	}
	found := address.FindAllString(urlUser.ReplaceAllString(text, "://"), -1)
	return slices.DeleteFunc(found, func(a string) bool {
		return strings.HasPrefix(a, "git@") || strings.HasSuffix(a, keyTypeDomain)
	})
}

// prose returns a text with stand-ins for what ids finds and for names that
// stand as words. Of HTML that holds a name the entities are others afterwards,
// which mean the same.
func (t *texts) prose(text string) string {
	plain := plainEntities(text)
	if replaced := t.words(plain); replaced != plain {
		return replaced
	}
	return text
}

// words is prose for a text with plain entities.
func (t *texts) words(text string) string {
	text = t.ids(text)
	if t.anyOf == nil {
		return text
	}
	var b strings.Builder
	end := 0
	for _, m := range t.anyOf.FindAllStringIndex(text, -1) {
		if !isWord(text, m[0], m[1]) {
			continue
		}
		b.WriteString(text[end:m[0]])
		b.WriteString(cmp.Or(t.names[strings.ToLower(text[m[0]:m[1]])], redacted))
		end = m[1]
	}
	return b.String() + text[end:]
}

// isWord reports whether a part of a text is not a part of a longer word.
func isWord(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	first, _ := utf8.DecodeRuneInString(text[start:])
	return (!isWordRune(before) || isSolid(first)) && (!isWordRune(after) || isSolid(lastRune(text[:end])))
}

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// isSolid reports whether a character belongs to a script that puts no spaces
// between words.
func isSolid(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
