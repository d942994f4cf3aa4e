package builder_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/schema"
)

// A corpusQuery is a query of public code, and how it is built.
type corpusQuery struct {
	text  string
	built builder.Expr
}

// unbuildable are the queries on pull requests, issues and repositories that the
// typed builder refuses, and why. Nobody is worse off: Bitbucket refuses them
// too, or has nothing that they find.
var unbuildable = []struct {
	resource  schema.Resource
	text, why string
}{
	{schema.Repository, `name~test`, noBBQL},
	{schema.Repository, `name~my-repo`, noBBQL},
	{schema.PullRequest, `author.uuid={d301aafa-d676-4ee0-88be-962be7417567}`, noBBQL},
	{schema.PullRequest, `state=OPEN AND reviewers.uuid="{a1}"`, noBBQL},
	{schema.PullRequest, `(state = 'MERGED' OR state = 'DECLINED') ` +
		`AND updated_on >= 2024-01-01 AND updated_on <= 2024-01-31`, noBBQL},

	{schema.Issue, `values.state="new"`, noField},
	{schema.PullRequest, `state = "MERGED" AND values.closed_on > 2023-06-05T14:00:00-07:00`, noField},
	{schema.PullRequest, `participants.uuid="{a1}"`, noField},

	{schema.PullRequest, `author.username="alice"`, username},
	{schema.PullRequest, `state="OPEN" AND reviewers.username="alice"`, username},
	{schema.PullRequest, `state="open" AND reviewers.username="alice"`, username},
	{schema.PullRequest,
		`reviewers.username="a" OR reviewers.username="b" OR reviewers.username="c"`, username},
	{schema.PullRequest, `author.username="alice" AND reviewers.username="bob" ` +
		`AND destination.branch.name="main" AND source.branch.name="feature"`, username},
	{schema.PullRequest, `source.repository.full_name != "main/repo" AND state = "OPEN" ` +
		`AND reviewers.username = "snykdemo-sm" AND destination.branch.name = "master"`, username},
	{schema.Issue, `state="open" AND priority="major" AND kind="bug" AND assignee.username="a" ` +
		`AND reporter.username="b" AND title~"crash"`, username},

	{schema.PullRequest, `author.uuid="{me}"`, noUUID},
	{schema.PullRequest, `state="MERGED" AND reviewers.uuid="{a1}"`, noUUID},
	{schema.PullRequest, `state="OPEN" AND source.repository.project.uuid="{6a5b}" ` +
		`AND (author.account_id="557058:abc")`, noUUID},
	{schema.Issue, `reporter.uuid="{u1}"`, noUUID},
	{schema.Issue,
		`title="title" AND (state = "new" OR state = "open") AND reporter.uuid="12345"`, noUUID},
	{schema.Repository, `uuid="{repo-uuid}"`, noUUID},

	{schema.PullRequest, `source.branch.name = "x" OR state != ""`, noValue},
}

// The obstacles.
const (
	noBBQL   = "is no BBQL"
	noField  = "has a path that leads nowhere"
	username = "has a user name, which Bitbucket no longer filters by"
	noUUID   = "has a uuid that is none, as examples do"
	noValue  = "has an empty state, which somebody has smuggled in"
)

func corpusQueries() map[schema.Resource][]corpusQuery {
	return map[schema.Resource][]corpusQuery{
		schema.PullRequest: pullRequestQueries,
		schema.Issue:       issueQueries,
		schema.Repository:  repositoryQueries,
	}
}

// TestCorpus builds what public code glues together.
func TestCorpus(t *testing.T) {
	for resource, queries := range corpusQueries() {
		for _, q := range queries {
			want := bbql.Format(withTimes(bbql.MustParse(q.text)))
			if got := bbql.Format(must(q.built.Build())); got != want {
				t.Errorf("%s\ngot  %s\nwant %s", q.text, got, want)
			}
			if why := obstacle(resource, q.text); why != "" {
				t.Errorf("%s was built, though it %s", q.text, why)
			}
		}
	}
}

func TestUnbuildable(t *testing.T) {
	for _, q := range unbuildable {
		if why := obstacle(q.resource, q.text); why != q.why {
			t.Errorf("%s %q, want %q", q.text, why, q.why)
		}
	}
}

// obstacle returns why the typed builder can't build a query, "" if it can.
func obstacle(r schema.Resource, text string) string {
	tree, err := bbql.Parse(text)
	if err != nil {
		return noBBQL
	}
	for n := range ast.Preorder(tree) {
		if c, ok := n.(*ast.Comparison); ok {
			if why := obstacleIn(r, c); why != "" {
				return why
			}
		}
	}
	return ""
}

func obstacleIn(r schema.Resource, c *ast.Comparison) string {
	f, ok := r.Field(c.Field)
	value, isText := c.Value.(*ast.String)
	switch {
	case !ok:
		return noField
	case f.Deprecated:
		return username
	case isText && strings.HasSuffix("."+string(c.Field), ".uuid"):
		if _, err := builder.UUID(c.Field).Eq(value.Value).Build(); err != nil {
			return noUUID
		}
	case isText && f.Type.Enum != nil && value.Value == "":
		return noValue
	}
	return ""
}

// withTimes returns a tree whose dates, quoted or not, are written as a Time
// does it: with a time of day and a numeric offset, by default that of UTC.
func withTimes(tree ast.Expr) ast.Expr {
	return ast.Rewrite(tree, func(e ast.Expr) ast.Expr {
		c, ok := e.(*ast.Comparison)
		if !ok {
			return e
		}
		date, ok := c.Value.(*ast.DateTime)
		if text, isText := c.Value.(*ast.String); isText {
			var err error
			date, err = ast.NewDateTime(text.Value)
			ok = err == nil
		}
		if !ok {
			return e
		}
		value := ast.NewTime(date.Value, ast.PrecisionSecond)
		return &ast.Comparison{Field: c.Field, Op: c.Op, Value: value}
	})
}

// at returns the time that an RFC 3339 text tells.
func at(text string) time.Time { return must(time.Parse(time.RFC3339, text)) }

// TestCorpusIsComplete keeps the tables complete where the collection of queries
// lies beside the repository.
func TestCorpusIsComplete(t *testing.T) {
	f, err := os.Open(filepath.FromSlash("../../shared/corpus/queries.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the collection isn't beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	known := knownQueries()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q struct{ Kind, Text, Endpoint string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		e, _ := schema.EndpointFor("GET", q.Endpoint)
		queries, ok := known[e.Resource]
		if ok && q.Kind == "q" && !slices.Contains(queries, formatted(q.Text)) {
			t.Errorf("%s: %s is in neither table", e.Resource, q.Text)
		}
	}
}

// knownQueries returns the texts of both tables.
func knownQueries() map[schema.Resource][]string {
	known := map[schema.Resource][]string{}
	for resource, queries := range corpusQueries() {
		for _, q := range queries {
			known[resource] = append(known[resource], formatted(q.text))
		}
	}
	for _, q := range unbuildable {
		known[q.resource] = append(known[q.resource], formatted(q.text))
	}
	return known
}

// formatted returns the canonical form of a query, and of what is none itself.
func formatted(text string) string {
	tree, err := bbql.Parse(text)
	if err != nil {
		return text
	}
	return bbql.Format(tree)
}
