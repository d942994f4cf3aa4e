package bbql

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/ast"
)

// FuzzRoads holds the two roads to one language, one tree, the same spans and
// the same errors: fastRoad must be deletable without any other change.
func FuzzRoads(f *testing.F) {
	for _, seed := range []string{
		"", " ", `a = 1`, `(a = "x" OR b NOT IN (1, 2)) AND c !~ "y"`, `a IN ("x",)`, `a = "AND" "x"`,
		`((a = 1) AND b = true OR c = null`, `a IN ("x" OR "y")`, "a = 1 AND\u00a0b = 2", `NOT (a = 1)`,
		`a NOT IN (2024-01-01, -1.5, "x")`, "a = \x00", `a = 1 b = 2)`, `in.a = 1 AND not = 2`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, q string) {
		if len(q) <= 4096 {
			checkRoads(t, q)
		}
	})
}

// TestRoads does what FuzzRoads does for texts that are put together from what
// the language is made of.
func TestRoads(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pieces := strings.Split(`a|b.c|in|AND|and|OR|NOT|IN|(|)|,|=|!=|~|>=|"x"|"\""|1|-2.5|2024-01-01|true|null|`+
		`==|&&|'q'|"open|{u}|1a|LIKE|IS|BETWEEN|.|;|-|`+"\u00a0|\x00", "|")
	valid := 0
	for range 6_000 {
		var b strings.Builder
		for range 1 + rnd.IntN(14) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
			b.WriteString(strings.Repeat(" ", rnd.IntN(2)))
		}
		if checkRoads(t, b.String()) {
			valid++
		}
	}
	if valid == 0 {
		t.Error("none of the texts is a query")
	}
}

// TestRoadsOnQueries does the same for texts that are queries, and for those
// with one token taken out, doubled or swapped.
func TestRoadsOnQueries(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 5_000 {
		words := strings.Fields(randomQuery(rnd, 3))
		if !checkRoads(t, strings.Join(words, " ")) {
			t.Fatalf("%q is no query", strings.Join(words, " "))
		}
		i := rnd.IntN(len(words))
		switch rnd.IntN(3) {
		case 0:
			words[i] = ""
		case 1:
			words[i] += " " + words[i]
		case 2:
			j := rnd.IntN(len(words))
			words[i], words[j] = words[j], words[i]
		}
		checkRoads(t, strings.Join(words, " "))
	}
}

func randomQuery(rnd *rand.Rand, depth int) string {
	if depth == 0 || rnd.IntN(3) == 0 {
		return []string{
			"a = 1", `b.c !~ "x"`, `s IN ( "x" , "y" )`, "d >= 2024-01-01", "f NOT IN ( 1 )", "x = null",
		}[rnd.IntN(6)]
	}
	terms := make([]string, 1+rnd.IntN(4))
	for i := range terms {
		terms[i] = randomQuery(rnd, depth-1)
		if rnd.IntN(2) == 0 {
			terms[i] = "( " + terms[i] + " )"
		}
	}
	return strings.Join(terms, []string{" AND ", " or "}[rnd.IntN(2)])
}

// checkRoads compares what both roads make of q, and reports whether it is a
// query.
func checkRoads(t *testing.T, q string) bool {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("%q: panic: %v", q, p)
		}
	}()
	fast, fastErr := parse(q, newOptions(nil), fastRoad)
	slow, slowErr := parse(q, newOptions(nil), grammarRoad)
	if fmt.Sprint(fastErr) != fmt.Sprint(slowErr) {
		t.Errorf("%q: errors differ\nfast: %v\nslow: %v", q, fastErr, slowErr)
	}
	if diff := cmp.Diff(slow, fast); diff != "" {
		t.Errorf("%q: trees differ (-slow +fast):\n%s", q, diff)
	}
	direct, directErr := Parse(q)
	if diff := cmp.Diff(slow, direct); diff != "" || fmt.Sprint(directErr) != fmt.Sprint(slowErr) {
		t.Errorf("%q: Parse differs: %v, want %v\n%s", q, directErr, slowErr, diff)
	}
	if fastErr == nil && !ast.Equal(fast, MustParse(Format(fast))) {
		t.Errorf("%q: prints as %q, which is another query", q, Format(fast))
	}
	checkErrors(t, q, fastErr)
	return fastErr == nil
}

// checkErrors checks what holds for all errors: spans inside the text, nothing
// of the parser's in the message, and a fix that repairs a sole error.
func checkErrors(t *testing.T, q string, err error) {
	t.Helper()
	var errs Errors
	if err == nil || !errors.As(err, &errs) {
		return
	}
	for _, e := range errs {
		if e.Span.Start < 0 || e.Span.Start > e.Span.End || int(e.Span.End) > len(q) {
			t.Errorf("%q: span %v of %q", q, e.Span, e.Msg)
		}
		text := e.Error() + e.Detail()
		for _, leak := range []string{"<EOF>", "lexer:", "unexpected token", "%!", "``"} {
			if strings.Contains(text, leak) && !strings.Contains(q, leak) {
				t.Errorf("%q: the message has %q: %s", q, leak, text)
			}
		}
	}
	if e := errs[0]; len(errs) == 1 && e.Fix != nil {
		fixed := e.Fix.Apply(q)
		if _, err := Parse(fixed); err != nil {
			t.Errorf("%q: fixed as %q, which fails: %v (after: %v)", q, fixed, err, e)
		}
	}
}

// Under limits, Parse takes what the grammar takes.
func TestRoadsUnderLimits(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 5_000 {
		q := randomQuery(rnd, 3)
		opts := []Option{MaxDepth(rnd.IntN(8) - 2), MaxList(rnd.IntN(5) - 2)}
		want, wantErr := parse(q, newOptions(opts), grammarRoad)
		got, err := Parse(q, opts...)
		if diff := cmp.Diff(want, got); diff != "" || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("%q: Parse differs: %v, want %v\n%s", q, err, wantErr, diff)
		}
	}
}
