package goliteral

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/bbql/go-bbql/ast"
)

// Elements returns the literals of a list: of a slice or array of values of any
// type, or of a *ast.List. It reports false where v is neither. A slice within
// the slice is an error, and so are bytes, which are rather a text. What may be
// in a list is for its maker to check.
func Elements(v any) (values []ast.Value, isList bool, err error) {
	switch v := v.(type) {
	case *ast.List:
		if v == nil {
			return nil, true, errors.New("a nil list has no values")
		}
		return v.Values, true, nil
	case []string:
		return each(len(v), func(i int) any { return v[i] })
	case []any:
		return each(len(v), func(i int) any { return v[i] })
	}
	rv := reflect.ValueOf(v)
	if k := rv.Kind(); k != reflect.Slice && k != reflect.Array || isBytes(rv) {
		return nil, false, nil
	}
	return each(rv.Len(), func(i int) any { return rv.Index(i).Interface() })
}

func each(n int, element func(i int) any) ([]ast.Value, bool, error) {
	values := make([]ast.Value, n)
	var errs []error
	for i := range n {
		v, err := Value(element(i))
		if err != nil {
			errs = append(errs, fmt.Errorf("element %d: %w", i+1, err))
		}
		values[i] = v
	}
	return values, true, errors.Join(errs...)
}
