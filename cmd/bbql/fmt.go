package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/lint"
)

// fmtFlags are the flags of fmt.
type fmtFlags struct {
	check, simplify bool
	resource        string
	query           queryFlags
}

func (t *tool) newFmt() *cobra.Command {
	var f fmtFlags
	cmd := &cobra.Command{
		Use: "fmt [flags] QUERY",
		Example: `  bbql fmt 'state="OPEN" and (id>5 or id<3)'
  bbql fmt --check 'state = "OPEN"'
  bbql fmt --simplify 'state = "OPEN" OR state = "MERGED" OR state = "OPEN"'
  bbql fmt --var title='say "hi"' 'title = :title'
  bbql fmt - < query.txt`,
		Short: "print a query in its canonical form",
		Long: `fmt prints a query in its canonical form: single spaces, keywords in upper case,
parentheses round every OR inside an AND and every AND inside an OR and nowhere
else. Literals keep their spelling. - reads the query from standard input.

--simplify leaves out what changes nothing: clauses that others imply, branches
that never hold; and makes one IN of several = of a field. Without --resource a
field may hold anything, also several values.

--var puts strings in the places of placeholders, whatever they hold, so that no
script has to quote them. After := stands a number, a "string", true, false, null,
a [list] of these, as in JSON, or a date.`,
		Args: oneArg("query"),
		RunE: func(_ *cobra.Command, args []string) error { return t.format(&f, args[0]) },
	}
	cmd.Flags().BoolVar(&f.check, "check", false,
		"print nothing but how the query differs, and exit with 1 if it does")
	cmd.Flags().BoolVar(&f.simplify, "simplify", false, "leave out what changes nothing")
	resourceFlag(cmd, &f.resource, "the `RESOURCE` whose fields the query names, for --simplify")
	f.query.register(cmd.Flags())
	return cmd
}

func (t *tool) format(f *fmtFlags, arg string) error {
	switch {
	case f.resource != "" && !f.simplify:
		return usagef("--resource helps --simplify: give that too")
	case f.check && len(f.query.vars.values) > 0:
		return usagef("--check is about the text of the query: it takes no --var")
	}
	types, err := fieldTypes(f.resource)
	if err != nil {
		return err
	}
	text, err := t.text(arg)
	if err != nil {
		return err
	}
	expr, err := f.query.parse(text)
	if err != nil {
		return err
	}
	return t.printFormatted(f, text, f.shortened(expr, types))
}

// shortened returns the query as it is to be printed.
func (f *fmtFlags) shortened(expr ast.Expr, types ast.Types) ast.Expr {
	if f.simplify {
		return lint.Simplify(expr, types)
	}
	return expr
}

func (t *tool) printFormatted(f *fmtFlags, text string, expr ast.Expr) error {
	canonical := bbql.Format(expr)
	switch {
	case !f.check:
		fmt.Fprintln(t.out, canonical)
		if canonical == "" && strings.TrimSpace(text) != "" {
			fmt.Fprintln(t.stderr, "bbql: it selects everything, as the empty query does")
		}
	case canonical != text:
		fmt.Fprintf(t.out, "- %s\n+ %s\n", escape(text), escape(canonical))
		return findings()
	}
	return nil
}
