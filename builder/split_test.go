package builder_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/pullrequest"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/fuzz"
)

// encodedLen is how long the q parameter is in a URL.
func encodedLen(e ast.Expr) int {
	return len(strings.TrimPrefix(bbql.EncodeQuery(ast.Query{Filter: e}), "q="))
}

func TestSplit(t *testing.T) {
	tests := []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"short", "a = 1 OR b = 2", 100, []string{"a = 1 OR b = 2"}},
		{"empty", "", 1, []string{""}},
		{"default limit", "a = 1 OR b = 2", 0, []string{"a = 1 OR b = 2"}},
		{"or", "a = 1 OR b = 2 OR c = 3", 31, []string{"a = 1 OR b = 2", "c = 3"}},
		{"or, one by one", "a = 1 OR b = 2 OR c = 3", 11, []string{"a = 1", "b = 2", "c = 3"}},
		{"list", "a IN (1, 2, 3)", 25, []string{"a IN (1, 2)", "a IN (3)"}},
		{"list in parentheses", "((a IN (1, 2)))", 20, []string{"a IN (1)", "a IN (2)"}},
		{"or of lists", "a IN (1, 2) OR b = 3", 40, []string{"a IN (1, 2)", "b = 3"}},
		{"list in or", "a IN (1, 2) OR b = 3", 20, []string{"a IN (1)", "a IN (2)", "b = 3"}},
		{"list in and", "x = 1 AND a IN (1, 2)", 37, []string{"x = 1 AND a IN (1)", "x = 1 AND a IN (2)"}},
		{"or in and", "(a = 1 OR b = 2) AND x = 1", 31, []string{"a = 1 AND x = 1", "b = 2 AND x = 1"}},
		{"longest in and", "(a = 1 OR b = 2 OR c = 3) AND x IN (1, 2)", 68,
			[]string{"(a = 1 OR b = 2) AND x IN (1, 2)", "c = 3 AND x IN (1, 2)"}},
		{"past what can't be cut", `title ~ "a long text" AND a IN (1, 2)`, 60,
			[]string{`title ~ "a long text" AND a IN (1)`, `title ~ "a long text" AND a IN (2)`}},
		{"and in or in and", "(x = 1 OR (y = 2 AND a IN (1, 2))) AND z = 1", 56,
			[]string{"x = 1 AND z = 1", "y = 2 AND a IN (1) AND z = 1", "y = 2 AND a IN (2) AND z = 1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			key := &ast.SortKey{Field: "id"}
			parts, err := builder.Split(ast.Query{Filter: bbql.MustParse(test.text), Sort: key}, test.limit)
			if err != nil {
				t.Fatal(err)
			}
			got := make([]string, len(parts))
			for i, part := range parts {
				got[i] = part.Filter.String()
				if n := encodedLen(part.Filter); test.limit > 0 && n > test.limit {
					t.Errorf("%s has %d characters, %d allowed", got[i], n, test.limit)
				}
				if part.Sort != key {
					t.Errorf("%s is sorted by %v", got[i], part.Sort)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestSplitErrors(t *testing.T) {
	tests := []struct {
		name  string
		e     ast.Expr
		limit int
		want  string
	}{
		{"comparison", bbql.MustParse("a = 1"), 10,
			"q has 11 characters in a URL, and 10 at most can't be had: `a = 1` can't be cut"},
		{"not in", bbql.MustParse("a NOT IN (1, 2)"), 20,
			"q has 29 characters in a URL, and 20 at most can't be had: `a NOT IN (1, 2)` can't be cut"},
		{"long value", bbql.MustParse(`a IN (1, "` + strings.Repeat("é", 60) + `")`), 50,
			"q has 388 characters in a URL, and 50 at most can't be had: `a IN (\"" +
				strings.Repeat("é", 53) + "…` can't be cut further"},
		{"term of or", bbql.MustParse("a = 1 OR bcdef = 2"), 11,
			"q has 34 characters in a URL, and 11 at most can't be had: `bcdef = 2` can't be cut"},
		{"two terms of and", bbql.MustParse("a IN (1, 2) AND b IN (1, 2)"), 30,
			"q has 55 characters in a URL, and 30 at most can't be had: " +
				"`a IN (1)` can't be cut further"},
		{"far too long", bbql.MustParse("a IN (1, 2) AND b IN (1, 2)"), 20,
			"q has 55 characters in a URL, and 20 at most can't be had: " +
				"`a IN (1, 2) AND b IN (1, 2)` is too long in more than one part"},
		{"and without lists", bbql.MustParse("a = 1 AND b = 2"), 20,
			"q has 31 characters in a URL, and 20 at most can't be had: `a = 1` can't be cut"},
		{"negative limit", bbql.MustParse("a = 1"), -1,
			"q has 11 characters in a URL, and -1 at most can't be had: `a = 1` can't be cut"},
		{"invalid", &ast.Or{}, 100, "OR without terms"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			parts, err := builder.Split(ast.Query{Filter: test.e}, test.limit)
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v and the error\n%v\nwant\n%s", parts, err, test.want)
			}
		})
	}
}

func TestSplitNothing(t *testing.T) {
	parts, err := builder.Split(ast.Query{}, 0)
	if err != nil || len(parts) != 1 || parts[0].Filter != nil {
		t.Errorf("got %v, %v, want the query itself", parts, err)
	}
}

func TestRequestSplit(t *testing.T) {
	ids := make([]int, 1000)
	for i := range ids {
		ids[i] = i + 1
	}
	request := builder.Where(pullrequest.ID.In(ids...), pullrequest.Draft.IsFalse()).
		SortBy(pullrequest.ID.Asc()).PageLen(50).Fields("next")
	parts, err := request.Split(0)
	if err != nil {
		t.Fatal(err)
	}
	next := 1
	for _, part := range parts {
		q := must(part.Build())
		if n := encodedLen(q.Filter); n > builder.MaxFilter {
			t.Errorf("a part has %d characters", n)
		}
		for n := range ast.Preorder(q.Filter) {
			if number, ok := n.(*ast.Number); ok {
				if number.Value != fmt.Sprint(next) {
					t.Fatalf("%s follows %d", number.Value, next-1)
				}
				next++
			}
		}
		if text := part.String(); !strings.HasSuffix(text, "&sort=id&pagelen=50&fields=next") {
			t.Errorf("a part is %s", text)
		}
	}
	if next != 1001 || len(parts) != 5 {
		t.Errorf("%d parts with numbers up to %d", len(parts), next-1)
	}
}

func TestRequestSplitError(t *testing.T) {
	parts, err := builder.Where(a).Split(5)
	if want := "q has 11 characters in a URL, and 5 at most can't be had: `a = 1` can't be cut"; err == nil ||
		err.Error() != want {
		t.Errorf("got %v and the error %v, want %s", parts, err, want)
	}
}

// FuzzSplit checks what TestSplitUnion checks.
func FuzzSplit(f *testing.F) {
	for seed := range 20 {
		f.Add([]byte(fmt.Sprintf("%d: some bytes to make choices from", seed)))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkSplit(t, fuzz.FromBytes(data)) })
}

// TestSplitUnion splits random filters at random limits: what meets the whole
// meets a part, and the other way round.
func TestSplitUnion(t *testing.T) {
	split := 0
	for seed := range 3000 {
		split += checkSplit(t, fuzz.NewSource(uint64(seed)))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if split < 300 {
		t.Errorf("only %d filters came apart", split)
	}
}

// checkSplit returns 1 if the filter came apart.
func checkSplit(t *testing.T, s *fuzz.Source) int {
	t.Helper()
	whole := fuzz.Tree(s)
	limit := 20 + s.IntN(1+encodedLen(whole))
	parts, err := builder.Split(ast.Query{Filter: whole}, limit)
	if err != nil {
		if encodedLen(whole) <= limit {
			t.Errorf("%v: %v", whole, err)
		}
		return 0
	}
	if len(parts) > 1 && encodedLen(whole) <= limit {
		t.Errorf("%v was cut, though it is short enough", whole)
	}
	for _, part := range parts {
		if n := encodedLen(part.Filter); n > limit {
			t.Errorf("%v has %d characters, %d allowed", part.Filter, n, limit)
		}
	}
	meetsWhole, meetsPart := compiled(t, whole), compiled(t, filters(parts)...)
	for range 10 {
		document := fuzz.Document(s, whole)
		if want, got := meetsWhole(document), meetsPart(document); got != want {
			t.Errorf("%s\nmeets %v: %v\nmeets one of %v: %v", document, whole, want, parts, got)
		}
	}
	return min(len(parts)-1, 1)
}

func filters(queries []ast.Query) []ast.Expr {
	list := make([]ast.Expr, len(queries))
	for i, q := range queries {
		list[i] = q.Filter
	}
	return list
}

// compiled returns whether a document meets one of the filters.
func compiled(t *testing.T, filters ...ast.Expr) func(document []byte) bool {
	t.Helper()
	matchers := make([]*eval.Matcher, len(filters))
	for i, e := range filters {
		m, err := eval.Compile(e)
		if err != nil {
			t.Fatal(err)
		}
		matchers[i] = m
	}
	return func(document []byte) bool {
		return slices.ContainsFunc(matchers, func(m *eval.Matcher) bool {
			ok, err := m.MatchJSON(document)
			if err != nil {
				t.Fatalf("%s: %v", document, err)
			}
			return ok
		})
	}
}
