package logic_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/internal/logic"
)

// held says for which documents a filter holds.
func held(tb testing.TB, w world, e ast.Expr, docs [][]byte) []bool {
	tb.Helper()
	m, err := eval.Compile(e, eval.WithTypes(w.types))
	if err != nil {
		tb.Fatal(err)
	}
	list := make([]bool, len(docs))
	for i, doc := range docs {
		if list[i], err = m.MatchJSON(doc); err != nil {
			tb.Fatalf("%s: %v", doc, err)
		}
	}
	return list
}

// A tally counts what was there to be proved, and what was.
type tally struct{ true, proved int }

// checkClaims tries every claim about a filter on every object of its world.
func checkClaims(tb testing.TB, w world, seed uint64, t *tally) {
	tb.Helper()
	docs := w.documents()
	writer := newWriter(w, seed)
	e, g := writer.tree(2), writer.tree(1)
	s := logic.NewSpace(w.types, e, g)
	he, hg := held(tb, w, e, docs), held(tb, w, g, docs)
	never, always, implies := true, true, true
	for i := range docs {
		never, always = never && !he[i], always && he[i]
		implies = implies && (!he[i] || hg[i])
	}
	fe, fg := s.Formula(e), s.Formula(g)
	claims := []struct {
		name   string
		claim  bool
		really bool
	}{
		{"never holds", s.Impossible(fe), never},
		{"always holds", s.Impossible(logic.Not(fe)), always},
		{"implies " + g.String(), s.Implies(fe, fg), implies},
		{"is equal to " + g.String(), equal(w, e, g), slices.Equal(he, hg)},
	}
	count := hasNoDoubt(e) && hasNoDoubt(g)
	for _, c := range claims {
		if c.claim && !c.really {
			tb.Errorf("seed %d: %v: it is claimed that it %s", seed, e, c.name)
		}
		if c.really && count {
			t.true++
		}
		if c.claim && count {
			t.proved++
		}
	}
	checkDifference(tb, w, e, g)
}

func equal(w world, e, g ast.Expr) bool {
	_, none := logic.NewSpace(w.types, e, g).Difference(e, g)
	return none
}

// checkDifference compares two filters. What is said to make a difference must
// do so as JSON, too.
func checkDifference(tb testing.TB, w world, e, g ast.Expr) {
	tb.Helper()
	doc, none := logic.NewSpace(w.types, e, g).Difference(e, g)
	if doc == nil {
		return
	}
	raw, err := json.Marshal(doc)
	if err != nil {
		tb.Fatal(err)
	}
	docs := [][]byte{raw}
	if held(tb, w, e, docs)[0] == held(tb, w, g, docs)[0] || none {
		tb.Errorf("%v and %v do not differ for %s", e, g, raw)
	}
}

// hasNoDoubt reports whether all of the filter's comparisons have one meaning.
func hasNoDoubt(e ast.Expr) bool {
	for n := range ast.Preorder(e) {
		c, ok := n.(*ast.Comparison)
		if !ok {
			continue
		}
		if _, text := c.Value.(*ast.String); text && c.Op.IsOrdering() {
			return false
		}
	}
	return true
}

// TestClaims tries random filters on every object of small worlds.
func TestClaims(t *testing.T) {
	for i, w := range worlds {
		t.Run(fmt.Sprint(w.fields[0].path, i), func(t *testing.T) {
			var sum tally
			for seed := range uint64(1000) {
				checkClaims(t, w, seed, &sum)
			}
			if sum.true < 100 || sum.proved*10 < sum.true*7 {
				t.Errorf("%d of %d true claims proved", sum.proved, sum.true)
			}
		})
	}
}

func FuzzClaims(f *testing.F) {
	for seed := range uint64(30) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		checkClaims(t, worlds[seed%uint64(len(worlds))], seed, new(tally))
	})
}
