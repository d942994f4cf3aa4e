package eval_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/internal/stopwatch"
)

// leafPaths returns every path that leads to something in decoded JSON, with
// the values there.
func leafPaths(v any, path string, out map[string][]any) {
	switch v := v.(type) {
	case map[string]any:
		out[path] = append(out[path], v)
		for name, member := range v {
			p := strings.TrimPrefix(path+"."+name, ".")
			if ast.Path(name).Valid() {
				leafPaths(member, p, out)
			}
		}
	case []any:
		for _, e := range v {
			leafPaths(e, path, out)
		}
		out[path] = append(out[path], nil)
	default:
		out[path] = append(out[path], v)
	}
}

// questions are comparisons of one path that tell its values apart, or tell
// that there are none.
func questions(path ast.Path, values []any) []ast.Expr {
	literals := []ast.Value{&ast.Null{}}
	if len(values) > 0 {
		literals = append(literals, &ast.Bool{Value: true}, &ast.Bool{}, &ast.Number{Value: "0"},
			&ast.Number{Value: "1"}, &ast.String{Value: ""}, &ast.String{Value: "x"})
	}
	for _, v := range values {
		switch v := v.(type) {
		case string:
			literals = append(literals, &ast.String{Value: v},
				&ast.String{Value: strings.ToLower(v[:len(v)/2])})
		case json.Number:
			if n, err := ast.NewNumber(v.String()); err == nil {
				literals = append(literals, n)
			}
		case map[string]any:
			if name, ok := v["name"].(string); ok {
				literals = append(literals, &ast.String{Value: name})
			}
		}
	}
	var out []ast.Expr
	for _, v := range literals {
		for op := ast.OpEq; op <= ast.OpNotIn; op++ {
			operand := v
			if op.TakesList() {
				operand = &ast.List{Values: []ast.Value{v}}
			}
			if c := (&ast.Comparison{Field: path, Op: op, Value: operand}); ast.Validate(c) == nil {
				out = append(out, c)
			}
		}
	}
	return out
}

// unwrittenNames are names that some shapes have and do not write.
const unwrittenNames = `missing a name Name Hidden hidden Skipped unwritten Dash OnlyOpts t T X Y x
	z Z Other l id base Exported ints number Number str slice struct time odd oddptr even iface both
	array int float map ptr any bool`

// TestMatchIsMatchJSON holds every Go value to what encoding/json writes for
// it.
func TestMatchIsMatchJSON(t *testing.T) {
	asked := 0
	for name, v := range shapes() {
		t.Run(name, func(t *testing.T) {
			data, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			paths := map[string][]any{"a.b": nil}
			for name := range strings.FieldsSeq(unwrittenNames) {
				paths[name] = nil
			}
			leafPaths(decodeNumbers(string(data)), "", paths)
			delete(paths, "")
			for _, path := range slices.Sorted(maps.Keys(paths)) {
				for _, q := range questions(ast.Path(path), paths[path]) {
					agree(t, q, v, data)
					asked++
				}
			}
		})
	}
	if asked < 10_000 {
		t.Errorf("only %d questions asked", asked)
	}
}

// agree asks a value and its JSON.
func agree(t *testing.T, q ast.Expr, v any, data []byte) {
	t.Helper()
	m, err := eval.Compile(q)
	if err != nil {
		t.Fatalf("Compile(%v): %v", q, err)
	}
	want, err := m.MatchJSON(data)
	if err != nil {
		t.Fatalf("MatchJSON: %v", err)
	}
	got, err := m.Match(v)
	if err != nil || got != want {
		t.Errorf("%v: Match is %t, %v; MatchJSON is %t on %.300s", q, got, err, want, data)
	}
	if e := m.Explain(v); e.Err != nil || e.Holds != want {
		t.Errorf("%v: Explain says %v", q, e)
	}
}

func TestMatchUnwritable(t *testing.T) {
	for name, v := range unwritable() {
		t.Run(name, func(t *testing.T) {
			for form, object := range map[string]any{
				"map": map[string]any{"a": v, "b": 1}, "struct": struct {
					A any `json:"a"`
					B int `json:"b"`
				}{v, 1},
			} {
				if _, err := json.Marshal(object); err == nil {
					t.Fatal("encoding/json writes it")
				}
				m := mustCompile(t, `a != 5`)
				got, err := m.Match(object)
				var fault *eval.DataError
				if got || !errors.As(err, &fault) || fault.Offset != -1 {
					t.Errorf("%s: %t, %v; want a DataError", form, got, err)
				}
				e := m.Explain(object)
				if e.Err == nil || !strings.Contains(e.String(), e.Err.Error()) {
					t.Errorf("%s: explained as %v", form, e)
				}
				for _, query := range []string{
					`a = 5 OR b = 2`, `b = 1 AND a = 5`, `(a ~ "x" OR a > 2) AND b = 1`,
				} {
					if got, err := mustCompile(t, query).Match(object); got || err == nil {
						t.Errorf("%s: %s: %t, %v", form, query, got, err)
					}
				}
				for query, want := range map[string]bool{
					`a = 5 OR b = 1`: true, `(a ~ "x" OR a > 2) AND b = 2`: false,
				} {
					got, err := mustCompile(t, query).Match(object)
					if err == nil && got != want || err != nil && !errors.As(err, &fault) {
						t.Errorf("%s: where it may be met: %s: %t, %v", form, query, got, err)
					}
				}
				if got, err := mustCompile(t, `b = 1 OR a = 5`).Match(object); err != nil || !got {
					t.Errorf("%s: where it does not decide: %t, %v", form, got, err)
				}
				if got, err := mustCompile(t, `b = 1`).Match(object); err != nil || !got {
					t.Errorf("%s: where it is not looked at: %t, %v", form, got, err)
				}
			}
		})
	}
}

