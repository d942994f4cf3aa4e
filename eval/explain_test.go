package eval_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

func TestExplain(t *testing.T) {
	tests := []struct{ name, query, doc, want string }{
		{"one comparison", `state = "OPEN"`, `{"state":"MERGED"}`, `state = "OPEN"  ✗ MERGED`},
		{"it holds", `state = "OPEN"`, `{"state":"OPEN"}`, `state = "OPEN"  ✓ OPEN`},
		{"missing", `state = "OPEN"`, `{}`, `state = "OPEN"  ✗ missing`},
		{"missing and negated", `state != "OPEN"`, `{}`, `state != "OPEN"  ✓ missing`},
		{"null", `state = null`, `{"state":null}`, `state = null  ✓ null`},
		{"an empty array", `a = null`, `{"a":[[]]}`, `a = null  ✓ missing`},
		{"text that could be a number", `a = 5`, `{"a":"5"}`, `a = 5  ✗ "5"`},
		{"text that could be a word", `a = 5`, `{"a":["null","true","missing",""]}`,
			`a = 5  ✗ "null", "true", "missing", ""`},
		{"text that is not one word", `a = 5`, `{"a":["a b","a,b","a;b","\u0007","é"]}`,
			`a = 5  ✗ "a b", "a,b", "a;b", "\a", é`},
		{"other scalars", `a = 5`, `{"a":[1.50,true,null,1e5]}`, `a = 5  ✗ 1.50, true, null, 1e5`},
		{"objects", `a = "x"`, `{"a":[{"name":"UI"},{"name":"U I"},{"id":1}]}`,
			`a = "x"  ✗ {UI}, {"U I"}, {…}`},
		{"all values, though the first decides", `a = 1`, `{"a":[1,2]}`, `a = 1  ✓ 1, 2`},
		{"many values", `a = 5`, `{"a":[1,2,3,4,5,6,7,8,9,10]}`,
			`a = 5  ✓ 1, 2, 3, 4, 5, 6, 7, 8 and 2 more`},
		{"a long value", `a = 5`, `{"a":"` + strings.Repeat("é", 50) + `"}`,
			`a = 5  ✗ ` + strings.Repeat("é", 39) + `…`},
		{"a value just not too long", `a = 5`, `{"a":"` + strings.Repeat("é", 40) + `"}`,
			`a = 5  ✗ ` + strings.Repeat("é", 40)},
		{"a long number", `a = 5`, `{"a":` + strings.Repeat("7", 50) + `}`,
			`a = 5  ✗ ` + strings.Repeat("7", 39) + `…`},
		{"a long clause", `a = "` + strings.Repeat("x", 100) + `"`, `{}`,
			`a = "` + strings.Repeat("x", 54) + `…  ✗ missing`},
		{"the empty filter", ``, `{}`, "everything  ✓"},
		{"a tree", `(a = 1 OR b.c ~ "x" AND d = null) AND e != 5`, `{"a":2,"b":{"c":["X"]},"e":5}`,
			`
AND              ✗
  OR             ✓
    a = 1        ✗ 2
    AND          ✓
      b.c ~ "x"  ✓ X
      d = null   ✓ missing
  e != 5         ✗ 5`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := mustCompile(t, tt.query)
			want := strings.TrimPrefix(tt.want, "\n") + "\n"
			for form, v := range map[string]any{
				"raw": json.RawMessage(tt.doc), "json.Number": decodeNumbers(tt.doc),
			} {
				e := m.Explain(v)
				if e.String() != want {
					t.Errorf("%s\n got:\n%swant:\n%s", form, e, want)
				}
				if ok, err := m.Match(v); err != nil || ok != e.Holds {
					t.Errorf("%s: Match says %t, %v", form, ok, err)
				}
			}
		})
	}
}

