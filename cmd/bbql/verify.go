package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bbql/go-bbql/cmd/bbql/internal/rest"
	"github.com/bbql/go-bbql/cmd/bbql/internal/verify"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	workspace, repo           string
	queries, resume, evidence string
	limit, rate               int
	dryRun, private           bool
	live                      liveFlags
}

func (t *tool) newVerify() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use: "verify --workspace W [--repo R] [flags]",
		Example: `  bbql verify --workspace acme --repo site
  bbql verify --workspace acme --repo site --dry-run
  bbql verify --workspace acme --repo site --evidence evidence.json --resume run.jsonl`,
		Short: "check the rules of the language against the API",
		Long: `verify asks the API queries that tell whether the language means what bbql takes it
to mean: for every rule that is an assumption, and some more. It fetches each list
without a query and with it, and compares what comes with what eval makes of the
list. Literals are picked from the objects; a rule is undecided where the data holds
no case that tells it from its other reading, and objects that change in the
meantime count for nothing. It only reads.

The evidence is JSON that can be attached to an issue: without --private it has
ids, but no names and no texts of the workspace. With --resume a run that was
interrupted goes on where it was.

` + authHelp + `

The exit code is 1 if a rule disagrees, and 6 if something could not be asked.`,
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			return t.verify(&f)
		},
	}
	f.register(cmd.Flags())
	f.live.register(cmd.Flags())
	return cmd
}

// defaultRate is how many requests a second are sent.
const defaultRate = 2

func (f *verifyFlags) register(flags *pflag.FlagSet) {
	f.limit, f.rate = verify.DefaultLimit, defaultRate
	flags.StringVar(&f.workspace, "workspace", "", "the `WORKSPACE` to ask")
	flags.StringVar(&f.repo, "repo", "", "the `REPOSITORY` to ask: its slug")
	flags.StringVar(&f.queries, "queries", "", "ask the queries of the `FILE`, not those of bbql")
	flags.StringVar(&f.resume, "resume", "", "remember answers in the `FILE`, and ask none again")
	flags.StringVar(&f.evidence, "evidence", "", "write the evidence to the `FILE`")
	flags.BoolVar(&f.private, "private", false, "put requests and disputed objects into the evidence")
	flags.BoolVar(&f.dryRun, "dry-run", false, "print what would be asked, and ask nothing")
	numberVar(flags, &f.limit, "limit", 1,
		fmt.Sprintf("look at `N` objects of a list at the most (default %d)", verify.DefaultLimit))
	numberVar(flags, &f.rate, "rate", 1,
		fmt.Sprintf("send `N` requests a second at the most (default %d)", defaultRate))
}

// verify runs the command.
func (t *tool) verify(f *verifyFlags) (err error) {
	runner, err := t.newRunner(f)
	if err != nil {
		return err
	}
	if f.dryRun {
		return t.printRequests(runner)
	}
	if f.resume != "" {
		file, err := openJournal(f.resume, runner)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
	}
	ctx, stop := interruptible()
	defer stop()
	report, err := runner.Run(ctx)
	if err != nil {
		hint := ""
		if f.resume != "" {
			hint = "the same command goes on where it was"
		}
		return networkFailure(err, cmp.Or(verifyHint(err, runner.Client.Credentials), hint))
	}
	if f.evidence != "" {
		data, err := report.Evidence(f.private)
		if err != nil {
			return err
		}
		if err := os.WriteFile(f.evidence, data, 0o600); err != nil {
			return unreadable(f.evidence, err)
		}
	}
	if err := t.printReport(report); err != nil {
		return err
	}
	switch {
	case report.Count(verify.Disagree) > 0:
		return findings()
	case report.Count(verify.Failed) > 0:
		return &failure{code: exitNetwork}
	}
	return nil
}

// verifyHint returns what can be done about an error, "" if that is plain.
func verifyHint(err error, credentials rest.Credentials) string {
	var status *rest.StatusError
	if !errors.As(err, &status) {
		return ""
	}
	k := &call{url: status.URL}
	k.find()
	return k.hint(err, credentials)
}

