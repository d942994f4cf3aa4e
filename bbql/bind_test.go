package bbql

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

func TestBind(t *testing.T) {
	type states []string
	since := time.Date(2024, 5, 6, 7, 8, 9, 0, time.FixedZone("", 2*60*60))
	tests := []struct {
		name, query string
		args        []any
		want        string
	}{
		{"no placeholders", "a = 1", nil, "a = 1"},
		{"empty", "", nil, ""},
		{"one", "a = ?", []any{"x"}, `a = "x"`},
		{"in order", "a = ? AND (b > ? OR c ~ ?)", []any{1, since, "x"},
			`a = 1 AND (b > 2024-05-06T07:08:09+02:00 OR c ~ "x")`},
		{"null", "a = ? OR b != ?", []any{nil, &ast.Null{}}, "a = null OR b != null"},
		{"list", "a IN ? AND b NOT IN ?", []any{[]string{"x", "y"}, []int{1}},
			`a IN ("x", "y") AND b NOT IN (1)`},
		{"named list", "a in ?", []any{states{"OPEN"}}, `a IN ("OPEN")`},
		{"array", "a IN ?", []any{[2]bool{true, false}}, "a IN (true, false)"},
		{"element", "a IN (?, 2, ?)", []any{1, 3}, "a IN (1, 2, 3)"},
		{"elements", "a IN (?, 3, ?)", []any{[]int{1, 2}, []any{"x"}}, `a IN (1, 2, 3, "x")`},
		{"list literal", "a IN ?", []any{&ast.List{Values: []ast.Value{&ast.Bool{}}}}, "a IN (false)"},
		{"named", "a = :x OR b IN :list OR c = :x", []any{Named{"x": 1, "list": []int{2}}},
			"a = 1 OR b IN (2) OR c = 1"},
		{"odd names", "a = :_ AND b = :A1_b AND c = :in", []any{Named{"_": 1, "A1_b": 2, "in": 3}},
			"a = 1 AND b = 2 AND c = 3"},
		{"in strings", `a = "?" AND b = ":x" AND c ~ "\"?" AND d = ?`, []any{1},
			`a = "?" AND b = ":x" AND c ~ "\"?" AND d = 1`},
		{"text that looks like more", "a = ? AND b = 1", []any{`" OR c = "`},
			`a = "\" OR c = \"" AND b = 1`},
		{"text that looks like a placeholder", "a = ? AND b = ?", []any{"?", ":x"},
			`a = "?" AND b = ":x"`},
		{"parentheses", "((a = ?))", []any{1}, "a = 1"},
		{"as bare words", "a=?\tAND\nb=?", []any{1, 2}, "a = 1 AND b = 2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e, err := Bind(test.query, test.args...)
			if err != nil {
				t.Fatal(err)
			}
			if got := Format(e); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if !ast.Equal(e, MustParse(test.want)) {
				t.Errorf("%s is not what its text says", test.want)
			}
		})
	}
}

