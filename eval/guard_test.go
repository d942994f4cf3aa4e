//go:build !race

package eval_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/internal/stopwatch"
)

// The guards here are not for the race detector, which drops what pools keep
// and slows down everything, but not alike.

// shared are the query and the object of the guards.
func shared(t *testing.T) (query string, data []byte, decoded any) {
	data, err := json.Marshal(benchObject(0))
	if err != nil {
		t.Fatal(err)
	}
	return benchQuery, data, decode(string(data))
}

// TestMatchAllocations guards what matching allocates: nothing.
func TestMatchAllocations(t *testing.T) {
	four, data, decoded := shared(t)
	object := benchObject(0)
	queries := []string{
		four, `id = 1000`, `id IN (1, 2.5, 1000)`, `id > 999.5`, `id < 5`,
		`title ~ "LOGIN"`, `title ~ "größe"`, `description ~ "AND A newline"`,
		`description = "x"`, `description > "Some"`, `author = "x" OR state != "x"`,
		`updated_on > 2024-01-01`, `reviewers.nickname NOT IN ("x", "y")`, `reviewers != null`,
		`state IN ("1", "2", "3", "4", "5", "6", "7", "8", "9", "OPEN")`,
	}
	for _, query := range queries {
		m := mustCompile(t, query)
		if n := testing.AllocsPerRun(100, func() { _, _ = m.Match(decoded) }); n > 0 {
			t.Errorf("%s: %v allocations for a map", query, n)
		}
		if n := testing.AllocsPerRun(100, func() { _, _ = m.Match(&object) }); n > 0 {
			t.Errorf("%s: %v allocations for a struct", query, n)
		}
		for name, check := range checks {
			m := mustCompile(t, query, eval.WithCheck(check))
			if n := testing.AllocsPerRun(100, func() { _, _ = m.MatchJSON(data) }); n > 0 {
				t.Errorf("%s: %v allocations for JSON under %s", query, n, name)
			}
		}
	}
}

// TestMatchAllocationsOfMany guards what the elements of an array cost a filter of
// more names than fit into a word: nothing for each.
func TestMatchAllocationsOfMany(t *testing.T) {
	var query []string
	for i := range 100 {
		query = append(query, fmt.Sprintf("a.f%d != 1", i))
	}
	m := mustCompile(t, strings.Join(query, " AND "))
	allocations := func(elements int) float64 {
		data := []byte(`{"a":[{}` + strings.Repeat(`,{"f1":2}`, elements) + `]}`)
		return testing.AllocsPerRun(100, func() { _, _ = m.MatchJSON(data) })
	}
	if few, many := allocations(10), allocations(1000); many > few {
		t.Errorf("%v allocations for 10 elements, %v for 1,000", few, many)
	}
}

// TestMatchSpeed guards against what is some three times slower, by the ratio to
// a loop over the same bytes, or to the same lookups by hand.
func TestMatchSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	query, data, decoded := shared(t)
	m, fast := mustCompile(t, query), mustCompile(t, query, eval.WithCheck(eval.Fast))
	strict := mustCompile(t, query, eval.WithCheck(eval.Strict))
	object, sum := benchObject(0), 0
	bytes := stopwatch.Fastest(func() {
		for _, c := range data {
			sum += int(c)
		}
	})
	lookups := stopwatch.Fastest(func() {
		object := decoded.(map[string]any)
		author, _ := object["author"].(map[string]any)
		id, _ := object["id"].(float64)
		ok := object["state"] == "OPEN" && author["nickname"] == "jdoe" && id > 100
		reviewers, _ := object["reviewers"].([]any)
		for _, r := range reviewers {
			reviewer, _ := r.(map[string]any)
			ok = ok && reviewer["nickname"] != "nobody"
		}
		if ok {
			sum++
		}
	})
	for name, tt := range map[string]struct {
		match  func() (bool, error)
		beside time.Duration
		most   float64
	}{
		"fast":    {func() (bool, error) { return fast.MatchJSON(data) }, bytes, 6},
		"whole":   {func() (bool, error) { return m.MatchJSON(data) }, bytes, 7},
		"strict":  {func() (bool, error) { return strict.MatchJSON(data) }, bytes, 12},
		"decoded": {func() (bool, error) { return m.Match(decoded) }, lookups, 4},
		"struct":  {func() (bool, error) { return m.Match(&object) }, lookups, 6},
	} {
		took := stopwatch.Fastest(func() { _, _ = tt.match() })
		if ratio := float64(took) / float64(tt.beside); ratio > tt.most {
			t.Errorf("%s: takes %v, %.1f times %v", name, took, ratio, tt.beside)
		}
	}
	if sum == 0 {
		t.Error("nothing was measured")
	}
}
