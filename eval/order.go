package eval

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// An Order is the order that [Sort] brings objects into, for those who keep them
// elsewhere than in a slice: each object gets a key once, and keys are compared.
//
//	order, err := eval.NewOrder(sortKey)
//	…
//	key, err := order.KeyJSON(nil, object)
//	…
//	slices.SortStableFunc(keys, order.Compare)
//
// Without a type, strings are ordered by instant as long as all keys are
// datetimes, so one key can change the order of others: see [Order.Fallback]. An
// Order is not safe for concurrent use.
type Order struct {
	desc  bool
	typ   ast.FieldType
	tree  *node
	types *goTypes
	mixed bool // whether some key was neither a datetime nor missing

	fallback *Order // which is mixed; nil if mixed makes no difference

	first firstVisitor // of the last key
}

// NewOrder returns the order by a key; by a nil key all objects are equal. Of the
// options it takes [WithTypes]. An error says that the key's path is none.
func NewOrder(key *ast.SortKey, opts ...Option) (*Order, error) {
	o := &Order{tree: newTree(), types: new(goTypes)}
	if key == nil {
		return o, nil
	}
	field, err := ast.ParsePath(string(key.Field))
	if err != nil {
		return nil, err
	}
	o.desc = key.Desc
	o.typ, _ = newOptions(opts).types.Of(field)
	o.tree.add(&path{field: field, typ: o.typ})
	if !o.typ.Ordered && !o.typ.Natural && o.typ.Kind != ast.KindDateTime {
		mixed := *o
		mixed.mixed = true
		o.fallback = &mixed
	}
	return o, nil
}

// Key appends the key of an object, which is anything that [Matcher.Match]
// takes, to dst. An error is a [*DataError]: it is no object. Keys are opaque,
// and good for all Orders of one sort key and its types.
func (o *Order) Key(dst []byte, object any) ([]byte, error) {
	src, err := newSource(object, o.types, Whole)
	if err != nil {
		return dst, err
	}
	o.first = firstVisitor{}
	if err := src.walk(o.tree, &o.first); err != nil {
		return dst, err
	}
	return o.append(dst, o.first.leaf), nil
}

// KeyJSON is [Order.Key] for an object in raw JSON, all of which it checks. The
// error has the offset of the fault.
func (o *Order) KeyJSON(dst, data []byte) ([]byte, error) {
	o.first = firstVisitor{}
	if err := rawSource(data).walk(o.tree, &o.first); err != nil {
		return dst, err
	}
	return o.append(dst, o.first.leaf), nil
}

// Compare returns a negative number, 0 or a positive one as an object with the
// key a belongs before one with the key b, in any order, or behind it.
func (o *Order) Compare(a, b []byte) int {
	if o.desc {
		a, b = b, a
	}
	classA, a := o.cut(a)
	classB, b := o.cut(b)
	switch {
	case classA != classB:
		return cmp.Compare(classA, classB)
	case classA == classText && o.typ.Natural:
		return value.CompareNatural(string(a), string(b))
	}
	return bytes.Compare(a, b)
}

// Fallback returns the order that this one changes into with the first key that
// is no datetime, and itself where no key can change it any more.
func (o *Order) Fallback() *Order {
	if o.mixed || o.fallback == nil {
		return o
	}
	return o.fallback
}

// A firstVisitor keeps the first leaf (rule O3, assumed). An object without a
// name yields nothing, as beside a string (M11).
type firstVisitor struct {
	leaf leaf
	ok   bool
}

func (v *firstVisitor) visit(_ int, l leaf) bool {
	if v.ok || l.kind == kindObject && !l.is {
		return !v.ok
	}
	v.leaf, v.ok = l, true
	return false
}

// A class is the first byte of a key. Classes are in ascending order, and keys
// of one class are comparable with each other (rule O2, assumed).
type class byte

const (
	classBool class = iota
	classNumber
	classPlaced // strings of which the type knows a place: instants, enumerations
	classText
	classMissing
)

// placeSize is the size of a place, which stands before the text in a key.
const placeSize = 8 + 4

// append appends the key for a leaf; a missing one is null.
func (o *Order) append(dst []byte, l leaf) []byte {
	switch l.kind {
	case kindNull:
		return append(dst, byte(classMissing))
	case kindBool:
		o.mixed = true
		if l.is {
			return append(dst, byte(classBool), 1)
		}
		return append(dst, byte(classBool), 0)
	case kindNumber:
		o.mixed = true
		d, _ := value.ParseDecimal(l.text)
		return d.AppendKey(append(dst, byte(classNumber)))
	}
	begin := len(dst)
	dst = append(dst, byte(classPlaced))
	dst, ok := o.appendPlace(dst, l.text)
	if !ok {
		o.mixed = true
		dst[begin] = byte(classText)
	}
	return append(dst, l.text...)
}

// appendPlace appends the place of a string, if it has one.
func (o *Order) appendPlace(dst []byte, text string) (key []byte, ok bool) {
	high, low := uint64(0), uint32(0)
	switch {
	case o.typ.Natural:
		return dst, false
	case o.typ.Ordered:
		i := slices.Index(o.typ.Enum, text)
		high, ok = uint64(i), i >= 0
	default:
		var t value.Instant
		t, ok = value.ParseInstant(text)
		high, low = uint64(t.Unix)^1<<63, uint32(t.Nanos) // as unsigned in the same order
	}
	if !ok {
		return dst, false
	}
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(dst, high), low), true
}

// cut cuts a key into its class and what is compared within it. A datetime is
// the text that it is where the order is not by instants.
func (o *Order) cut(key []byte) (class, []byte) {
	c, key := class(key[0]), key[1:]
	switch {
	case c != classPlaced:
		return c, key
	case o.typ.Ordered || o.typ.Kind == ast.KindDateTime || !o.mixed:
		return c, key[:placeSize]
	}
	return classText, key[placeSize:]
}
