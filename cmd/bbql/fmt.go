package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/bbql"
)

func (t *tool) newFmt() *cobra.Command {
	var check bool
	var limits limits
	cmd := &cobra.Command{
		Use: "fmt [flags] QUERY",
		Example: `  bbql fmt 'state="OPEN" and (id>5 or id<3)'
  bbql fmt --check 'state = "OPEN"'
  bbql fmt - < query.txt`,
		Short: "print a query in its canonical form",
		Long: `fmt prints a query in its canonical form: single spaces, keywords in upper case,
parentheses round every OR inside an AND and every AND inside an OR and nowhere
else. Literals keep their spelling. - reads the query from standard input.`,
		Args: oneArg("query"),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := t.text(args[0])
			if err != nil {
				return err
			}
			expr, err := bbql.Parse(text, limits.options()...)
			if err != nil {
				return err
			}
			if canonical := bbql.Format(expr); !check {
				fmt.Fprintln(t.out, canonical)
			} else if canonical != text {
				fmt.Fprintf(t.out, "- %s\n+ %s\n", escape(text), escape(canonical))
				return findings()
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false,
		"print nothing but how the query differs, and exit with 1 if it does")
	limits.register(cmd.Flags())
	return cmd
}
