package eval_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

// order sorts objects made of the values and returns the values in their new
// order, having asked all forms of the objects.
func order(t *testing.T, field ast.Path, desc bool, values []string, opts ...eval.Option) []string {
	t.Helper()
	key := &ast.SortKey{Field: field, Desc: desc}
	var raw []json.RawMessage
	var decoded []any
	for i, v := range values {
		doc := fmt.Sprintf(`{"i":%d}`, i)
		if v != "" {
			names := strings.ReplaceAll(string(field), ".", `":{"`)
			ends := strings.Repeat("}", strings.Count(string(field), "."))
			doc = fmt.Sprintf(`{"%s":%s%s,"i":%d}`, names, v, ends, i)
		}
		raw = append(raw, json.RawMessage(doc))
		decoded = append(decoded, decode(doc))
	}
	if err := eval.Sort(raw, key, opts...); err != nil {
		t.Fatal(err)
	}
	if err := eval.Sort(decoded, key, opts...); err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range raw {
		var fromRaw struct{ I int }
		if err := json.Unmarshal(raw[i], &fromRaw); err != nil {
			t.Fatal(err)
		}
		if n := decoded[i].(map[string]any)["i"]; n != float64(fromRaw.I) {
			t.Errorf("place %d: %d in raw JSON, %v decoded", i, fromRaw.I, n)
		}
		out = append(out, values[fromRaw.I])
	}
	return out
}

func TestSort(t *testing.T) {
	tests := []struct {
		name   string
		field  ast.Path
		values string // separated by spaces; missing is none
		asc    string
		desc   string // "" is the reverse of asc
	}{
		{"O1 numbers", "a", `3 1 2`, `1 2 3`, ``},
		{"O1 nulls and missing last, first descending", "a", `null 2 missing 1 null`,
			`1 2 null missing null`, `null missing null 2 1`},
		{"O1 empty arrays are missing", "a", `[] 2 [[]] 1`, `1 2 [] [[]]`, `[] [[]] 2 1`},
		{"O2 types", "a", `"x" 1 true null false "1" -5`, `false true -5 1 "1" "x" null`, ``},
		{"O2 numbers by value", "a", `10 9 1e3 -1 0.5 99999999999999999999`,
			`-1 0.5 9 10 1e3 99999999999999999999`, ``},
		{"O2 text by code point", "a", `"b" "B" "a" "\ue000" "10" "9" "é" "😀" ""`,
			`"" "10" "9" "B" "a" "b" "é" "\ue000" "😀"`, ``},
		{"O2 all datetimes, by instant", "a",
			`"2024-01-01T02:00:00+03:00" "2024-01-01" "2023-12-31T23:30:00Z"`,
			`"2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z" "2024-01-01"`, ``},
		{"O2 all datetimes and nulls, by instant", "a",
			`null "2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z" missing`,
			`"2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z" null missing`,
			`null missing "2023-12-31T23:30:00Z" "2024-01-01T02:00:00+03:00"`},
		{"O2 one is no datetime, by code point", "a",
			`"2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z" "soon"`,
			`"2023-12-31T23:30:00Z" "2024-01-01T02:00:00+03:00" "soon"`, ``},
		{"O2 another one is no datetime, by code point", "a",
			`"a" "2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z"`,
			`"2023-12-31T23:30:00Z" "2024-01-01T02:00:00+03:00" "a"`, ``},
		{"O2 one is a number, by code point", "a",
			`"2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z" 5`,
			`5 "2023-12-31T23:30:00Z" "2024-01-01T02:00:00+03:00"`, ``},
		{"O2 a datetime by its type", "created_on",
			`"soon" "2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z" "a" 5`,
			`5 "2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z" "a" "soon"`, ``},
		{"O2 an ordered enumeration", "priority", `"blocker" "zzz" "trivial" "major" "aaa" null 1`,
			`1 "trivial" "major" "blocker" "aaa" "zzz" null`, ``},
		{"O2 an enumeration without order", "kind", `"task" "bug" "a"`, `"a" "bug" "task"`, ``},
		{"O3 the first value", "a", `[3,0] 1 [2,9]`, `1 [2,9] [3,0]`, ``},
		{"O3 the first value is null", "a", `[null,0] 1`, `1 [null,0]`, ``},
		{"O3 nested arrays", "a", `[[],[[3]]] 2 [[1],0]`, `[[1],0] 2 [[],[[3]]]`, ``},
		{"O3 objects by name", "a", `{"name":"b"} "c" {"name":"a"}`,
			`{"name":"a"} {"name":"b"} "c"`, ``},
		{"O3 objects without a name yield nothing", "a", `{"name":1} {} "c" [{},"b"]`,
			`[{},"b"] "c" {"name":1} {}`, `{"name":1} {} "c" [{},"b"]`},
		{"O3 objects by another key", "author",
			`{"nickname":"b","name":"a"} {"nickname":"a","name":"b"}`,
			`{"nickname":"a","name":"b"} {"nickname":"b","name":"a"}`, ``},
		{"O4 natural", "ref.name", `"v10" "v9" "v1.10" "v1.9" "V10" "v09"`,
			`"V10" "v1.9" "v1.10" "v9" "v09" "v10"`, ``},
		{"O4 not by instant", "ref.name", `"2024-1-1" "2023-12-31T23:30:00Z" "2024-01-01"`,
			`"2023-12-31T23:30:00Z" "2024-1-1" "2024-01-01"`, ``},
		{"O4 never by instant", "ref.name", `"2024-01-01T02:00:00+03:00" "2023-12-31T23:30:00Z"`,
			`"2023-12-31T23:30:00Z" "2024-01-01T02:00:00+03:00"`, ``},
		{"O4 only where the type says so", "a", `"v10" "v9"`, `"v10" "v9"`, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			values := strings.Fields(strings.ReplaceAll(tt.values, "missing", "~"))
			asc, desc := strings.Fields(tt.asc), strings.Fields(tt.desc)
			if tt.desc == "" {
				desc = slices.Clone(asc)
				slices.Reverse(desc)
			}
			for i, v := range values {
				values[i] = strings.ReplaceAll(v, "~", "")
			}
			for want, isDesc := range map[*[]string]bool{&asc: false, &desc: true} {
				got := order(t, tt.field, isDesc, values, eval.WithTypes(types))
				for i, v := range got {
					if v == "" {
						got[i] = "missing"
					}
				}
				if !slices.Equal(got, *want) {
					t.Errorf("desc=%t\n got %q\nwant %q", isDesc, got, *want)
				}
			}
		})
	}
}

