package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

// evalFlags are the flags of eval.
type evalFlags struct {
	sort       string
	limit      int
	count      bool
	explain    bool
	exitStatus bool
	format     *choice
	columns    []string
	query      queryFlags
	resource   string

	given func(flag string) bool
}

func (t *tool) newEval() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use: "eval [flags] QUERY [FILE…]",
		Example: `  bbql eval 'state = "OPEN" AND reviewers.nickname = "jdoe"' prs.json
  bbql eval 'state = "OPEN"' page1.json page2.json.gz --sort=-updated_on --format table
  bbql eval --explain 'state = "open"' prs.json
  bbql eval --count 'draft = true' < prs.ndjson
  bbql eval --resource issue 'priority >= "major"' issues.json --sort=-priority
  bbql eval --var who=jdoe 'author.nickname = :who' prs.json`,
		Short: "print the objects that a query selects",
		Long: `eval asks a query of JSON objects and prints those that it selects. The input is
recognised by itself: an object, an array of objects, objects on lines of their
own or one after another, pages of the Bitbucket API (their values), all of these
also compressed with gzip. Several files and pages are one collection; without a
FILE, and for -, it is read from standard input. Nothing is kept in memory but
what --sort needs.

A QUERY that is - is read from standard input. Formats: ndjson prints one object
on a line, with the bytes of every token as they came; json prints an array of
them; table prints aligned columns.

--resource says which strings are dates, ordered words such as priorities, or
names that sort naturally; without it that is decided by what they look like. With
auto it is the resource of the first object, by its type. An object of another one
is an error if a field of the query is not the same there.`,
		Args: func(cmd *cobra.Command, args []string) error {
			return oneArg("query")(cmd, args[:min(len(args), 1)])
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f.given = cmd.Flags().Changed
			return t.eval(&f, args[0], args[1:])
		},
	}
	f.register(cmd.Flags())
	f.format = choose(cmd, "format", "how to print: ndjson, json or table", "ndjson", "json", "table")
	resourceFlag(cmd, &f.resource,
		"the `RESOURCE` that the objects are; auto goes by the type of the first", autoResource)
	f.query.register(cmd.Flags())
	return cmd
}

func (f *evalFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.sort, "sort", "", "order by the field `KEY`, descending with - before it")
	numberVar(flags, &f.limit, "limit", 0, "print the first `N` at the most")
	flags.BoolVar(&f.count, "count", false, "print how many there are and nothing else")
	flags.BoolVar(&f.explain, "explain", false,
		"print how many objects each part of the query let through; for one object, what held")
	flags.BoolVar(&f.exitStatus, "exit-status", false, "exit with 1 if nothing was selected")
	flags.StringSliceVar(&f.columns, "columns", nil,
		"the `FIELDS` of a table, as in id,title,author.nickname")
}

// check refuses flags that have no meaning together.
func (f *evalFlags) check(query string, files []*inputFile) error {
	switch {
	case f.explain && f.count:
		return usagef("--explain and --count can't be given together: --explain counts too")
	case f.explain && f.given("limit"):
		return usagef("--explain looks at all objects: it takes no --limit")
	case f.explain && (f.given("format") || f.given("columns")):
		return usagef("--explain prints text: it takes no --format and no --columns")
	case f.given("columns") && f.given("format") && f.format.word != "table":
		return usagef("--columns are those of --format table")
	}
	for _, file := range files {
		if query == "-" && file.path == "-" {
			return usagef("standard input can't be the query and the data: name a FILE")
		}
	}
	return nil
}

// eval runs the command.
func (t *tool) eval(f *evalFlags, query string, names []string) error {
	files, err := inputFiles(names)
	if err != nil {
		return err
	}
	if err := f.check(query, files); err != nil {
		return err
	}
	columns, err := readColumns(f.columns)
	if err != nil {
		return err
	}
	filter, err := t.parseFilter(query, &f.query)
	key, sortErr := bbql.ParseSort(f.sort, f.query.limits.options()...)
	if err := errors.Join(err, sortErr); err != nil {
		return err
	}
	parsed := ast.Query{Filter: filter, Sort: key}
	subject, err := newSubject(f.resource, parsed)
	if err != nil {
		return err
	}
	t.watch(files)
	docs, stop := subject.settle(t.documents(files))
	defer stop()
	out := t.newSink(f, key, columns)
	matched, err := t.answer(f, question{parsed, subject.types}, out, docs)
	if err != nil || matched > 0 {
		return err
	}
	t.suggestExplain(f)
	if f.exitStatus {
		return findings()
	}
	return nil
}

