package builder

import (
	"time"

	"github.com/bbql/go-bbql/ast"
)

// A Field is any field, by its path (rule Y11):
//
//	builder.Field("parent.owner.nickname").Eq("bitbucket")
//
// Its methods take Go values of any type that has a literal: strings, integers,
// floats, json.Number, *big.Int, *big.Rat with finitely many digits, booleans,
// time.Time, nil, literals of package ast, named types of these, and pointers to
// them that are not nil. Times are written with their numeric offset, cut to
// microseconds. A json.Number is a number; named types of it, which are
// strings to Go, are strings. What has no exact literal is an error when built,
// and so is a path that is none.
//
// Whether the field exists, and whether its values are of that type, only the
// typed fields of the packages below this one know.
type Field string

// Eq returns field = v. On an array, or through one, it holds if any element is
// equal.
func (f Field) Eq(v any) Expr { return compare(ast.Path(f), ast.OpEq, v) }

// Ne returns field != v, the complement of Eq: it also holds where the field is
// null or missing.
func (f Field) Ne(v any) Expr { return compare(ast.Path(f), ast.OpNe, v) }

// Contains returns field ~ v: v is part of the text, in any case.
func (f Field) Contains(v any) Expr { return compare(ast.Path(f), ast.OpContains, v) }

// NotContains returns field !~ v, the complement of Contains.
func (f Field) NotContains(v any) Expr { return compare(ast.Path(f), ast.OpNotContains, v) }

// Gt returns field > v.
func (f Field) Gt(v any) Expr { return compare(ast.Path(f), ast.OpGt, v) }

// Ge returns field >= v.
func (f Field) Ge(v any) Expr { return compare(ast.Path(f), ast.OpGe, v) }

// Lt returns field < v.
func (f Field) Lt(v any) Expr { return compare(ast.Path(f), ast.OpLt, v) }

// Le returns field <= v.
func (f Field) Le(v any) Expr { return compare(ast.Path(f), ast.OpLe, v) }

// In returns field IN (…) over all values; those that are slices or arrays give
// their elements. No value at all is an error when built.
func (f Field) In(values ...any) Expr { return member(ast.Path(f), ast.OpIn, values) }

// NotIn returns field NOT IN (…), the complement of In.
func (f Field) NotIn(values ...any) Expr { return member(ast.Path(f), ast.OpNotIn, values) }

// IsNull returns field = null, which also holds where the field is missing
// (rule M3).
func (f Field) IsNull() Expr { return isNull(ast.Path(f), ast.OpEq) }

// IsNotNull returns field != null.
func (f Field) IsNotNull() Expr { return isNull(ast.Path(f), ast.OpNe) }

// Between returns the two comparisons from <= field < to. Like a Go slice it has
// no upper end of its own, so that ranges can follow each other. Numbers or
// times with nothing between them are an error when built.
func (f Field) Between(from, to any) Expr { return between(ast.Path(f), from, to) }

// OnDay returns the two comparisons that hold for the day of t in its location,
// from its first instant up to that of the next day.
func (f Field) OnDay(t time.Time) Expr { return onDay(ast.Path(f), t) }

// Asc returns the field as an ascending sort key.
func (f Field) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key.
func (f Field) Desc() ast.SortKey { return descending(ast.Path(f)) }
