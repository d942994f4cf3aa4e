package eval_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

var checks = map[string]eval.Check{"fast": eval.Fast, "whole": eval.Whole, "strict": eval.Strict}

// TestChecks says for each check which JSON it refuses. The filter has its
// answer after a.
func TestChecks(t *testing.T) {
	tests := []struct {
		name, data string
		refused    string // the names of the checks that do
	}{
		{"valid", `{"a":1,"b":[true,{"c":"x"}]}`, ""},
		{"white space", " { \"a\" : 1 ,\n\"b\" : [ ] } ", ""},
		{"nested before", `{"z":{"y":[1,"]}"]},"a":1}`, ""},
		{"unpaired surrogate, M15", `{"a":1,"b":"\ud800"}`, ""},

		{"no UTF-8", "{\"a\":1,\"b\":\"\xff\"}", "strict"},
		{"no UTF-8 before", "{\"b\":\"\xff\",\"a\":1}", "strict"},
		{"duplicate", `{"a":1,"a":2}`, "strict"},
		{"duplicate after unescaping", `{"a":1,"\u0061":2}`, "strict"},
		{"duplicate far from the filter", `{"a":1,"b":[{"c":1,"c":1}]}`, "strict"},
		{"the same name in two objects", `{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}`, ""},

		{"truncated", `{"a":1,"b":[`, "strict whole"},
		{"truncated after the answer", `{"a":1`, "strict whole"},
		{"not closed", `{"a":1,"b":[}`, "strict whole"},
		{"brackets mixed", `{"a":1,"b":[}]}`, "strict whole"},
		{"no value", `{"a":1,"b":tru}`, "strict whole"},
		{"no escape", `{"a":1,"b":"\x"}`, "strict whole"},
		{"control character", "{\"a\":1,\"b\":\"\n\"}", "strict whole"},
		{"trailing comma", `{"a":1,}`, "strict whole"},
		{"more behind it", `{"a":1}}`, "strict whole"},
		{"no value before", `{"b":tru,"a":1}`, "strict whole"},
		{"no escape before", `{"b":"\x","a":1}`, "strict whole"},
		{"brackets mixed before", `{"b":[{"c":1],"d":2],"a":1}`, "strict whole"},

		{"the answer is not there", `{"b":1`, "fast strict whole"},
		{"not closed before", `{"b":[1,"a":1}`, "fast strict whole"},
		{"text not closed before", `{"b":"x,"a":1}`, "fast strict whole"},
		{"no name before", `{b:1,"a":1}`, "fast strict whole"},
		{"no colon before", `{"b" 1,"a":1}`, "fast strict whole"},
		{"no value on the way", `{"a":tru,"b":1}`, "fast strict whole"},
		{"no number on the way", `{"a":-}`, "fast strict whole"},
		{"no object", `[{"a":1}]`, "fast strict whole"},
		{"nothing", ``, "fast strict whole"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, check := range checks {
				m := mustCompile(t, `a = 1`, eval.WithCheck(check))
				refused := strings.Contains(tt.refused, name)
				got, err := m.MatchJSON([]byte(tt.data))
				var fault *eval.DataError
				if got == refused || refused != errors.As(err, &fault) {
					t.Errorf("%s: MatchJSON = %t, %v", name, got, err)
				}
				if got2, err2 := m.Match(json.RawMessage(tt.data)); got2 != got ||
					fmt.Sprint(err2) != fmt.Sprint(err) {
					t.Errorf("%s: Match = %t, %v", name, got2, err2)
				}
			}
		})
	}
}

// TestChecksLookAtAll: what looks at the whole object refuses what Whole
// refuses, and what Strict refuses if told so.
func TestChecksLookAtAll(t *testing.T) {
	for name, check := range checks {
		m := mustCompile(t, `a = 1`, eval.WithCheck(check))
		for data, refused := range map[string]bool{
			`{"a":1,"a":2}`: check == eval.Strict,
			`{"a":1,"b":[}`: true,
		} {
			if _, err := m.Funnel().AddJSON([]byte(data)); refused != (err != nil) {
				t.Errorf("%s: Funnel of %s: %v", name, data, err)
			}
			if e := m.Explain(json.RawMessage(data)); refused != (e.Err != nil) {
				t.Errorf("%s: Explain of %s: %v", name, data, e.Err)
			}
		}
	}
}

