package eval_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

// groups returns a query of n groups of two comparisons, of which only the last
// can hold for the object {"a":1,"b":2}.
func groups(n int) ast.Expr {
	var terms []string
	for i := range n {
		terms = append(terms, fmt.Sprintf("(a = 1 AND b%d = 2)", i))
	}
	text := strings.Join(append(terms, "(a = 1 AND b = 2)"), " OR ")
	e, err := bbql.Parse(text, bbql.MaxBytes(len(text)))
	if err != nil {
		panic(err) // of our own making
	}
	return e
}

// TestCompileMemory holds queries of many groups to memory that grows with their
// length.
func TestCompileMemory(t *testing.T) {
	used := func(n int) uint64 {
		e := groups(n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := eval.Compile(e); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	const n, times = 1_000, 8
	if few, many := used(n), used(times*n); many > 2*times*few {
		t.Errorf("%d groups take %d bytes, %d groups %d", n, few, times*n, many)
	}
}

// TestMatchMany matches queries round the number of tests and gates for which
// raw JSON is matched in another way.
func TestMatchMany(t *testing.T) {
	for _, n := range []int{1, 6, 7, 14, 15, 16, 31, 32, 33, 64, 200} {
		for name, check := range checks {
			m, err := eval.Compile(groups(n), eval.WithCheck(check))
			if err != nil {
				t.Fatal(err)
			}
			for doc, want := range map[string]bool{
				`{"a":1,"b":2}`: true, `{"b":2,"a":1}`: true, `{"a":2,"b":2}`: false,
				`{"a":[0,1],"b":[[2]]}`: true, `{"b":3,"b0":1,"a":1}`: false, `{"b0":2,"a":1}`: true,
				`{"a":1,"b":null}`: false, `{}`: false,
			} {
				if got, err := m.MatchJSON([]byte(doc)); got != want || err != nil {
					t.Errorf("%d groups, %s, %s: %t, %v", n, name, doc, got, err)
				}
			}
		}
	}
}