func (t *tool) newRunner(f *verifyFlags) (*verify.Runner, error) {
	switch {
	case f.workspace == "":
		return nil, usagef("verify needs a --workspace, as in: bbql verify --workspace acme --repo site")
	case f.private && f.evidence == "":
		return nil, usagef("--private is about --evidence: give that too")
	}
	for _, name := range []string{f.workspace, f.repo} {
		if strings.ContainsAny(name, "/?#") || name == "." || name == ".." {
			return nil, usagef("--workspace and --repo take slugs or uuids, not %q", name)
		}
	}
	plan, err := readPlan(f.queries)
	if err != nil {
		return nil, err
	}
	client, err := t.newClient(&f.live)
	if err != nil {
		return nil, err
	}
	client.Interval = time.Second / time.Duration(f.rate)
	return &verify.Runner{
		Client:    client,
		Plan:      plan,
		Workspace: f.workspace,
		Repo:      f.repo,
		Limit:     f.limit,
		Progress:  func(text string) { t.progress.draw(func() string { return escape(text) }) },
	}, nil
}

// readPlan reads a file of queries, and without a name those of bbql.
func readPlan(name string) (*verify.Plan, error) {
	if name == "" {
		return verify.Default()
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	plan, err := verify.Read(data)
	if err != nil {
		return nil, &failure{exitData, fmt.Errorf("%s: %w", name, err)}
	}
	return plan, nil
}

// openJournal opens the file of an earlier run, or makes it.
func openJournal(name string, runner *verify.Runner) (*os.File, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, unreadable(name, err)
	}
	earlier, err := io.ReadAll(file)
	if err == nil {
		runner.Journal, err = verify.NewJournal(earlier, file, runner.Client.Base.String())
	}
	if err != nil {
		return nil, errors.Join(usagef("--resume %s: %w", name, err), file.Close())
	}
	return file, nil
}

// printRequests prints what would be asked.
func (t *tool) printRequests(runner *verify.Runner) error {
	fmt.Fprintln(t.out, "Each list is fetched without a query, before and after those below it.")
	runner.Requests(func(list *url.URL, rule *verify.Rule, q *verify.Query) bool {
		if rule == nil {
			fmt.Fprintf(t.out, "\nGET %s\n", list)
			return true
		}
		fmt.Fprintf(t.out, "  %-3s  %s%s\n", rule.Rule, queryText(q), pickText(q))
		return true
	})
	return t.out.Flush()
}

// queryText returns the parameters of a query.
func queryText(q *verify.Query) string {
	var parts []string
	if q.Filter != "" {
		parts = append(parts, "q="+escape(q.Filter))
	}
	if q.Sort != "" {
		parts = append(parts, "sort="+q.Sort)
	}
	return strings.Join(parts, " ")
}

// pickText says where the literals of a query come from.
func pickText(q *verify.Query) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(q.Pick)) {
		if !strings.Contains(q.Filter, ":"+name) {
			continue // of the other reading only
		}
		pick := q.Pick[name]
		text := fmt.Sprintf(":%s from %s", name, pick.Field)
		if pick.As != "" {
			text += ", " + pick.As
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return ""
	}
	return "  (" + strings.Join(parts, "; ") + ")"
}

// printReport prints a line for each rule, and below it what there is to say of
// its queries.
func (t *tool) printReport(report *verify.Report) error {
	ink := newInk(t.color(t.outWidth > 0))
	for _, rule := range report.Rules {
		verdict := string(rule.Verdict)
		padding := strings.Repeat(" ", len(verify.Undecided)-len(verdict))
		if rule.Verdict == verify.Disagree {
			verdict = ink.red(verdict)
		}
		fmt.Fprintf(t.out, "%-3s  %s%s  %s\n", rule.Rule.Rule, verdict, padding,
			cmp.Or(rule.Rule.WhyNot, rule.Rule.Says))
		t.printResults(rule.Results)
	}
	var counts []string
	for _, v := range []verify.Verdict{
		verify.Agree, verify.Disagree, verify.Undecided, verify.Failed, verify.NotAsked,
	} {
		if n := report.Count(v); n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, v))
		}
	}
	_, err := fmt.Fprintf(t.out, "%d rules: %s\n", len(report.Rules), strings.Join(counts, ", "))
	return err
}

// printResults prints what there is to say of the queries of a rule that do not
// agree: once, where it is the same of all.
func (t *tool) printResults(results []*verify.Result) {
	same := len(results) > 0 && !slices.ContainsFunc(results, func(r *verify.Result) bool {
		return r.Verdict != verify.Undecided || r.Reason != results[0].Reason
	})
	if same {
		fmt.Fprintf(t.out, "       %s\n", escape(results[0].Reason))
		return
	}
	for _, r := range results {
		if r.Verdict == verify.Agree {
			continue
		}
		fmt.Fprintf(t.out, "       %s: %s%s\n         %s\n", r.Verdict, queryText(r.Query),
			pickText(r.Query), escape(r.Reason))
		if r.AsIf != "" {
			fmt.Fprintf(t.out, "         as if %s\n", r.AsIf)
		}
	}
}
