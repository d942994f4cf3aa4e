package lint_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/fuzz"
	"github.com/bbql/go-bbql/internal/stopwatch"
	"github.com/bbql/go-bbql/lint"
)

// scalars knows some fields that are no arrays.
func scalars(p ast.Path) (ast.FieldType, bool) {
	types := map[ast.Path]ast.FieldType{
		"state":      {Kind: ast.KindString},
		"id":         {Kind: ast.KindNumber},
		"draft":      {Kind: ast.KindBool},
		"updated_on": {Kind: ast.KindDateTime},
		"priority": {
			Kind: ast.KindString, Enum: []string{"trivial", "minor", "major"}, Ordered: true,
		},
		"assignee":  {Kind: ast.KindObject},
		"reviewers": {Kind: ast.KindObject, Array: true},
	}
	t, ok := types[p]
	return t, ok
}

func TestSimplify(t *testing.T) {
	tests := []struct{ query, untyped, typed string }{
		{``, ``, ``},
		{`a = 1`, `a = 1`, `a = 1`},
		{`a = 1 AND a = 1`, `a = 1`, `a = 1`},
		{`a = 1 OR a = 2 OR a IN (3, 1)`, `a IN (1, 2, 3)`, `a IN (1, 2, 3)`},
		{`a != 1 AND a NOT IN (2) AND b = 1`, `a NOT IN (1, 2) AND b = 1`, `a NOT IN (1, 2) AND b = 1`},
		{`a IN ("x", "x")`, `a = "x"`, `a = "x"`},
		{`id > 5 AND id > 3`, `id > 5`, `id > 5`},
		{`id > 5 OR id > 3`, `id > 3`, `id > 3`},
		{`id > 5 AND id < 3`, `id > 5 AND id < 3`, `id > 5 AND id < 3`},
		{`id > 5 AND a = 1 AND id < 3`, `id > 5 AND a = 1 AND id < 3`, `id > 5 AND id < 3`},
		{`a = 1 AND b = 2 AND a != 1`, `a = 1 AND a != 1`, `a = 1 AND a != 1`},
		{`a = 1 OR (b = 2 AND b != 2)`, `a = 1`, `a = 1`},
		{`a = 1 OR a != 1`, ``, ``},
		{`a = 1 AND (a = 1 OR b = 2)`, `a = 1`, `a = 1`},
		{`a = 1 AND (a != 1 OR b = 2)`, `a = 1 AND b = 2`, `a = 1 AND b = 2`},
		{`state = "a" AND state != "b"`, `state = "a" AND state != "b"`, `state = "a"`},
		{`state = "a" AND state = "b"`, `state = "a" AND state = "b"`, `state = "a" AND state = "b"`},
		{`title ~ "fixed" AND title ~ "FIX"`, `title ~ "fixed"`, `title ~ "fixed"`},
		{`priority > "minor" AND priority != "trivial"`, `priority > "minor" AND priority != "trivial"`,
			`priority > "minor"`},
		{`priority >= "minor" AND priority = "major"`, `priority >= "minor" AND priority = "major"`,
			`priority = "major"`},
		{`priority = "major" AND priority >= "major"`, `priority = "major"`, `priority = "major"`},
		{`assignee != null AND assignee.nickname = "x"`, `assignee.nickname = "x"`,
			`assignee.nickname = "x"`},
		{`assignee = null AND assignee.nickname = "x"`, `assignee = null AND assignee.nickname = "x"`,
			`assignee = null AND assignee.nickname = "x"`},
		{`updated_on > 2024-01-01 AND updated_on >= 2023-12-31T23:00-01:00`, `updated_on > 2024-01-01`,
			`updated_on > 2024-01-01`},
		{`a ~ ""`, `a ~ ""`, `a ~ ""`},
		{`a > true`, `a > true`, `a > true`},
		{`a !~ 1`, ``, ``},
	}
	for _, tt := range tests {
		e := bbql.MustParse(tt.query)
		if got := lint.Simplify(e, nil).String(); got != tt.untyped {
			t.Errorf("Simplify(%s) = %s, want %s", tt.query, got, tt.untyped)
		}
		if got := lint.Simplify(e, scalars).String(); got != tt.typed {
			t.Errorf("Simplify(%s) with types = %s, want %s", tt.query, got, tt.typed)
		}
	}
}