func TestBindErrors(t *testing.T) {
	const misplaced = " stands where no value can stand: only the value of a comparison can be bound"
	tests := []struct {
		name, query string
		args        []any
		want        []string
	}{
		{"too few", "a = ? AND b = ?", []any{1},
			[]string{"1:15: `?` has no argument: it is number 2, and Bind was given 1"}},
		{"too many", "a = ?", []any{1, 2},
			[]string{"1:6: too many arguments: the query has 1 `?`, and Bind was given 2"}},
		{"none wanted", "", []any{1},
			[]string{"1:1: too many arguments: the query has 0 `?`, and Bind was given 1"}},
		{"name without value", "a = :mee", []any{Named{"me": 1}}, []string{
			"1:5: `:mee` has no argument: did you mean :me?",
			"1:9: nothing in the query is called `:me`: remove it from the bbql.Named"}},
		{"unknown name", "a = :x", []any{Named(nil)},
			[]string{"1:5: `:x` has no argument: the bbql.Named has no x"}},
		{"unused names", "a = 1", []any{Named{"y": 1, "x": 1}}, []string{
			"1:6: nothing in the query is called `:x`: remove it from the bbql.Named",
			"1:6: nothing in the query is called `:y`: remove it from the bbql.Named"}},
		{"names without Named", "a = :x", []any{1}, []string{
			"1:5: `:x` has no argument: give all values in one bbql.Named",
			"1:7: too many arguments: the query has 0 `?`, and Bind was given 1"}},
		{"order with Named", "a = ? AND b = :x", []any{Named{"x": 1}}, []string{
			"1:5: `?` has no name: write a colon and one of the names of the bbql.Named"}},
		{"Named among others", "a = ? AND b = ?", []any{1, Named{"x": 1}}, []string{
			"1:15: `?` can't be written: a bbql.Named has no literal"}},

		{"as field", "? = 1", []any{"a"}, []string{"1:1: the placeholder `?`" + misplaced}},
		{"as operator", "a :op 1", []any{Named{"op": "="}},
			[]string{"1:3: the placeholder `:op`" + misplaced}},
		{"as connector", "a = 1 ? b = ?", []any{"AND", 2},
			[]string{"1:7: the placeholder `?`" + misplaced}},
		{"as term", "a = 1 AND ?", []any{"b = 2"}, []string{
			"1:11: the placeholder `?`" + misplaced}},
		{"at the end", "a = 1 ?", []any{2}, []string{"1:7: the placeholder `?`" + misplaced}},
		{"after NOT", "a NOT ?", []any{2}, []string{"1:7: the placeholder `?`" + misplaced}},
		{"after a value", "a IN (1 ?)", []any{2}, []string{"1:9: the placeholder `?`" + misplaced}},
		{"glued", `a = ?b`, nil, []string{`1:5: strings need double quotes: "?b"`}},
		{"colon", `a = :1 AND b = :x-y AND c : 1`, nil, []string{
			`1:5: strings need double quotes: ":1"`,
			`1:16: strings need double quotes: ":x-y"`,
			"1:27: `:` is not an operator: use `=`"}},
		{"dollar", `a = $1`, nil, []string{`1:5: strings need double quotes: "$1"`}},

		{"list for a value", "a = ?", []any{[]int{1}},
			[]string{"1:5: `?` is a list: use IN or NOT IN for a list"}},
		{"value for a list", "a IN ?", []any{1},
			[]string{"1:6: IN needs a list of values, and `?` is one value: " +
				"give a slice, or put the placeholder in parentheses"}},
		{"nothing for a list", "a IN ?", []any{nil},
			[]string{"1:6: IN needs a list of values, and `?` is one value: " +
				"give a slice, or put the placeholder in parentheses"}},
		{"empty list", "a IN ?", []any{[]string{}},
			[]string{"1:6: `?` can't be written: IN needs at least one value"}},
		{"no elements", "a IN (1, ?)", []any{[]string{}},
			[]string{"1:10: `?` can't be written: IN needs at least one value"}},
		{"null in a list", "a IN ?", []any{[]any{nil}},
			[]string{"1:6: `?` can't be written: element 1 of the list: " +
				"only strings, numbers, booleans and datetimes can be listed"}},

		{"several", "a = ? AND b = OPEN AND c = ? AND d = ?", []any{math.NaN(), "\xff", time.Second},
			[]string{
				"1:5: `?` can't be written: NaN is not a number that can be written",
				`1:15: strings need double quotes: "OPEN"`,
				`1:28: ` + "`?`" + ` can't be written: the string "\xff" is not valid UTF-8`,
				"1:38: `?` can't be written: a time.Duration has no unit here: write d.Seconds() or the like"}},
		{"several in a list", "a IN ?", []any{[]any{"\xff", 1i}}, []string{
			"1:6: `?` can't be written: element 1: the string \"\\xff\" is not valid UTF-8; " +
				"element 2: a complex128 has no literal"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e, err := Bind(test.query, test.args...)
			var errs Errors
			if !errors.As(err, &errs) || e != nil {
				t.Fatalf("got %v, %v, want errors", e, err)
			}
			var got []string
			for _, e := range errs {
				got = append(got, e.Error())
			}
			if len(got) != len(test.want) {
				t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			for i, want := range test.want { // the end of a hint may be worded by others
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("got  %s\nwant %s", got[i], want)
				}
			}
		})
	}
}

func TestBindNullInParentheses(t *testing.T) {
	_, err := Bind("a IN (?)", nil)
	if err == nil || !strings.HasPrefix(err.Error(), "1:7: null can't be in a list") {
		t.Errorf("got %v", err)
	}
}

