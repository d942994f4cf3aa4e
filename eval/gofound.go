package eval

import (
	"math"
	"reflect"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// This file looks for leaves in Go structs by reflection. It does what a walk
// does, for the types that structs are mostly made of, and leaves other values
// to one: those with a Marshaler, maps, bytes, text that is quoted twice.

// A foundProber looks for leaves in a struct.
type foundProber struct {
	value reflect.Value
	typ   *goType
}

// newFoundProber returns a prober for a struct, or a pointer to one, that has no
// Marshaler, and false for any other value.
func (m *Matcher) newFoundProber(v any) (p foundProber, ok bool) {
	p.value = reflect.ValueOf(v)
	if k := p.value.Kind(); k != reflect.Pointer && k != reflect.Struct {
		return p, false
	}
	p.typ = m.types.of(p.value.Type())
	if p.value.Kind() == reflect.Pointer && p.typ.plain {
		p.value, p.typ = p.value.Elem(), p.typ.elem.in(m.types)
	}
	return p, p.typ.plain && p.value.Kind() == reflect.Struct
}

func (p foundProber) probe(t *test) (bool, error) {
	return t.foundStruct(p.value, p.typ, t.path.tree, 0)
}

// found reports whether a leaf in a value, which is inside depth objects and
// arrays, satisfies the condition. The node is of the path's own tree.
func (t *test) found(v reflect.Value, typ *goType, n *node, depth int) (bool, error) {
	for range maxHops {
		if !typ.plain && typ.marshaler(v).value.IsValid() {
			break
		}
		k := v.Kind()
		if k != reflect.Pointer && k != reflect.Interface {
			return t.foundSettled(v, typ, n, depth)
		}
		if v = v.Elem(); !v.IsValid() {
			return false, nil // null satisfies no condition
		}
		if k == reflect.Pointer {
			typ = typ.elem.in(t.path.types)
		} else {
			typ = t.path.types.of(v.Type())
		}
	}
	return t.walkFound(goValue{found: v}, n, depth)
}

// foundSettled is found for a value that is no pointer or interface and has no
// Marshaler.
func (t *test) foundSettled(v reflect.Value, typ *goType, n *node, depth int) (bool, error) {
	isEnd := n.path != noPath
	switch k := v.Kind(); {
	case k == reflect.Struct:
		return t.foundStruct(v, typ, n, depth)
	case k == reflect.Array, k == reflect.Slice && !typ.bytes:
		return t.foundArray(v, typ, n, depth)
	case k == reflect.String && !typ.number:
		return isEnd && t.condition.holdsForText(kindString, v.String()), nil
	case k == reflect.Bool:
		return isEnd && holds(&t.condition, boolLeaf(v.Bool())), nil
	case v.CanInt():
		return isEnd && t.condition.holdsForInteger(v.Int()), nil
	case v.CanUint() && v.Uint() <= math.MaxInt64:
		return isEnd && t.condition.holdsForInteger(int64(v.Uint())), nil
	case k == reflect.Float64 && isFinite(v.Float()):
		return isEnd && t.condition.holdsForFloat(v.Float()), nil
	}
	return t.walkFound(goValue{found: v}, n, depth)
}

// foundStruct is found for a struct.
func (t *test) foundStruct(v reflect.Value, typ *goType, n *node, depth int) (bool, error) {
	if depth == jsonscan.MaxDepth {
		return false, tooDeep()
	}
	if n.path != noPath {
		return t.foundNamed(v, typ, n, depth)
	}
	kid := n.kids[0]
	f := kid.fieldOf(typ)
	if f == nil {
		return false, nil
	}
	switch v, ok := f.in(v); {
	case !ok:
		return false, nil
	case f.quoted:
		return t.walkFound(goValue{found: v, quoted: true}, kid, depth+1)
	default:
		return t.found(v, f.typ.in(t.path.types), kid, depth+1)
	}
}

// foundNamed is found for a struct at the end of the path, for which a field can
// stand (rule M11).
func (t *test) foundNamed(v reflect.Value, typ *goType, n *node, depth int) (bool, error) {
	f := typ.fields[n.standIn]
	if f == nil {
		return holds(&t.condition, leaf{kind: kindObject}), nil
	}
	name, ok := f.in(v)
	switch nameType := f.typ.in(t.path.types); {
	case !ok:
		return holds(&t.condition, leaf{kind: kindObject}), nil
	case name.Kind() == reflect.String && nameType.plain && !nameType.number && !f.quoted:
		return t.condition.holdsForText(kindObject, name.String()), nil
	}
	return t.walkFound(goValue{found: v}, n, depth)
}

func (t *test) foundArray(a reflect.Value, typ *goType, n *node, depth int) (bool, error) {
	if a.Kind() == reflect.Slice && a.IsNil() {
		return false, nil
	}
	if depth == jsonscan.MaxDepth {
		return false, tooDeep()
	}
	elem := typ.elem.in(t.path.types)
	for i := range a.Len() {
		if hit, err := t.found(a.Index(i), elem, n, depth+1); hit || err != nil {
			return hit && err == nil, err
		}
	}
	return false, nil
}

// walkFound is found for any value.
func (t *test) walkFound(v goValue, n *node, depth int) (bool, error) {
	found := testVisitor{condition: &t.condition}
	w := goWalk{types: t.path.types, visitor: &found, depth: depth}
	err := w.value(v, n)
	return found.hit && err == nil, err
}
