//go:build !race

package bbql_test

import (
	"testing"

	"github.com/bbql/go-bbql/bbql"
)

// TestParseAllocations guards what parsing allocates, exactly: the tokens, and
// nodes in slabs. The race detector has allocations of its own.
func TestParseAllocations(t *testing.T) {
	for query, most := range map[string]float64{
		`state = "OPEN"`:                    4,
		fourClauses:                         13,
		chain(1_000):                        32,
		`id IN (1, 2, 3, 4, 5, 6, 7, 8, 9)`: 8,
	} {
		got := testing.AllocsPerRun(20, func() { bbql.MustParse(query) })
		if got > most {
			t.Errorf("%.60s: %v allocations, at most %v allowed", query, got, most)
		}
	}
}
