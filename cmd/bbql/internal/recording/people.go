package recording

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A person is somebody whom the responses show: an account of Bitbucket, the
// author of a commit, or an email address.
type person struct {
	number int
	known  map[string][]string // kind of name → names, in the order of their appearance
}

// The kinds of names.
const (
	kindUUID     = "uuid"
	kindAccount  = "account_id"
	kindNickname = "nickname" // and user names, which are no more
	kindName     = "display_name"
	kindEmail    = "email"
)

// A census knows the people.
type census struct {
	people []*person
	index  map[string]*person // by kind and name
	texts  texts
	stay   map[string]bool // texts that hold names and are left as they are
}

// takeCensus finds the people in the objects of fixtures. Whoever comes first
// has the first number.
func takeCensus(fixtures []*fixture) *census {
	c := &census{index: map[string]*person{}, stay: map[string]bool{}}
	for _, f := range fixtures {
		for _, object := range f.objects {
			parsed(object).walk(c.look)
		}
	}
	for _, f := range fixtures {
		for _, object := range f.objects {
			parsed(object).rewrite(c.lookForEmails, "")
		}
	}
	for i, p := range c.people {
		p.number = i + 1
	}
	c.texts = newTexts(c.people)
	return c
}

// look takes in who an object is, or whom it names.
func (c *census) look(object *node) {
	switch {
	case isAccount(object):
		c.meet(accountNames(object))
	case isAuthor(object):
		names := authorNames(object.get("raw").text())
		if user := object.get("user"); user != nil && isAccount(user) {
			names = append(accountNames(user), names...)
		}
		c.meet(names)
	}
}

// trailer is how a commit's message names somebody at its end.
var trailer = regexp.MustCompile(`(?im)^[ \t]*(?:[a-z-]+-by|cc|author|from):[ \t]*([^<>\n]+<[^<>\s]+>)`)

// lookForEmails takes in the addresses that stand in a text, which it returns,
// and the names beside them where it is plain where these begin.
func (c *census) lookForEmails(_, text string) string {
	plain := plainEntities(text)
	for _, m := range trailer.FindAllStringSubmatch(plain, -1) {
		if len(addresses(m[1])) == 1 {
			c.meet(authorNames(m[1]))
		}
	}
	for _, address := range addresses(plain) {
		c.meet([]alias{{kindEmail, address}})
	}
	return text
}

// An alias is a name of a person.
type alias struct{ kind, name string }

func (a alias) key() string { return a.kind + "\x00" + strings.ToLower(a.name) }

// meet takes in a person who has all of the names. A uuid, an account id and an
// address belong to one person; a nickname and a name may be those of several.
func (c *census) meet(names []alias) {
	if len(names) == 0 {
		return
	}
	var p *person
	for _, a := range names {
		if known := c.index[a.key()]; known != nil && a.isUnique() {
			p = c.join(p, known)
		}
	}
	if p == nil && !slices.ContainsFunc(names, alias.isUnique) {
		p = c.index[names[0].key()] // nothing better is known
	}
	if p == nil {
		p = &person{known: map[string][]string{}}
		c.people = append(c.people, p)
	}
	for _, a := range names {
		p.learn(a)
		if known := c.index[a.key()]; known == nil || a.isUnique() {
			c.index[a.key()] = p
		}
	}
}

func (a alias) isUnique() bool { return a.kind != kindNickname && a.kind != kindName }

// join makes one person of two that turn out to be the same.
func (c *census) join(p, other *person) *person {
	if p == nil || p == other {
		return other
	}
	for _, kind := range []string{kindUUID, kindAccount, kindNickname, kindName, kindEmail} {
		for _, name := range other.known[kind] {
			p.learn(alias{kind, name})
		}
	}
	for key, one := range c.index {
		if one == other {
			c.index[key] = p
		}
	}
	c.people = slices.DeleteFunc(c.people, func(one *person) bool { return one == other })
	return p
}

func (p *person) learn(a alias) {
	if !slices.Contains(p.known[a.kind], a.name) {
		p.known[a.kind] = append(p.known[a.kind], a.name)
	}
}

// isAccount reports whether an object is a person's account. Teams and
// workspaces are none.
func isAccount(object *node) bool {
	switch object.get("type").text() {
	case "user", "app_user":
		return true
	case "team", "workspace":
		return false
	}
	return object.get("account_id").isString() ||
		object.get("nickname").isString() && object.get("display_name").isString()
}

// isAuthor reports whether an object is the author of a commit.
func isAuthor(object *node) bool {
	return object.get("type").text() == "author" && object.get("raw").isString()
}

// accountMembers are the members of an account that hold names.
var accountMembers = []struct{ member, kind string }{
	{"uuid", kindUUID}, {"account_id", kindAccount}, {"email", kindEmail},
	{"nickname", kindNickname}, {"username", kindNickname},
	{"display_name", kindName}, {"name", kindName},
}

func accountNames(account *node) []alias {
	var names []alias
	for _, m := range accountMembers {
		if value := account.get(m.member); value.isString() && value.text() != "" {
			names = append(names, alias{m.kind, value.text()})
		}
	}
	return names
}

// rawAuthor is how git writes an author.
var rawAuthor = regexp.MustCompile(`^\s*(.*?)\s*<([^<>]*)>\s*$`)

func authorNames(raw string) []alias {
	m := rawAuthor.FindStringSubmatch(raw)
	if m == nil {
		return []alias{{kindName, raw}}
	}
	var names []alias
	if m[2] != "" {
		names = append(names, alias{kindEmail, m[2]})
	}
	if m[1] != "" {
		names = append(names, alias{kindName, m[1]})
	}
	return names
}

// standIn returns the name of a kind that stands in the place of a person's.
func (p *person) standIn(kind string) string {
	switch kind {
	case kindUUID:
		return fmt.Sprintf("{00000000-0000-4000-8000-%012d}", p.number)
	case kindAccount:
		return fmt.Sprintf("%024d", p.number)
	case kindName:
		return fmt.Sprintf("Person %d", p.number)
	case kindEmail:
		return fmt.Sprintf("person%d@example.com", p.number)
	}
	return fmt.Sprintf("person%d", p.number)
}

func (p *person) avatar() string {
	return fmt.Sprintf("https://example.com/avatars/person%d.png", p.number)
}

// A StandIn says who stands in the place of whom: the names of both.
type StandIn struct{ Was, Is []string }

// standIns returns who stands for whom. Ids say little, and are there only for
// people who have nothing else.
func (c *census) standIns() []StandIn {
	var list []StandIn
	for _, p := range c.people {
		var s StandIn
		for _, kind := range []string{kindName, kindNickname, kindEmail, kindUUID, kindAccount} {
			isID := kind == kindUUID || kind == kindAccount
			if len(p.known[kind]) > 0 && !(isID && len(s.Was) > 0) {
				s.Was = append(s.Was, p.known[kind]...)
				s.Is = append(s.Is, p.standIn(kind))
			}
		}
		list = append(list, s)
	}
	return list
}
