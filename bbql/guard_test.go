//go:build !race

package bbql_test

import (
	"testing"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/stopwatch"
)

// TestParseSpeed guards the time of parsing, by the ratio to a loop over the
// same bytes, and that it grows with the length and no faster.
func TestParseSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	sum := 0
	bytes := func(text string) func() {
		return func() {
			for i := range len(text) {
				sum += int(text[i])
			}
		}
	}
	parse := func(text string) func() { return func() { _, _ = bbql.Parse(text, raised...) } }
	for _, text := range []string{`state = "OPEN"`, fourClauses, chain(200), chain(10_000)} {
		const most = 70
		took, beside := stopwatch.Fastest(parse(text)), stopwatch.Fastest(bytes(text))
		if ratio := float64(took) / float64(beside); ratio > most {
			t.Errorf("%.40s takes %v, %.1f times %v", text, took, ratio, beside)
		}
	}
	if sum == 0 {
		t.Error("nothing was measured")
	}
}
