package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// schemaFlags are the flags of schema.
type schemaFlags struct {
	all              bool
	endpoint, method string
	format           *choice

	given func(flag string) bool
}

func (t *tool) newSchema() *cobra.Command {
	var f schemaFlags
	cmd := &cobra.Command{
		Use: "schema [flags] [RESOURCE [FIELD]]",
		Example: `  bbql schema
  bbql schema pullrequest
  bbql schema pullrequest source.branch
  bbql schema --endpoint https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests`,
		Short: "show what is known of Bitbucket's resources and endpoints",
		Long: `schema lists the endpoints that answer with a list, and of which resource; --all
adds the other operations of the API. With a RESOURCE it shows the fields of its
objects and the endpoints that list them, with a FIELD all that is known of that
field and, if it holds objects, their fields. RESOURCE may also be what objects
have as their type. --endpoint shows all that is known of one endpoint.

The operators are those that can match; !=, !~ and NOT IN go with =, ~ and IN.
What becomes of a filter or a sort key is honoured, ignored (everything comes,
without an error) or rejected, and this is documented by Atlassian, observed or
assumed. An empty cell is what nobody tells: in principle every field filters.`,
		Args:              schemaArgs,
		ValidArgsFunction: completeSchema,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.given = cmd.Flags().Changed
			return t.schema(&f, args)
		},
	}
	cmd.Flags().StringVar(&f.endpoint, "endpoint", "",
		"show the endpoint of this `URL`, whole or just the path")
	cmd.Flags().StringVar(&f.method, "method", "", "the `METHOD` of --endpoint (default GET)")
	cmd.Flags().BoolVar(&f.all, "all", false, "list all operations")
	f.format = choose(cmd, "format", "how to print: text or json", "text", "json")
	complete := cobra.FixedCompletions(methods(""), cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc("method", complete); err != nil {
		panic(err) // the flag is registered some lines above
	}
	return cmd
}

func schemaArgs(_ *cobra.Command, args []string) error {
	if len(args) > 2 {
		return usagef("schema takes a resource and a field, not %q too", args[2])
	}
	return nil
}

// completeSchema completes the name of a resource, and then that of a field.
func completeSchema(
	_ *cobra.Command, args []string, begun string,
) ([]cobra.Completion, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp
	switch len(args) {
	case 0:
		return resourceNames(), directive
	case 1:
		under, _, _ := cutLast(begun)
		r, _ := schema.Lookup(args[0])
		return fieldNames(r, ast.Path(under)), directive
	}
	return nil, directive
}

// cutLast cuts a path before its last name.
func cutLast(path string) (before, last string, found bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", path, false
	}
	return path[:i], path[i+1:], true
}

func (t *tool) schema(f *schemaFlags, args []string) error {
	switch {
	case f.given("endpoint") && (len(args) > 0 || f.all):
		return usagef("--endpoint shows one endpoint: it takes no resource and no --all")
	case f.given("method") && !f.given("endpoint"):
		return usagef("--method is that of --endpoint: give that too")
	case f.all && len(args) > 0:
		return usagef("--all lists operations: it takes no resource")
	case f.given("endpoint"):
		return t.schemaEndpoint(f)
	case len(args) == 0:
		return t.schemaList(f)
	}
	r, err := lookup(args[0])
	if err != nil {
		return err
	}
	if len(args) == 1 {
		return t.schemaResource(f, r)
	}
	return t.schemaField(f, r, args[1])
}

// A jsonSchema is what schema --format json prints of all.
type jsonSchema struct {
	Resources []string          `json:"resources"`
	Endpoints []schema.Endpoint `json:"endpoints"`
}

// schemaList prints the endpoints that list something, or all of them.
func (t *tool) schemaList(f *schemaFlags) error {
	endpoints := slices.Collect(schema.Endpoints())
	if !f.all {
		endpoints = slices.DeleteFunc(endpoints, func(e schema.Endpoint) bool { return !e.List })
	}
	if f.format.word == "json" {
		return t.encodeJSON(jsonSchema{resourceNames(), endpoints})
	}
	slices.SortStableFunc(endpoints, func(a, b schema.Endpoint) int {
		return strings.Compare(string(a.Resource), string(b.Resource))
	})
	if f.all {
		return t.printRows(operationRows(endpoints))
	}
	return t.printRows(listRows(endpoints))
}

// listRows returns the table of endpoints that list something.
func listRows(endpoints []schema.Endpoint) [][]string {
	rows := [][]string{{"resource", "endpoint", "q", "sort", "page"}}
	for _, e := range endpoints {
		rows = append(rows, []string{
			string(e.Resource), e.Path, supportCell(e.Filter), supportCell(e.Sort), pageCell(e),
		})
	}
	return rows
}

// operationRows returns the table of any endpoints.
func operationRows(endpoints []schema.Endpoint) [][]string {
	rows := [][]string{{"resource", "method", "endpoint", "oauth", "api token"}}
	for _, e := range endpoints {
		rows = append(rows, []string{
			string(e.Resource), e.Method, e.Path,
			strings.Join(e.Scopes.OAuth, " "), strings.Join(e.Scopes.APIToken, " "),
		})
	}
	return rows
}

// printRows prints a table, whose first row is the head.
func (t *tool) printRows(rows [][]string) error {
	s := &tableSink{out: t.out, ink: newInk(t.color(t.outWidth > 0)), width: t.outWidth}
	for _, name := range rows[0] {
		s.columns = append(s.columns, ast.Path(name))
	}
	for _, row := range rows[1:] {
		object := map[string]string{}
		for i, text := range row {
			if text != "" {
				object[rows[0][i]] = text
			}
		}
		line, err := json.Marshal(object)
		if err != nil {
			return err
		}
		s.sample = append(s.sample, line)
	}
	return s.start()
}

// encodeJSON prints a value as JSON on one line.
func (t *tool) encodeJSON(value any) error {
	enc := json.NewEncoder(t.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(value)
}
