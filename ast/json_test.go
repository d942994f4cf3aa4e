package ast_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
	"github.com/bbql/go-bbql/internal/golden"
)

// at returns the span of literal in the golden query.
func at(literal string) ast.Span {
	start := strings.Index(goldenText, literal)
	return ast.Span{Start: ast.Pos(start), End: ast.Pos(start + len(literal))}
}

const goldenText = `a IN ("<é>", 1.50, TRUE, 2024-01-01T00:00Z) AND (b NOT  IN (27) OR c.in!=Null)`

// goldenQuery is what goldenText parses to, with a built term and a literal
// that lies at its end.
func goldenQuery(t *testing.T) ast.Query {
	date := dateTime(t, "2024-01-01T00:00Z")
	date.At = at("2024-01-01T00:00Z")
	one := &ast.Comparison{
		Field: "a", FieldAt: at("a"), Op: ast.OpIn, OpAt: at("IN"),
		Value: &ast.List{At: at(`("<é>", 1.50, TRUE, 2024-01-01T00:00Z)`), Values: []ast.Value{
			&ast.String{Text: `"<é>"`, Value: "<é>", At: at(`"<é>"`)},
			&ast.Number{Text: "1.50", Value: "1.5", At: at("1.50")},
			&ast.Bool{Text: "TRUE", Value: true, At: at("TRUE")},
			date,
		}},
	}
	two := &ast.Comparison{
		Field: "b", FieldAt: at("b"), Op: ast.OpNotIn, OpAt: at("NOT  IN"),
		Value: &ast.List{At: at("(27)"), Values: []ast.Value{
			&ast.Number{Text: "27", Value: "27", At: at("27")},
		}},
	}
	three := &ast.Comparison{
		Field: "c.in", FieldAt: at("c.in"), Op: ast.OpNe, OpAt: at("!="),
		Value: &ast.Null{Text: "Null", At: at("Null")},
	}
	built := compare("d", ast.OpEq, &ast.String{Text: `"x" OR a = "y"`, Value: "x"})
	disjunction := &ast.Or{Terms: []ast.Expr{two, three}, At: two.Span().To(three.Span())}
	return ast.Query{
		Filter: &ast.And{At: at(goldenText), Terms: []ast.Expr{
			one, &ast.Paren{X: disjunction, At: at("(b NOT  IN (27) OR c.in!=Null)")}, built,
		}},
		Sort: &ast.SortKey{Field: "updated_on", Desc: true, At: ast.Span{Start: 0, End: 11}},
	}
}

func TestGoldenJSON(t *testing.T) {
	data, err := ast.MarshalJSON(goldenQuery(t))
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, data, "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	golden.File(t, filepath.Join("testdata", "query.json"), got.String())
}

