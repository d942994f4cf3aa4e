package builder

import "github.com/bbql/go-bbql/ast"

// A SortOnly is a field that Bitbucket sorts by but can't filter by.
type SortOnly string

// Asc returns the field as an ascending sort key.
func (f SortOnly) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key.
func (f SortOnly) Desc() ast.SortKey { return descending(ast.Path(f)) }
