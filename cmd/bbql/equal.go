package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/lint"
)

func (t *tool) newEqual() *cobra.Command {
	var limits limits
	var resource string
	cmd := &cobra.Command{
		Use: "equal [flags] QUERY QUERY",
		Example: `  bbql equal 'state = "OPEN" OR state = "MERGED"' 'state IN ("OPEN", "MERGED")'
  bbql equal --resource pullrequest 'draft = true' 'draft != false'
  bbql equal - 'state = "OPEN"' < query.txt`,
		Short: "tell whether two queries select the same objects",
		Long: `equal tells whether two queries select the same objects, whatever these are. If
not, it exits with 1 and prints an object that only one of them selects. It exits
with 5 where it can't tell. Without --resource a field may hold anything, also
several values; with it, what the fields of that resource hold.
One QUERY that is - is read from standard input.`,
		Args: equalArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			return t.equal(args, resource, limits.options())
		},
	}
	resourceFlag(cmd, &resource, "the `RESOURCE` whose fields the queries name")
	limits.register(cmd.Flags())
	return cmd
}

func equalArgs(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) != 2:
		return usagef("equal takes two queries, not %d: put each in single quotes, as in: %s",
			len(args), firstExample(cmd))
	case args[0] == "-" && args[1] == "-":
		return usagef("standard input can be read once: - is given twice")
	}
	return nil
}

func (t *tool) equal(args []string, resource string, opts []bbql.Option) error {
	types, err := fieldTypes(resource)
	if err != nil {
		return err
	}
	var queries [2]ast.Expr
	var errs [2]error
	for i, arg := range args {
		text, err := t.text(arg)
		if err != nil {
			return err
		}
		queries[i], errs[i] = bbql.Parse(text, opts...)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	answer, witness := lint.Equivalent(queries[0], queries[1], types)
	switch answer {
	case lint.Yes:
		fmt.Fprintln(t.out, "equal")
		return nil
	case lint.No:
		return t.printWitness(queries, types, witness)
	}
	fmt.Fprintln(t.out, "don't know")
	return &failure{code: exitUndecided}
}

// printWitness prints an object that only one of two queries selects.
func (t *tool) printWitness(queries [2]ast.Expr, types ast.Types, witness map[string]any) error {
	m, err := eval.Compile(queries[0], eval.WithTypes(types))
	if err != nil {
		return err
	}
	first, err := m.Match(witness)
	if err != nil {
		return err
	}
	which := "second"
	if first {
		which = "first"
	}
	fmt.Fprintf(t.out, "different: only the %s selects\n", which)
	if err := t.encodeJSON(witness); err != nil {
		return err
	}
	return findings()
}
