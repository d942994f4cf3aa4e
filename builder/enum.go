package builder

import (
	"errors"
	"fmt"

	"github.com/bbql/go-bbql/ast"
)

// An Enum is a field that holds one of a few strings. V is a type of its own for
// the values of this field, whose String is the text, so that nothing else can
// be compared with it. A V without text, such as the zero V, is an error when
// built.
type Enum[V fmt.Stringer] string

// Eq returns field = v.
func (f Enum[V]) Eq(v V) Expr { return compareEnum(ast.Path(f), ast.OpEq, v) }

// Ne returns field != v, the complement of Eq: it also holds where the field is
// null or missing.
func (f Enum[V]) Ne(v V) Expr { return compareEnum(ast.Path(f), ast.OpNe, v) }

// In returns field IN (…). No value at all is an error when built.
func (f Enum[V]) In(values ...V) Expr { return memberEnum(ast.Path(f), ast.OpIn, values) }

// NotIn returns field NOT IN (…), the complement of In.
func (f Enum[V]) NotIn(values ...V) Expr { return memberEnum(ast.Path(f), ast.OpNotIn, values) }

// IsNull returns field = null, which also holds where the field is missing.
func (f Enum[V]) IsNull() Expr { return isNull(ast.Path(f), ast.OpEq) }

// IsNotNull returns field != null.
func (f Enum[V]) IsNotNull() Expr { return isNull(ast.Path(f), ast.OpNe) }

// Asc returns the field as an ascending sort key.
func (f Enum[V]) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key.
func (f Enum[V]) Desc() ast.SortKey { return descending(ast.Path(f)) }

// An OrderedEnum is an [Enum] whose values have an order of their own (rule M8).
type OrderedEnum[V fmt.Stringer] string

// Eq returns field = v.
func (f OrderedEnum[V]) Eq(v V) Expr { return Enum[V](f).Eq(v) }

// Ne returns field != v, the complement of Eq: it also holds where the field is
// null or missing.
func (f OrderedEnum[V]) Ne(v V) Expr { return Enum[V](f).Ne(v) }

// Above returns field > v.
func (f OrderedEnum[V]) Above(v V) Expr { return compareEnum(ast.Path(f), ast.OpGt, v) }

// AtLeast returns field >= v.
func (f OrderedEnum[V]) AtLeast(v V) Expr { return compareEnum(ast.Path(f), ast.OpGe, v) }

// Below returns field < v.
func (f OrderedEnum[V]) Below(v V) Expr { return compareEnum(ast.Path(f), ast.OpLt, v) }

// AtMost returns field <= v.
func (f OrderedEnum[V]) AtMost(v V) Expr { return compareEnum(ast.Path(f), ast.OpLe, v) }

// In returns field IN (…). No value at all is an error when built.
func (f OrderedEnum[V]) In(values ...V) Expr { return Enum[V](f).In(values...) }

// NotIn returns field NOT IN (…), the complement of In.
func (f OrderedEnum[V]) NotIn(values ...V) Expr { return Enum[V](f).NotIn(values...) }

// IsNull returns field = null, which also holds where the field is missing.
func (f OrderedEnum[V]) IsNull() Expr { return Enum[V](f).IsNull() }

// IsNotNull returns field != null.
func (f OrderedEnum[V]) IsNotNull() Expr { return Enum[V](f).IsNotNull() }

// Asc returns the field as an ascending sort key, the lowest value first.
func (f OrderedEnum[V]) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key, the highest value first.
func (f OrderedEnum[V]) Desc() ast.SortKey { return descending(ast.Path(f)) }

func compareEnum[V fmt.Stringer](field ast.Path, op ast.Op, v V) Expr {
	s, err := enumText(v)
	return Expr{&comparison{field, op, &ast.String{Value: s}, err}}
}

func memberEnum[V fmt.Stringer](field ast.Path, op ast.Op, values []V) Expr {
	texts, err := convertEach(values, enumText[V])
	if err != nil {
		return Expr{&comparison{field: field, op: op, err: err}}
	}
	return memberOf(field, op, texts)
}

func enumText[V fmt.Stringer](v V) (string, error) {
	s := v.String()
	if s == "" {
		return "", fmt.Errorf("a %T without text is no value", v)
	}
	return s, nil
}

// convertEach returns the texts of values, or everything that is wrong with
// them.
func convertEach[V any](values []V, convert func(V) (string, error)) ([]string, error) {
	texts := make([]string, len(values))
	var errs []error
	for i, v := range values {
		s, err := convert(v)
		if err != nil {
			errs = append(errs, fmt.Errorf("argument %d: %w", i, err))
		}
		texts[i] = s
	}
	return texts, errors.Join(errs...)
}
