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
	explain, config    string

	given func(flag string) bool
}

func (t *tool) newLint() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use: "lint [flags] QUERY_OR_URL | FILE_OR_DIRECTORY...",
		Example: `  bbql lint --resource pullrequest 'stat = "OPEN" AND author.username = "jdoe"'
  bbql lint 'https://api.bitbucket.org/2.0/repositories/acme/site/commits?q=hash+%3D+%22ab%22'
  bbql lint --fix --endpoint /repositories/acme/site/issues 'status = "new"'
  bbql lint --format github queries/*.bbql deploy.yaml release.sh
  bbql lint .
  bbql lint --explain mixed-and-or`,
		Short: "say what is wrong with a query before it is sent",
		Long: `lint says what Bitbucket would refuse in a query, or answer otherwise than
expected, and what is likely not meant. What begins with / or https:// is a whole
URL, whose endpoint and other parameters are looked at too. For a query alone
--resource or --endpoint says what it is sent to; without them only those rules
find something that need not know.

Files hold a query or URL on each line; blank lines and those that begin with #
say nothing, but # bbql:ignore and the names of rules, or none for all, leave
these out in the line below. In JSON, YAML, scripts, programs and documents lint
finds the URLs of Bitbucket that have a filter, also one that curl -G or HTTPie
adds, and one that a program puts together. - reads lines from standard input.
A file .bbql.yaml says which rules are off, and what the queries of files select.

Of a directory lint looks at the files named *.bbql, at JSON, YAML, scripts and
programs, and at what .bbql.yaml names, in the directories below it too, but not
in .git, .hg, .svn, vendor and node_modules. It follows no links.

It exits with 1 if there are findings that are as bad as --fail-on says.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if f.list || cmd.Flags().Changed("explain") {
				return noArgs(cmd, args)
			}
			if len(args) > 1 && (isFile(args[0]) || isFile(args[1])) {
				return nil
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
	flags.BoolVar(&f.fix, "fix", false,
		"repair files, or print the query or URL repaired, and print what is left to say")
	f.format = choose(cmd, "format", "how to print", "text", "json", "sarif", "github")
	flags.StringVar(&f.config, "config", "",
		"the configuration `FILE`; by default "+configName+" here or in a directory above")
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
	case f.fix && (f.format.word == "sarif" || f.format.word == "github"):
		return usagef("--fix goes with --format text and json, not %s", f.format.word)
	case f.list:
		return t.printRules()
	case f.given("explain"):
		rule, err := findRule(f.explain)
		if err == nil {
			fmt.Fprint(t.out, rule.Page())
		}
		return err
	}
	texts, err := t.lintTexts(f, args)
	if err != nil {
		return err
	}
	looks, err := t.look(f, texts)
	if err != nil {
		return err
	}
	if err := t.printFindings(f, looks); err != nil {
		return err
	}
	for _, look := range looks {
		for _, d := range look.found {
			if d.Severity >= f.threshold() {
				return findings()
			}
		}
	}
	return nil
}

// look reads and looks at texts, and with --fix repairs them. Nothing is written
// before all of them have been read. Files in which there is nothing to tell aren't
// kept: a directory may have many.
func (t *tool) look(f *lintFlags, texts []*lintText) ([]look, error) {
	looks := make([]look, len(texts))
	var changed []*lintText
	for i, x := range texts {
		if err := t.load(x); err != nil {
			return nil, err
		}
		find, before := x.check, x.text
		if f.fix {
			find = x.fix
		}
		found, err := find()
		if err != nil {
			return nil, err
		}
		looks[i] = look{x, found}
		switch {
		case x.isFile() && x.text != before:
			changed = append(changed, x)
		case x.isFile() && len(found) == 0:
			x.text = ""
		}
	}
	for _, x := range changed {
		if err := x.save(); err != nil {
			return nil, err
		}
	}
	return looks, nil
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
	var opts lint.Options
	for _, id := range f.disable {
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		if _, err := findRule(id); err != nil {
			return opts, err
		}
		opts.Disable = append(opts.Disable, id)
	}
	said, err := about(f.resource, f.endpoint)
	opts.Resource, opts.Endpoint = said.Resource, said.Endpoint
	return opts, err
}

// about returns the options of a query that selects a resource, or is sent to an
// endpoint.
func about(resource, endpoint string) (opts lint.Options, err error) {
	switch {
	case resource != "" && endpoint != "":
		return opts, usagef(
			"--resource and --endpoint can't be given together: an endpoint has its resource")
	case endpoint != "":
		var e schema.Endpoint
		e, err = endpointFor("GET", endpoint)
		opts.Endpoint = e.Path
	case resource != "":
		opts.Resource, err = lookup(resource)
	}
	return opts, err
}

// printRules prints a table of the rules.
func (t *tool) printRules() error {
	rows := [][]string{{"rule", "severity", "finds"}}
	for _, r := range lint.Rules() {
		rows = append(rows, []string{r.ID, r.Severity.String(), r.Title})
	}
	return t.printRows(rows)
}