// TestSortStable is for rule O1: items whose keys are equal keep their order.
func TestSortStable(t *testing.T) {
	type item struct {
		Key any `json:"key"`
		N   int
	}
	keys := map[string]any{ // by what they are equal to
		"one": 1, "one in other words": json.Number("1.0"), "x": "x",
		"x as an object": map[string]string{"name": "x"}, "null": nil, "true": true,
	}
	class := func(name string) string { return strings.Fields(name)[0] }
	for _, desc := range []bool{false, true} {
		var items []item
		var names []string
		for n := range 1000 {
			for name, key := range keys { // in random order
				items = append(items, item{key, len(names)})
				names = append(names, name)
				if n%2 == 0 {
					break
				}
			}
		}
		if err := eval.Sort(items, &ast.SortKey{Field: "key", Desc: desc}); err != nil {
			t.Fatal(err)
		}
		last := map[string]int{}
		for _, it := range items {
			c := class(names[it.N])
			if it.N < last[c] {
				t.Fatalf("desc=%t: %q: %d after %d", desc, c, it.N, last[c])
			}
			last[c] = it.N
		}
	}
}

func TestSortErrors(t *testing.T) {
	items := []any{map[string]any{"a": 2}, map[string]any{"a": 1}, "no object"}
	err := eval.Sort(items, &ast.SortKey{Field: "a"})
	var fault *eval.DataError
	if !errors.As(err, &fault) || !strings.Contains(err.Error(), "item 2: ") {
		t.Errorf("Sort: %v", err)
	}
	if items[0].(map[string]any)["a"] != 2 {
		t.Error("the items were moved")
	}
	err = eval.Sort(items, &ast.SortKey{Field: "a..b"})
	if err == nil || !strings.Contains(err.Error(), "a..b") {
		t.Errorf("Sort by no path: %v", err)
	}
	if err := eval.Sort(items, nil); err != nil {
		t.Errorf("Sort by nothing: %v", err)
	}
	raw := []json.RawMessage{json.RawMessage(`{"a":1}`), json.RawMessage(`{"a":`)}
	err = eval.Sort(raw, &ast.SortKey{Field: "b"})
	if !errors.As(err, &fault) || fault.Offset != 5 {
		t.Errorf("Sort of broken JSON: %v", err)
	}
	if err := eval.Sort([]int(nil), &ast.SortKey{Field: "b"}); err != nil {
		t.Errorf("Sort of nothing: %v", err)
	}
}

