package lint_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/internal/stopwatch"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// TestCheckLargeFilters holds the linter to linear time on filters as large as
// the parser takes.
func TestCheckLargeFilters(t *testing.T) {
	shapes := map[string]func(i int) string{
		"same field":   func(i int) string { return fmt.Sprintf("id = %d", i) },
		"other fields": func(i int) string { return fmt.Sprintf("a%d = 1", i) },
		"same":         func(int) string { return "id > 1" },
		"never":        func(i int) string { return fmt.Sprintf("(id = %d AND id != %d)", i, i) },
		"choices":      func(i int) string { return fmt.Sprintf("(id = %d OR title != \"%d\")", i, i) },
		"needles":      func(i int) string { return fmt.Sprintf("title ~ \"%d\"", i) },
		"suspects":     func(i int) string { return fmt.Sprintf("id = \"%d\"", i) },
		"arrays":       func(i int) string { return fmt.Sprintf("reviewers.nickname = \"%d\"", i) },
		"lists":        func(int) string { return "id IN (1, 2, 3, \"4\", 5)" },
		"parentheses":  func(int) string { return "((((id = 1))))" },
	}
	for name, clause := range shapes {
		for _, op := range []string{" AND ", " OR "} {
			for _, n := range []int{35, 300, 60_000 / (len(clause(999)) + 5)} {
				var list []string
				for i := range n {
					list = append(list, clause(i))
				}
				took := stopwatch.Used(func() {
					lint.Check(strings.Join(list, op), lint.Options{Resource: schema.PullRequest})
				})
				if took > 3*time.Second {
					t.Errorf("%d %s joined by%s: %v", n, name, op, took)
				} else if took > 300*time.Millisecond {
					t.Logf("%d %s joined by%s: %v", n, name, op, took)
				}
			}
		}
	}
}

// TestCheckLargeURLs does so for URLs, which may be of any length.
func TestCheckLargeURLs(t *testing.T) {
	const path = "/2.0/repositories/acme/site/pullrequests?"
	for name, query := range map[string]string{
		"spaces":  "q=id=5" + strings.Repeat("+OR+id=5", 8000),
		"offsets": "q=" + strings.Repeat("2024-01-01T00:00:00+02:00", 4000),
		"states":  strings.Repeat("state=OPEN&", 20_000) + "q=id=5",
	} {
		took := stopwatch.Used(func() { lint.CheckURL(path+query, lint.Options{}) })
		if took > 2*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
