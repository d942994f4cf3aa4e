package recording

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A node is a JSON value, with the bytes of every token as they came.
type node struct {
	kind    byte     // '{', '[', or 0 of a scalar
	token   []byte   // of a scalar
	members []member // of an object or, without names, an array
}

type member struct {
	name  string
	token []byte // the name as written
	value *node
}

// parse reads a document, which it keeps.
func parse(data []byte) (*node, error) {
	c := jsonscan.NewCursor(data, 0)
	n := parseValue(&c)
	c.End()
	return n, c.Err()
}

// parsed reads a document that is known to be valid.
func parsed(data []byte) *node {
	c := jsonscan.NewCursor(data, 0)
	return parseValue(&c)
}

// parseValue reads the value ahead. Its depth is that of what jsonscan reads.
func parseValue(c *jsonscan.Cursor) *node {
	n := &node{}
	switch c.Peek() {
	case '{':
		n.kind = '{'
		for c.Enter(); ; {
			token, ok := c.NextName()
			if !ok {
				return n
			}
			n.members = append(n.members, member{jsonscan.Text(token), token, parseValue(c)})
		}
	case '[':
		n.kind = '['
		for c.Enter(); c.NextElement(); {
			n.members = append(n.members, member{value: parseValue(c)})
		}
	default:
		n.token = c.Value()
	}
	return n
}

// append appends the value without white space.
func (n *node) append(dst []byte) []byte {
	if n.kind == 0 {
		return append(dst, n.token...)
	}
	dst = append(dst, n.kind)
	for i, m := range n.members {
		if i > 0 {
			dst = append(dst, ',')
		}
		if n.kind == '{' {
			dst = append(append(dst, m.token...), ':')
		}
		dst = m.value.append(dst)
	}
	return append(dst, n.kind+2) // the closing bracket, in ASCII
}

// get returns the value of a member, nil if there is none. Of several with one
// name the last counts.
func (n *node) get(name string) *node {
	if n == nil || n.kind != '{' {
		return nil
	}
	var found *node
	for _, m := range n.members {
		if m.name == name {
			found = m.value
		}
	}
	return found
}

// values returns the elements of a page, or of an array, and nil for what is
// neither.
func (n *node) values() *node {
	if n.kind == '[' {
		return n
	}
	if values := n.get("values"); values != nil && values.kind == '[' {
		return values
	}
	return nil
}

// text returns what a string stands for, and the text of a number.
func (n *node) text() string {
	switch {
	case n == nil || len(n.token) == 0:
		return ""
	case n.token[0] == '"':
		return jsonscan.Text(n.token)
	case n.token[0] == '-' || '0' <= n.token[0] && n.token[0] <= '9':
		return string(n.token)
	}
	return ""
}

// isString reports whether a value is a string.
func (n *node) isString() bool { return n != nil && len(n.token) > 0 && n.token[0] == '"' }

// setText makes a string stand for another text. One that is as it was keeps
// its bytes.
func (n *node) setText(text string) {
	if n.isString() && n.text() == text {
		return
	}
	n.token = quote(text)
}

// quote returns a text as a JSON string.
func quote(text string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // of a string there is no error
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// addMissing adds the members of another object that n does not have, and
// reports whether there are any.
func (n *node) addMissing(other *node) (added bool) {
	have := map[string]bool{}
	for _, m := range n.members {
		have[m.name] = true
	}
	for _, m := range other.members {
		if !have[m.name] {
			n.members = append(n.members, m)
			added = true
		}
	}
	return added
}

// The members that tell the objects of a list apart, the most exact first: those
// that nothing else has, and those that nothing else of the same type has.
var (
	exact = [...]string{"id", "uuid", "hash"}
	typed = [...]string{"key", "slug", "path", "name"}
)

// identity returns what tells an object from the others of its list, or false
// if it has nothing of the kind.
func (n *node) identity() (string, bool) {
	for _, name := range exact {
		if text := n.get(name).text(); text != "" {
			return name + "\x00" + text, true
		}
	}
	for _, name := range typed {
		if text := n.get(name).text(); text != "" {
			return name + "\x00" + text + "\x00" + n.get("type").text(), true
		}
	}
	return "", false
}

// walk calls a function for an object and all objects in it, from outside to
// inside.
func (n *node) walk(visit func(*node)) {
	if n.kind == '{' {
		visit(n)
	}
	for _, m := range n.members {
		m.value.walk(visit)
	}
}

// blank empties a value: of strings and numbers nothing is left, but what type
// of object it is.
func (n *node) blank() {
	switch {
	case n.isString():
		n.setText("")
	case len(n.token) > 0 && strings.IndexByte("-0123456789", n.token[0]) >= 0:
		n.token = []byte("0")
	}
	for _, m := range n.members {
		if m.name != "type" || !m.value.isString() {
			m.value.blank()
		}
	}
}

// rewrite makes every string stand for what a function makes of it and of the
// name of the member that it belongs to.
func (n *node) rewrite(change func(name, text string) string, name string) {
	if n.isString() {
		n.setText(change(name, n.text()))
	}
	for _, m := range n.members {
		below := name
		if n.kind == '{' {
			below = m.name
		}
		m.value.rewrite(change, below)
	}
}
