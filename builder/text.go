package builder

import "github.com/bbql/go-bbql/ast"

// A Text is a field that holds strings. Strings have no useful order, so it has
// no comparisons by order.
type Text string

// Eq returns field = s, which tells upper from lower case.
func (f Text) Eq(s string) Expr { return compare(ast.Path(f), ast.OpEq, s) }

// Ne returns field != s, the complement of Eq: it also holds where the field is
// null or missing.
func (f Text) Ne(s string) Expr { return compare(ast.Path(f), ast.OpNe, s) }

// Contains returns field ~ s: s is part of the text, in any case.
func (f Text) Contains(s string) Expr { return compare(ast.Path(f), ast.OpContains, s) }

// NotContains returns field !~ s, the complement of Contains.
func (f Text) NotContains(s string) Expr { return compare(ast.Path(f), ast.OpNotContains, s) }

// In returns field IN (…). No value at all is an error when built.
func (f Text) In(texts ...string) Expr { return memberOf(ast.Path(f), ast.OpIn, texts) }

// NotIn returns field NOT IN (…), the complement of In.
func (f Text) NotIn(texts ...string) Expr { return memberOf(ast.Path(f), ast.OpNotIn, texts) }

// IsNull returns field = null, which also holds where the field is missing.
func (f Text) IsNull() Expr { return isNull(ast.Path(f), ast.OpEq) }

// IsNotNull returns field != null.
func (f Text) IsNotNull() Expr { return isNull(ast.Path(f), ast.OpNe) }

// Asc returns the field as an ascending sort key.
func (f Text) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key.
func (f Text) Desc() ast.SortKey { return descending(ast.Path(f)) }
