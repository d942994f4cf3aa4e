package goliteral

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
)

// Value returns the literal for v, which is one value and no list:
//
//   - a string, if it is UTF-8 without NUL (rule Y6);
//   - an integer of any size, a float or json.Number, written out without
//     exponent (rule Y8), and a *big.Int or a *big.Rat with finitely many digits;
//   - a bool;
//   - a time.Time of the years 0 to 9999 (rule Y9), cut to microseconds;
//   - nil, which is null;
//   - a literal of package ast other than a list, as it is;
//   - a named type of any of these kinds, and a pointer to any of them, unless
//     it is nil: whether that means null or a mistake, nobody can tell.
func Value(v any) (ast.Value, error) {
	switch v := v.(type) {
	case nil:
		return &ast.Null{}, nil
	case ast.Value:
		return literal(v)
	case string:
		return text(v)
	case bool:
		return &ast.Bool{Value: v}, nil
	case time.Time:
		return instant(v)
	case time.Duration:
		return nil, errors.New("a time.Duration has no unit here: write d.Seconds() or the like")
	case json.Number:
		return jsonNumber(string(v))
	case *big.Int:
		return bigInt(v)
	case *big.Rat:
		return bigRat(v)
	}
	return byKind(reflect.ValueOf(v))
}

// literal checks a literal that somebody else has made.
func literal(v ast.Value) (ast.Value, error) {
	if _, isList := v.(*ast.List); isList {
		return nil, errList
	}
	err := ast.Validate(&ast.Comparison{Field: "value", Op: ast.OpEq, Value: v})
	var all interface{ Unwrap() []error }
	if errors.As(err, &all) { // of which there is one, with a place that means nothing here
		return nil, errors.Unwrap(all.Unwrap()[0])
	}
	return v, err
}

var errList = errors.New("a list stands only after IN and NOT IN")

func text(s string) (ast.Value, error) {
	switch {
	case !utf8.ValidString(s):
		return nil, fmt.Errorf("the string %.40q is not valid UTF-8", s)
	case strings.IndexByte(s, 0) >= 0:
		return nil, fmt.Errorf("the string %.40q has a NUL, which no literal can hold", s)
	}
	return &ast.String{Value: s}, nil
}

// instant returns the literal of a time, with its numeric offset, or in UTC
// where that has seconds. What is finer than microseconds is cut off: nobody has
// seen the API filter by more digits, its own datetimes have six, and what comes
// from time.Now has more on some systems and not on others.
func instant(t time.Time) (ast.Value, error) {
	t = t.Truncate(time.Microsecond) // and without a monotonic clock
	v := ast.NewTime(t, ast.PrecisionSecond)
	if _, err := ast.NewDateTime(v.String()); err != nil {
		return nil, fmt.Errorf("the time %v is not in the years 0 to 9999", t)
	}
	return v, nil
}

func byKind(v reflect.Value) (ast.Value, error) {
	switch v.Kind() {
	case reflect.String:
		return text(v.String())
	case reflect.Bool:
		return &ast.Bool{Value: v.Bool()}, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return number(strconv.FormatInt(v.Int(), 10))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return number(strconv.FormatUint(v.Uint(), 10))
	case reflect.Float32, reflect.Float64:
		return float(v.Float(), v.Type().Bits())
	case reflect.Pointer:
		return pointed(v)
	case reflect.Slice, reflect.Array:
		return nil, sliceFault(v)
	}
	return converted(v)
}

func pointed(v reflect.Value) (ast.Value, error) {
	switch {
	case v.IsNil():
		return nil, fmt.Errorf("a nil %s is no value: for null write nil", v.Type())
	case v.Elem().Kind() == reflect.Pointer: // which may lead back here
		return nil, noLiteral(v.Type())
	}
	return Value(v.Elem().Interface())
}

func sliceFault(v reflect.Value) error {
	switch {
	case !isBytes(v):
		return errList
	case hasText(v.Type()):
		return noLiteral(v.Type())
	}
	return fmt.Errorf("a %s is neither a text nor a list: convert it to a string", v.Type())
}

func isBytes(v reflect.Value) bool { return v.Type().Elem().Kind() == reflect.Uint8 }

// converted returns the literal of a named type whose underlying type has a
// literal of its own but is a struct.
func converted(v reflect.Value) (ast.Value, error) {
	if v.Type().ConvertibleTo(timeType) {
		return instant(v.Convert(timeType).Interface().(time.Time))
	}
	return nil, noLiteral(v.Type())
}

// noLiteral says that the values of a type have none. That their text is meant
// is for the caller to say: it may be an address, or be made for people.
func noLiteral(t reflect.Type) error {
	if hasText(t) {
		return fmt.Errorf("a %s has no literal: give its String() if its text is meant", t)
	}
	return fmt.Errorf("a %s has no literal", t)
}

// hasText reports whether a value or a pointer to it has a String method.
func hasText(t reflect.Type) bool { return reflect.PointerTo(t).Implements(stringerType) }

var (
	timeType     = reflect.TypeFor[time.Time]()
	stringerType = reflect.TypeFor[fmt.Stringer]()
)
