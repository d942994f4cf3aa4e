package builder

import "github.com/bbql/go-bbql/ast"

// A Bool is a field that holds booleans.
type Bool string

// Eq returns field = v.
func (f Bool) Eq(v bool) Expr { return compare(ast.Path(f), ast.OpEq, v) }

// Ne returns field != v, the complement of Eq: it also holds where the field is
// null or missing.
func (f Bool) Ne(v bool) Expr { return compare(ast.Path(f), ast.OpNe, v) }

// IsTrue returns field = true.
func (f Bool) IsTrue() Expr { return f.Eq(true) }

// IsFalse returns field = false, which does not hold where the field is null or
// missing; Ne(true) does.
func (f Bool) IsFalse() Expr { return f.Eq(false) }

// IsNull returns field = null, which also holds where the field is missing.
func (f Bool) IsNull() Expr { return isNull(ast.Path(f), ast.OpEq) }

// IsNotNull returns field != null.
func (f Bool) IsNotNull() Expr { return isNull(ast.Path(f), ast.OpNe) }

// Asc returns the field as an ascending sort key, false before true.
func (f Bool) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key.
func (f Bool) Desc() ast.SortKey { return descending(ast.Path(f)) }