// TestFastDecides: Fast answers no earlier than it can be sure.
func TestFastDecides(t *testing.T) {
	tests := []struct {
		query, data string
		decided     bool // whether the data is enough
		want        bool
	}{
		{``, `{`, true, true},
		{`a = 1`, `{"a":1`, true, true},
		{`a = 1`, `{"a":2`, true, false},
		{`a = 1 AND b = 2`, `{"a":2,`, true, false},
		{`a = 1 OR b = 2`, `{"b":2,`, true, true},
		{`a = 1 OR b = 2`, `{"b":3,`, false, false},
		{`a = 1`, `{"a":[2,1`, true, true},
		{`a = 1`, `{"a":[2,3`, false, false},
		{`a = 1`, `{"a":[2,3]`, true, false},
		{`a != 1`, `{"a":[2`, false, false},
		{`a != 1`, `{"a":[2,1`, true, false},
		{`a != 1`, `{"a":[2]`, true, true},
		{`a NOT IN (1, 2)`, `{"a":[3,`, false, false},
		{`a = null`, `{"a":[null,`, false, false},
		{`a = null`, `{"a":[null]`, true, true},
		{`a = null`, `{"b":1`, false, false},
		{`a != null`, `{"a":[null,1`, true, true},
		{`a.b = null`, `{"a":[{"b":null},`, false, false},
		{`a.b = null`, `{"a":{"c":1},`, true, true},
		{`a.b = 1`, `{"a":{"b":2,`, true, false},
		{`a.b = 1`, `{"a":[{"b":2},`, false, false},
		{`a.b = 1 AND c = 2`, `{"a":{"b":1,"b":2},"c":2`, true, true},
		{`a = "x"`, `{"a":{"name":"x"}`, true, true},
		{`a = "x"`, `{"a":{"name":"y"`, false, false},
	}
	for _, tt := range tests {
		m := mustCompile(t, tt.query, eval.WithCheck(eval.Fast))
		got, err := m.MatchJSON([]byte(tt.data))
		if got != tt.want || tt.decided != (err == nil) {
			t.Errorf("%s on %s: %t, %v", tt.query, tt.data, got, err)
		}
	}
}

// sameUnderChecks holds all checks to the answer for a valid object without
// duplicates.
func sameUnderChecks(t *testing.T, e ast.Expr, doc string, want bool) {
	t.Helper()
	for name, check := range checks {
		m, err := eval.Compile(e, eval.WithCheck(check))
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time with what the first one left
			got, err := m.MatchJSON([]byte(doc))
			if check == eval.Strict && !utf8.ValidString(doc) {
				if got || err == nil {
					t.Errorf("%v on %s: %s takes what is not UTF-8", e, doc, name)
				}
			} else if err != nil || got != want {
				t.Errorf("%v on %s: %s says %t, %v, want %t", e, doc, name, got, err, want)
			}
		}
	}
}

// FuzzChecks: of any bytes, each check takes at least what the next one takes,
// with the same answer.
func FuzzChecks(f *testing.F) {
	for seed := range uint64(20) {
		g := newGenerator(seed)
		f.Add(g.expr(0).String(), []byte(g.object(0)))
	}
	f.Add(`a.b ~ "k" OR c != null`, []byte(`{"a":[{"b":"\u212a"}],"a":{"b":1},"c":nul}`))
	f.Fuzz(func(t *testing.T, query string, data []byte) {
		e, err := bbql.Parse(query)
		if err != nil || len(query) > 1000 || len(data) > 10_000 {
			return
		}
		var answer [3]bool
		var fault [3]error
		for i, check := range []eval.Check{eval.Fast, eval.Whole, eval.Strict} {
			m, err := eval.Compile(e, eval.WithCheck(check))
			if err != nil {
				t.Fatal(err)
			}
			answer[i], fault[i] = m.MatchJSON(data)
		}
		for i := 1; i < 3; i++ {
			if fault[i] == nil && (fault[i-1] != nil || answer[i] != answer[i-1]) {
				t.Errorf("%s on %q: %t, %v", query, data, answer, fault)
			}
		}
	})
}
