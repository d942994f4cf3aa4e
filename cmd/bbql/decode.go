package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/urlquery"
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
			switch raw := rawQuery(text); {
			case isQuery(text):
				return usagef("that is a query, not the query string of a URL: " +
					"encode --filter makes one of it")
			case isValue(raw):
				return usagef("that is the value of q without its name: decode 'q=…'")
			case isOther(text):
				return usagef("that is neither a URL nor a query string, as in q=…&sort=…")
			default:
				return t.decode(raw, limits.options())
			}
		},
	}
	limits.register(cmd.Flags())
	return cmd
}

// decode prints what a query string says.
func (t *tool) decode(raw string, opts []bbql.Option) error {
	query, err := bbql.Decode(raw, opts...)
	if err != nil {
		return err
	}
	filter, sort := bbql.Format(query.Filter), query.Sort.String()
	if filter != "" {
		fmt.Fprintf(t.out, "q     %s\n", escape(filter))
	}
	if sort != "" {
		fmt.Fprintf(t.out, "sort  %s\n", sort)
	}
	if filter == "" && sort == "" {
		fmt.Fprintf(t.stderr, "bbql: neither q nor sort is in it%s: everything, in the server's order\n",
			shown(otherParams(raw)))
	}
	return nil
}

// otherParams tells what is in a query string besides q and sort: one of them may
// be misspelled.
func otherParams(raw string) string {
	var names []string
	for p := range urlquery.Params(raw) {
		if p.Key != "" && p.Key != "q" && p.Key != "sort" && !slices.Contains(names, p.Key) {
			names = append(names, p.Key)
		}
	}
	if names == nil {
		return ""
	}
	return ", only " + strings.Join(names, ", ")
}

// isValue reports whether a query string is a filter as it stands encoded in q.
func isValue(raw string) bool {
	text, err := urlquery.Unescape(raw)
	if err != nil || strings.Contains(raw, "=") || strings.TrimSpace(text) == "" {
		return false
	}
	_, err = bbql.Parse(text)
	return err == nil
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

// isOther reports whether text is none of what decode takes. No text at all is a
// query string without parameters.
func isOther(text string) bool {
	name, _, isParam := strings.Cut(strings.TrimSpace(text), "=")
	switch {
	case strings.Contains(name, `"`):
		return true
	case strings.ContainsAny(name, "/?"):
		return false
	}
	return strings.Contains(name, " ") || !isParam && name != ""
}

// rawQuery returns the query string of a URL or of a path, and other text, in
// which a parameter comes before any question mark, as it is.
func rawQuery(text string) string {
	text = strings.TrimSpace(text)
	address, query, found := strings.Cut(text, "?")
	name, _, _ := strings.Cut(text, "=")
	switch {
	case found && !strings.ContainsAny(address, "=&#"):
		query, _, _ = strings.Cut(query, "#")
		return query
	case strings.ContainsAny(name, "/#"):
		return ""
	}
	return text
}
