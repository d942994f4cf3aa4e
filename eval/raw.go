package eval

import (
	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A rawSource is an object as raw JSON.
type rawSource []byte

// walk checks all of the text, whatever the visitor needs.
func (s rawSource) walk(tree *node, v visitor) error {
	w := rawWalk{visitor: v}
	return w.document(s, tree)
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

// A rawWalk walks raw JSON along a tree of paths, once from front to back. It
// shows the leaves of the paths to a visitor, those of each path in the order
// of the document, or else decides the tests of a matcher.
type rawWalk struct {
	cursor  jsonscan.Cursor
	visitor visitor
	verdict
	early  bool // whether the walk stops where no more is needed, and is loose before
	done   bool // whether no more is needed
	arrays int  // how many arrays are open
}

// wants reports whether leaves of the paths at and below a node matter.
func (w *rawWalk) wants(n *node) bool { return w.visitor != nil || w.verdict.wants(n) }

// document walks all of the data. That it is no object is its fault only if it
// is JSON at all, unless the walk stops early.
func (w *rawWalk) document(data []byte, tree *node) error {
	w.cursor.Reset(data, w.early)
	start, first := w.cursor.Offset(), w.cursor.Peek()
	switch {
	case first == '{' && !w.done:
		w.object(tree)
		w.end(tree)
	case first == 0 || !w.early:
		w.cursor.Value()
	}
	if !w.early {
		w.cursor.End()
	}
	if err := w.cursor.Err(); err != nil {
		return syntaxFault(err)
	}
	if first != '{' {
		return &DataError{Offset: start, Msg: "expected an object, found " + rawType(first)}
	}
	return nil
}

// end says that a node yields no more, unless an array can have more of it.
func (w *rawWalk) end(n *node) {
	if w.arrays == 0 && !w.done && w.visitor == nil && w.cursor.Err() == nil {
		w.verdict.end(n)
		w.done = !w.open
	}
}

// value goes over the value ahead. It recurses for each array, to the depth
// that the cursor allows, and for each name.
func (w *rawWalk) value(n *node) {
	switch peek := w.cursor.Peek(); {
	case peek == '{':
		w.object(n)
	case peek == '[' && !n.scalar:
		w.array(n)
	case peek == '[' || n.path == noPath:
		w.cursor.Value()
	default:
		w.scalar(n)
	}
}

// scalar goes over the scalar ahead and returns its token.
func (w *rawWalk) scalar(n *node) []byte {
	token := w.cursor.Scalar()
	switch {
	case token == nil || n == nil || n.path == noPath || w.done:
	case w.visitor != nil:
		w.done = !w.visitor.visit(n.path, tokenLeaf(token))
	default:
		w.verdict.scalar(n, token)
		w.done = !w.open
	}
	return token
}

func (w *rawWalk) array(n *node) {
	w.cursor.Enter()
	w.arrays++
	for w.cursor.NextElement() {
		w.value(n)
		if w.done || !w.wants(n) {
			w.leave('[')
			break
		}
	}
	w.arrays--
}

// leave goes to the end of the innermost array or object, if the walk goes on.
func (w *rawWalk) leave(bracket byte) {
	if !w.done || !w.early {
		w.cursor.Leave(bracket)
	}
}

func (w *rawWalk) object(n *node) {
	var standIn []byte
	if len(n.kids) == 0 && n.standIn == "" {
		w.cursor.Value()
	} else {
		standIn = w.members(n)
	}
	switch {
	case n.path == noPath || w.done || w.cursor.Err() != nil:
	case w.visitor != nil:
		w.done = !w.visitor.visit(n.path, objectLeaf(standIn))
	default:
		w.verdict.object(n, standIn)
		w.done = !w.open
	}
}

// members goes over the members of the object ahead and returns the string that
// stands for it. Of several members with one name only the first counts (rule
// M13, assumed).
func (w *rawWalk) members(n *node) (standIn []byte) {
	w.cursor.Enter()
	seen, left := bitset{size: len(n.kids)}, len(n.kids)
	wanted := n.standIn != ""
	for name, more := w.cursor.NextOf(n.names); more; name, more = w.cursor.NextOf(n.names) {
		var kid *node
		if i := n.findToken(name, w.cursor.IsPlain()); i >= 0 && seen.add(i) {
			kid = n.kids[i]
			left--
		}
		isStandIn := wanted && jsonscan.TextIs(name, n.standIn)
		wanted = wanted && !isStandIn
		switch {
		case isStandIn && w.cursor.Peek() == '"':
			standIn = w.scalar(kid)
		case kid != nil && w.wants(kid):
			w.value(kid)
		default:
			w.cursor.Value()
		}
		if kid != nil {
			w.end(kid)
		}
		if w.done || left == 0 && !wanted {
			w.leave('{')
			break
		}
	}
	return standIn
}

// A bitset is a set of small numbers. It allocates when one past 63 is added:
// most objects have few of many names.
type bitset struct {
	size int    // that the numbers are below
	low  uint64 // of the first 64
	rest []bool
}

// add reports whether i is new to the set.
func (s *bitset) add(i int) bool {
	if i >= 64 {
		if s.rest == nil {
			s.rest = make([]bool, s.size-64)
		}
		isNew := !s.rest[i-64]
		s.rest[i-64] = true
		return isNew
	}
	isNew := s.low>>i&1 == 0
	s.low |= 1 << i
	return isNew
}
