package main

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"

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
	check      *choice
	threads    int
	memory     size
	document   size
	temp       string
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
  bbql eval --count --check fast 'draft = true' < prs.ndjson
  bbql eval --resource issue 'priority >= "major"' issues.json --sort=-priority
  bbql eval --var who=jdoe 'author.nickname = :who' prs.json`,
		Short: "print the objects that a query selects",
		Long: `eval asks a query of JSON objects and prints those that it selects. The input is
recognised by itself: an object, an array of objects, objects on lines of their
own or one after another, pages of the Bitbucket API (their values), all of these
also compressed with gzip or zstd. Several files and pages are one collection;
without a FILE, and for -, it is read from standard input. Large inputs are
matched on all cores, in the order in which they come, but for --explain, which counts
what each part of the query leaves to the next, and --resource auto on standard input.

A QUERY that is - is read from standard input. Formats: ndjson prints one object
on a line, with the bytes of every token as they came; json prints an array of
them; table prints aligned columns.

--resource says which strings are dates, ordered words such as priorities, or
names that sort naturally; without it that is decided by what they look like. With
auto it is the resource of the first object, by its type. A later object of another
resource is an error if that one has a field of the query or of --sort that the first
one lacks or compares otherwise. A field that only the first one has is no error: the
order of the objects counts. A later object without a type is taken for one of the
first resource; a type that the schema does not have is an error.

--check says how closely to look at the JSON. With whole, all that is read must be
JSON; strict also refuses bytes that are not UTF-8 and names that an object has
twice. With fast an object is looked at no further than its answer takes, and of a
large input each line that begins with { and ends with } is taken for one object:
best for many objects that are known to be good. --explain looks at all
of each object, and so does --resource auto on standard input.

