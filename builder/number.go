package builder

import "github.com/bbql/go-bbql/ast"

// A Number is a field that holds numbers, which Go code has as a T.
type Number[T interface{ ~int | ~int64 | ~float64 }] string

// Eq returns field = n.
func (f Number[T]) Eq(n T) Expr { return compare(ast.Path(f), ast.OpEq, n) }

// Ne returns field != n, the complement of Eq: it also holds where the field is
// null or missing.
func (f Number[T]) Ne(n T) Expr { return compare(ast.Path(f), ast.OpNe, n) }

// Gt returns field > n.
func (f Number[T]) Gt(n T) Expr { return compare(ast.Path(f), ast.OpGt, n) }

// Ge returns field >= n.
func (f Number[T]) Ge(n T) Expr { return compare(ast.Path(f), ast.OpGe, n) }

// Lt returns field < n.
func (f Number[T]) Lt(n T) Expr { return compare(ast.Path(f), ast.OpLt, n) }

// Le returns field <= n.
func (f Number[T]) Le(n T) Expr { return compare(ast.Path(f), ast.OpLe, n) }

// In returns field IN (…). No value at all is an error when built.
func (f Number[T]) In(numbers ...T) Expr { return memberOf(ast.Path(f), ast.OpIn, numbers) }

// NotIn returns field NOT IN (…), the complement of In.
func (f Number[T]) NotIn(numbers ...T) Expr { return memberOf(ast.Path(f), ast.OpNotIn, numbers) }

// Between returns the two comparisons from <= field < to: like a Go slice it
// does not include its upper end. A range without numbers is an error when
// built.
func (f Number[T]) Between(from, to T) Expr { return between(ast.Path(f), from, to) }

// IsNull returns field = null, which also holds where the field is missing.
func (f Number[T]) IsNull() Expr { return isNull(ast.Path(f), ast.OpEq) }

// IsNotNull returns field != null.
func (f Number[T]) IsNotNull() Expr { return isNull(ast.Path(f), ast.OpNe) }

// Asc returns the field as an ascending sort key.
func (f Number[T]) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key.
func (f Number[T]) Desc() ast.SortKey { return descending(ast.Path(f)) }
