package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// Sort sorts items by a key, in place; a nil key leaves them as they are. An
// item is anything that [Matcher.Match] takes.
//
// The order is stable in both directions. Ascending, null and missing keys
// come last, descending first (rule O1, assumed); before them come booleans,
// false first, then numbers by value, then strings (O2, assumed). Strings are
// ordered by instant where their type is datetime or all keys have the form of
// one, as their type declares for ordered enumerations, naturally where the
// type says so (O4, documented), and else by code point. The key of an item is
// the first value that the path yields, where an object stands for its name
// (O3, assumed).
//
// Strings that are no datetime, or not in the enumeration, where their type
// calls for it, follow those that are.
//
// An error says which item is no object, and is a [*DataError] by [errors.As];
// or that the key's path is none. The items are then as they were.
func Sort[T any](items []T, key *ast.SortKey, opts ...Option) error {
	if key == nil {
		return nil
	}
	s, err := newSorter(key, opts)
	if err != nil {
		return err
	}
	type entry struct {
		key  sortKey
		item T
	}
	entries := make([]entry, len(items))
	for i, item := range items {
		k, err := s.key(item)
		if err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
		entries[i] = entry{k, item}
	}
	compare := s.order()
	slices.SortStableFunc(entries, func(a, b entry) int { return compare(&a.key, &b.key) })
	for i := range entries {
		items[i] = entries[i].item
	}
	return nil
}

// A class is a group of keys that are comparable with each other. Classes are
// in ascending order.
type class uint8

const (
	classBool class = iota
	classNumber
	classPlaced // strings of which the type knows a place: instants, enumerations
	classText
	classMissing
)

type sortKey struct {
	class   class
	is      bool
	number  value.Decimal
	instant value.DateTime
	place   int
	text    string
}

// A sorter makes keys and compares them.
type sorter struct {
	desc  bool
	typ   ast.FieldType
	tree  *node
	types goTypes

	strings, others int  // how many keys of each kind there were, missing ones aside
	timeless        bool // whether some string was no datetime
}

func newSorter(key *ast.SortKey, opts []Option) (*sorter, error) {
	field, err := ast.ParsePath(string(key.Field))
	if err != nil {
		return nil, err
	}
	s := &sorter{desc: key.Desc, tree: newTree()}
	s.typ, _ = newOptions(opts).types.Of(field)
	s.tree.add(&path{field: field, typ: s.typ})
	return s, nil
}

// key returns the key of an item.
func (s *sorter) key(item any) (sortKey, error) {
	src, err := newSource(item, &s.types, Whole)
	if err != nil {
		return sortKey{}, err
	}
	var first firstVisitor
	if err := src.walk(s.tree, &first); err != nil {
		return sortKey{}, err
	}
	return s.keyOf(first.leaf), nil
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

// keyOf returns the key for a leaf; a missing one is null.
func (s *sorter) keyOf(l leaf) sortKey {
	switch l.kind {
	case kindNull:
		return sortKey{class: classMissing}
	case kindBool:
		s.others++
		return sortKey{class: classBool, is: l.is}
	case kindNumber:
		s.others++
		d, _ := value.ParseDecimal(l.text)
		return sortKey{class: classNumber, number: d}
	}
	s.strings++
	return s.textKey(l.text)
}

func (s *sorter) textKey(text string) sortKey {
	k := sortKey{class: classText, text: strings.Clone(text)}
	switch {
	case s.typ.Natural:
	case s.typ.Ordered:
		if k.place = slices.Index(s.typ.Enum, text); k.place >= 0 {
			k.class = classPlaced
		}
	default:
		var ok bool
		if k.instant, ok = parseInstant(text); ok {
			k.class = classPlaced
		}
		s.timeless = s.timeless || !ok
	}
	return k
}

// order returns the comparison of keys, once all of them were made.
func (s *sorter) order() func(a, b *sortKey) int {
	instants := s.typ.Kind == ast.KindDateTime || s.others == 0 && !s.timeless
	texts := strings.Compare
	if s.typ.Natural {
		texts = value.CompareNatural
	}
	ascending := func(a, b *sortKey) int { return a.compare(b, texts) }
	if !s.typ.Ordered && !instants {
		ascending = func(a, b *sortKey) int { return a.asText().compare(b.asText(), texts) }
	}
	if s.desc {
		return func(a, b *sortKey) int { return ascending(b, a) }
	}
	return ascending
}

// asText returns a datetime as the text that it is.
func (k *sortKey) asText() *sortKey {
	if k.class != classPlaced {
		return k
	}
	return &sortKey{class: classText, text: k.text}
}

// compare orders two keys in ascending order.
func (k *sortKey) compare(l *sortKey, texts func(a, b string) int) int {
	if k.class != l.class {
		return cmp.Compare(k.class, l.class)
	}
	switch k.class {
	case classBool:
		return compareBools(k.is, l.is)
	case classNumber:
		return k.number.Compare(l.number)
	case classPlaced:
		return cmp.Or(cmp.Compare(k.place, l.place), k.instant.Compare(l.instant))
	case classText:
		return texts(k.text, l.text)
	}
	return 0
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
