package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

// text returns an argument that is a query, or the standard input for -,
// without the line break at its end.
func (t *tool) text(arg string) (string, error) {
	if arg != "-" {
		return arg, nil
	}
	data, err := io.ReadAll(t.stdin)
	if err != nil {
		return "", fmt.Errorf("reading the query from standard input: %w", err)
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r"), nil
}

// parseFilter reads a query that was given as arg.
func (t *tool) parseFilter(arg string, opts []bbql.Option) (ast.Expr, error) {
	text, err := t.text(arg)
	if err != nil {
		return nil, err
	}
	return bbql.Parse(text, opts...)
}
