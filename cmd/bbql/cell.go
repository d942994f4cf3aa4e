package main

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A cell is what a table shows of one field of one object.
type cell struct {
	text string
	kind cellKind
}

type cellKind uint8

const (
	cellEmpty cellKind = iota
	cellText
	cellNumber
	cellTime
)

// newCell returns what the path leads to in an object: all values, if it leads
// through arrays.
func newCell(object []byte, path ast.Path) cell {
	c := jsonscan.NewCursor(object, 0)
	var w cellWriter
	w.walk(&c, strings.Split(string(path), "."))
	switch {
	case len(w.texts) == 0:
		return cell{}
	case len(w.texts) == 1:
		return cell{w.texts[0], w.kind}
	}
	return cell{strings.Join(w.texts, ", "), cellText}
}

// A cellWriter collects the values of one field.
type cellWriter struct {
	texts []string
	kind  cellKind // of the last
}

// walk goes over the value ahead of c and collects what the names lead to, with
// arrays as transparent as they are to a query.
func (w *cellWriter) walk(c *jsonscan.Cursor, names []string) {
	switch c.Peek() {
	case '[':
		for c.Enter(); c.NextElement(); {
			w.walk(c, names)
		}
	case '{':
		if len(names) == 0 {
			w.collect(objectText(c.Value()), cellText)
			return
		}
		w.walkMember(c, names)
	default:
		if raw := c.Value(); len(names) == 0 {
			w.collectScalar(raw)
		}
	}
}

// walkMember goes over an object and into its first member of the name.
func (w *cellWriter) walkMember(c *jsonscan.Cursor, names []string) {
	found := false
	for c.Enter(); ; {
		name, ok := c.NextName()
		switch {
		case !ok:
			return
		case !found && jsonscan.TextIs(name, names[0]):
			found = true
			w.walk(c, names[1:])
		default:
			c.Value()
		}
	}
}

func (w *cellWriter) collectScalar(raw []byte) {
	switch {
	case len(raw) == 0 || raw[0] == 'n':
	case raw[0] == '"':
		w.collectText(jsonscan.Text(raw))
	case raw[0] == 't' || raw[0] == 'f':
		w.collect(string(raw), cellText)
	default:
		w.collect(string(raw), cellNumber)
	}
}

// collectText collects a string: a datetime without the fraction of its second,
// other text without line breaks at its end.
func (w *cellWriter) collectText(text string) {
	t, err := ast.NewDateTime(text)
	if err != nil {
		w.collect(escape(strings.TrimRight(text, "\r\n")), cellText)
		return
	}
	if t.Precision > ast.PrecisionSecond {
		start := strings.IndexByte(text, '.')
		text = text[:start] + strings.TrimLeft(text[start+1:], "0123456789")
	}
	w.collect(text, cellTime)
}

func (w *cellWriter) collect(text string, kind cellKind) {
	w.texts = append(w.texts, text)
	w.kind = kind
}

// objectText is what stands for a whole object.
func objectText(object []byte) string {
	telling := []string{"name", "display_name", "nickname", "full_name", "title", "hash", "id"}
	for _, field := range telling {
		c := jsonscan.NewCursor(object, 0)
		var w cellWriter
		if w.walkScalar(&c, field); len(w.texts) == 1 {
			return w.texts[0]
		}
	}
	return "{…}"
}

// walkScalar collects the member of that name, if it is a scalar.
func (w *cellWriter) walkScalar(c *jsonscan.Cursor, field string) {
	for c.Enter(); ; {
		name, ok := c.NextName()
		if !ok {
			return
		}
		scalar := c.Peek() != '{' && c.Peek() != '['
		if raw := c.Value(); jsonscan.TextIs(name, field) {
			if scalar {
				w.collectScalar(raw)
			}
			return
		}
	}
}