--sort keeps as much in memory as --memory says, or with --limit the objects that
will be printed, and puts the rest into a temporary file. A single object takes
several times its size: --max-document says how large it may be.`,
		Args: func(cmd *cobra.Command, args []string) error {
			return oneArg("query")(cmd, args[:min(len(args), 1)])
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f.given = cmd.Flags().Changed
			return t.eval(&f, args[0], args[1:])
		},
	}
	f.register(cmd.Flags())
	f.format = objectFormat(cmd)
	f.check = choose(cmd, "check", "how closely to look at the JSON: whole, fast or strict",
		"whole", "fast", "strict")
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
	numberVar(flags, &f.threads, "threads", 0, "match on `N` threads (default 0, for all cores)")
	f.memory = size{bytes: 256 << 20, least: leastMemory}
	flags.Var(&f.memory, "memory", "how much memory --sort may take, from 1MB")
	f.document = size{bytes: 256 << 20, least: 1}
	flags.Var(&f.document, "max-document", "refuse objects of more than so many bytes")
	flags.StringVar(&f.temp, "temp", "",
		"the `DIRECTORY` of the temporary file of --sort (default that of the system)")
	flags.StringSliceVar(&f.columns, "columns", nil,
		"the `FIELDS` of a table, as in id,title,author.nickname")
}

// refuse refuses flags that have no meaning together.
func (f *evalFlags) refuse(query string, names []string) error {
	switch {
	case f.explain && f.count:
		return usagef("--explain and --count can't be given together: --explain counts too")
	case f.explain && f.given("limit"):
		return usagef("--explain looks at all objects: it takes no --limit")
	case f.explain && f.given("sort"):
		return usagef("--explain prints no objects: it takes no --sort")
	case f.explain && (f.given("format") || f.given("columns")):
		return usagef("--explain prints text: it takes no --format and no --columns")
	case f.given("columns") && f.given("format") && f.format.word != "table":
		return usagef("--columns are those of --format table")
	}
	if f.temp != "" && !isDir(f.temp) {
		_, err := os.ReadDir(f.temp) // which says why
		return noSpill(f.temp, err)
	}
	if query == "-" && (len(names) == 0 || slices.Contains(names, "-")) {
		return usagef("standard input can't be the query and the data: name a FILE")
	}
	return nil
}

// eval runs the command.
func (t *tool) eval(f *evalFlags, query string, names []string) error {
	if err := f.refuse(query, names); err != nil {
		return err
	}
	columns, err := readColumns(f.columns)
	if err != nil {
		return err
	}
	filter, err := t.parseFilter(query, &f.query)
	if err != nil && query != "-" && isFile(query) && !isDir(query) {
		return usagef("%s is a file: the query comes before the files", query)
	}
	key, sortErr := bbql.ParseSort(f.sort, f.query.limits.options()...)
	if err := errors.Join(err, sortErr); err != nil {
		return err
	}
	files, err := inputFiles(names)
	if err != nil {
		return err
	}
	parsed := ast.Query{Filter: filter, Sort: key}
	subject, err := newSubject(f.resource, parsed)
	if err != nil {
		return err
	}
	t.watch(files)
	for _, file := range files {
		file.alone, file.largest = f.threads == 1, f.document.bytes
	}
	docs, stop := subject.settle(t.documents(files, (*eval.Reader).All))
	defer stop()
	matcher, err := eval.Compile(filter, eval.WithTypes(subject.types), f.withCheck())
	if err != nil {
		return err
	}
	matched := 0
	if f.explain {
		matched, err = t.explain(matcher, docs)
	} else {
		asked := question{parsed, subject.types}
		var objects iter.Seq2[document, error]
		switch {
		case !subject.auto:
			objects = t.documents(files, f.selection(matcher))
		case canReadAgain(files):
			stop()
			wide, err := f.wide(matcher, subject, asked)
			if err != nil {
				return err
			}
			objects = selected(matcher, subject.checked(t.documents(files, wide)))
		default:
			objects = selected(matcher, docs)
		}
		matched, err = t.answer(f, asked, t.newSink(f, key, columns), objects)
	}
	if err != nil || matched > 0 {
		return err
	}
	t.suggestExplain(f)
	if f.exitStatus {
		return findings()
	}
	return nil
}

// wide returns how to read what a matcher holds for and all objects that do not
// say to be of the subject's resource: to check these is to check all objects.
func (f *evalFlags) wide(m *eval.Matcher, s *subject, asked question) (reading, error) {
	if bbql.Format(asked.Filter) == "" { // it holds for all as it is
		return f.selection(m), nil
	}
	other, err := ast.NewComparison("type", ast.OpNe, &ast.String{Value: string(s.resource)})
	if err != nil {
		return nil, err
	}
	either, err := ast.NewOr(asked.Filter, other)
	if err != nil {
		return nil, err
	}
	wide, err := eval.Compile(either, eval.WithTypes(asked.types), f.withCheck())
	return f.selection(wide), err
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

// withCheck is the option for the flag --check.
func (f *evalFlags) withCheck() eval.Option {
	switch f.check.word {
	case "fast":
		return eval.WithCheck(eval.Fast)
	case "strict":
		return eval.WithCheck(eval.Strict)
	}
	return eval.WithCheck(eval.Whole)
}

// selection returns how to read what a matcher holds for.
func (f *evalFlags) selection(m *eval.Matcher) reading {
	return func(r *eval.Reader) iter.Seq2[eval.Document, error] {
		r.Threads = f.threads
		return m.Select(r)
	}
}

// answer prints what was asked of the objects that the query selects, and
// returns how many there are.
func (t *tool) answer(
	f *evalFlags, asked question, out sink, objects iter.Seq2[document, error],
) (matched int, err error) {
	objects = t.noted(objects)
	limited := f.given("limit")
	if asked.Sort != nil && !f.count && (!limited || f.limit > 0) {
		order, err := eval.NewOrder(asked.Sort, eval.WithTypes(asked.types))
		if err != nil {
			return 0, err
		}
		s := &sorting{order: order, memory: f.memory.bytes, dir: f.temp}
		if limited {
			s.limit(f.limit)
		}
		objects = sorted(objects, s)
	} else if limited {
		objects = first(objects, f.limit)
	}
	if f.count {
		return t.printCount(objects)
	}
	return printObjects(out, objects)
}

// noted counts the objects for the progress line.
func (t *tool) noted(objects iter.Seq2[document, error]) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		for doc, err := range objects {
			t.progress.find()
			if !yield(doc, err) {
				return
			}
		}
	}
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

// selected yields the objects that the matcher holds for.
func selected(m *eval.Matcher, docs iter.Seq2[document, error]) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		for doc, err := range docs {
			ok := false
			if err == nil {
				if ok, err = m.MatchJSON(doc.Raw); err != nil {
					err = doc.invalid(err)
				}
			}
			if (ok || err != nil) && !yield(doc, err) || err != nil {
				return
			}
		}
	}
}

// first yields n objects at the most, and reads no further.
func first(objects iter.Seq2[document, error], n int) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		if n == 0 {
			return
		}
		left := n
		for doc, err := range objects {
			left--
			if !yield(doc, err) || left == 0 {
				return
			}
		}
	}
}

// printObjects prints the objects, also those before an error.
func printObjects(out sink, objects iter.Seq2[document, error]) (printed int, err error) {
	for doc, broken := range objects {
		if broken != nil {
			return printed, errors.Join(broken, out.close())
		}
		if err := out.add(doc.Raw); err != nil {
			return printed, err
		}
		printed++
	}
	return printed, out.close()
}

// printCount prints how many objects there are. Of broken data there is no
// count.
func (t *tool) printCount(objects iter.Seq2[document, error]) (n int, err error) {
	for _, err := range objects {
		if err != nil {
			return n, err
		}
		n++
	}
	_, err = fmt.Fprintln(t.out, n)
	return n, err
}
