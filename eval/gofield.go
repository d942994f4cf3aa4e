package eval

import (
	"reflect"
	"strings"
	"unicode"
)

// A foundStruct is a struct found by reflection.
type foundStruct struct {
	value reflect.Value
	typ   *goType
}

func (s foundStruct) member(name string) (goValue, bool, error) {
	f, ok := s.typ.fields[name]
	if !ok {
		return goValue{}, false, nil
	}
	v, ok := f.in(s.value)
	return goValue{found: v, quoted: f.quoted}, ok, nil
}

// A namedField is the field that a struct type has for the name of a node.
type namedField struct {
	of    *goType
	field *goField // nil if there is none
}

// fieldOf returns the field for a node in a struct type, nil if there is none. It
// remembers that of the first type: most nodes see only one.
func (n *node) fieldOf(typ *goType) *goField {
	known := n.field.Load()
	if known != nil && known.of == typ {
		return known.field
	}
	f := typ.fields[n.name]
	if known == nil {
		n.field.CompareAndSwap(nil, &namedField{typ, f})
	}
	return f
}

// A goField is a field that encoding/json writes.
type goField struct {
	typ       typeRef
	index     []int // of the field, through embedded structs
	quoted    bool  // the string option, where it has an effect
	omitEmpty bool
	isZero    func(reflect.Value) bool // with omitzero, else nil
}

// in returns the field of a struct, and whether it is written.
func (f *goField) in(v reflect.Value) (reflect.Value, bool) {
	for _, i := range f.index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return reflect.Value{}, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	if f.omitEmpty && isEmpty(v) || f.isZero != nil && f.isZero(v) {
		return reflect.Value{}, false
	}
	return v, true
}

// isEmpty is what omitempty leaves out.
func isEmpty(v reflect.Value) bool {
	switch k := v.Kind(); {
	case k == reflect.Array || k == reflect.Map || k == reflect.Slice || k == reflect.String:
		return v.Len() == 0
	case isQuotable(k) || k == reflect.Interface || k == reflect.Pointer:
		return v.IsZero()
	}
	return false
}

// A candidate is a field that may be hidden by another one of the same name.
type candidate struct {
	field  *goField
	depth  int
	tagged bool
}

// fieldsOf returns the fields that encoding/json writes for a struct, by name:
// Go's rules for embedded fields, except that a tag beats no tag at the same
// depth.
func fieldsOf(typ reflect.Type) map[string]*goField {
	s := fieldSearch{
		found: make(map[string][]candidate),
		seen:  make(map[reflect.Type]bool),
		next:  []*embedded{{typ: typ, times: 1}},
	}
	for len(s.next) > 0 {
		level := s.next
		s.next = nil
		for _, e := range level {
			s.structure(e)
		}
	}
	fields := make(map[string]*goField, len(s.found))
	for name, candidates := range s.found {
		if f := dominant(candidates); f != nil {
			fields[name] = f
		}
	}
	return fields
}

// dominant returns the field that hides the others, which are in order of
// depth; nil if two hide each other.
func dominant(candidates []candidate) *goField {
	var tagged, plain []candidate
	for _, c := range candidates {
		switch {
		case c.depth > candidates[0].depth:
		case c.tagged:
			tagged = append(tagged, c)
		default:
			plain = append(plain, c)
		}
	}
	if len(tagged) > 0 {
		plain = tagged
	}
	if len(plain) > 1 {
		return nil
	}
	return plain[0].field
}

// An embedded is a struct type to be searched, times times at its depth.
type embedded struct {
	typ   reflect.Type
	index []int
	times int
}

// A fieldSearch goes through a struct and the structs embedded in it, one
// depth after the other.
type fieldSearch struct {
	found map[string][]candidate
	seen  map[reflect.Type]bool
	next  []*embedded
}

func (s *fieldSearch) structure(e *embedded) {
	if s.seen[e.typ] {
		return
	}
	s.seen[e.typ] = true
	for i := range e.typ.NumField() {
		f := e.typ.Field(i)
		if tag := f.Tag.Get("json"); tag != "-" && isWritten(f) {
			s.field(e, f, tag)
		}
	}
}

// isWritten reports whether a field is exported, or may have exported fields.
func isWritten(f reflect.StructField) bool {
	if !f.Anonymous || f.IsExported() {
		return f.IsExported()
	}
	t := f.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct
}

func (s *fieldSearch) field(e *embedded, f reflect.StructField, tag string) {
	name, options, _ := strings.Cut(tag, ",")
	tagged := isTagName(name)
	if !tagged {
		name = f.Name
	}
	typ := f.Type
	if typ.Name() == "" && typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	index := append(e.index[:len(e.index):len(e.index)], f.Index...)
	if f.Anonymous && !tagged && typ.Kind() == reflect.Struct {
		s.embed(typ, index)
		return
	}
	field := newGoField(f.Type, index, options)
	field.quoted = field.quoted && isQuotable(typ.Kind())
	for range min(e.times, 2) { // two of the same name hide each other
		s.found[name] = append(s.found[name], candidate{field, len(index), tagged})
	}
}

func (s *fieldSearch) embed(typ reflect.Type, index []int) {
	for _, e := range s.next {
		if e.typ == typ {
			e.times++
			return
		}
	}
	s.next = append(s.next, &embedded{typ, index, 1})
}

func newGoField(typ reflect.Type, index []int, options string) *goField {
	f := &goField{typ: typeRef{typ: typ}, index: index}
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "string":
			f.quoted = true
		case "omitempty":
			f.omitEmpty = true
		case "omitzero":
			f.isZero = zeroTest(typ)
		}
	}
	return f
}

// isQuotable reports whether the string option has an effect on a kind.
func isQuotable(k reflect.Kind) bool {
	return k == reflect.Bool || isInteger(k) || k == reflect.Float32 || k == reflect.Float64 ||
		k == reflect.String
}

// isTagName reports whether encoding/json takes a name from a tag.
func isTagName(name string) bool {
	for _, c := range name {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) &&
			!unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return name != ""
}

type isZeroer interface{ IsZero() bool }

var isZeroerType = reflect.TypeFor[isZeroer]()

// zeroTest returns what omitzero asks of the values of a type: their own
// IsZero method, if they have one.
func zeroTest(typ reflect.Type) func(reflect.Value) bool {
	switch {
	case typ.Implements(isZeroerType):
		return func(v reflect.Value) bool {
			return isNilPointer(v) || v.Interface().(isZeroer).IsZero()
		}
	case reflect.PointerTo(typ).Implements(isZeroerType):
		return func(v reflect.Value) bool {
			if !v.CanAddr() {
				addressable := reflect.New(typ).Elem()
				addressable.Set(v)
				v = addressable
			}
			return v.Addr().Interface().(isZeroer).IsZero()
		}
	}
	return reflect.Value.IsZero
}

// isNilPointer reports whether v is nil, or an interface that holds a nil
// pointer, whose methods could panic.
func isNilPointer(v reflect.Value) bool {
	if v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	return (v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer) && v.IsNil()
}
