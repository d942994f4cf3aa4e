package eval

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A goValue is a Go value inside another one.
type goValue struct {
	decoded any           // unless found is valid
	found   reflect.Value // by reflection
	quoted  bool          // whether its field has the string option
}

// A goObject is a Go value that encoding/json writes as an object.
type goObject interface {
	// member returns the value of a name, and whether there is one.
	member(name string) (v goValue, ok bool, err error)
}

// A goArray is a Go value that encoding/json writes as an array.
type goArray interface {
	len() int
	at(i int) goValue
}

type decodedMap map[string]any

func (m decodedMap) member(name string) (goValue, bool, error) {
	v, ok := m[name]
	return goValue{decoded: v}, ok, nil
}

type decodedSlice []any

func (s decodedSlice) len() int         { return len(s) }
func (s decodedSlice) at(i int) goValue { return goValue{decoded: s[i]} }

type foundArray struct{ value reflect.Value }

func (a foundArray) len() int         { return a.value.Len() }
func (a foundArray) at(i int) goValue { return goValue{found: a.value.Index(i)} }

// A form is what is left of a Go value once pointers were followed and its
// Marshaler was called.
type form uint8

const (
	formNull  form = iota
	formValue      // a value without a Marshaler
	formRaw        // what MarshalJSON wrote
	formText       // what MarshalText wrote
)

type settled struct {
	form  form
	value reflect.Value
	raw   []byte
	text  string
	from  reflect.Type // of the Marshaler
}

// maxHops is how many pointers are followed before they count as a cycle.
const maxHops = 10_000

// settle follows pointers and interfaces up to a value, or to the first
// Marshaler or TextMarshaler, which it calls as encoding/json does.
func (t *goTypes) settle(v reflect.Value) (settled, error) {
	for range maxHops {
		if !v.IsValid() {
			return settled{}, nil
		}
		if m := t.of(v.Type()).marshaler(v); m.value.IsValid() {
			return m.call(v.Type())
		}
		if v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface {
			return settled{form: formValue, value: v}, nil
		}
		v = v.Elem()
	}
	return settled{}, valueFault(errors.New("a pointer leads back to itself"))
}

// A marshaler is a value with a MarshalJSON method, or with a MarshalText
// method; the zero marshaler is none.
type marshaler struct {
	value reflect.Value
	text  bool
}

// call calls the method for a value of type t. A nil pointer or interface is
// null, and its method is not called.
func (m marshaler) call(t reflect.Type) (settled, error) {
	if k := m.value.Kind(); (k == reflect.Pointer || k == reflect.Interface) && m.value.IsNil() {
		return settled{}, nil
	}
	if !m.value.CanInterface() {
		return settled{}, valueFault(fmt.Errorf("the Marshaler of %s is in an unexported field", t))
	}
	if m.text {
		text, err := m.value.Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil {
			err = valueFault(fmt.Errorf("error calling MarshalText for type %s: %w", t, err))
		}
		return settled{form: formText, text: string(text)}, err
	}
	raw, err := m.value.Interface().(json.Marshaler).MarshalJSON()
	return settled{form: formRaw, raw: raw, from: t}, marshalerFault(t, err)
}

// object returns a settled value as an object, nil if it is none.
func (t *goTypes) object(s settled) (goObject, error) {
	if s.form != formValue {
		return nil, nil
	}
	switch s.value.Kind() {
	case reflect.Struct:
		return foundStruct{s.value, t.of(s.value.Type())}, nil
	case reflect.Map:
		return t.mapObject(s.value)
	}
	return nil, nil
}

// array returns a settled value as an array, nil if it is none.
func (t *goTypes) array(s settled) goArray {
	switch s.value.Kind() {
	case reflect.Array:
		return foundArray{s.value}
	case reflect.Slice:
		if !s.value.IsNil() && !t.of(s.value.Type()).bytes {
			return foundArray{s.value}
		}
	}
	return nil
}

// scalarLeaf returns the leaf of a value that is neither object nor array.
func scalarLeaf(v reflect.Value, quoted bool) (leaf, error) {
	switch v.Kind() {
	case reflect.Map:
		return leaf{}, nil // a nil one, as any other is an object
	case reflect.Slice:
		return bytesLeaf(v), nil
	case reflect.String:
		return textLeaf(v, quoted)
	case reflect.Bool:
		if quoted {
			return stringLeaf(strconv.FormatBool(v.Bool())), nil
		}
		return boolLeaf(v.Bool()), nil
	}
	text, err := numberText(v)
	if quoted {
		return stringLeaf(text), err
	}
	return numberLeaf(text), err
}

// bytesLeaf returns the leaf of a slice that is nil or of bytes.
func bytesLeaf(v reflect.Value) leaf {
	if v.IsNil() {
		return leaf{}
	}
	return stringLeaf(base64.StdEncoding.EncodeToString(v.Bytes()))
}

// textLeaf returns the leaf of a string or of a json.Number. The string option
// quotes a string twice.
func textLeaf(v reflect.Value, quoted bool) (leaf, error) {
	text := v.String()
	switch {
	case v.Type() == numberType:
		return jsonNumberLeaf(text, quoted)
	case quoted:
		token, err := json.Marshal(text)
		return stringLeaf(string(token)), err
	}
	return stringLeaf(text), nil
}

var numberType = reflect.TypeFor[json.Number]()

// jsonNumberLeaf returns the leaf of a json.Number: any number in the syntax of
// JSON, and "" for 0.
func jsonNumberLeaf(text string, quoted bool) (leaf, error) {
	switch {
	case text == "":
		text = "0"
	case !jsonscan.IsNumber(text):
		return leaf{}, fmt.Errorf("invalid json.Number %.40q", text)
	}
	if quoted {
		return stringLeaf(text), nil
	}
	return numberLeaf(text), nil
}

func numberText(v reflect.Value) (string, error) {
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), nil
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), nil
	case v.CanFloat():
		return floatText(v)
	}
	return "", &json.UnsupportedTypeError{Type: v.Type()}
}

// floatText writes the shortest decimal that reads back as the same float,
// which is what a Go float stands for (rule M6).
func floatText(v reflect.Value) (string, error) {
	f, bits := v.Float(), v.Type().Bits()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "", &json.UnsupportedValueError{Value: v, Str: strconv.FormatFloat(f, 'g', -1, bits)}
	}
	return formatFloat(f, bits), nil
}

// formatFloat spells a float as encoding/json does, which shows where the
// string option makes text of it.
func formatFloat(f float64, bits int) string {
	if a := math.Abs(f); a == 0 || !isFar(a, bits) {
		return strconv.FormatFloat(f, 'f', -1, bits)
	}
	text := strconv.FormatFloat(f, 'e', -1, bits)
	if n := len(text); text[n-4] == 'e' && text[n-3] == '-' && text[n-2] == '0' {
		text = text[:n-2] + text[n-1:]
	}
	return text
}

// isFar reports whether a positive float is written with an exponent.
func isFar(a float64, bits int) bool {
	if bits == 32 {
		return float32(a) < 1e-6 || float32(a) >= 1e21
	}
	return a < 1e-6 || a >= 1e21
}