// suggestExplain tells somebody at a terminal who got nothing how to learn why.
func (t *tool) suggestExplain(f *evalFlags) {
	if t.outWidth > 0 && t.errTerminal && !f.count && !f.explain && !f.given("limit") {
		t.progress.clear()
		fmt.Fprintln(t.stderr, "bbql: nothing was selected: --explain says why")
	}
}

// watch makes the progress line know how much there is to read.
func (t *tool) watch(files []*inputFile) {
	t.progress.drawn = t.progress.now()
	for _, file := range files {
		if file.size == 0 {
			t.progress.total = 0
			return
		}
		t.progress.total += file.size
	}
}

// A question is what objects are asked, with what is known of their fields.
type question struct {
	ast.Query
	types ast.Types
}

// answer prints what was asked of the documents and returns how many the query
// selects.
func (t *tool) answer(
	f *evalFlags, asked question, out sink, docs iter.Seq2[document, error],
) (matched int, err error) {
	matcher, err := eval.Compile(asked.Filter, eval.WithTypes(asked.types))
	if err != nil {
		return 0, err
	}
	if f.explain {
		return t.explain(matcher, docs)
	}
	objects := selected(matcher, docs)
	if asked.Sort != nil && !f.count {
		objects = sorted(objects, asked)
	}
	if f.given("limit") {
		objects = first(objects, f.limit)
	}
	if f.count {
		return t.printCount(objects)
	}
	return printObjects(out, objects)
}

func (t *tool) newSink(f *evalFlags, sort *ast.SortKey, columns []ast.Path) sink {
	switch {
	case f.format.word == "table" || len(columns) > 0:
		return &tableSink{
			out:     t.out,
			ink:     newInk(t.color(t.outWidth > 0)),
			width:   t.outWidth,
			columns: columns,
			sort:    sort,
		}
	case f.format.word == "json":
		return &arraySink{out: t.out}
	}
	return &lineSink{out: t.out}
}

// selected yields the objects that the matcher holds for. Their bytes are lent.
func selected(m *eval.Matcher, docs iter.Seq2[document, error]) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for doc, err := range docs {
			ok := false
			if err == nil {
				if ok, err = m.MatchJSON(doc.Raw); err != nil {
					err = doc.invalid(err)
				}
			}
			if (ok || err != nil) && !yield(doc.Raw, err) || err != nil {
				return
			}
		}
	}
}

// sorted yields the objects in the order of their key, and after them the error
// that ended them.
func sorted(objects iter.Seq2[[]byte, error], asked question) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var all []json.RawMessage
		var last error
		for object, err := range objects {
			if err != nil {
				last = err
				break
			}
			all = append(all, bytes.Clone(object))
		}
		if err := eval.Sort(all, asked.Sort, eval.WithTypes(asked.types)); err != nil {
			yield(nil, &failure{exitData, err})
			return
		}
		for _, object := range all {
			if !yield(object, nil) {
				return
			}
		}
		if last != nil {
			yield(nil, last)
		}
	}
}

// first yields n objects at the most, and reads no further.
func first(objects iter.Seq2[[]byte, error], n int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if n == 0 {
			return
		}
		left := n
		for object, err := range objects {
			left--
			if !yield(object, err) || left == 0 {
				return
			}
		}
	}
}

// printObjects prints the objects, also those before an error.
func printObjects(out sink, objects iter.Seq2[[]byte, error]) (printed int, err error) {
	for object, broken := range objects {
		if broken != nil {
			return printed, errors.Join(broken, out.close())
		}
		if err := out.add(object); err != nil {
			return printed, err
		}
		printed++
	}
	return printed, out.close()
}

// printCount prints how many objects there are. Of broken data there is no
// count.
func (t *tool) printCount(objects iter.Seq2[[]byte, error]) (n int, err error) {
	for _, err := range objects {
		if err != nil {
			return n, err
		}
		n++
	}
	_, err = fmt.Fprintln(t.out, n)
	return n, err
}