func TestSortStructs(t *testing.T) {
	items := []*base{{ID: 3}, {ID: 1}, {ID: 2}}
	if err := eval.Sort(items, &ast.SortKey{Field: "id", Desc: true}); err != nil {
		t.Fatal(err)
	}
	if items[0].ID != 3 || items[1].ID != 2 || items[2].ID != 1 {
		t.Errorf("got %v %v %v", *items[0], *items[1], *items[2])
	}
}

// The keys of an Order say what Sort does, in whatever form an object is.
func TestOrder(t *testing.T) {
	values := []string{`3`, `-1e2`, `null`, `true`, `"x"`, `{"name":"x"}`, `"2024-01-01"`,
		`"2024-01-01T02:00:00+03:00"`, `"2023-12-31T23:30:00Z"`, `["v10"]`, `"v9"`, `"major"`, `"trivial"`}
	for _, field := range []ast.Path{"a", "created_on", "priority", "ref.name"} {
		for n := range values {
			order, err := eval.NewOrder(&ast.SortKey{Field: field}, eval.WithTypes(types))
			if err != nil {
				t.Fatal(err)
			}
			before, settled := order.Fallback(), order.Fallback() == order
			var keys [][]byte
			var objects []json.RawMessage
			for _, v := range values[n:] {
				parts := strings.Split(string(field), ".")
				for _, name := range slices.Backward(parts) {
					v = fmt.Sprintf(`{%q:%s}`, name, v)
				}
				key, err := order.KeyJSON(nil, []byte(v))
				again, err2 := order.Key(nil, decode(v))
				if err != nil || err2 != nil || !slices.Equal(key, again) {
					t.Fatalf("keys of %s: %q, %v and decoded %q, %v", v, key, err, again, err2)
				}
				keys, objects = append(keys, key), append(objects, json.RawMessage(v))
			}
			want := slices.Clone(objects)
			if err := eval.Sort(want, &ast.SortKey{Field: field}, eval.WithTypes(types)); err != nil {
				t.Fatal(err)
			}
			places := make([]int, len(keys))
			for i := range places {
				places[i] = i
			}
			for _, o := range []*eval.Order{order, before} {
				slices.SortStableFunc(places, func(i, j int) int { return o.Compare(keys[i], keys[j]) })
				for i, place := range places {
					if string(objects[place]) != string(want[i]) {
						t.Errorf("%s: %s at %d, want %s", field, objects[place], i, want[i])
					}
				}
			}
			if settled == (field == "a") || order.Fallback() != order {
				t.Errorf("%s: settled before the keys: %t, after: %t", field, settled,
					order.Fallback() == order)
			}
		}
	}
	order, err := eval.NewOrder(&ast.SortKey{Field: "a"})
	if err != nil {
		t.Fatal(err)
	}
	var fault *eval.DataError
	if _, err := order.KeyJSON(nil, []byte(`{"b":1,`)); !errors.As(err, &fault) || fault.Offset != 7 {
		t.Errorf("KeyJSON of broken JSON: %v", err)
	}
	if _, err := order.Key(nil, 7); !errors.As(err, &fault) {
		t.Errorf("Key of a number: %v", err)
	}
	if _, err := eval.NewOrder(&ast.SortKey{Field: "a..b"}); err == nil {
		t.Error("an order by no path is no error")
	}
}

// TestOrderByNothing: what bbql.ParseSort returns for blank text is no key, which
// Sort takes too.
func TestOrderByNothing(t *testing.T) {
	order, err := eval.NewOrder(nil)
	if err != nil {
		t.Fatal(err)
	}
	one, err := order.KeyJSON(nil, []byte(`{"a":1}`))
	if err != nil {
		t.Fatal(err)
	}
	two, err := order.Key(nil, map[string]any{"a": 2.0})
	if err != nil {
		t.Fatal(err)
	}
	if c := order.Compare(one, two); c != 0 || order.Fallback() != order {
		t.Errorf("objects without a sort key compare as %d", c)
	}
	var fault *eval.DataError
	for _, bad := range []string{`{"b":1,`, `[1]`, `{} {}`} {
		if _, err := order.KeyJSON(nil, []byte(bad)); !errors.As(err, &fault) {
			t.Errorf("KeyJSON of %s: %v", bad, err)
		}
	}
}