func TestSmallJSON(t *testing.T) {
	tests := []struct {
		name  string
		query ast.Query
		want  string
	}{
		{"zero", ast.Query{}, `{"version":1,"filter":{"kind":"and"},"sort":null}`},
		{"empty filter", ast.Query{Filter: and()},
			`{"version":1,"filter":{"kind":"and"},"sort":null}`},
		{"sort", ast.Query{Sort: &ast.SortKey{Field: "id"}},
			`{"version":1,"filter":{"kind":"and"},"sort":{"field":"id","desc":false}}`},
		{"built", ast.Query{Filter: eq("a")},
			`{"version":1,"filter":{"kind":"comparison","field":"a","op":"=",` +
				`"value":{"kind":"number","value":"1"}},"sort":null}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ast.MarshalJSON(test.query)
			if err != nil || string(got) != test.want {
				t.Errorf("MarshalJSON = %s, %v; want %s", got, err, test.want)
			}
		})
	}
}

// The text of a literal is left out where it does not say the value, so that no
// reader can be misled by it.
func TestJSONNeverTrustsText(t *testing.T) {
	tests := []struct {
		value ast.Value
		want  string
	}{
		{&ast.String{Text: `"x" OR a = "y"`, Value: "x"}, `{"kind":"string","value":"x"}`},
		{&ast.String{Text: `"\n"`, Value: `\n`},
			`{"kind":"string","text":"\"\\n\"","value":"\\n"}`},
		{&ast.Number{Text: "2", Value: "1"}, `{"kind":"number","value":"1"}`},
		{&ast.Number{Text: "01.0", Value: "1"}, `{"kind":"number","text":"01.0","value":"1"}`},
		{&ast.Bool{Text: "true"}, `{"kind":"bool","value":false}`},
		{&ast.Bool{Text: "FALSE"}, `{"kind":"bool","text":"FALSE","value":false}`},
		{&ast.Bool{Text: "falſe"}, `{"kind":"bool","value":false}`},
		{&ast.Null{Text: "nil"}, `{"kind":"null","value":null}`},
		{&ast.Null{Text: "nULL"}, `{"kind":"null","text":"nULL","value":null}`},
		{&ast.DateTime{Text: "2024-01-01", Value: time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)},
			`{"kind":"datetime","value":"2024-01-02"}`},
	}
	for _, test := range tests {
		data, err := ast.MarshalJSON(ast.Query{Filter: compare("a", ast.OpEq, test.value)})
		if want := `"value":` + test.want + `}`; err != nil || !strings.Contains(string(data),
			want) {
			t.Errorf("MarshalJSON of %+v = %s, %v; want %s", test.value, data, err, want)
		}
	}
}

// A query comes back from JSON as it was, spans and honest texts included.
func TestJSONRoundTrip(t *testing.T) {
	for seed := range uint64(1500) {
		q := fuzz.Query(fuzz.NewSource(seed))
		first, err := ast.MarshalJSON(q)
		if err != nil {
			t.Fatalf("seed %d: MarshalJSON of %s: %v", seed, text(q.Filter), err)
		}
		got, err := ast.UnmarshalJSON(first)
		if err != nil {
			t.Fatalf("seed %d: UnmarshalJSON of %s: %v", seed, first, err)
		}
		if q.Filter == nil {
			q.Filter = and()
		}
		if !ast.Equal(got.Filter, q.Filter) || !reflect.DeepEqual(got.Sort, q.Sort) {
			t.Fatalf("seed %d: %s comes back as %s", seed, q.Filter, got.Filter)
		}
		if second, err := ast.MarshalJSON(got); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("seed %d: JSON\n%s\nbecomes\n%s, %v", seed, first, second, err)
		}
	}
}

func TestJSONRoundTripKeepsEverything(t *testing.T) {
	q := goldenQuery(t)
	data, err := ast.MarshalJSON(q)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ast.UnmarshalJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	q.Filter.(*ast.And).Terms[2] = compare("d", ast.OpEq, str("x")) // its text was a lie
	if diff := cmp.Diff(q, got); diff != "" {
		t.Errorf("the query comes back different (-want +got):\n%s", diff)
	}
}

func TestMarshalJSONFaults(t *testing.T) {
	tests := []struct {
		name  string
		query ast.Query
		want  string
	}{
		{"filter", ast.Query{Filter: or()}, "OR without terms"},
		{"typed nil", ast.Query{Filter: (*ast.And)(nil)}, "nil expression"},
		{"sort", ast.Query{Sort: &ast.SortKey{Field: "a b"}},
			`sort: field path "a b": the name "a b" has characters other than letters, digits, _ and -`},
		{"depth", ast.Query{Filter: nest(10_000)}, "query nested 10005 deep as JSON, limit 10000"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ast.MarshalJSON(test.query)
			if got != nil || err == nil || err.Error() != test.want {
				t.Errorf("MarshalJSON = %s, %v; want error %s", got, err, test.want)
			}
		})
	}
}

// nest returns a comparison with a list within so many parentheses.
func nest(depth int) ast.Expr {
	var e ast.Expr = compare("a", ast.OpIn, list(num("1")))
	for range depth {
		e = paren(e)
	}
	return e
}

// What MarshalJSON writes is never too deep for UnmarshalJSON.
func TestDeepestJSON(t *testing.T) {
	tree := nest(10_000 - 5)
	data, err := ast.MarshalJSON(ast.Query{Filter: tree})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ast.UnmarshalJSON(data); err != nil || !ast.Equal(got.Filter, tree) {
		t.Errorf("the deepest tree comes back with error %v", err)
	}
}

// document wraps a filter or, if it is a value, a comparison with it.
func document(node string) string {
	if strings.Contains(node, `"op"`) || !strings.Contains(node, "VALUE") {
		return `{"version":1,"filter":` + node + `}`
	}
	value := strings.TrimPrefix(node, "VALUE")
	return `{"version":1,"filter":{"kind":"comparison","field":"a","op":"=","value":` + value + `}}`
}

func TestUnmarshalJSONFaults(t *testing.T) {
	const deep = 20_000
	tests := []struct{ name, document, want string }{
		{"empty", ``, "unexpected end of JSON input"},
		{"no JSON", `a = 1`, "invalid character 'a' looking for beginning of value"},
		{"trailing text", `{"version":1} x`, "invalid character 'x' after top-level value"},
		{"no object", `[]`, "cannot unmarshal array"},
		{"null", `null`, "version 0, want 1"},
		{"no version", `{}`, "version 0, want 1"},
		{"other version", `{"version":2}`, "version 2, want 1"},
		{"version in words", `{"version":"1"}`, "cannot unmarshal string"},
		{"no kind", document(`{}`), `unknown kind of node ""`},
		{"unknown kind", document(`{"kind":"not"}`), `unknown kind of node "not"`},
		{"kind in upper case", document(`{"kind":"AND"}`), `unknown kind of node "AND"`},
		{"value as node", document(`{"kind":"string","text":"x"}`),
			`unknown kind of node "string"`},
		{"version alone", `{"version":1}`, "there is no filter"},
		{"null filter", `{"version":1,"filter":null,"sort":null}`, "there is no filter"},
		{"null term", document(`{"kind":"and","terms":[null]}`), "a node is null"},
		{"null in or", document(`{"kind":"or","terms":[{"kind":"and"},null]}`), "a node is null"},
		{"terms no array", document(`{"kind":"and","terms":{}}`), "cannot unmarshal object"},
		{"or without terms", document(`{"kind":"or"}`), "OR without terms"},
		{"empty filter in or", document(`{"kind":"or","terms":[{"kind":"and"}]}`),
			"the empty filter inside OR"},
		{"empty paren", document(`{"kind":"paren"}`), "a node is null"},
		{"no field", document(`{"kind":"comparison","op":"=","value":{"kind":"null"}}`),
			"a name is empty"},
		{"bad field",
			document(`{"kind":"comparison","field":"a b","op":"=","value":{"kind":"null"}}`),
			`the name "a b" has characters`},
		{"no op", document(`{"kind":"comparison","field":"a","value":{"kind":"null"}}`),
			`"" is no operator`},
		{"bad op", document(`{"kind":"comparison","field":"a","op":"==","value":{"kind":"null"}}`),
			`"==" is no operator`},
		{"no value", document(`{"kind":"comparison","field":"a","op":"="}`), "a value is null"},
		{"scalar for IN",
			document(`{"kind":"comparison","field":"a","op":"IN","value":{"kind":"null"}}`),
			"IN and NOT IN take a list"},
		{"null value", document(`VALUE null`), "a value is null"},
		{"unknown value", document(`VALUE {"kind":"uuid"}`), `unknown kind of value "uuid"`},
		{"string without value", document(`VALUE {"kind":"string"}`), "a string has no value"},
		{"string of null", document(`VALUE {"kind":"string","value":null}`),
			"a string has no value"},
		{"string of number", document(`VALUE {"kind":"string","value":1}`),
			"the value of a string: json:"},
		{"string of NUL", document(`VALUE {"kind":"string","value":"\u0000"}`), "can't hold a NUL"},
		{"number of number", document(`VALUE {"kind":"number","value":1}`),
			"the value of a number: json:"},
		{"number with exponent", document(`VALUE {"kind":"number","value":"1e5"}`),
			`"1e5" is not a number without exponent`},
		{"number with only text", document(`VALUE {"kind":"number","text":"1"}`),
			"a number has no value"},
		{"bool of null", document(`VALUE {"kind":"bool","value":null}`), "a bool has no value"},
		{"bool of string", document(`VALUE {"kind":"bool","value":"true"}`),
			"the value of a bool: json:"},
		{"null of number", document(`VALUE {"kind":"null","value":5}`), "a null has the value 5"},
		{"datetime of null", document(`VALUE {"kind":"datetime","value":null}`),
			"a datetime has no value"},
		{"impossible datetime", document(`VALUE {"kind":"datetime","value":"2024-02-30"}`),
			"February 2024 ends on day 29"},
		{"list for =", document(`VALUE {"kind":"list"}`), "only IN and NOT IN take a list"},
		{"empty list",
			document(`{"kind":"comparison","field":"a","op":"IN","value":{"kind":"list"}}`),
			"IN needs at least one value"},
		{"null in list",
			document(`{"kind":"comparison","field":"a","op":"IN","value":{"kind":"list","values":[null]}}`),
			"a value is null"},
		{"sort without field", `{"version":1,"filter":{"kind":"and"},"sort":{}}`, `sort: field path "": a name is empty`},
		{"bad sort", `{"version":1,"filter":{"kind":"and"},"sort":{"field":"-a"}}`, `sort: field path "-a"`},
		{"span in words", document(`{"kind":"and","span":"0-1"}`), "cannot unmarshal string"},
		{"huge span", document(`{"kind":"and","span":[0,1e99]}`), "cannot unmarshal number"},
		{"deep nodes",
			document(strings.Repeat(`{"kind":"paren","x":`, deep) +
				`{"kind":"and"}` + strings.Repeat("}", deep)),
			"exceeded max depth"},
		{"deep values",
			document(`VALUE ` + strings.Repeat(`{"kind":"list","values":[`, deep) +
				strings.Repeat("]}", deep)),
			"exceeded max depth"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ast.UnmarshalJSON([]byte(test.document))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("UnmarshalJSON(%.200s) = %+v, %v; want an error with %q",
					test.document, got, err, test.want)
			}
			if !strings.HasPrefix(err.Error(), "query as JSON: ") || got != (ast.Query{}) {
				t.Errorf("UnmarshalJSON(%.200s) = %+v, %v", test.document, got, err)
			}
		})
	}
}

func TestUnmarshalJSONIsLenient(t *testing.T) {
	tests := []struct{ name, document, filter, sort string }{
		{"unknown members", `{"version":1,"x":[1],"filter":{"kind":"and","y":{}}}`, "", ""},
		{"sort", `{"version":1,"filter":{"kind":"and"},"sort":{"field":"id","desc":true}}`, "",
			"-id"},
		{"lying text", document(`VALUE {"kind":"string","text":"\"x\" OR a = \"y\"","value":"x"}`),
			`a = "x"`, ""},
		{"no text", document(`VALUE {"kind":"datetime","value":"2024-01-01"}`), `a = 2024-01-01`,
			""},
		{"null without value", document(`VALUE {"kind":"null"}`), `a = null`, ""},
		{"or of one term",
			document(`{"kind":"or","terms":[{"kind":"paren","x":{"kind":"and","terms":[` +
				`{"kind":"comparison","field":"a","op":"NOT IN","value":{"kind":"list","values":[` +
				`{"kind":"bool","value":true}]}}]}}]}`), `a NOT IN (true)`, ""},
		{"impossible spans", document(`{"kind":"and","span":[-5,3]}`), "", ""},
		{"spans from end to start", document(`{"kind":"and","span":[9,3]}`), "", ""},
		{"half a span", document(`{"kind":"and","span":[5]}`), "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ast.UnmarshalJSON([]byte(test.document))
			if err != nil || text(got.Filter) != test.filter || got.Sort.String() != test.sort {
				t.Fatalf("UnmarshalJSON(%s) = %v, %v; want %q sorted by %q",
					test.document, got, err, test.filter, test.sort)
			}
			if span := got.Filter.Span(); span != (ast.Span{}) {
				t.Errorf("UnmarshalJSON(%s) gives the span %v, want none", test.document, span)
			}
		})
	}
}

// No document makes UnmarshalJSON panic, and what it returns is valid.
func TestMangledJSON(t *testing.T) {
	data, err := ast.MarshalJSON(goldenQuery(t))
	if err != nil {
		t.Fatal(err)
	}
	s := fuzz.NewSource(3)
	pieces := []string{"null", `""`, "0", "[]", "{}", "true", `"kind"`, `"and"`, `"list"`, ",", ""}
	for range 20_000 {
		mangled := string(data)
		for range 1 + s.IntN(3) {
			i := s.IntN(len(mangled))
			j := i + s.IntN(min(12, len(mangled)-i))
			mangled = mangled[:i] + pieces[s.IntN(len(pieces))] + mangled[j:]
		}
		q, err := ast.UnmarshalJSON([]byte(mangled))
		if err == nil && ast.Validate(q.Filter) != nil {
			t.Fatalf("UnmarshalJSON(%s) gives the invalid %s", mangled, q.Filter)
		}
	}
}

func TestJSONIsLinear(t *testing.T) {
	terms := make([]ast.Expr, 20_000)
	for i := range terms {
		terms[i] = eq("a.b.c")
	}
	inTime(t, func() {
		data, err := ast.MarshalJSON(ast.Query{Filter: ast.NewAnd(terms...)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ast.UnmarshalJSON(data); err != nil {
			t.Error(err)
		}
	})
}
