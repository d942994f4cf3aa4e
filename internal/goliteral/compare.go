package goliteral

import (
	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// Compare orders two numbers, or two datetimes, as the language does (rules M6
// and M7). It reports false for anything else.
func Compare(a, b ast.Value) (order int, ok bool) {
	switch a := a.(type) {
	case *ast.Number:
		if b, ok := b.(*ast.Number); ok {
			return compareNumbers(a, b)
		}
	case *ast.DateTime:
		if b, ok := b.(*ast.DateTime); ok {
			return a.Value.Compare(b.Value), true
		}
	}
	return 0, false
}

func compareNumbers(a, b *ast.Number) (int, bool) {
	x, okX := value.ParseDecimal(a.Value)
	y, okY := value.ParseDecimal(b.Value)
	return x.Compare(y), okX && okY
}
