package eval

import (
	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A rawSource is an object as raw JSON.
type rawSource []byte

// walk checks all of the text, whatever the visitor needs. That it is no object
// is its fault only if it is JSON at all.
func (s rawSource) walk(tree *node, v visitor) error {
	w := rawWalk{data: s, cursor: jsonscan.NewCursor(s, 0), visitor: v}
	start, first := w.cursor.Offset(), w.cursor.Peek()
	w.value(tree)
	w.cursor.End()
	if err := w.cursor.Err(); err != nil {
		return syntaxFault(err)
	}
	if first != '{' {
		return &DataError{Offset: start, Msg: "expected an object, found " + rawType(first)}
	}
	return nil
}

// rawType names the type of a value by what [jsonscan.Cursor.Peek] says of it.
func rawType(peek byte) string {
	switch peek {
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

// A rawWalk walks raw JSON along a tree of paths, once from front to back.
type rawWalk struct {
	data    []byte
	cursor  jsonscan.Cursor
	visitor visitor
}

// value goes over the value ahead. It recurses for each array, to the depth
// that the cursor allows, and for each name.
func (w *rawWalk) value(n *node) {
	switch peek := w.cursor.Peek(); {
	case peek == '{':
		w.object(n)
	case peek == '[' && !n.scalar:
		w.cursor.Enter()
		for w.cursor.NextElement() {
			w.value(n)
		}
	default:
		token := w.cursor.Value()
		if n.path != noPath && peek != '[' && token != nil {
			w.visitor.visit(n.path, tokenLeaf(token))
		}
	}
}

func (w *rawWalk) object(n *node) {
	l := leaf{kind: kindObject}
	if len(n.kids) == 0 && n.standIn == "" {
		w.cursor.Value()
	} else {
		l.text, l.is = w.members(n)
	}
	if n.path != noPath && w.cursor.Err() == nil {
		w.visitor.visit(n.path, l)
	}
}

// members goes over the members of the object ahead and returns the text that
// stands for it. Of several members with one name only the first counts (rule
// M13, assumed).
func (w *rawWalk) members(n *node) (standIn string, ok bool) {
	w.cursor.Enter()
	seen := newBitset(len(n.kids))
	wanted := n.standIn != ""
	for name, more := w.cursor.NextName(); more; name, more = w.cursor.NextName() {
		start := w.cursor.Offset()
		if i := n.findToken(name); i >= 0 && seen.add(i) {
			w.value(n.kids[i])
		} else {
			w.cursor.Value()
		}
		if wanted && jsonscan.TextIs(name, n.standIn) && w.cursor.Err() == nil {
			wanted = false
			if value := w.data[start:w.cursor.Offset()]; value[0] == '"' {
				standIn, ok = jsonscan.Text(value), true
			}
		}
	}
	return standIn, ok
}

// A bitset is a set of small numbers.
type bitset struct {
	low  uint64 // of the first 64
	rest []bool
}

func newBitset(size int) bitset {
	if size <= 64 {
		return bitset{}
	}
	return bitset{rest: make([]bool, size-64)}
}

// add reports whether i is new to the set.
func (s *bitset) add(i int) bool {
	if i >= 64 {
		isNew := !s.rest[i-64]
		s.rest[i-64] = true
		return isNew
	}
	isNew := s.low>>i&1 == 0
	s.low |= 1 << i
	return isNew
}
