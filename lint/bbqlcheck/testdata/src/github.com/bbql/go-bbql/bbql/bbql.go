// Package bbql has what the fixtures need of the package of this name.
package bbql

import "github.com/bbql/go-bbql/ast"

func Parse(q string) (ast.Expr, error)             { return nil, nil }
func MustParse(q string) ast.Expr                  { return nil }
func Bind(q string, args ...any) (ast.Expr, error) { return nil, nil }
func Quote(s string) string                        { return s }
func Format(e ast.Expr) string                     { return "" }
