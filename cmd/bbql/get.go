package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/cmd/bbql/internal/rest"
	"github.com/bbql/go-bbql/eval"
)

// getFlags are the flags of get.
type getFlags struct {
	filter, sort, fields string
	all, force           bool
	limit, pageLen       int
	format               *choice
	columns              []string
	query                queryFlags
	live                 liveFlags

	given func(flag string) bool
}

func (t *tool) newGet() *cobra.Command {
	var f getFlags
	cmd := &cobra.Command{
		Use: "get [flags] PATH",
		Example: `  bbql get --filter 'state = "OPEN" AND draft = false' /repositories/acme/site/pullrequests
  bbql get --all --filter 'author.nickname = :who' --var who=jdoe --sort=-updated_on \
    /repositories/acme/site/pullrequests --format table
  bbql get --limit 20 --fields values.name --filter 'name ~ "site"' /repositories/acme
  bbql get --base-url http://127.0.0.1:8080 /repositories/acme/site/pullrequests/36`,
		Short: "ask the Bitbucket API a query",
		Long: `get sends a query to the Bitbucket API and prints the objects as they come. PATH is
one of the API, with or without /2.0, or a whole URL. Before anything is sent the
query and the URL are checked as by lint: an error stops it, unless --force is
given. Of a list the first page is printed, with --limit the first N objects, and
with --all everything; pages are as long as the endpoint allows.

` + authHelp + `

Rate limits are waited for as told, faults that pass are tried again. If the API or
the network fails the exit code is 6, and what can be done about it is said.`,
		Args:              oneArg("path"),
		ValidArgsFunction: completePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.given = cmd.Flags().Changed
			return t.get(&f, args[0])
		},
	}
	f.register(cmd.Flags())
	f.format = objectFormat(cmd)
	f.query.register(cmd.Flags())
	f.live.register(cmd.Flags())
	return cmd
}

func (f *getFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.filter, "filter", "",
		"the `QUERY` that objects must match; - reads it from standard input")
	flags.StringVar(&f.sort, "sort", "", "order by the field `KEY`, descending with - before it")
	flags.StringVar(&f.fields, "fields", "",
		"the `FIELDS` to ask for, as in values.id,values.title or +values.reviewers")
	flags.BoolVar(&f.all, "all", false, "print the objects of all pages")
	numberVar(flags, &f.limit, "limit", 1, "print the first `N` objects")
	numberVar(flags, &f.pageLen, "pagelen", 1, "ask for pages of `N` objects")
	flags.BoolVar(&f.force, "force", false, "send it whatever the check finds")
	flags.StringSliceVar(&f.columns, "columns", nil,
		"the `FIELDS` of a table, as in id,title,author.nickname")
}

// check refuses flags that have no meaning together.
func (f *getFlags) check() error {
	switch {
	case f.all && f.limit > 0:
		return usagef("--all and --limit can't be given together")
	case f.given("columns") && f.given("format") && f.format.word != "table":
		return usagef("--columns are those of --format table")
	case f.given("var") && !f.given("filter"):
		return usagef("--var gives values to the placeholders of --filter: give that too")
	}
	return nil
}

// get runs the command.
func (t *tool) get(f *getFlags, path string) error {
	if err := f.check(); err != nil {
		return err
	}
	columns, err := readColumns(f.columns)
	if err != nil {
		return err
	}
	client, err := t.newClient(&f.live)
	if err != nil {
		return err
	}
	k, err := t.newCall(f, client.Base, path)
	if err != nil {
		return err
	}
	if err := t.lintCall(f, k); err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	objects := t.fetch(ctx, f, k, client)
	if f.limit > 0 {
		objects = first(objects, f.limit)
	}
	_, err = printObjects(t.getSink(f, k.sort, columns), objects)
	return err
}

// getSink returns what prints in the format of the flags.
func (t *tool) getSink(f *getFlags, sort *ast.SortKey, columns []ast.Path) sink {
	return t.newSink(&evalFlags{format: f.format}, sort, columns)
}

// fetch yields the objects that a call is answered with. Those of a page are
// printed before the next one is waited for.
func (t *tool) fetch(
	ctx context.Context, f *getFlags, k *call, client *rest.Client,
) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		objects, pages := 0, 0
		for page, err := range client.Pages(ctx, k.url) {
			if err != nil {
				yield(document{}, networkFailure(err, k.hint(err, client.Credentials)))
				return
			}
			for _, object := range page.Values {
				if !yield(document{Document: eval.Document{Raw: object}}, nil) {
					return
				}
			}
			if err := t.out.Flush(); err != nil {
				yield(document{}, &failure{exitUsage, err})
				return
			}
			if page.HasNext() && !f.all && f.limit == 0 {
				t.more(page)
				return
			}
			objects, pages = objects+len(page.Values), pages+1
			t.progress.draw(func() string { return pageLine(page, pages, objects) })
		}
	}
}

// more tells that there are objects that were not asked for.
func (t *tool) more(page *rest.Page) {
	count := "more objects"
	if left := page.Size - len(page.Values); left > 0 {
		count = fmt.Sprintf("up to %d more objects", left)
	}
	t.notice(count + " follow: --all prints them too, --limit N the first N")
}

// pageLine is what the progress line says.
func pageLine(page *rest.Page, pages, objects int) string {
	if page.Size >= 0 {
		return fmt.Sprintf("page %d, %d of %d objects", pages, objects, page.Size)
	}
	return fmt.Sprintf("page %d, %d objects", pages, objects)
}

// lintCall checks a call before it is sent, and returns an error if it is not to
// be.
func (t *tool) lintCall(f *getFlags, k *call) error {
	looks, worst, err := k.look()
	if err != nil {
		return err
	}
	ink := newInk(t.color(t.errTerminal))
	for _, look := range looks {
		fmt.Fprint(t.stderr, look.pictures(ink))
	}
	if worst && !f.force {
		return &failure{exitFindings, errors.New("nothing was sent: --force sends it as it is")}
	}
	return nil
}
