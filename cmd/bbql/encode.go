package main

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// encodeFlags are the flags of encode.
type encodeFlags struct {
	filter, sort, url string
	restart           bool
	query             queryFlags

	given func(flag string) bool
}

func (t *tool) newEncode() *cobra.Command {
	var f encodeFlags
	cmd := &cobra.Command{
		Use: "encode [--filter QUERY] [--sort KEY] [--url URL]",
		Example: `  bbql encode --filter 'state = "OPEN"' --sort=-updated_on
  bbql encode --filter 'title ~ "fix"' --url 'https://api.bitbucket.org/2.0/repositories/acme'
  bbql encode --filter 'author.nickname = :who' --var who=jdoe
  bbql encode --filter - < query.txt`,
		Short: "put a query into a URL",
		Long: `encode prints the query string that carries a filter and a sort key, or the whole
URL with them in it. Spaces are %20, and nothing is encoded twice. The other
parameters of the URL stay as they are, and so do its filter or its sort key if
the flag for it is not given; --filter '' takes the filter out.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.given = cmd.Flags().Changed
			return t.encode(f)
		},
	}
	cmd.Flags().StringVar(&f.filter, "filter", "",
		"the `QUERY` for the parameter q; - reads it from standard input")
	cmd.Flags().StringVar(&f.sort, "sort", "",
		"the sort `KEY`: a field, descending with - before it")
	cmd.Flags().StringVar(&f.url, "url", "", "the `URL` to put them in")
	cmd.Flags().BoolVar(&f.restart, "restart", false,
		"take page and ctx out of the URL, so that it begins at the first page")
	f.query.register(cmd.Flags())
	return cmd
}

func (t *tool) encode(f encodeFlags) error {
	switch {
	case !f.given("filter") && !f.given("sort"):
		return usagef("encode needs --filter or --sort, or both")
	case f.given("var") && !f.given("filter"):
		return usagef("--var gives values to the placeholders of --filter: give that too")
	case f.given("url") && f.url == "":
		return usagef("--url is empty: give it the URL to put the query into, or leave it out")
	case f.given("url") && !isURL(f.url):
		return usagef("--url takes a URL or a path, which begins with https:// or /, not %q", f.url)
	case f.restart && !f.given("url"):
		return usagef("--restart changes a URL: give it as --url")
	case !f.given("url"):
		query, err := t.encodedQuery(f, "")
		if err != nil {
			return err
		}
		fmt.Fprintln(t.out, bbql.EncodeQuery(query))
		return nil
	}
	u, err := url.Parse(f.url)
	if err != nil {
		return usagef("--url: %w", err)
	}
	query, err := t.encodedQuery(f, u.RawQuery)
	if err != nil {
		return err
	}
	if err := bbql.SetOn(u, query, f.setOptions()...); err != nil {
		return usagef("--url: %w", err)
	}
	fmt.Fprintln(t.out, u)
	return nil
}

func (f *encodeFlags) setOptions() []bbql.Option {
	if f.restart {
		return []bbql.Option{bbql.FromFirstPage()}
	}
	return nil
}

// encodedQuery returns the query to encode: what the flags say, and for a flag
// that was not given what is in rawQuery.
func (t *tool) encodedQuery(f encodeFlags, rawQuery string) (ast.Query, error) {
	opts := f.query.limits.options()
	if f.given("filter") {
		rawQuery = urlquery.Set(rawQuery, "q", "")
	}
	if f.given("sort") {
		rawQuery = urlquery.Set(rawQuery, "sort", "")
	}
	query, err := bbql.Decode(rawQuery, opts...)
	if f.given("filter") {
		var fault error
		query.Filter, fault = t.parseFilter(f.filter, &f.query)
		err = errors.Join(err, fault)
	}
	if f.given("sort") {
		var fault error
		query.Sort, fault = bbql.ParseSort(f.sort, opts...)
		err = errors.Join(err, fault)
	}
	return query, err
}
