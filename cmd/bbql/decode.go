package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

func (t *tool) newDecode() *cobra.Command {
	var limits limits
	cmd := &cobra.Command{
		Use: "decode URL_OR_QUERYSTRING",
		Example: `  bbql decode 'https://api.bitbucket.org/2.0/repositories/acme?q=language%3D%22go%22'
  bbql decode 'q=size%3E1024+and+attributes%3D%22binary%22'
  bbql decode - < url.txt`,
		Short: "show the query in a URL",
		Long: `decode shows the filter and the sort key that a URL or a query string carries,
decoded and in their canonical form, and what is wrong with them: broken escapes,
a parameter given twice, a plus sign that was not encoded, an invalid query.
- reads the URL from standard input.`,
		Args: oneArg("URL or query string"),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := t.text(args[0])
			if err != nil {
				return err
			}
			if isQuery(text) {
				return usagef("that is a query, not the query string of a URL: encode --filter makes one of it")
			}
			query, err := bbql.Decode(rawQuery(text), limits.options()...)
			if err != nil {
				return err
			}
			t.printQuery(query)
			return nil
		},
	}
	limits.register(cmd.Flags())
	return cmd
}

func (t *tool) printQuery(query ast.Query) {
	filter, sort := bbql.Format(query.Filter), query.Sort.String()
	if filter != "" {
		fmt.Fprintf(t.out, "q     %s\n", escape(filter))
	}
	if sort != "" {
		fmt.Fprintf(t.out, "sort  %s\n", sort)
	}
	if filter == "" && sort == "" {
		fmt.Fprintln(t.stderr, "bbql: neither q nor sort is in it: everything, in the server's order")
	}
}

// isQuery reports whether text is a query as people write it. A query string has
// no blanks and no quotes before its first value.
func isQuery(text string) bool {
	name, _, _ := strings.Cut(strings.TrimSpace(text), "=")
	if !strings.ContainsAny(name, " \"") {
		return false
	}
	_, err := bbql.Parse(text)
	return err == nil
}

// rawQuery returns the query string of a URL, and other text, in which a
// parameter comes before any question mark, as it is.
func rawQuery(text string) string {
	text = strings.TrimSpace(text)
	address, query, found := strings.Cut(text, "?")
	switch {
	case found && !strings.ContainsAny(address, "=&"):
		text = query
	case strings.Contains(text, "://") && !strings.Contains(text, "="):
		return ""
	default:
		return text
	}
	query, _, _ = strings.Cut(text, "#")
	return query
}
