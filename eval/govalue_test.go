package eval_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

// TestGoValues says in plain words what TestMatchIsMatchJSON leaves to
// encoding/json.
func TestGoValues(t *testing.T) {
	type pair struct{ A, B any }
	tests := []struct {
		name  string
		value any
		query string
		want  bool
	}{
		{"field name", pair{A: 1}, `A = 1`, true},
		{"field names are exact", pair{A: 1}, `a = 1`, false},
		{"tag", tags{Renamed: "x"}, `renamed = "x" AND Renamed = null`, true},
		{"tag that skips", tags{Skipped: "x"}, `Skipped = null`, true},
		{"tag with options only", tags{OnlyOpts: "x"}, `OnlyOpts = "x"`, true},
		{"tag with a bad name", tags{BadName: "x"}, `BadName = "x"`, true},
		{"unexported field", tags{unwritten: "x"}, `unwritten = null`, true},
		{"omitempty, empty", omits{}, `str = null AND int = null AND slice = null`, true},
		{"omitempty, structs are never empty", omits{}, `struct != null AND time != null`, true},
		{"omitempty, a pointer to zero is not empty", omits{Ptr: new(int)}, `ptr = 0`, true},
		{"omitzero, a zero time", omitZeros{}, `time = null`, true},
		{"omitzero, an empty slice is not zero", omitZeros{Slice: []int{}}, `slice = null`, true},
		{"omitzero, IsZero decides", omitZeros{Odd: 13}, `odd = null`, true},
		{"omitzero, zero is not what IsZero says", omitZeros{}, `odd = 0`, true},
		{"omitzero, IsZero with a pointer receiver", omitZeros{Even: evenly{2}}, `even = null`, true},
		{"string option, numbers are text", quoted{Int: 5}, `int = "5" AND int != 5`, true},
		{"string option, booleans are text", quoted{Bool: true}, `bool = "true"`, true},
		{"string option, strings are quoted twice", quoted{Str: "x"}, `str = "\"x\""`, true},
		{"string option, HTML is escaped within", quoted{HTML: "<"}, `html = "\"\\u003c\""`, true},
		{"string option, a nil pointer is null", quoted{}, `nil = null`, true},
		{"string option, no effect on slices", quoted{Slice: []int{5}}, `slice = 5`, true},
		{"string option, exponents as text", quoted{Float: 1e21}, `float = "1e+21"`, true},
		{"string option, small exponents as text", quoted{Float32: 1e-7}, `float32 = "1e-7"`, true},

		{"embedded", embeds{base: base{ID: 5}}, `id = 5 AND base = null`, true},
		{"embedded and hidden", embeds{base{Hidden: "x"}, nil, "y"}, `hidden = "y"`, true},
		{"embedded pointer", embeds{Exported: &Exported{Deep: "x"}}, `deep = "x"`, true},
		{"embedded nil pointer", embeds{}, `deep = null AND id = 0`, true},
		{"embedded with a tag", embedsNamed{base: base{ID: 5}}, `base.id = 5 AND id = null`, true},
		{"embedded conflict", embedsConflict{}, `X = null`, true},
		{"a tag wins a conflict", embedsConflict{tagWins: tagWins{7}}, `Y = 7`, true},
		{"tags in conflict", taggedConflict(), `z = null AND Other = 2`, true},
		{"embedded twice", embedsDiamond{}, `t = null`, true},
		{"the nearer one wins", embedsTwice{diamondTop: diamondTop{2}}, `t = 2`, true},
		{"embedded scalars", embedsScalars{number: 2, Number: 3}, `Number = 3 AND number = null`, true},

		{"Marshaler", pair{A: marshals{"x"}}, `A.json = "x"`, true},
		{"TextMarshaler", pair{A: textual("x")}, `A = "text:x"`, true},
		{"Marshaler before TextMarshaler", pair{A: both{}}, `A = 1 AND A = "both"`, true},
		{"method of a pointer, by value", pair{A: marshalsPtr{"x"}}, `A.Text = "x"`, true},
		{"method of a pointer, by pointer", pair{A: &marshalsPtr{"x"}}, `A = "jsonptr:x"`, true},
		{"method of a pointer, in a slice", pair{A: []marshalsPtr{{"x"}}}, `A = "jsonptr:x"`, true},
		{"method of a pointer, in a map", pair{A: map[string]marshalsPtr{"k": {"x"}}},
			`A.k.Text = "x"`,
			true},
		{"methods of both, by value", pair{A: mixed{}}, `A = "text of a value"`, true},
		{"methods of both, by pointer", pair{A: &mixed{}}, `A = "json of a pointer"`, true},
		{"nil Marshaler", pair{A: (*marshals)(nil)}, `A = null`, true},
		{"nil Marshaler in its interface", methods{}, `marshaler = null`, true},
		{"name by a Marshaler", pair{A: &bothPtr{}}, `A = "bothptr"`, true},
		{"M13 in a RawMessage", pair{A: json.RawMessage(`{"b":1,"b":2}`)}, `A.b = 1`, true},
		{"time", pair{A: when}, `A = 2024-02-29T10:30:00.123456789Z`, true},
		{"duration", pair{A: time.Second}, `A = 1000000000`, true},

		{"nil slice", pair{A: []int(nil)}, `A = null`, true},
		{"nil map", pair{A: map[string]int(nil)}, `A = null`, true},
		{"empty map", pair{A: map[string]int{}}, `A != null`, true},
		{"pointers", pair{A: ptr(ptr(5))}, `A = 5`, true},
		{"bytes", pair{A: []byte("hi")}, `A = "aGk="`, true},
		{"array of bytes", pair{A: [2]byte{1, 2}}, `A = 2`, true},
		{"slice of slices", pair{A: [][]string{nil, {"x"}}}, `A = "x"`, true},
		{"map by a named string", pair{A: map[stringKey]int{"k": 1}}, `A.k = 1`, true},
		{"map by TextMarshaler", pair{A: map[textKey]int{{"k"}: 1}}, `A.key-k = 1`, true},
		{"map by integers", pair{A: map[int]int{1: 1}}, `A != null`, true},
		{"struct as an object with a name", pair{A: struct{ Name, name string }{"X", "x"}},
			`A = "X"`,
			false},
		{"struct as an object with a tagged name", pair{A: base{Name: "x"}}, `A = "x"`, true},

		{"M6 float64", pair{A: 0.1}, `A = 0.1`, true},
		{"M6 float64, inexact", pair{A: 0.30000000000000004}, `A > 0.3`, true},
		{"M6 float32 at 32 bits", pair{A: float32(0.1)}, `A = 0.1`, true},
		{"M6 float32 as float64", pair{A: float64(float32(0.1))}, `A = 0.10000000149011612`, true},
		{"M6 large float", pair{A: 1e21}, `A = 1000000000000000000000`, true},
		{"M6 small float", pair{A: 1e-7}, `A = 0.0000001`, true},
		{"M6 largest integers", pair{uint64(math.MaxUint64), int64(math.MinInt64)},
			`A = 18446744073709551615 AND B = -9223372036854775808`, true},
		{"M6 json.Number", pair{A: json.Number("1.50E1")}, `A = 15`, true},
		{"M6 empty json.Number", pair{A: json.Number("")}, `A = 0`, true},
		{"M6 negative zero", pair{A: math.Copysign(0, -1)}, `A = 0`, true},
		{"M15 invalid UTF-8", pair{A: "a\xff\xfe"}, "A = \"a\ufffd\ufffd\"", true},
		{"HTML is as it is", pair{A: "<&>\u2028"}, "A = \"<&>\u2028\"", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := mustCompile(t, tt.query)
			got, err := m.Match(tt.value)
			if err != nil || got != tt.want {
				t.Errorf("Match = %t, %v; want %t", got, err, tt.want)
			}
			data, err := json.Marshal(tt.value)
			if err != nil {
				t.Fatal(err)
			}
			if raw, err := m.MatchJSON(data); err != nil || raw != tt.want {
				t.Errorf("MatchJSON(%s) = %t, %v; want %t", data, raw, err, tt.want)
			}
		})
	}
}

