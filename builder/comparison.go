package builder

import (
	"errors"
	"fmt"
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/goliteral"
)

// A comparison tests one field.
type comparison struct {
	field ast.Path
	op    ast.Op
	value ast.Value
	err   error // why there is no value
}

func (c *comparison) build(at *place) (ast.Expr, error) {
	if c.err != nil {
		return nil, errorAt(at, fmt.Errorf("%q %v: %w", string(c.field), c.op, c.err))
	}
	tree, err := ast.NewComparison(c.field, c.op, c.value)
	if err != nil {
		return nil, errorAt(at, err)
	}
	return tree, nil
}

// compare returns a comparison with a Go value.
func compare(field ast.Path, op ast.Op, v any) Expr {
	value, err := goliteral.Value(v)
	return Expr{&comparison{field, op, value, err}}
}

// member returns an IN or NOT IN over values and slices of values.
func member(field ast.Path, op ast.Op, values []any) Expr {
	var elements []ast.Value
	var errs []error
	for i, v := range values {
		some, isList, err := goliteral.Elements(v)
		if !isList {
			some = make([]ast.Value, 1)
			some[0], err = goliteral.Value(v)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("argument %d: %w", i, err))
		}
		elements = append(elements, some...)
	}
	return listed(field, op, elements, errors.Join(errs...))
}

// memberOf returns an IN or NOT IN over values of one type.
func memberOf[V any](field ast.Path, op ast.Op, values []V) Expr {
	elements := make([]ast.Value, len(values))
	var errs []error
	for i, v := range values {
		value, err := goliteral.Value(v)
		if err != nil {
			errs = append(errs, fmt.Errorf("argument %d: %w", i, err))
		}
		elements[i] = value
	}
	return listed(field, op, elements, errors.Join(errs...))
}

func listed(field ast.Path, op ast.Op, elements []ast.Value, err error) Expr {
	if err == nil {
		err = nullIn(op, elements)
	}
	if err != nil {
		return Expr{&comparison{field: field, op: op, err: err}}
	}
	list, err := ast.NewList(elements...)
	if err != nil {
		return Expr{&comparison{field: field, op: op, err: err}}
	}
	return Expr{&comparison{field: field, op: op, value: list}}
}

// nullIn says what to write instead of a list that has null among its elements
// (rule Y10).
func nullIn(op ast.Op, elements []ast.Value) error {
	if !slices.ContainsFunc(elements, func(v ast.Value) bool { _, ok := v.(*ast.Null); return ok }) {
		return nil
	}
	if op == ast.OpIn {
		return errors.New("null can't stand in a list: join In and IsNull by Or")
	}
	return errors.New("null can't stand in a list: join NotIn and IsNotNull by And")
}

func isNull(field ast.Path, op ast.Op) Expr {
	return Expr{&comparison{field: field, op: op, value: &ast.Null{}}}
}

// between returns two comparisons: at least from, and less than to.
func between(field ast.Path, from, to any) Expr {
	low, errLow := goliteral.Value(from)
	high, errHigh := goliteral.Value(to)
	if errLow == nil && errHigh == nil {
		if order, ok := goliteral.Compare(low, high); ok && order >= 0 {
			errHigh = fmt.Errorf("Between from %v up to %v is empty", low, high)
		}
	}
	return And(
		Expr{&comparison{field, ast.OpGe, low, errLow}},
		Expr{&comparison{field, ast.OpLt, high, errHigh}},
	)
}

func ascending(field ast.Path) ast.SortKey  { return ast.SortKey{Field: field} }
func descending(field ast.Path) ast.SortKey { return ast.SortKey{Field: field, Desc: true} }
