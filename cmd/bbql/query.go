package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

// queryFlags are the flags of the commands that read a query in which
// placeholders may stand.
type queryFlags struct {
	limits limits
	vars   vars
}

func (q *queryFlags) register(flags *pflag.FlagSet) {
	flags.Var(&q.vars, "var",
		"put VALUE as a string in the place of :NAME;\nNAME:=JSON is for other values")
	q.limits.register(flags)
}

// parse reads a query, with the variables in the places of its placeholders.
func (q *queryFlags) parse(text string) (ast.Expr, error) {
	opts := q.limits.options()
	if len(q.vars.values) == 0 {
		return bbql.Parse(text, opts...)
	}
	args := []any{q.vars.values}
	for _, opt := range opts {
		args = append(args, opt)
	}
	return bbql.Bind(text, args...)
}

// text returns an argument that is a query, or the standard input for -,
// without the line break at its end.
func (t *tool) text(arg string) (string, error) {
	if arg != "-" {
		return arg, nil
	}
	text, err := t.readInput("a query")
	text = strings.TrimPrefix(text, byteOrderMark)
	return strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r"), err
}

// byteOrderMark is what editors and shells on Windows begin a file with.
const byteOrderMark = "\ufeff"

// maxInput is how much of standard input is taken for queries, of which there may
// be many.
const maxInput = 64 << 20

// readInput returns the text of standard input, and calls it what in errors.
func (t *tool) readInput(what string) (string, error) {
	data, err := io.ReadAll(io.LimitReader(t.stdin, maxInput+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("reading %s from standard input: %w", what, err)
	case len(data) > maxInput:
		return "", usagef("standard input has more than %dMB: that is not %s", maxInput>>20, what)
	}
	return string(data), nil
}

// parseFilter reads a query that was given as arg.
func (t *tool) parseFilter(arg string, flags *queryFlags) (ast.Expr, error) {
	text, err := t.text(arg)
	if err != nil {
		return nil, err
	}
	return flags.parse(text)
}