// TestMatchLeavesAlone: a Marshaler off the filter's paths is not called, and
// one on a path is called once per comparison at the most.
func TestMatchLeavesAlone(t *testing.T) {
	var calls counter
	v := map[string]any{"a": &calls, "b": 1}
	if ok, err := mustCompile(t, `b = 1 OR a = 7`).Match(v); !ok || err != nil || calls != 0 {
		t.Errorf("%t, %v, %d calls where it does not matter", ok, err, calls)
	}
	if ok, err := mustCompile(t, `a = 7`).Match(v); !ok || err != nil || calls != 1 {
		t.Errorf("%t, %v, %d calls where it matters", ok, err, calls)
	}
	calls = 0
	m := mustCompile(t, `b = 2 AND c = 3 OR x = null`)
	if ok, err := m.Match(&rooted{&calls}); !ok || err != nil || calls != 1 {
		t.Errorf("%t, %v, %d calls for the object itself", ok, err, calls)
	}
}

// TestMatchManyTypes: what a matcher remembers of one type is not taken for another's.
func TestMatchManyTypes(t *testing.T) {
	type inner struct {
		C int `json:"c"`
	}
	type one struct {
		A int   `json:"a"`
		B inner `json:"b"`
	}
	type other struct {
		B struct{ X, C any } `json:"b"`
		A string             `json:"a"`
	}
	type without struct{ X int }
	objects := []any{one{1, inner{2}}, &one{1, inner{2}}, other{A: "1"}, without{}, &other{A: "1"},
		[]any{}, one{1, inner{3}}, map[string]any{"a": one{}}}
	for start := range objects {
		m := mustCompile(t, `a = 1 AND b.c = 2`)
		for i := range objects {
			k := (start + i) % len(objects)
			if got, _ := m.Match(objects[k]); got != (k < 2) {
				t.Errorf("%T after %T: %t", objects[k], objects[start], got)
			}
		}
	}
}

type counter int

func (c *counter) MarshalJSON() ([]byte, error) {
	*c++
	return []byte("7"), nil
}

type rooted struct{ calls *counter }

func (r *rooted) MarshalJSON() ([]byte, error) {
	*r.calls++
	return []byte(`{"b":2}`), nil
}

// TestMatchDoesNotChange: matching a value leaves it as it was.
func TestMatchDoesNotChange(t *testing.T) {
	for name, v := range shapes() {
		before, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		m := mustCompile(t, `a = 1 OR name ~ "x" OR even = 3 OR id > 4`)
		if _, err := m.Match(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := json.Marshal(v); err != nil || string(after) != string(before) {
			t.Errorf("%s: changed from %s to %s", name, before, after)
		}
	}
}

// TestWithTypesOnce: types are asked for once per field, and only while
// compiling.
func TestWithTypesOnce(t *testing.T) {
	asked := map[ast.Path]int{}
	count := func(p ast.Path) (ast.FieldType, bool) {
		asked[p]++
		return ast.FieldType{}, false
	}
	m := mustCompile(t, `a = 1 AND (b.c = 2 OR a > 3) AND a = "x"`, eval.WithTypes(count))
	for i := range 3 {
		if _, err := m.Match(map[string]any{"a": i}); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(asked) != "map[a:1 b.c:1]" {
		t.Errorf("asked %v", asked)
	}
}
