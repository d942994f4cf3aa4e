package bbqlcheck

import (
	"flag"
	"fmt"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/bbql/go-bbql/internal/spell"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// A config is what the flags say.
type config struct {
	disable  ruleList
	severity severity
	funcs    places
	fields   places
	anyQuery bool
	told     atomic.Bool // whether it was said that a flag names what is not there
}

const (
	library   = "github.com/bbql/go-bbql"
	ktrysmt   = "github.com/ktrysmt/go-bitbucket"
	issuePath = "/repositories/{workspace}/{repo_slug}/issues/{issue_id}"
	repoPath  = "/repositories/{workspace}/{repo_slug}"
)

// newConfig returns the places that are known without any flag. A branch is not
// among those of go-bitbucket: it makes a filter of the name that it is given.
func newConfig() *config {
	return &config{
		funcs: places{form: funcForm, shape: funcShape, of: map[string]lint.Options{
			library + "/bbql.Parse:q":     {},
			library + "/bbql.MustParse:q": {},
			library + "/bbql.Bind:q":      {},

			library + "/bbql/bbqltest.AssertMatches:query":                {},
			library + "/bbql/bbqltest.AssertResult:query":                 {},
			"(*" + library + "/bbql/bbqltest.Server).AssertQueried:query": {},
		}},
		fields: places{form: fieldForm, shape: fieldShape, of: map[string]lint.Options{
			ktrysmt + ".PullRequestsOptions.Query":  {Resource: schema.PullRequest},
			ktrysmt + ".IssuesOptions.Query":        {Resource: schema.Issue},
			ktrysmt + ".IssueCommentsOptions.Query": {Endpoint: issuePath + "/comments"},
			ktrysmt + ".IssueChangesOptions.Query":  {Endpoint: issuePath + "/changes"},
			ktrysmt + ".PipelinesOptions.Query":     {Endpoint: repoPath + "/pipelines"},
			ktrysmt + ".RepositoryRefOptions.Query": {Endpoint: repoPath + "/refs"},
			ktrysmt + ".RepositoryTagOptions.Query": {Endpoint: repoPath + "/refs/tags"},
		}},
	}
}

func (c *config) register(flags *flag.FlagSet) {
	const known = ", with =resource or =/endpoint after it if that is known"
	flags.Var(&c.disable, "disable", "comma-separated `rules` to leave out")
	flags.Var(&c.severity, "severity",
		"the mildest `severity` to report: info, warning or error")
	flags.Var(&c.funcs, "funcs",
		"comma-separated `functions` that take a filter, each as "+funcShape+known)
	flags.Var(&c.fields, "fields",
		"comma-separated `fields` that hold a filter, each as "+fieldShape+known)
	flags.BoolVar(&c.anyQuery, "anyq", false,
		"take every q parameter for a filter, not just in packages that deal with Bitbucket")
}

// ruleList is a flag that holds the names of rules.
type ruleList []string

func (l *ruleList) String() string { return strings.Join(*l, ",") }

func (l *ruleList) Set(s string) error {
	ids := slices.Collect(items(s))
	if err := checkRules(ids); err != nil {
		return err
	}
	*l = append(*l, ids...)
	return nil
}

// checkRules refuses what is the name of no rule.
func checkRules(ids []string) error {
	known := []string{injection}
	for _, r := range lint.Rules() {
		known = append(known, r.ID)
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return fmt.Errorf("there is no rule %q%s: %s/lint has them all",
				id, didYouMean(id, known), docs)
		}
	}
	return nil
}

// items yields what commas separate. An empty list has none.
func items(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for item := range strings.SplitSeq(s, ",") {
			if item = strings.TrimSpace(item); item != "" && !yield(item) {
				return
			}
		}
	}
}

// didYouMean returns a question about the nearest of some words, or nothing.
func didYouMean(word string, known []string) string {
	if near := spell.Nearest(word, known); near != "" {
		return fmt.Sprintf(" (did you mean %s?)", near)
	}
	return ""
}

// severity is a flag that holds a severity.
type severity lint.Severity

func (s *severity) String() string { return lint.Severity(*s).String() }

func (s *severity) Set(text string) error {
	for v := lint.Info; v <= lint.Error; v++ {
		if v.String() == text {
			*s = severity(v)
			return nil
		}
	}
	return fmt.Errorf("%q is none of info, warning and error", text)
}

// places is a flag that holds functions or fields, and what is known of the
// filters that they take.
type places struct {
	form  *regexp.Regexp
	shape string // the form in words
	of    map[string]lint.Options
	given []string // those that are not known without the flag
}

const (
	funcShape  = "path.Func:parameter or (*path.Type).Method:parameter"
	fieldShape = "path.Type.Field"
)

var (
	funcForm  = regexp.MustCompile(`^(?:\(\*?[^()]+\.\w+\)|[^()]+)\.\w+:\w+$`)
	fieldForm = regexp.MustCompile(`^[^():]+\.\w+\.\w+$`)
)

func (p *places) String() string { return strings.Join(slices.Sorted(maps.Keys(p.of)), ",") }

func (p *places) Set(s string) error {
	for place := range items(s) {
		key, target, _ := strings.Cut(place, "=")
		if !p.form.MatchString(key) {
			return fmt.Errorf("%q is not of the form %s", key, p.shape)
		}
		opts, err := optionsOf(target)
		if err != nil {
			return err
		}
		p.of[key], p.given = opts, append(p.given, key)
	}
	return nil
}

// optionsOf returns the options for a resource, an endpoint, or nothing.
func optionsOf(target string) (lint.Options, error) {
	if target == "" {
		return lint.Options{}, nil
	}
	if strings.HasPrefix(target, "/") {
		if _, ok := schema.EndpointFor("GET", target); !ok {
			return lint.Options{}, fmt.Errorf("the API has no GET %s", target)
		}
		return lint.Options{Endpoint: target}, nil
	}
	resource, ok := schema.Lookup(target)
	if !ok {
		var known []string
		for r := range schema.Resources() {
			known = append(known, string(r))
		}
		return lint.Options{}, fmt.Errorf("there is no resource %q%s", target, didYouMean(target, known))
	}
	return lint.Options{Resource: resource}, nil
}
