package recording

import "github.com/bbql/go-bbql/internal/jsonscan"

// A body is what there is to know of the JSON in a response, besides its
// objects.
type body struct {
	kind   byte // '{', '[', or that of a scalar
	list   bool // whether it is a page, or an array
	page   string
	next   bool     // whether a page has a next one
	values [][]byte // the elements of a list; what they are is not looked at
}

// readJSON reads a whole document and checks its syntax.
func readJSON(data []byte) (body, error) {
	c := jsonscan.NewCursor(data, 0)
	b := body{kind: c.Peek()}
	switch b.kind {
	case '[':
		b.elements(&c)
	case '{':
		b.members(&c)
	default:
		c.Value()
	}
	c.End()
	return b, c.Err()
}

// members reads the object ahead.
func (b *body) members(c *jsonscan.Cursor) {
	for c.Enter(); ; {
		token, ok := c.NextName()
		if !ok {
			return
		}
		name, kind := jsonscan.Text(token), c.Peek()
		if name == "values" && kind == '[' {
			b.elements(c)
			continue
		}
		value := c.Value()
		switch {
		case name == "values":
			b.list, b.values = false, nil
		case name == "page" && kind == '0':
			b.page = string(value)
		case name == "next":
			b.next = kind == '"'
		}
	}
}

// elements reads the array ahead.
func (b *body) elements(c *jsonscan.Cursor) {
	b.list, b.values = true, nil
	for c.Enter(); c.NextElement(); {
		b.values = append(b.values, c.Value())
	}
}
