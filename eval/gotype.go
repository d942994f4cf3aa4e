package eval

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
)

// A goTypes remembers what encoding/json does with Go types. It is safe for
// concurrent use.
type goTypes struct {
	known sync.Map               // from reflect.Type to *goType
	first atomic.Pointer[goType] // the one that was asked for first: that of the objects, mostly
}

// A goType is what encoding/json does with the values of a type.
type goType struct {
	typ            reflect.Type
	json, addrJSON bool // whether it, or a pointer to it, has MarshalJSON
	text, addrText bool // the same for MarshalText
	plain          bool // whether it has none of these
	bytes          bool // whether it is a slice of bytes, written in base64
	number         bool // whether it is json.Number
	fields         map[string]*goField
	elem           typeRef // of a pointer, a slice or an array
}

// A typeRef is a type that is looked up when it is needed, since types can
// contain themselves.
type typeRef struct {
	typ   reflect.Type
	known atomic.Pointer[goType]
}

func (r *typeRef) in(types *goTypes) *goType {
	if known := r.known.Load(); known != nil {
		return known
	}
	known := types.of(r.typ)
	r.known.Store(known)
	return known
}

var (
	marshalerType     = reflect.TypeFor[json.Marshaler]()
	textMarshalerType = reflect.TypeFor[encoding.TextMarshaler]()
)

func (t *goTypes) of(typ reflect.Type) *goType {
	if first := t.first.Load(); first != nil && first.typ == typ {
		return first
	}
	known, ok := t.known.Load(typ)
	if !ok {
		known, _ = t.known.LoadOrStore(typ, newGoType(typ))
		t.first.CompareAndSwap(nil, known.(*goType))
	}
	return known.(*goType)
}

func newGoType(typ reflect.Type) *goType {
	t := &goType{typ: typ}
	t.json, t.text = typ.Implements(marshalerType), typ.Implements(textMarshalerType)
	if typ.Kind() != reflect.Pointer {
		t.addrJSON = reflect.PointerTo(typ).Implements(marshalerType)
		t.addrText = reflect.PointerTo(typ).Implements(textMarshalerType)
	}
	t.plain = !t.json && !t.text && !t.addrJSON && !t.addrText
	t.number = typ == numberType
	switch typ.Kind() {
	case reflect.Struct:
		t.fields = fieldsOf(typ)
	case reflect.Pointer, reflect.Array:
		t.elem.typ = typ.Elem()
	case reflect.Slice:
		t.elem.typ = typ.Elem()
		elem := reflect.PointerTo(typ.Elem())
		t.bytes = typ.Elem().Kind() == reflect.Uint8 &&
			!elem.Implements(marshalerType) && !elem.Implements(textMarshalerType)
	}
	return t
}

// marshaler returns v, or its address where it has one, for the first of the
// methods that encoding/json tries.
func (t *goType) marshaler(v reflect.Value) marshaler {
	switch addr := v.CanAddr(); {
	case t.addrJSON && addr:
		return marshaler{value: v.Addr()}
	case t.json:
		return marshaler{value: v}
	case t.addrText && addr:
		return marshaler{value: v.Addr(), text: true}
	case t.text:
		return marshaler{value: v, text: true}
	}
	return marshaler{}
}

// mapObject returns a map as an object, nil for a nil map.
func (t *goTypes) mapObject(v reflect.Value) (goObject, error) {
	key := v.Type().Key()
	isString := key.Kind() == reflect.String
	m := foundMap{value: v, texts: !isString && key.Implements(textMarshalerType)}
	if !m.texts && !isString && !isInteger(key.Kind()) {
		return nil, valueFault(&json.UnsupportedTypeError{Type: v.Type()})
	}
	if v.IsNil() {
		return nil, nil
	}
	return m, nil
}

func isInteger(k reflect.Kind) bool { return reflect.Int <= k && k <= reflect.Uintptr }

// A foundMap is a map found by reflection.
type foundMap struct {
	value reflect.Value
	texts bool // whether its keys are made by MarshalText
}

// member looks a name up. Integer keys are never names: no name begins with a
// digit or a sign (rule Y11).
func (m foundMap) member(name string) (goValue, bool, error) {
	key := m.value.Type().Key()
	switch {
	case m.texts:
		return m.textMember(name)
	case key.Kind() != reflect.String:
		return goValue{}, false, nil
	}
	v := m.value.MapIndex(reflect.ValueOf(name).Convert(key))
	return goValue{found: v}, v.IsValid(), nil
}

// textMember looks a name up among keys that are written by MarshalText.
func (m foundMap) textMember(name string) (goValue, bool, error) {
	var value goValue
	for entries := m.value.MapRange(); entries.Next(); {
		text, err := keyText(entries.Key())
		if err != nil {
			return goValue{}, false, valueFault(fmt.Errorf("key of %s: %w", m.value.Type(), err))
		}
		if text == name {
			value.found = entries.Value()
		}
	}
	return value, value.found.IsValid(), nil
}

func keyText(key reflect.Value) (string, error) {
	if key.Kind() == reflect.Pointer && key.IsNil() {
		return "", nil
	}
	m, ok := key.Interface().(encoding.TextMarshaler)
	if !ok {
		return "", errors.New("nil")
	}
	text, err := m.MarshalText()
	return string(text), err
}