func TestMatchErrorsUnwrap(t *testing.T) {
	_, err := mustCompile(t, `a = 1`).Match(map[string]any{"a": failing{}})
	var marshaler *json.MarshalerError
	if !errors.Is(err, errFailing) || !errors.As(err, &marshaler) {
		t.Errorf("%v does not unwrap", err)
	}
	_, err = mustCompile(t, `a = 1`).Match(map[string]any{"a": make(chan int)})
	var unsupported *json.UnsupportedTypeError
	if !errors.As(err, &unsupported) {
		t.Errorf("%v does not unwrap", err)
	}
}

func TestMatchNoObject(t *testing.T) {
	for _, v := range []any{
		nil, 1, "x", true, []any{}, []int{1}, [1]int{}, map[string]any(nil), (*base)(nil),
		json.RawMessage(nil),
		json.RawMessage("[]"), []byte(`{"a":1}`), when, textual("x"), &mixed{}, broken("null"),
		broken("[{}]"), 1.5,
		func() {}, ptr[any](nil), map[bool]int{},
	} {
		for _, query := range []string{``, `a = 1`, `a != 1`} {
			m := mustCompile(t, query)
			got, err := m.Match(v)
			var fault *eval.DataError
			if got || !errors.As(err, &fault) {
				t.Errorf("%q on %T: %t, %v; want a DataError", query, v, got, err)
			}
		}
	}
}

func TestMatchNoObjectSays(t *testing.T) {
	for want, v := range map[string]any{
		"null":                                    (*base)(nil),
		"a nil map, which is null":                map[string]any(nil),
		"the Go type int":                         5,
		"a string, which time.Time writes":        when,
		"an array, which eval_test.broken writes": broken(" [1]"),
		"a []byte, which is text; give raw JSON as a json.RawMessage": []byte(`{}`),
	} {
		want = "expected an object, found " + want
		_, err := mustCompile(t, ``).Match(v)
		if err == nil || err.Error() != want {
			t.Errorf("%T: got %v, want %s", v, err, want)
		}
	}
}

func TestMatchJSONErrors(t *testing.T) {
	tests := []struct{ data, want string }{
		{``, "offset 0: expected a value, but the text ends"},
		{`  `, "offset 2: expected a value, but the text ends"},
		{`null`, "offset 0: expected an object, found null"},
		{` [{"a":1}]`, "offset 1: expected an object, found an array"},
		{`"{}"`, "offset 0: expected an object, found a string"},
		{`12`, "offset 0: expected an object, found a number"},
		{`true`, "offset 0: expected an object, found a boolean"},
		{`[1`, "offset 2: expected ',' or ']' in an array, but the text ends"},
		{`{"a":1`, "offset 6: expected ',' or '}' in an object, but the text ends"},
		{`{"a":1}}`, "offset 7: expected nothing more, found '}'"},
		{`{"a":1} {}`, "offset 8: expected nothing more, found '{'"},
		{`{"a":1,"b":tru}`, "offset 14: expected true, found '}'"},
		{`{"x":{"y":[1,2,}},"a":1}`, "offset 15: expected a value, found '}'"},
		{`{"a":1,"b":"` + "\n" + `"}`,
			`offset 12: expected an escape for a control character in a string, found '\n'`},
		{`{"a":01}`, "offset 6: expected ',' or '}' in an object, found '1'"},
		{`{a:1}`, "offset 1: expected a name in double quotes, found 'a'"},
		{"\ufeff{}", `offset 0: expected a value, found '\ufeff'`},
	}
	for _, tt := range tests {
		for _, query := range []string{``, `a = 1`, `a.b != 2 AND x.y = 1`, `a = 5`} {
			m := mustCompile(t, query)
			for form, match := range map[string]func() (bool, error){
				"MatchJSON": func() (bool, error) { return m.MatchJSON([]byte(tt.data)) },
				"Match":     func() (bool, error) { return m.Match(json.RawMessage(tt.data)) },
				"Funnel":    func() (bool, error) { return m.Funnel().AddJSON([]byte(tt.data)) },
			} {
				got, err := match()
				var fault *eval.DataError
				if got || !errors.As(err, &fault) || err.Error() != tt.want {
					t.Errorf("%s of %q on %s\n got %t, %v\nwant %s",
						form, query, tt.data, got, err, tt.want)
				}
			}
		}
	}
}