func TestExplainErrors(t *testing.T) {
	m := mustCompile(t, `a = 1 OR b = 2`)
	const failed = "json: error calling MarshalJSON for type eval_test.failing: failing on purpose"
	for want, v := range map[string]any{
		"error  expected an object, found null\n":                nil,
		"error  offset 5: expected a value, but the text ends\n": json.RawMessage(`{"a":`),
		"error  b: json: unsupported type: chan int\n":           map[string]any{"a": 1, "b": make(chan int)},
		"error  b: " + failed + "\n":                             map[string]any{"b": failing{}},
	} {
		if e := m.Explain(v); e.Err == nil || e.String() != want || e.Holds {
			t.Errorf("got %q, want %q", e, want)
		}
	}
}

func TestExplanationZero(t *testing.T) {
	if got := new(eval.Explanation).String(); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestExplainParts(t *testing.T) {
	m := mustCompile(t, `(a = 1 AND (b = 2 OR c = 3))`)
	e := m.Explain(map[string]any{"a": []any{1, nil}, "c": 3})
	if _, ok := e.Expr.(*ast.And); !ok || !e.Holds || len(e.Terms) != 2 || e.Values != nil {
		t.Errorf("root: %+v", e)
	}
	first := e.Terms[0]
	if c, ok := first.Expr.(*ast.Comparison); !ok || c.Field != "a" || len(first.Values) != 2 {
		t.Errorf("first term: %+v", first)
	}
	if or := e.Terms[1]; !or.Holds || or.Terms[0].Holds || !or.Terms[1].Holds {
		t.Errorf("second term: %+v", or)
	}
}

// feed gives a funnel every document.
func feed(t *testing.T, f *eval.Funnel, docs ...string) {
	t.Helper()
	for _, doc := range docs {
		if _, err := f.AddJSON([]byte(doc)); err != nil {
			t.Fatal(err)
		}
	}
}

func repeat(n int, doc string) []string {
	docs := make([]string, n)
	for i := range docs {
		docs[i] = doc
	}
	return docs
}

func TestFunnelTour(t *testing.T) {
	f := mustCompile(t, `state = "open"`).Funnel()
	feed(t, f, repeat(74, `{"state":"OPEN"}`)...)
	feed(t, f, repeat(40, `{"state":"MERGED"}`)...)
	feed(t, f, repeat(6, `{"state":"DECLINED"}`)...)
	const want = `120 objects
  0 after state = "open"        values seen: OPEN (74×), MERGED (40×), DECLINED (6×); = is case-sensitive
`
	if f.String() != want {
		t.Errorf("got:\n%swant:\n%s", f, want)
	}
}

func TestFunnelStages(t *testing.T) {
	const query = `state = "OPEN" AND (author.nickname = "jo" OR draft = true) AND id > 5`
	f := mustCompile(t, query).Funnel()
	feed(t, f, repeat(75, `{"state":"MERGED","id":1}`)...)
	feed(t, f, repeat(42, `{"state":"OPEN","author":{"nickname":"al"},"id":1}`)...)
	feed(t, f, repeat(3, `{"state":"OPEN","author":{"nickname":"jo"},"id":7}`)...)
	const want = `120 objects
 45 after state = "OPEN"
  3 after author.nickname = "jo" OR draft = true
          author.nickname = "jo"  values seen: al (42×), jo (3×)
          draft = true            values seen: missing (45×); field missing in every object
  3 after id > 5
`
	if f.String() != want {
		t.Errorf("got:\n%swant:\n%s", f, want)
	}
	stages := f.Stages()
	if f.Objects() != 120 || len(stages) != 3 {
		t.Fatalf("%d objects, %d stages", f.Objects(), len(stages))
	}
	for i, want := range [][2]int{{120, 45}, {45, 3}, {3, 3}} {
		if got := [2]int{stages[i].In, stages[i].Out}; got != want {
			t.Errorf("stage %d: %v, want %v", i, got, want)
		}
	}
	if len(stages[1].Findings) != 2 || stages[1].Findings[0].Comparison.Field != "author.nickname" {
		t.Errorf("findings: %+v", stages[1].Findings)
	}
	al := eval.ValueCount{Value: "al", Count: 42}
	if got := stages[1].Findings[0].Values; len(got) != 2 || got[0] != al {
		t.Errorf("values: %+v", got)
	}
}

func TestFunnelForms(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"nothing added", `a = 1`, "0 objects\n0 after a = 1\n"},
		{"the empty filter", ``, "0 objects\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := mustCompile(t, tt.query).Funnel().String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	f := mustCompile(t, ``).Funnel()
	if ok, err := f.Add(map[string]any{}); !ok || err != nil || f.String() != "1 object\n" {
		t.Errorf("the empty filter: %t, %v, %q", ok, err, f)
	}
	f = mustCompile(t, `(a = 1 AND b = 2) AND (c = 3 AND (d = 4))`).Funnel()
	if n := len(f.Stages()); n != 4 {
		t.Errorf("%d stages of nested ANDs", n)
	}
}

// TestFunnelErrors: what can't be tested is not counted.
func TestFunnelErrors(t *testing.T) {
	f := mustCompile(t, `a = 1`).Funnel()
	for _, v := range []any{nil, 5, json.RawMessage(`{"a":1}x`), map[string]any{"a": failing{}}} {
		if ok, err := f.Add(v); ok || err == nil {
			t.Errorf("%v: %t, %v", v, ok, err)
		}
	}
	if ok, err := f.Add(map[string]any{"a": 1}); !ok || err != nil || f.Objects() != 1 {
		t.Errorf("%t, %v, %d objects", ok, err, f.Objects())
	}
}

func TestRemarks(t *testing.T) {
	tests := []struct{ name, query, docs, want string }{
		{"case", `state = "open"`, `{"state":"OPEN"}`, `values seen: OPEN (1×); = is case-sensitive`},
		{"case in a list", `state IN ("x", "open")`, `{"state":"OPEN"}`,
			`values seen: OPEN (1×); IN is case-sensitive`},
		{"case of a stand-in", `c = "ui"`, `{"c":{"name":"UI"}}`,
			`values seen: {UI} (1×); = is case-sensitive`},
		{"missing", `stat = "OPEN"`, `{"state":"OPEN"}`,
			`values seen: missing (1×); field missing in every object`},
		{"missing, negated", `stat != null`, `{"state":"OPEN"}`,
			`values seen: missing (1×); field missing in every object`},
		{"null", `a = 1`, `{"a":null}`, `values seen: null (1×); field null in every object`},
		{"null or missing", `a = 1`, `{"a":null} {}`,
			`values seen: missing (1×), null (1×); field null or missing in every object`},
		{"number and string", `id = "5"`, `{"id":5} {"id":6}`,
			`values seen: 5 (1×), 6 (1×); values are numbers, the literal is a string`},
		{"string and number", `id > 5`, `{"id":"6"}`,
			`values seen: "6" (1×); values are strings, the literal is a number`},
		{"boolean and string", `draft = "true"`, `{"draft":true} {"draft":true}`,
			`values seen: true (2×); values are booleans, the literal is a string`},
		{"object and number", `owner = 5`, `{"owner":{"name":"x"}}`,
			`values seen: {x} (1×); values are objects, the literal is a number`},
		{"number and datetime", `created = 2024-01-01`, `{"created":1704067200}`,
			`values seen: 1704067200 (1×); values are numbers, the literal is a datetime`},
		{"number and strings", `id IN ("5", "6")`, `{"id":5}`,
			`values seen: 5 (1×); values are numbers, the literals are strings`},
		{"boolean and many", `id IN ("5", 6)`, `{"id":true}`,
			`values seen: true (1×); values are booleans, no literal is`},
		{"number and ~", `id ~ "5"`, `{"id":5}`,
			`values seen: 5 (1×); values are numbers, the literal is a string`},
		{"two types", `id = true`, `{"id":5} {"id":"x"}`, `values seen: 5 (1×), x (1×)`},
		{"objects", `owner = "jo"`, `{"owner":{"nickname":"jo"}}`,
			`values seen: {…} (1×); values are objects without a name; compare a field of theirs`},
		{"no datetimes", `d > 2024-01-01`, `{"d":"soon"}`,
			`values seen: soon (1×); values are no datetimes`},
		{"datetimes", `d > 2024-01-01`, `{"d":"2023-01-01"}`, `values seen: 2023-01-01 (1×)`},
		{"datetime by type", `created_on > "2024"`, `{"created_on":"2024-01-01"}`,
			`values seen: 2024-01-01 (1×); the field is a datetime, "2024" is none`},
		{"null and order", `a > null`, `{"a":1}`,
			`values seen: 1 (1×); > never holds with null; there is = null and != null`},
		{"boolean and order", `a > false`, `{"a":true}`,
			`values seen: true (1×); booleans have no order`},
		{"~ and a number", `a ~ 5`, `{"a":"5"}`, `values seen: "5" (1×); ~ takes a string`},
		{"outside the enumeration", `kind = "bag"`, `{"kind":"bug"}`,
			`values seen: bug (1×); bag is none of bug, task`},
		{"outside the ordered enumeration", `priority > "high"`, `{"priority":"major"}`,
			`values seen: major (1×); high is none of trivial, minor, major, critical, blocker`},
		{"outside the enumeration by case", `kind = "Bug"`, `{"kind":"bug"}`,
			`values seen: bug (1×); = is case-sensitive`},
		{"a part", `title = "fix"`, `{"title":"Fix login"}`,
			`values seen: "Fix login" (1×); = compares whole values; ~ finds parts of them`},
		{"nothing wrong", `a = "x"`, `{"a":"y"}`, `values seen: y (1×)`},
		{"negation", `a != "x"`, `{"a":"x"}`, `values seen: x (1×)`},
		{"= null", `a = null`, `{"a":"x"}`, `values seen: x (1×)`},
		{"most frequent first", `a = 0`, `{"a":[1,2,2,3,3,3,4,5,6,7]}`,
			`values seen: 3 (3×), 2 (2×), 1 (1×), 4 (1×), 5 (1×) and 2 more`},
		{"a long value", `a = "x"`, `{"a":"` + strings.Repeat("y", 300) + `"}`,
			`values seen: ` + strings.Repeat("y", 39) + `… (1×)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := mustCompile(t, tt.query, eval.WithTypes(types)).Funnel()
			feed(t, f, strings.Fields(strings.ReplaceAll(tt.docs, "Fix login",
				"Fix\\u0020login"))...)
			_, got, _ := strings.Cut(f.String(), " after "+tt.query)
			if strings.TrimSpace(got) != tt.want {
				t.Errorf("got  %s\nwant %s", strings.TrimSpace(got), tt.want)
			}
		})
	}
}

// heap returns how much memory is in use.
func heap() int {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

// TestFunnelMemory: many distinct and long values are cut and counted
// together.
func TestFunnelMemory(t *testing.T) {
	f := mustCompile(t, `a = "x"`).Funnel()
	long := strings.Repeat("z", 10_000)
	before := heap()
	for i := range 10_000 {
		if _, err := f.Add(map[string]any{"a": fmt.Sprint(i, long)}); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Add(map[string]any{"a": i}); err != nil {
			t.Fatal(err)
		}
	}
	if grown := heap() - before; grown > 1<<20 {
		t.Errorf("the funnel holds %d bytes", grown)
	}
	finding := f.Stages()[0].Findings[0]
	total := finding.More
	for _, v := range finding.Values {
		if len(v.Value) > 50 {
			t.Errorf("a value of %d bytes", len(v.Value))
		}
		total += v.Count
	}
	if total != 20_000 || len(finding.Values) > 5 {
		t.Errorf("%d values in all, %d shown", total, len(finding.Values))
	}
}

func TestFunnelManyComparisons(t *testing.T) {
	terms := strings.Repeat(`a = 1 OR `, 20) + `a = 2`
	f := mustCompile(t, terms).Funnel()
	feed(t, f, `{"a":3}`)
	got := f.String()
	if !strings.Contains(got, "… 11 more comparisons") || strings.Count(got, "\n") != 13 {
		t.Errorf("got:\n%s", got)
	}
}