func TestBindLimits(t *testing.T) {
	_, err := Bind(strings.Repeat(" ", defaultMaxBytes) + "a = ?")
	if err == nil || !strings.Contains(err.Error(), "MaxBytes") {
		t.Errorf("got %v", err)
	}
	var many Errors
	_, err = Bind(strings.Repeat("a = ? AND ", 100) + "a = 1")
	if !errors.As(err, &many) || len(many) != maxErrors {
		t.Errorf("got %d errors, want %d", len(many), maxErrors)
	}
	long := make([]int, 2*defaultMaxList)
	if _, err := Bind("a IN ?", long); err != nil {
		t.Error(err)
	}
}

// TestBindSpans checks that values stand where their placeholders stood, and
// that literals that were given are not changed.
func TestBindSpans(t *testing.T) {
	given := &ast.String{Value: "x"}
	const query = "a = ? AND b IN ? AND c IN (1, ?)"
	e, err := Bind(query, given, []any{given, 2}, true)
	if err != nil {
		t.Fatal(err)
	}
	for n := range ast.Preorder(e) {
		at := n.Span()
		if !at.IsValid() {
			t.Fatalf("%v has no place", n)
		}
		text := query[at.Start:at.End]
		if _, isValue := n.(ast.Value); isValue && text != "?" && text != "1" && text != "(1, ?)" {
			t.Errorf("%v stands at %q", n, text)
		}
	}
	if given.At.IsValid() {
		t.Error("the literal that was given has a place now")
	}
}

// TestPlaceholderOutsideBind checks that only Bind knows placeholders.
func TestPlaceholderOutsideBind(t *testing.T) {
	for _, query := range []string{"a ? 1", "? = 1", "a = 1 ?"} {
		if _, err := Parse(query); err == nil || strings.Contains(err.Error(), "Bind") {
			t.Errorf("%s: %v, want an error that does not name Bind", query, err)
		}
	}
	for _, query := range []string{"a = ?", "a = :x", "a IN ?", "a NOT IN :x", "a IN (?)", "a IN (1, :x)"} {
		_, err := Parse(query)
		var errs Errors
		if !errors.As(err, &errs) || len(errs) != 1 {
			t.Fatalf("%s: %v, want one error", query, err)
		}
		if e := errs[0]; !strings.Contains(e.Hint, "bbql.Bind") || e.Fix != nil {
			t.Errorf("%s: %v, want a hint that names Bind and no fix", query, err)
		}
	}
}

