//go:build !race

package bbql_test

import (
	"testing"

	"github.com/bbql/go-bbql/bbql"
)

// TestParseAllocations guards what parsing allocates, exactly: options if any, and
// nodes in slabs. The race detector has allocations of its own.
func TestParseAllocations(t *testing.T) {
	for query, want := range map[string]float64{
		`state = "OPEN"`:                    2,
		fourClauses:                         8,
		chain(1_000):                        29,
		`id IN (1, 2, 3, 4, 5, 6, 7, 8, 9)`: 4,
	} {
		got := testing.AllocsPerRun(20, func() { bbql.MustParse(query) })
		if got != want {
			t.Errorf("%.60s: %v allocations, want %v", query, got, want)
		}
	}
}
