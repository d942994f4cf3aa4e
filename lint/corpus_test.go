package lint_test

import (
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/golden"
	"github.com/bbql/go-bbql/lint"
)

// TestRealFilters looks at filters that people wrote, for the endpoints that
// they sent them to. What the documentation, the server or a maintainer says to
// work has no error. Every other finding has a judgement of ours beside it.
func TestRealFilters(t *testing.T) {
	golden.Run(t, "testdata/real", "text", func(t *testing.T, c *golden.Case) golden.Outputs {
		endpoint, _ := c.Lookup("for")
		opts := lint.Options{Endpoint: strings.TrimSpace(endpoint)}
		return judged(t, c, lint.Check(c.Input("text"), opts))
	})
}

// TestRealURLs does the same with URLs, for their sort and fields.
func TestRealURLs(t *testing.T) {
	golden.Run(t, "testdata/realurls", "url", func(t *testing.T, c *golden.Case) golden.Outputs {
		return judged(t, c, lint.CheckURL(strings.TrimSpace(c.Input("url")), lint.Options{}))
	})
}

// judged holds what was found in a case to what is known of it.
func judged(t *testing.T, c *golden.Case, found []lint.Diagnostic) golden.Outputs {
	known, _ := c.Lookup("known")
	for _, d := range found {
		if d.Severity == lint.Error && strings.HasPrefix(known, "works") {
			t.Errorf("%s works, but %v", d.Text, d)
		}
	}
	judgement, _ := c.Lookup("judged")
	checkJudgement(t, found, strings.Split(strings.TrimSpace(judgement), "\n"))
	if len(found) == 0 {
		return nil
	}
	return golden.Outputs{"findings": describe(found)}
}

// checkJudgement holds each line of a judgement to one finding: its rule, true
// or false, and the reason. An error that is judged false must go.
func checkJudgement(t *testing.T, found []lint.Diagnostic, lines []string) {
	t.Helper()
	if len(found) == 0 && len(lines) == 1 && lines[0] == "" {
		return
	}
	if len(found) != len(lines) {
		t.Fatalf("%d findings, %d judgements", len(found), len(lines))
	}
	for i, d := range found {
		rule, verdict, _ := strings.Cut(lines[i], " ")
		truth, reason, _ := strings.Cut(verdict, ": ")
		if rule != d.Rule || truth != "true" && truth != "false" || reason == "" {
			t.Errorf("%q is no judgement of %v", lines[i], d)
		}
		if truth == "false" && d.Severity == lint.Error {
			t.Errorf("a false positive among the errors: %v", d)
		}
	}
}