// FuzzBind checks what TestBindRandom checks.
// Options are told from values by their type, wherever they stand.
func TestBindOptions(t *testing.T) {
	nested := strings.Repeat("(", 300) + "a = ? OR a = :x" + strings.Repeat(")", 300)
	byPosition := strings.Replace(nested, ":x", "?", 1)
	byName := strings.Replace(nested, "?", ":x", 1)
	tests := []struct {
		name, query string
		args        []any
		want        string // of the error, "" for none
	}{
		{"lifted", byPosition, []any{1, MaxDepth(300), 2}, ""},
		{"lifted, names", byName, []any{Named{"x": 1}, MaxDepth(300)}, ""},
		{"lifted, names, before", byName, []any{MaxDepth(300), Named{"x": 1}}, ""},
		{"default", byPosition, []any{1, 2}, "parentheses may be nested 256 deep"},
		{"depth", "((a = ?))", []any{1, MaxDepth(1)}, "parentheses may be nested 1 deep"},
		{"bytes", "a = ?", []any{MaxBytes(4), 1}, "a query may have 4 bytes, this one has 5"},
		{"list", "a IN (?, 2)", []any{MaxList(1), 1}, "a list may have 1 value"},
		{"values past the limit", "a IN ?", []any{MaxList(1), []int{1, 2}}, ""},
		{"not counted", "a = ?", []any{MaxDepth(1)}, "`?` has no argument"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Bind(test.query, test.args...)
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && !strings.Contains(fmt.Sprint(err), test.want):
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func FuzzBind(f *testing.F) {
	for seed := range 20 {
		f.Add([]byte(fmt.Sprintf("%d: some bytes to make choices from", seed)))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkBind(t, fuzz.FromBytes(data)) })
}

// TestBindRandom takes the values out of random queries and binds them again.
func TestBindRandom(t *testing.T) {
	for seed := range 10_000 {
		checkBind(t, fuzz.NewSource(uint64(seed)))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func checkBind(t *testing.T, s *fuzz.Source) {
	t.Helper()
	want := MustParse(Format(fuzz.Tree(s)))
	query, args := withPlaceholders(s, want)
	got, err := Bind(query, args...)
	if err != nil || !ast.Equal(got, want) {
		t.Errorf("Bind(%q, %q)\ngot  %v, %v\nwant %v", query, args, got, err, want)
	}
}

// withPlaceholders returns the text of a parsed tree with placeholders in the
// places of some of its values, and these values.
func withPlaceholders(s *fuzz.Source, e ast.Expr) (string, []any) {
	text := Format(e)
	var query strings.Builder
	var args []any
	named := Named{}
	useNames := s.IntN(2) == 1
	end := ast.Pos(0)
	for n := range ast.Preorder(e) {
		v, isValue := n.(ast.Value)
		if !isValue || v.Span().Start < end || s.IntN(4) == 3 {
			continue
		}
		query.WriteString(text[end:v.Span().Start])
		end = v.Span().End
		if useNames {
			name := fmt.Sprintf("p%d", s.IntN(1000))
			for named[name] != nil {
				name += "x"
			}
			named[name] = goValue(v)
			query.WriteString(":" + name + " ")
		} else {
			args = append(args, goValue(v))
			query.WriteString("? ")
		}
	}
	query.WriteString(text[end:])
	if useNames {
		args = []any{named}
	}
	return query.String(), args
}

// goValue returns what Go code would have for a literal.
func goValue(v ast.Value) any {
	switch v := v.(type) {
	case *ast.String:
		return v.Value
	case *ast.Number:
		return json.Number(v.String())
	case *ast.Bool:
		return v.Value
	case *ast.List:
		list := make([]any, len(v.Values))
		for i, e := range v.Values {
			list[i] = goValue(e)
		}
		return list
	}
	return v // a datetime knows how much of it was written, a time.Time doesn't
}

// FuzzBindString checks that no text that is bound becomes anything but one
// literal.
func FuzzBindString(f *testing.F) {
	for _, seed := range []string{"", `"`, `\`, `" OR b = "`, `x") OR (b = "`, "?", ":x", "null", "1", "\x00", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Bind("(a = ? OR b IN (1, ?)) AND c IN ?", text, text, []string{text})
		if err != nil {
			if isText(text) {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		text = Quote(text)
		want := "(a = " + text + " OR b IN (1, " + text + ")) AND c IN (" + text + ")"
		if got := Format(e); got != want || !ast.Equal(e, MustParse(want)) {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// TestBindRoads holds the two roads together where placeholders are wrong in
// any way; see TestRoads.
func TestBindRoads(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	pieces := strings.Split(`a|b|AND|OR|NOT|IN|(|)|,|=|~|?|?|?|:x|"x"|1|null|;`, "|")
	args := []any{1, "x", []int{1, 2}, nil, []string{}, math.NaN(), 2, 3}
	valid := 0
	for range 5_000 {
		var b strings.Builder
		for range 1 + rnd.IntN(12) {
			b.WriteString(pieces[rnd.IntN(len(pieces))] + " ")
		}
		if checkBindRoads(t, b.String(), args[rnd.IntN(len(args)):]) {
			valid++
		}
	}
	if valid == 0 {
		t.Error("none of the texts is a query")
	}
}

func checkBindRoads(t *testing.T, query string, args []any) bool {
	t.Helper()
	parseBy := func(take road) (ast.Expr, error) {
		b := binder{query: query, args: args, used: map[string]bool{}, bound: map[ast.Pos][]ast.Value{}}
		o := newOptions(nil)
		o.binds = true
		return parseTokens(query, b.bind(scan(query)), o, take)
	}
	fast, fastErr := parseBy(fastRoad)
	slow, slowErr := parseBy(grammarRoad)
	if fmt.Sprint(fastErr) != fmt.Sprint(slowErr) {
		t.Errorf("%q: errors differ\nfast: %v\nslow: %v", query, fastErr, slowErr)
	}
	if fastErr == nil && slowErr == nil && !ast.Equal(fast, slow) {
		t.Errorf("%q: trees differ\nfast: %v\nslow: %v", query, fast, slow)
	}
	_, err := Bind(query, args...)
	checkErrors(t, query, err)
	return fastErr == nil
}
