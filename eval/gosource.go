package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// newSource returns a Go value as a source: decoded JSON, raw JSON, or
// whatever encoding/json would write an object for.
func newSource(v any, types *goTypes, check Check) (source, error) {
	switch v := v.(type) {
	case map[string]any:
		if v != nil {
			return goSource{decodedMap(v), types}, nil
		}
	case json.RawMessage:
		if v != nil {
			return rawSource(v), check.refuses(v)
		}
	}
	s, err := types.settle(reflect.ValueOf(v))
	if err != nil {
		return nil, err
	}
	switch s.form {
	case formNull:
		return nil, notObject("null")
	case formRaw:
		return newMarshaled(s)
	}
	object, err := types.object(s)
	if err == nil && object == nil {
		return nil, notObject(goTypeName(v, s))
	}
	return goSource{object, types}, err
}

// goTypeName names a value that is no object.
func goTypeName(v any, s settled) string {
	if s.form == formValue && s.value.Kind() == reflect.Map {
		return "a nil map, which is null"
	}
	if _, ok := v.([]byte); ok {
		return "a []byte, which is text; give raw JSON as a json.RawMessage"
	}
	return fmt.Sprintf("the Go type %T", v)
}

func notObject(found string) error {
	return valueFault(errors.New("expected an object, found " + found))
}

// A marshaled source is what a MarshalJSON method wrote for an object.
type marshaled struct {
	rawSource
	from reflect.Type
}

func newMarshaled(s settled) (source, error) {
	c := jsonscan.NewCursor(s.raw, 0)
	if first := c.Peek(); first != '{' && first != 0 {
		return nil, notObject(fmt.Sprintf("%s, which %s writes", rawType(first), s.from))
	}
	return marshaled{rawSource(s.raw), s.from}, nil
}

func (s marshaled) walk(tree *node, v visitor) error {
	return marshalerFault(s.from, s.rawSource.walk(tree, v))
}

// marshalerFault is the error for a MarshalJSON method that returned err, or
// JSON in which err is; nil for nil.
func marshalerFault(t reflect.Type, err error) error {
	if err == nil {
		return nil
	}
	return valueFault(&json.MarshalerError{Type: t, Err: err})
}

// A goSource is an object as a Go value.
type goSource struct {
	object goObject
	types  *goTypes
}

// walk looks at no more than the tree and the visitor ask for.
func (s goSource) walk(tree *node, v visitor) error {
	w := goWalk{types: s.types, visitor: v}
	return w.object(s.object, tree)
}

// A goWalk walks a Go value along a tree of paths.
type goWalk struct {
	types   *goTypes
	visitor visitor
	depth   int  // how many objects and arrays are open
	done    bool // whether the visitor needs no more
}

// value walks a decoded value, or whatever else is in an interface.
func (w *goWalk) value(v goValue, n *node) error {
	if v.found.IsValid() {
		return n.fault(w.reflected(v, n))
	}
	switch d := v.decoded.(type) {
	case nil:
		w.show(n, leaf{})
	case bool:
		w.show(n, boolLeaf(d))
	case string:
		w.show(n, stringLeaf(d))
	case map[string]any:
		if d == nil {
			w.show(n, leaf{})
			return nil
		}
		return w.object(decodedMap(d), n)
	case []any:
		if d == nil {
			w.show(n, leaf{})
			return nil
		}
		return w.array(decodedSlice(d), n)
	default:
		return n.fault(w.reflected(goValue{found: reflect.ValueOf(d)}, n))
	}
	return nil
}

func (w *goWalk) reflected(v goValue, n *node) error {
	s, err := w.types.settle(v.found)
	if err != nil {
		return err
	}
	switch s.form {
	case formNull:
		w.show(n, leaf{})
		return nil
	case formText:
		w.show(n, stringLeaf(s.text))
		return nil
	case formRaw:
		return w.raw(s, n)
	}
	if object, err := w.types.object(s); object != nil || err != nil {
		if err != nil {
			return err
		}
		return w.object(object, n)
	}
	if array := w.types.array(s); array != nil {
		return w.array(array, n)
	}
	l, err := scalarLeaf(s.value, v.quoted)
	if err != nil {
		return valueFault(err)
	}
	w.show(n, l)
	return nil
}

// show shows the visitor a leaf at the place of a node.
func (w *goWalk) show(n *node, l leaf) {
	if n.path != noPath && !w.visitor.visit(n.path, l) {
		w.done = true
	}
}

// raw walks what a MarshalJSON method wrote.
func (w *goWalk) raw(s settled, n *node) error {
	r := rawWalk{cursor: jsonscan.NewCursor(s.raw, w.depth), visitor: w.visitor}
	r.value(n)
	r.cursor.End()
	w.done = r.done
	return marshalerFault(s.from, r.cursor.Err())
}

func (w *goWalk) object(o goObject, n *node) error {
	if err := w.enter(); err != nil {
		return err
	}
	defer w.leave()
	for _, kid := range n.kids {
		v, ok, err := o.member(kid.name)
		if ok && err == nil {
			err = w.value(v, kid)
		}
		if err != nil || w.done {
			return err
		}
	}
	if n.path == noPath {
		return nil
	}
	l, err := w.namedLeaf(o, n)
	if err == nil {
		w.show(n, l)
	}
	return err
}

// namedLeaf returns an object at the place of a node with the text of the member
// that stands for it, if that is a string (rule M11).
func (w *goWalk) namedLeaf(o goObject, n *node) (leaf, error) {
	l := leaf{kind: kindObject}
	if n.standIn == "" {
		return l, nil
	}
	v, ok, err := o.member(n.standIn)
	if !ok || err != nil {
		return l, err
	}
	var text textVisitor
	inner := goWalk{types: w.types, visitor: &text, depth: w.depth}
	err = inner.value(v, &node{name: n.standIn, up: n, scalar: true})
	l.text, l.is = text.text, text.ok
	return l, err
}

// A textVisitor keeps a string.
type textVisitor struct {
	text string
	ok   bool
}

func (v *textVisitor) visit(_ int, l leaf) bool {
	v.text, v.ok = l.text, l.kind == kindString
	return false
}

func (w *goWalk) array(a goArray, n *node) error {
	if n.scalar {
		return nil
	}
	if err := w.enter(); err != nil {
		return err
	}
	defer w.leave()
	for i := range a.len() {
		if err := w.value(a.at(i), n); err != nil || w.done {
			return err
		}
	}
	return nil
}

// enter goes into an object or an array. A value that contains itself ends
// here, if not in encoding/json's way.
func (w *goWalk) enter() error {
	if w.depth == jsonscan.MaxDepth {
		return tooDeep()
	}
	w.depth++
	return nil
}

func tooDeep() error {
	return valueFault(fmt.Errorf("the value is nested more than %d levels deep, "+
		"or contains itself", jsonscan.MaxDepth))
}

func (w *goWalk) leave() { w.depth-- }