func TestEquivalent(t *testing.T) {
	tests := []struct {
		a, b  string
		types ast.Types
		want  lint.Answer
	}{
		{`a = 1`, `a = 1`, nil, lint.Yes},
		{`a = 1`, `a = 1.0`, nil, lint.Yes},
		{`a = 1 OR a = 2`, `a IN (2, 1)`, nil, lint.Yes},
		{`a = 1`, `a = 2`, nil, lint.No},
		{`a = 1`, ``, nil, lint.No},
		{`a = 1 OR a != 1`, ``, nil, lint.Yes},
		{`a = "x" AND a = "y"`, `b = 1 AND b != 1`, nil, lint.No},
		{`state = "x" AND state = "y"`, `state = 1 AND state != 1`, scalars, lint.Yes},
		{`updated_on = "2024-01-01"`, `updated_on = 2024-01-01T00:00Z`, scalars, lint.Yes},
		{`updated_on = "2024-01-01"`, `updated_on = 2024-01-01T00:00Z`, nil, lint.No},
		{`a > "2024-01-01"`, `a > "2024-01-01" AND a != "x"`, nil, lint.DontKnow},
		{`a > "2024-01-01"`, `a > "2024-01-01T00:00Z"`, nil, lint.DontKnow},
		{`reviewers.name = "x"`, `reviewers = "x"`, nil, lint.No},
		{`a.b != null AND a != null`, `a.b != null`, nil, lint.Yes},
	}
	for _, tt := range tests {
		a, b := bbql.MustParse(tt.a), bbql.MustParse(tt.b)
		got, witness := lint.Equivalent(a, b, tt.types)
		if got != tt.want {
			t.Errorf("Equivalent(%s, %s) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
		if (witness != nil) != (got == lint.No) {
			t.Errorf("Equivalent(%s, %s) = %v with witness %v", tt.a, tt.b, got, witness)
		}
		if witness != nil && !differ(t, a, b, tt.types, witness) {
			t.Errorf("%s and %s agree on %v", tt.a, tt.b, witness)
		}
	}
}

// differ reports whether the evaluator answers differently for an object.
func differ(tb testing.TB, a, b ast.Expr, types ast.Types, doc map[string]any) bool {
	tb.Helper()
	raw, err := json.Marshal(doc)
	if err != nil {
		tb.Fatal(err)
	}
	return matches(tb, a, types, raw) != matches(tb, b, types, raw)
}

func matches(tb testing.TB, e ast.Expr, types ast.Types, doc []byte) bool {
	tb.Helper()
	m, err := eval.Compile(e, eval.WithTypes(types))
	if err != nil {
		tb.Fatal(err)
	}
	ok, err := m.MatchJSON(doc)
	if err != nil {
		tb.Fatalf("%s: %v", doc, err)
	}
	return ok
}

func TestEquivalentOfInvalidTrees(t *testing.T) {
	bad := &ast.Comparison{Field: "a"}
	if got, _ := lint.Equivalent(bad, bad, nil); got != lint.DontKnow {
		t.Errorf("Equivalent = %v, want %v", got, lint.DontKnow)
	}
	if got := lint.Simplify(bad, nil); got != ast.Expr(bad) {
		t.Errorf("Simplify = %v, want the tree as it was", got)
	}
	if got := lint.Answer(77).String(); got != "don't know" {
		t.Errorf("Answer(77) = %s", got)
	}
}

// clauses counts the comparisons of a filter.
func clauses(e ast.Expr) int {
	n := 0
	for x := range ast.Preorder(e) {
		if _, ok := x.(*ast.Comparison); ok {
			n++
		}
	}
	return n
}

// checkSimplify simplifies a random tree and tries both on objects that fit it.
func checkSimplify(tb testing.TB, s *fuzz.Source) {
	tb.Helper()
	e := fuzz.Tree(s)
	short := lint.Simplify(e, nil)
	if clauses(short) > clauses(e) {
		tb.Errorf("Simplify(%v) = %v is longer", e, short)
	}
	if err := ast.Validate(short); err != nil {
		tb.Fatalf("Simplify(%v): %v", e, err)
	}
	answer, witness := lint.Equivalent(e, short, nil)
	if answer == lint.No {
		tb.Errorf("Simplify(%v) = %v, which differs for %v", e, short, witness)
	}
	for range 10 {
		doc := fuzz.Document(s, e)
		if matches(tb, e, nil, doc) != matches(tb, short, nil, doc) {
			tb.Errorf("Simplify(%v) = %v, which differs for %s", e, short, doc)
		}
	}
}

func TestSimplifyRandomTrees(t *testing.T) {
	for seed := range uint64(1000) {
		checkSimplify(t, fuzz.NewSource(seed))
	}
}

func FuzzSimplify(f *testing.F) {
	for _, seed := range []string{"", "\x05\x01\x02\x03\x04", strings.Repeat("\x09\x02\x07", 40)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkSimplify(t, fuzz.FromBytes(data)) })
}

func mustParse(tb testing.TB, q string) ast.Expr {
	tb.Helper()
	e, err := bbql.Parse(q, bbql.MaxBytes(1<<20))
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// TestSimplifyLargeTrees holds the budgets to their promise.
func TestSimplifyLargeTrees(t *testing.T) {
	shapes := map[string]func(i int) string{
		"same field":    func(i int) string { return fmt.Sprintf("a = %d", i) },
		"other fields":  func(i int) string { return fmt.Sprintf("a%d = 1", i) },
		"orderings":     func(i int) string { return fmt.Sprintf("a > %d", i) },
		"needles":       func(i int) string { return fmt.Sprintf(`a ~ "%d"`, i) },
		"choices":       func(i int) string { return fmt.Sprintf("(a = %d OR b != %d)", i, i) },
		"contradictory": func(i int) string { return fmt.Sprintf("(a = %d OR b = 1) AND a != %d", i, i) },
		"same":          func(int) string { return "a > 1" },
	}
	for name, clause := range shapes {
		for _, n := range []int{30, 300, 5000} {
			var list []string
			for i := range n {
				list = append(list, clause(i))
			}
			took := stopwatch.Used(func() {
				e := mustParse(t, strings.Join(list, " AND "))
				if short := lint.Simplify(e, nil); clauses(short) > clauses(e) {
					t.Errorf("%d %s: longer", n, name)
				}
			})
			if took > 3*time.Second {
				t.Errorf("%d %s: %v", n, name, took)
			}
		}
	}
}