// TestMatchJSONDepth holds the limit on nesting to one value, whatever is
// asked.
func TestMatchJSONDepth(t *testing.T) {
	nested := func(n int) []byte {
		return fmt.Appendf(nil, `{"a":%s1%s}`, strings.Repeat("[", n), strings.Repeat("]", n))
	}
	for _, query := range []string{``, `a = 1`, `b = null`, `a.b = null`} {
		m := mustCompile(t, query)
		if ok, err := m.MatchJSON(nested(9_999)); !ok || err != nil {
			t.Errorf("%q at the limit: %t, %v", query, ok, err)
		}
		ok, err := m.MatchJSON(nested(10_000))
		if ok || err == nil || !strings.Contains(err.Error(), "10000 levels") {
			t.Errorf("%q past the limit: %t, %v", query, ok, err)
		}
		if ok, err := m.MatchJSON(nested(5_000_000)); ok || err == nil {
			t.Errorf("%q far past the limit: %t, %v", query, ok, err)
		}
	}
	var v any = 1
	for range 9_999 {
		v = []any{v}
	}
	m := mustCompile(t, `a = 1`)
	if ok, err := m.Match(map[string]any{"a": v}); !ok || err != nil {
		t.Errorf("decoded, at the limit: %t, %v", ok, err)
	}
	if ok, err := m.Match(map[string]any{"a": []any{v}}); ok || err == nil {
		t.Errorf("decoded, past the limit: %t, %v", ok, err)
	}
	if ok, err := m.Match(map[string]any{"a": []any{broken(nested(9_997))}}); !ok && err != nil {
		t.Errorf("mixed, at the limit: %t, %v", ok, err)
	}
	if ok, err := m.Match(map[string]any{"a": []any{broken(nested(9_998))}}); ok || err == nil {
		t.Errorf("mixed, past the limit: %t, %v", ok, err)
	}
}

// TestHostile holds everything to time that is linear in query and data.
func TestHostile(t *testing.T) {
	huge := strings.Repeat("9", 1<<17)
	long := strings.Repeat("aA", 1<<16)
	docs := map[string]string{
		"exponent of a million digits": `{"a":1e` + huge + `}`,
		"negative exponent of as many": `{"a":-1e-` + huge + `}`,
		"number of a million digits":   `{"a":` + huge + `}`,
		"a long text":                  `{"a":"` + long + `"}`,
		"a long text of escapes":       `{"a":"` + strings.Repeat(`\u212a`, 1<<14) + `"}`,
		"a long array":                 `{"a":[` + strings.Repeat("1,", 1<<16) + `1]}`,
		"a name a million times":       `{` + strings.Repeat(`"a":1,`, 1<<16) + `"a":2}`,
		"a text without its end":       `{"a":"` + long,
		"deep arrays with much in the middle": `{"a":` + strings.Repeat("[",
			9_000) + `"` + long + `"` + strings.Repeat("]", 9_000) + `}`,
	}
	for _, query := range []string{
		`a = 1`, `a > 1.5`, `a ~ "` + strings.Repeat("a", 20_000) + `b"`,
		`a IN (1, "x", 2, 1234567890.0987654321)`, `a = null`,
		`a > "aAaA"`, `a > 2024-01-01`,
	} {
		m := mustCompile(t, query)
		for name, doc := range docs {
			d := stopwatch.Used(func() {
				_, _ = m.MatchJSON([]byte(doc))
				_, _ = m.Match(json.RawMessage(doc))
				_ = m.Explain(json.RawMessage(doc)).String()
				f := m.Funnel()
				_, _ = f.AddJSON([]byte(doc))
				_ = f.String()
			})
			if d > 10*time.Second {
				t.Errorf("%.40s on %s took %v", query, name, d)
			}
		}
	}
}

func TestMatchKeepsNothing(t *testing.T) {
	data := []byte(`{"a":"x","b":{"name":"y"}}`)
	m := mustCompile(t, `a = "x" AND b = "y"`)
	e, f := m.Explain(json.RawMessage(data)), m.Funnel()
	if _, err := f.AddJSON(data); err != nil {
		t.Fatal(err)
	}
	before := e.String() + f.String()
	copy(data, bytes.Repeat([]byte("#"), len(data)))
	if after := e.String() + f.String(); after != before {
		t.Errorf("changed with the data:\n%s%s", before, after)
	}
}
