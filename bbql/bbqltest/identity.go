package bbqltest

import (
	"encoding/json"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// identities are the members by which a path may name an object, the most
// exact first.
var identities = [...]string{
	"id", "uuid", "slug", "hash", "key", "external_id", "account_id", "fingerprint", "email",
	"username", "name",
}

// wrapped are the members that identify an object which has no identity itself:
// that of a workspace is known by its user.
var wrapped = [...]string{"user", "group"}

// shortHash is how many digits of a hash are enough to name a commit.
const shortHash = 7

// named returns the object that text identifies, which is nil if there is none.
func named(objects []json.RawMessage, text string) json.RawMessage {
	best, rank := json.RawMessage(nil), len(identities)
	for _, object := range objects {
		for i, id := range ids(object) {
			if id == text && i < rank {
				best, rank = object, i
			}
		}
	}
	if best != nil {
		return best
	}
	if begun := abbreviated(objects, text); len(begun) == 1 {
		return begun[0]
	}
	return nil
}

// abbreviated returns the commits whose hashes begin with text, each once.
func abbreviated(objects []json.RawMessage, text string) (begun []json.RawMessage) {
	if len(text) < shortHash {
		return nil
	}
	met := map[string]bool{}
	for _, object := range objects {
		for i, id := range ids(object) {
			if identities[i] == "hash" && strings.HasPrefix(id, text) && !met[id] {
				met[id] = true
				begun = append(begun, object)
			}
		}
	}
	return begun
}

// identity returns the most exact text by which an object is known, "" if it
// has none.
func identity(object json.RawMessage) string {
	_, id := mostExact(ids(object))
	return id
}

// uniqueID returns what no two objects of a list share, "" if an object has
// nothing like it: a name may be that of a branch and of a tag.
func uniqueID(object json.RawMessage) string {
	switch name, id := mostExact(ownIDs(object)); name {
	case "id", "uuid", "hash":
		return name + " " + id
	}
	return ""
}

// mostExact returns the most exact of the identities of an object, and its name.
func mostExact(ids iter.Seq2[int, string]) (name, best string) {
	rank := len(identities)
	for i, id := range ids {
		if i < rank {
			name, best, rank = identities[i], id, i
		}
		if rank == 0 {
			break
		}
	}
	return name, best
}

// identifies reports whether an object is known by text.
func identifies(object json.RawMessage, text string) bool {
	return named([]json.RawMessage{object}, text) != nil
}

// ids yields the identities of an object, each with its place in identities.
func ids(object json.RawMessage) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		some := false
		for i, id := range ownIDs(object) {
			some = true
			if !yield(i, id) {
				return
			}
		}
		for _, name := range wrapped {
			if some {
				return
			}
			for i, id := range ownIDs(member(object, name)) {
				some = true
				if !yield(i, id) {
					return
				}
			}
		}
	}
}

// ownIDs yields those of an object's identities that are members of it.
func ownIDs(object json.RawMessage) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for name, value := range members(object) {
			kind := name
			if name == "full_name" { // acme/site, of a repository without slug
				kind = "slug"
			}
			i := slices.Index(identities[:], kind)
			if i < 0 {
				continue
			}
			text, ok := scalar(value)
			if kind != name {
				text = path.Base(text)
			}
			if ok && !yield(i, text) {
				return
			}
		}
	}
}

// text returns a member of an object that is a string or a number, "" for
// anything else.
func text(object json.RawMessage, name string) string {
	s, _ := scalar(member(object, name))
	return s
}

// member returns the value of a member of an object, nil if it has none.
func member(object json.RawMessage, name string) json.RawMessage {
	for n, value := range members(object) {
		if n == name {
			return value
		}
	}
	return nil
}

// members yields the names and values of an object in order, and nothing of
// anything else.
func members(object json.RawMessage) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		if len(object) == 0 {
			return
		}
		var c jsonscan.Cursor
		c.Reset(object, true) // it was looked at when it was read
		if c.Peek() != '{' {
			return
		}
		for c.Enter(); ; {
			name, ok := c.NextName()
			if !ok || !yield(jsonscan.Text(name), c.Value()) {
				return
			}
		}
	}
}

// scalar returns what a string stands for, or the text of a number.
func scalar(value json.RawMessage) (string, bool) {
	if len(value) == 0 {
		return "", false
	}
	switch c := value[0]; {
	case c == '"':
		return jsonscan.Text(value), true
	case c == '-', '0' <= c && c <= '9':
		return string(value), true
	}
	return "", false
}
