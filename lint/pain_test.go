package lint_test

import (
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/golden"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// TestPainPoints names what people ran into, the rule that finds it before the
// request is sent, and what its fix makes of it, if it has one.
func TestPainPoints(t *testing.T) {
	const (
		prs     = "/2.0/repositories/acme/site/pullrequests"
		commits = "/2.0/repositories/acme/site/commits"
	)
	tests := []struct {
		pain, text, rule, fixed string
	}{
		{"a quote inside a value breaks the filter", `title = "say "hi""`, "syntax", ""},
		{"nobody knows the escapes", `title = "a\tb"`, "undocumented-escape", `title = "a\\tb"`},
		{"a plus sign is a space", prs + `?q=updated_on>2024-01-01T00:00:00+02:00`, "lost-plus",
			prs + `?q=updated_on>2024-01-01T00:00:00%2B02:00`},
		{"fields with a plus sign", prs + `?fields=+values.reviewers`, "lost-plus",
			prs + `?fields=%2Bvalues.reviewers`},
		{"values. in a filter", `values.state = "OPEN"`, "values-prefix", `state = "OPEN"`},
		{"values. is needed in fields", prs + `?fields=title`, "fields-parameter",
			prs + `?fields=values.title`},
		{"username works no more", `author.username = "jdoe"`, "deprecated-field", ""},
		{"commits ignore q", commits + `?q=hash%20~%20%22a%22`, "ignored-filter", ""},
		{"pipelines ignore q", `/2.0/repositories/acme/site/pipelines?q=creator.uuid%20!=%20null`,
			"ignored-filter", ""},
		{"activity ignores q", prs + `/activity?q=update.date%20%3E%202024-01-01`, "ignored-filter", ""},
		{"a value that does not exist is a 500", `state = "ALL"`, "unknown-enum", ""},
		{"a value in the wrong case", `state = "open"`, "enum-case", `state = "OPEN"`},
		{"the parser's raw message", `state == "OPEN"`, "syntax", `state = "OPEN"`},
		{"no filter by the date of closing", `closed_on > 2024-01-01`, "unfilterable-field", ""},
		{"no filter by approval", `participants.approved = true`, "unfilterable-field", ""},
		{"state beside q", prs + `?state=MERGED&q=id%20%3D%205`, "state-parameter", ""},
		{"state as a list", prs + `?state=OPEN,MERGED`, "state-parameter", ""},
		{"pagelen is refused, not cut down", prs + `?pagelen=100`, "page-length", prs + `?pagelen=50`},
		{"a slash behind next", prs + `?page=2/`, "bad-page", prs + `?page=2`},
		{"q again on a next link", prs + `?q=id=5&page=2&q=id=5`, "repeated-filter", ""},
		{"role beside q", `/2.0/repositories?q=name%20~%20%22a%22`, "missing-parameter", ""},
		{"two sort keys", prs + `?sort=state,-updated_on`, "sort-key", prs + `?sort=state`},
		{"sort is ignored", commits + `?sort=date`, "ignored-sort", ""},
		{"free text as a filter", `fix login`, "syntax", ""},
		{"an OR chain instead of IN", `id = 1 OR id = 2`, "or-to-in", `id IN (1, 2)`},
		{"a misspelt field", `titel ~ "x"`, "unknown-field", `title ~ "x"`},
		{"a slash in the name of a branch, encoded twice",
			prs + `?q=source.branch.name%253D%2522a%252Fb%2522`, "double-encoding",
			prs + `?q=source.branch.name%3D%22a%2Fb%22`},
		{"an ampersand in the name of a branch", prs + `?q=source.branch.name="a&b"`,
			"bare-ampersand", prs + `?q=source.branch.name="a%26b"`},
		{"deployments ignore q",
			`/2.0/repositories/acme/site/deployments?q=state.name%3D%22COMPLETED%22`,
			"ignored-filter", ""},
		{"no function for who I am", `author.uuid = currentUser()`, "syntax", ""},
		{"no list of pull requests of a workspace",
			`/2.0/workspaces/acme/pullrequests?q=state%3D%22OPEN%22`, "unknown-endpoint", ""},
		{"a uuid without braces", `author.uuid = "d301aafa-d676-4ee0-88be-962be7417567"`, "uuid-braces",
			`author.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}"`},
	}
	for _, tt := range tests {
		list := check(lint.Example{Text: tt.text, Resource: schema.PullRequest})
		if strings.HasPrefix(tt.text, "/") {
			list = lint.CheckURL(tt.text, lint.Options{})
		}
		found := of(tt.rule, list)
		if len(found) == 0 {
			t.Errorf("%s: %s is not found by %s, but %v", tt.pain, tt.text, tt.rule, list)
		}
		if fixed := lint.Apply(tt.text, found); tt.fixed != "" && fixed != tt.fixed {
			t.Errorf("%s: %s is fixed as %s, want %s", tt.pain, tt.text, fixed, tt.fixed)
		}
	}
}

// TestDocumentedFilters checks Bitbucket's own examples. None is an error, but
// for two, of which one shows what not to do and one is a slip of the pen.
func TestDocumentedFilters(t *testing.T) {
	golden.Run(t, "../testdata/docs", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		for _, ext := range []string{"url", "want", "official", "sort", "err"} {
			c.Lookup(ext)
		}
		defects := map[string]string{"values-prefix": "values-prefix", "branches-sort-typo": "syntax"}
		for _, d := range lint.Check(c.Input("bbql"), lint.Options{}) {
			if d.Severity == lint.Error && d.Rule != defects[c.Name] {
				t.Errorf("%s: %s: %v", c.Input("bbql"), d.Rule, d)
			}
		}
		return nil
	})
}
