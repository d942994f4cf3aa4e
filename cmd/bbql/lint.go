package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// lintFlags are the flags of lint.
type lintFlags struct {
	resource, endpoint string
	disable            []string
	failOn, format     *choice
	fix, list          bool
	explain            string

	given func(flag string) bool
}

func (t *tool) newLint() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use: "lint [flags] QUERY_OR_URL",
		Example: `  bbql lint --resource pullrequest 'stat = "OPEN" AND author.username = "jdoe"'
  bbql lint 'https://api.bitbucket.org/2.0/repositories/acme/site/commits?q=hash+%3D+%22ab%22'
  bbql lint --fix --endpoint /repositories/acme/site/issues 'status = "new"'
  bbql lint --explain mixed-and-or`,
		Short: "say what is wrong with a query before it is sent",
		Long: `lint says what Bitbucket would refuse in a query, or answer otherwise than
expected, and what is likely not meant. What begins with / or https:// is a whole
URL, whose endpoint and other parameters are looked at too. For a query alone
--resource or --endpoint says what it is sent to; without them only those rules
find something that need not know. - reads the query or URL from standard input.

It exits with 1 if there are findings that are as bad as --fail-on says.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if f.list || cmd.Flags().Changed("explain") {
				return noArgs(cmd, args)
			}
			return oneArg("query or URL")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f.given = cmd.Flags().Changed
			return t.lint(&f, args)
		},
	}
	f.register(cmd)
	return cmd
}

func (f *lintFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	resourceFlag(cmd, &f.resource, "the `RESOURCE` that the query selects")
	flags.StringVar(&f.endpoint, "endpoint", "",
		"the `PATH` that the query is sent to, or a template of paths")
	flags.StringSliceVar(&f.disable, "disable", nil,
		"leave the `RULES` out, as in mixed-and-or,date-only")
	f.failOn = choose(cmd, "fail-on", "which findings make the exit code 1",
		"error", "warning", "info")
	flags.BoolVar(&f.fix, "fix", false, "print the query or URL repaired, and what is left to say")
	f.format = choose(cmd, "format", "how to print: text or json", "text", "json")
	flags.BoolVar(&f.list, "list", false, "list the rules")
	flags.StringVar(&f.explain, "explain", "", "show the page of a `RULE`")
	complete := cobra.FixedCompletions(ruleIDs(), cobra.ShellCompDirectiveNoFileComp)
	for _, name := range []string{"disable", "explain"} {
		if err := cmd.RegisterFlagCompletionFunc(name, complete); err != nil {
			panic(err) // the flag is registered some lines above
		}
	}
}

// ruleIDs returns the names of all rules.
func ruleIDs() []string {
	var ids []string
	for _, r := range lint.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

func findRule(id string) (lint.Rule, error) {
	rules := lint.Rules()
	i := slices.IndexFunc(rules, func(r lint.Rule) bool { return r.ID == id })
	if i < 0 {
		return lint.Rule{}, usagef("there is no rule %q%s", id,
			orSee("bbql lint --list", didYouMean(id, ruleIDs())))
	}
	return rules[i], nil
}

func (t *tool) lint(f *lintFlags, args []string) error {
	switch {
	case f.list && f.given("explain"):
		return usagef("--list and --explain can't be given together")
	case f.list:
		return t.printRules()
	case f.given("explain"):
		rule, err := findRule(f.explain)
		if err == nil {
			fmt.Fprint(t.out, rule.Page())
		}
		return err
	}
	text, err := t.text(args[0])
	if err != nil {
		return err
	}
	opts, err := f.options()
	if err != nil {
		return err
	}
	found := check(text, opts)
	if f.fix {
		text, found = fixAll(text, found, opts)
	}
	if err := t.printFindings(f, text, found); err != nil {
		return err
	}
	for _, d := range found {
		if d.Severity >= f.threshold() {
			return findings()
		}
	}
	return nil
}

// threshold returns how bad a finding must be for exit code 1.
func (f *lintFlags) threshold() lint.Severity {
	for _, s := range []lint.Severity{lint.Info, lint.Warning} {
		if f.failOn.word == s.String() {
			return s
		}
	}
	return lint.Error
}

// options returns what the flags say about the query.
func (f *lintFlags) options() (lint.Options, error) {
	opts := lint.Options{Disable: f.disable}
	for _, id := range f.disable {
		if _, err := findRule(id); err != nil {
			return opts, err
		}
	}
	var err error
	switch {
	case f.resource != "" && f.endpoint != "":
		return opts, usagef(
			"--resource and --endpoint can't be given together: an endpoint has its resource")
	case f.endpoint != "":
		var e schema.Endpoint
		e, err = endpointFor("GET", f.endpoint)
		opts.Endpoint = e.Path
	case f.resource != "":
		opts.Resource, err = lookup(f.resource)
	}
	return opts, err
}

// isURL reports whether a text is a URL, and no query.
func isURL(text string) bool {
	return strings.HasPrefix(text, "/") || strings.HasPrefix(text, "https:") ||
		strings.HasPrefix(text, "http:")
}

// check returns the findings in a query or a URL.
func check(text string, opts lint.Options) []lint.Diagnostic {
	if isURL(text) {
		return lint.CheckURL(text, opts)
	}
	return lint.Check(text, opts)
}

// maxFixes is how often the fixes of what the last fixes leave are made.
const maxFixes = 10

// fixAll makes the fixes of what was found in a text, and returns the text and
// what is left to say about it.
func fixAll(
	text string, found []lint.Diagnostic, opts lint.Options,
) (string, []lint.Diagnostic) {
	for range maxFixes {
		fixed := lint.Apply(text, found)
		if fixed == text {
			break
		}
		text, found = fixed, check(fixed, opts)
	}
	return text, found
}

// printRules prints a table of the rules.
func (t *tool) printRules() error {
	rows := [][]string{{"rule", "severity", "finds"}}
	for _, r := range lint.Rules() {
		rows = append(rows, []string{r.ID, r.Severity.String(), r.Title})
	}
	return t.printRows(rows)
}
