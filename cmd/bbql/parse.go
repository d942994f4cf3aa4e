package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

func (t *tool) newParse() *cobra.Command {
	var sort string
	var flags queryFlags
	cmd := &cobra.Command{
		Use: "parse [flags] QUERY",
		Example: `  bbql parse 'state = "OPEN" AND (id > 5 OR reviewers.nickname = "jdoe")'
  bbql parse --format json --sort=-updated_on 'state = "OPEN"'
  bbql parse --var me='{d301aafa-d676-4ee0-88be-962be7417567}' 'author.uuid = :me'
  bbql parse - < query.txt`,
		Short: "show the tree of a query, or what is wrong with it",
		Long: `parse shows the tree of a query, each node with its place in the text, in bytes;
or everything that is wrong with it. - reads the query from standard input.`,
		Args: oneArg("query"),
	}
	format := choose(cmd, "format", "how to show the tree: json has the errors too", "tree", "json")
	cmd.Flags().StringVar(&sort, "sort", "", "a sort `KEY` to parse beside the query")
	flags.register(cmd.Flags())
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		filter, err := t.parseFilter(args[0], &flags)
		key, sortErr := bbql.ParseSort(sort, flags.limits.options()...)
		query := ast.Query{Filter: filter, Sort: key}
		switch {
		case err != nil || sortErr != nil:
			if format.word == "json" {
				err = errors.Join(t.printErrors(err, sortErr), err)
			}
			return errors.Join(err, sortErr)
		case format.word == "json":
			return t.printJSON(query)
		}
		return printTree(t.out, query)
	}
	return cmd
}

func (t *tool) printJSON(query ast.Query) error {
	data, err := ast.MarshalJSON(query)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "%s\n", data)
	return err
}

// A jsonErrors is what parse --format json prints for an invalid query.
type jsonErrors struct {
	Errors []jsonError `json:"errors"`
}

type jsonError struct {
	In   string     `json:"in"` // filter or sort: the text that spans are of
	Msg  string     `json:"msg"`
	Span [2]ast.Pos `json:"span"`
	Line int        `json:"line"`
	Col  int        `json:"col"`
	Hint string     `json:"hint"`
	Fix  *jsonFix   `json:"fix"`
}

type jsonFix struct {
	Span [2]ast.Pos `json:"span"`
	Text string     `json:"text"`
}

// printErrors prints as JSON what is wrong with a filter and a sort key.
func (t *tool) printErrors(filter, sort error) error {
	out := jsonErrors{Errors: []jsonError{}}
	for _, e := range queryErrors(filter) {
		out.Errors = append(out.Errors, newJSONError("filter", e))
	}
	for _, e := range queryErrors(sort) {
		out.Errors = append(out.Errors, newJSONError("sort", e))
	}
	enc := json.NewEncoder(t.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func newJSONError(in string, e *bbql.Error) jsonError {
	line, col := e.Position()
	out := jsonError{
		In:   in,
		Msg:  e.Msg,
		Span: [2]ast.Pos{e.Span.Start, e.Span.End},
		Line: line,
		Col:  col,
		Hint: flagHint(e),
	}
	if e.Fix != nil {
		out.Fix = &jsonFix{[2]ast.Pos{e.Fix.Span.Start, e.Fix.Span.End}, e.Fix.Text}
	}
	return out
}
