package eval_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

// types are the field types of the tests of this package.
func types(p ast.Path) (ast.FieldType, bool) {
	typ, ok := map[ast.Path]ast.FieldType{
		"created_on": {Kind: ast.KindDateTime},
		"dates":      {Kind: ast.KindDateTime, Array: true},
		"priority": {Kind: ast.KindString, Ordered: true,
			Enum: []string{"trivial", "minor", "major", "critical", "blocker"}},
		"kind":     {Kind: ast.KindString, Enum: []string{"bug", "task"}},
		"title":    {Kind: ast.KindString},
		"any":      {Kind: ast.KindAny},
		"branch":   {Kind: ast.KindObject},
		"author":   {Kind: ast.KindObject, Key: "nickname"},
		"ref.name": {Kind: ast.KindString, Natural: true},
	}[p]
	return typ, ok
}

// A ruleTest says whether a query holds for an object.
type ruleTest struct {
	name, query, doc string
	want             bool
}

// run asks all forms of the object, and the complement of the query (M2).
func (tt ruleTest) run(t *testing.T, opts ...eval.Option) {
	t.Run(tt.name, func(t *testing.T) {
		expr := bbql.MustParse(tt.query)
		checkAll(t, expr, tt.doc, tt.want, opts...)
		if c, ok := expr.(*ast.Comparison); ok && !c.Op.IsOrdering() {
			complement := *c
			complement.Op = map[ast.Op]ast.Op{
				ast.OpEq: ast.OpNe, ast.OpContains: ast.OpNotContains, ast.OpIn: ast.OpNotIn,
				ast.OpNe: ast.OpEq, ast.OpNotContains: ast.OpContains, ast.OpNotIn: ast.OpIn,
			}[c.Op]
			checkAll(t, &complement, tt.doc, !tt.want, opts...)
		}
	})
}

func checkAll(t *testing.T, expr ast.Expr, doc string, want bool, opts ...eval.Option) {
	t.Helper()
	m, err := eval.Compile(expr, opts...)
	if err != nil {
		t.Fatalf("Compile(%v): %v", expr, err)
	}
	check := func(form string, got bool, err error) {
		t.Helper()
		if err != nil || got != want {
			t.Errorf("%v on %s (%s) = %t, %v; want %t", expr, doc, form, got, err, want)
		}
	}
	got, err := m.MatchJSON([]byte(doc))
	check("raw", got, err)
	got, err = m.Match(json.RawMessage(doc))
	check("RawMessage", got, err)
	e := m.Explain(json.RawMessage(doc))
	check("explained", e.Holds, e.Err)
	if strings.Contains(t.Name(), "M13") {
		return // a map has forgotten which name came first
	}
	for form, decode := range map[string]func(string) any{
		"decoded": decode, "numbers": decodeNumbers,
	} {
		v := decode(doc)
		got, err = m.Match(v)
		check(form, got, err)
		got, err = m.Match(struct{ M any }{v}.M)
		check(form+" in any", got, err)
		e = m.Explain(v)
		check(form+", explained", e.Holds, e.Err)
	}
}

func decode(doc string) any {
	var v any
	if err := json.Unmarshal([]byte(doc), &v); err != nil {
		panic(err)
	}
	return v
}

func decodeNumbers(doc string) any {
	var v any
	d := json.NewDecoder(bytes.NewReader([]byte(doc)))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

func TestPaths(t *testing.T) {
	tests := []ruleTest{
		{"empty filter", ``, `{}`, true},
		{"top level", `a = 1`, `{"a":1}`, true},
		{"nested", `a.b.c = 1`, `{"a":{"b":{"c":1}}}`, true},
		{"exact name", `a = 1`, `{"A":1}`, false},
		{"no dotted names", `a.b = 1`, `{"a.b":1}`, false},
		{"a name and a longer path", `a.b = 1 AND a.b.c = null AND a != null`, `{"a":{"b":1}}`,
			true},
		{"scalar where an object is needed", `a.b != null`, `{"a":"b"}`, false},
		{"number where an object is needed", `a.b = null`, `{"a":5}`, true},
		{"array of scalars where objects are needed", `a.b = null`, `{"a":[1,"x",null]}`, true},
		{"arrays on the way", `a.b.c = 3`, `{"a":[{"b":[{"c":1},{"c":2}]},{"b":{"c":3}}]}`, true},
		{"nested arrays on the way", `a.b = 3`, `{"a":[[[{"b":1}],[[{"b":3}]]]]}`, true},
		{"array at the end", `a.b = 3`, `{"a":{"b":[1,[2,[3]]]}}`, true},
		{"names like array indexes do not exist", `a.b = 3`, `{"a":[3]}`, false},
		{"keyword inside a path", `links.in = 1`, `{"links":{"in":1}}`, true},
		{"hyphen and underscore", `a-b.c_d = 1`, `{"a-b":{"c_d":1}}`, true},
		{"names are not unicode-normalised", `a = 1`, `{"á":1}`, false},
		{"AND", `a = 1 AND b = 2`, `{"a":1,"b":3}`, false},
		{"OR", `a = 1 OR b = 2`, `{"a":0,"b":2}`, true},
		{"precedence", `a = 1 OR b = 1 AND c = 1`, `{"a":1}`, true},
		{"parentheses", `(a = 1 OR b = 1) AND c = 1`, `{"a":1}`, false},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM1(t *testing.T) {
	tests := []ruleTest{
		{"M1 first element", `a = 1`, `{"a":[1,2,3]}`, true},
		{"M1 last element", `a = 3`, `{"a":[1,2,3]}`, true},
		{"M1 no element", `a = 4`, `{"a":[1,2,3]}`, false},
		{"M1 empty array", `a = 4`, `{"a":[]}`, false},
		{"M1 mixed types", `a = "1"`, `{"a":[1,true,null,{},"1"]}`, true},
		{"M1 through objects", `r.n = "b"`, `{"r":[{"n":"a"},{},{"n":"b"}]}`, true},
		{"M1 ordering", `a > 2`, `{"a":[1,3]}`, true},
		{"M1 both orderings by different elements", `a > 2 AND a < 2`, `{"a":[1,3]}`, true},
		{"M1 contains", `a ~ "X"`, `{"a":["b","axe"]}`, true},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM2(t *testing.T) {
	tests := []ruleTest{
		{"M2 != on a missing field", `a != "x"`, `{}`, true},
		{"M2 != on null", `a != "x"`, `{"a":null}`, true},
		{"M2 != on another type", `a != "5"`, `{"a":5}`, true},
		{"M2 != on an object without a name", `a != "x"`, `{"a":{}}`, true},
		{"M2 != on an array with the value", `a != 1`, `{"a":[1,2]}`, false},
		{"M2 != on an array without it", `a != 3`, `{"a":[1,2]}`, true},
		{"M2 != on an empty array", `a != 1`, `{"a":[]}`, true},
		{"M2 !~ on a boolean", `flag !~ "x"`, `{"flag":true}`, true},
		{"M2 !~ on a missing field", `a !~ ""`, `{}`, true},
		{"M2 !~ on a string", `a !~ ""`, `{"a":""}`, false},
		{"M2 NOT IN on null", `a NOT IN ("x", 1)`, `{"a":null}`, true},
		{"M2 NOT IN on a value", `a NOT IN ("x", 1)`, `{"a":[0,1]}`, false},
		{"M2 through a missing parent", `a.b.c NOT IN ("x")`, `{"a":null}`, true},
		{"M2 !~ with a number", `a !~ 5`, `{"a":"5"}`, true},
		{"M2 !~ null", `a !~ null`, `{"a":"null"}`, true},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM3(t *testing.T) {
	tests := []ruleTest{
		{"M3 missing", `a = null`, `{}`, true},
		{"M3 null", `a = null`, `{"a":null}`, true},
		{"M3 missing parent", `a.b.c = null`, `{"x":1}`, true},
		{"M3 null parent", `a.b = null`, `{"a":null}`, true},
		{"M3 scalar parent", `a.b = null`, `{"a":"s"}`, true},
		{"M3 empty array", `a = null`, `{"a":[]}`, true},
		{"M3 array of null", `a = null`, `{"a":[null]}`, true},
		{"M3 array of nulls", `a = null`, `{"a":[null,null]}`, true},
		{"M3 array of empty arrays", `a = null`, `{"a":[[]]}`, true},
		{"M3 deep empty arrays", `a = null`, `{"a":[[],[[null],[]]]}`, true},
		{"M3 overrides M1", `r.n = null`, `{"r":[{"n":null},{"n":"x"}]}`, false},
		{"M3 overrides M1 in any order", `r.n = null`, `{"r":[{"n":"x"},{"n":null}]}`, false},
		{"M3 overrides M1 beside a missing name", `r.n = null`, `{"r":[{},{"n":"x"}]}`, false},
		{"M3 all elements lack it", `r.n = null`, `{"r":[{},{"n":null},{"m":1}]}`, true},
		{"M3 null among values", `a = null`, `{"a":[null,1]}`, false},
		{"M3 objects are no nulls", `a = null`, `{"a":{}}`, false},
		{"M3 objects in arrays are no nulls", `a = null`, `{"a":[null,[{}]]}`, false},
		{"M3 objects with a null name are no nulls", `a = null`, `{"a":{"name":null}}`, false},
		{"M3 false is no null", `a = null`, `{"a":false}`, false},
		{"M3 zero is no null", `a = null`, `{"a":0}`, false},
		{"M3 empty text is no null", `a = null`, `{"a":""}`, false},
		{"M3 != null", `a != null`, `{"a":[null,0]}`, true},
		{"M3 the word null", `a = "null"`, `{"a":null}`, false},
		{"M3 > null", `a > null`, `{"a":1}`, false},
		{"M3 >= null", `a >= null`, `{"a":null}`, false},
		{"M3 < null", `a < null`, `{}`, false},
		{"M3 <= null", `a <= null`, `{"a":null}`, false},
		{"M3 ~ null", `a ~ null`, `{"a":null}`, false},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM4(t *testing.T) {
	tests := []ruleTest{
		{"M4 case", `a = "open"`, `{"a":"OPEN"}`, false},
		{"M4 equal", `a = "OPEN"`, `{"a":"OPEN"}`, true},
		{"M4 no normalisation", `a = "é"`, `{"a":"e\u0301"}`, false},
		{"M4 escapes in the data", `a = "é/\""`, `{"a":"\u00e9\/\""}`, true},
		{"M4 astral", `a = "😀"`, `{"a":"\ud83d\ude00"}`, true},
		{"M4 empty", `a = ""`, `{"a":""}`, true},
		{"M4 space counts", `a = "x"`, `{"a":"x "}`, false},
		{"M4 NUL in the data", `a = "x"`, `{"a":"x\u0000"}`, false},
		{"M4 IN", `a IN ("b", "c", "a", "b")`, `{"a":"c"}`, true},
		{"M4 IN and case", `a IN ("b", "c")`, `{"a":"C"}`, false},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM5(t *testing.T) {
	tests := []ruleTest{
		{"M5 substring", `a ~ "pen"`, `{"a":"OPENED"}`, true},
		{"M5 whole", `a ~ "x"`, `{"a":"X"}`, true},
		{"M5 absent", `a ~ "y"`, `{"a":"X"}`, false},
		{"M5 empty needle", `a ~ ""`, `{"a":"x"}`, true},
		{"M5 empty needle, empty text", `a ~ ""`, `{"a":""}`, true},
		{"M5 empty needle, null", `a ~ ""`, `{"a":null}`, false},
		{"M5 Kelvin sign in the data", `a ~ "k"`, `{"a":"5 \u212a"}`, true},
		{"M5 Kelvin sign in the needle", `a ~ "ºK"`, `{"a":"5 ºk"}`, true},
		{"M5 long s in the data", `a ~ "SS"`, `{"a":"Congre\u017f\u017f"}`, true},
		{"M5 long s in the needle", `a ~ "ſ"`, `{"a":"S"}`, true},
		{"M5 sharp s does not expand", `a ~ "ss"`, `{"a":"ß"}`, false},
		{"M5 capital sharp s", `a ~ "ß"`, `{"a":"ẞ"}`, true},
		{"M5 dotted capital I is no i", `a ~ "i"`, `{"a":"İ"}`, false},
		{"M5 dotless i is no I", `a ~ "I"`, `{"a":"ı"}`, false},
		{"M5 three sigmas", `a ~ "ΟΔΟΣ"`, `{"a":"οδος"}`, true},
		{"M5 umlaut", `a ~ "ÄÖ"`, `{"a":"xäöx"}`, true},
		{"M5 micro and mu", `a ~ "µ"`, `{"a":"Μ"}`, true},
		{"M5 Deseret", `a ~ "𐐀"`, `{"a":"𐐨"}`, true},
		{"M5 no wildcards", `a ~ "a*b%_"`, `{"a":"axxb"}`, false},
		{"M5 wildcards as text", `a ~ "%_*"`, `{"a":"x%_*x"}`, true},
		{"M5 on a number", `a ~ "1"`, `{"a":1}`, false},
		{"M5 on a boolean", `a ~ "true"`, `{"a":true}`, false},
		{"M5 number literal", `a ~ 1`, `{"a":"1"}`, false},
		{"M5 boolean literal", `a ~ true`, `{"a":"true"}`, false},
		{"M5 datetime literal", `a ~ 2024-01-01`, `{"a":"2024-01-01"}`, false},
		{"M5 in an array", `a ~ "Z"`, `{"a":[1,["xyz"]]}`, true},
		{"M5 needle longer than the text", `a ~ "xyz"`, `{"a":"xy"}`, false},
		{"M5 escaped text", `a ~ "É\""`, `{"a":"x\u00e9\"x"}`, true},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM6(t *testing.T) {
	tests := []ruleTest{
		{"M6 spelling", `a = 1.0`, `{"a":1}`, true},
		{"M6 exponent", `a = 1`, `{"a":1e0}`, true},
		{"M6 exponent and dot", `a = 1500`, `{"a":1.5E+3}`, true},
		{"M6 negative exponent", `a = 0.0015`, `{"a":15e-4}`, true},
		{"M6 negative zero", `a = 0`, `{"a":-0.0}`, true},
		{"M6 zero with an exponent", `a = 0`, `{"a":0e5}`, true},
		{"M6 a tenth", `a = 0.1`, `{"a":0.1}`, true},
		{"M6 order", `a > 9`, `{"a":10}`, true},
		{"M6 order of fractions", `a < 0.2`, `{"a":0.19}`, true},
		{"M6 order of negatives", `a < -9`, `{"a":-10}`, true},
		{"M6 order across zero", `a >= -1`, `{"a":0}`, true},
		{"M6 equal is not greater", `a > 1.50`, `{"a":1.5}`, false},
		{"M6 equal is greater or equal", `a >= 1.50`, `{"a":1.5}`, true},
		{"M6 equal is less or equal", `a <= 1.50`, `{"a":1.5}`, true},
		{"M6 equal is not less", `a < 1.50`, `{"a":1.5}`, false},
		{"M6 leading zeros in the literal", `a = 007`, `{"a":7}`, true},
		{"M6 IN", `a IN (3, 2.0, 1)`, `{"a":2}`, true},
		{"M6 IN, absent", `a IN (3, 2.0, 1)`, `{"a":2.5}`, false},
		{"M6 IN, many", `a IN (9, 8, 7, 6, 5, 4, 3, 2, 1, -1)`, `{"a":-1.0}`, true},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

// TestRuleM6Exact has numbers that a float64 does not hold.
func TestRuleM6Exact(t *testing.T) {
	huge := "1e" + strings.Repeat("9", 12)
	tests := []ruleTest{
		{"M6 beyond float64, equal", `a = 9007199254740993`, `{"a":9007199254740993}`, true},
		{"M6 beyond float64, neighbour", `a = 9007199254740992`, `{"a":9007199254740993}`, false},
		{"M6 beyond float64, order", `a > 9007199254740992`, `{"a":9007199254740993}`, true},
		{"M6 long fraction", `a = 0.1000000000000000000000000000001`, `{"a":0.1}`, false},
		{"M6 long fraction, order", `a > 0.1000000000000000000000000000001`, `{"a":0.1}`, false},
		{"M6 huge exponent", `a > 5`, `{"a":` + huge + `}`, true},
		{"M6 huge exponent, negative", `a < -5`, `{"a":-` + huge + `}`, true},
		{"M6 tiny exponent", `a > 0 AND a < 0.000001`, `{"a":1e-999999999999}`, true},
		{"M6 huge exponent of zero", `a = 0`, `{"a":0e999999999999}`, true},
		{"M6 exponent past int64", `a > 5`, `{"a":1e99999999999999999999}`, true},
		{"M6 exponent past int64, negative", `a < 5 AND a > 0`, `{"a":1e-99999999999999999999}`,
			true},
		{"M6 a long number", `a = ` + strings.Repeat("7", 300), `{"a":` + strings.Repeat("7",
			300) + `}`, true},
		{"M6 shifted", `a = 123456789012345678901234567890`,
			`{"a":1.2345678901234567890123456789e29}`, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := mustCompile(t, tt.query)
			got, err := m.MatchJSON([]byte(tt.doc))
			if err != nil || got != tt.want {
				t.Errorf("raw: %t, %v; want %t", got, err, tt.want)
			}
			got, err = m.Match(decodeNumbers(tt.doc))
			if err != nil || got != tt.want {
				t.Errorf("json.Number: %t, %v; want %t", got, err, tt.want)
			}
		})
	}
}

func mustCompile(t testing.TB, query string, opts ...eval.Option) *eval.Matcher {
	t.Helper()
	m, err := eval.Compile(bbql.MustParse(query), opts...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRuleM7(t *testing.T) {
	tests := []ruleTest{
		{"M7 offsets", `d = 2024-01-01T00:00:00Z`, `{"d":"2024-01-01T02:00:00+02:00"}`, true},
		{"M7 odd offset", `d = 2024-01-01T00:00:00Z`, `{"d":"2024-01-01T05:45:00+05:45"}`, true},
		{"M7 offset without a colon", `d = 2024-01-01T00:00:00Z`,
			`{"d":"2023-12-31T19:30:00-0430"}`, true},
		{"M7 largest offset", `d = 2024-01-01T00:01:00Z`, `{"d":"2024-01-02T00:00:00+23:59"}`,
			true},
		{"M7 no offset is UTC", `d = 2024-01-01T00:00:00Z`, `{"d":"2024-01-01T00:00:00"}`, true},
		{"M7 a date is its midnight", `d = 2024-01-01`, `{"d":"2024-01-01T00:00:00+00:00"}`, true},
		{"M7 a date is not its noon", `d = 2024-01-01`, `{"d":"2024-01-01T12:00:00Z"}`, false},
		{"M7 minutes", `d = 2024-01-01T10:30`, `{"d":"2024-01-01T10:30:00.000Z"}`, true},
		{"M7 fractions", `d = 2024-01-01T00:00:00.5Z`, `{"d":"2024-01-01T00:00:00.500000+00:00"}`,
			true},
		{"M7 nanoseconds", `d > 2024-01-01T00:00:00.000000001Z`,
			`{"d":"2024-01-01T00:00:00.000000002Z"}`, true},
		{"M7 ten fraction digits are no datetime", `d > 2000-01-01`,
			`{"d":"2024-01-01T00:00:00.0000000001Z"}`, false},
		{"M7 order", `d > 2024-01-01`, `{"d":"2024-01-01T00:00:00.000001Z"}`, true},
		{"M7 order across offsets", `d < 2024-01-01T00:30:00Z`, `{"d":"2024-01-01T01:00:00+01:00"}`,
			true},
		{"M7 text that is no datetime", `d != 2024-01-01`, `{"d":"soon"}`, true},
		{"M7 text with space", `d = 2024-01-01`, `{"d":" 2024-01-01"}`, false},
		{"M7 lower case", `d = 2024-01-01T00:00:00Z`, `{"d":"2024-01-01t00:00:00z"}`, false},
		{"M7 impossible date", `d > 2024-01-01`, `{"d":"2024-02-30"}`, false},
		{"M7 a number is no datetime", `d > 2024-01-01`, `{"d":1704067200}`, false},
		{"M7 IN", `d IN (2023-01-01, 2024-01-01)`, `{"d":"2024-01-01T01:00:00+01:00"}`, true},
		{"M7 IN, in any order", `d IN (2025-01-01, 2024-01-01, 2023-01-01)`, `{"d":"2025-01-01"}`, true},
		{"M7 text is no instant", `d = 1970-01-01`, `{"d":"soon"}`, false},
		{"M7 text has no place in time", `d <= 2024-01-01`, `{"d":"soon"}`, false},
		{"M7 array", `d >= 2024-01-01`, `{"d":["2023-01-01","2024-06-01"]}`, true},
		{"M7 objects are no datetimes", `d >= 2024-01-01`, `{"d":{"name":"2024-06-01"}}`, false},
		{"M7 year 0", `d < 2024-01-01`, `{"d":"0000-01-01"}`, true},
		{"M7 year 9999", `d > 2024-01-01`, `{"d":"9999-12-31T23:59:59.999999999-23:59"}`, true},

		{"M7 quoted without a type, ordering", `d > "2024-01-01T00:00:00+01:00"`,
			`{"d":"2023-12-31T23:30:00Z"}`, true},
		{"M7 quoted without a type, ordering, reverse", `d < "2024-01-01T00:00:00+01:00"`,
			`{"d":"2023-12-31T23:30:00Z"}`, false},
		{"M7 quoted without a type, data is text", `d > "2024-01-01"`, `{"d":"3"}`, true},
		{"M7 quoted without a type, literal is text", `d > "2024"`, `{"d":"2024-01-01"}`, true},
		{"M7 quoted without a type, = is text", `d = "2024-01-01T00:00:00Z"`,
			`{"d":"2024-01-01T00:00:00+00:00"}`, false},
		{"M7 quoted without a type, = is the same text", `d = "2024-01-01"`, `{"d":"2024-01-01"}`,
			true},
		{"M7 quoted without a type, IN is text", `d IN ("2024-01-01T00:00:00Z")`,
			`{"d":"2024-01-01T00:00:00+00:00"}`, false},
		{"M7 quoted, ~ is text", `d ~ "2024-01"`, `{"d":"2024-01-01"}`, true},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM7Typed(t *testing.T) {
	tests := []ruleTest{
		{"M7 quoted with the type, =", `created_on = "2024-01-01"`,
			`{"created_on":"2024-01-01T01:00:00+01:00"}`, true},
		{"M7 quoted with the type, IN", `created_on IN ("2023-01-01", "2024-01-01")`,
			`{"created_on":"2024-01-01T00:00:00Z"}`, true},
		{"M7 quoted with the type, ordering", `created_on >= "2024-01-01"`,
			`{"created_on":"2024-01-01T00:30:00+01:00"}`, false},
		{"M7 quoted with the type, array", `dates = "2024-01-01"`,
			`{"dates":["x",["2024-01-01T00:00Z"]]}`, true},
		{"M7 quoted with the type, data is text", `created_on = "2024-01-01"`,
			`{"created_on":"soon"}`, false},
		{"M7 quoted with the type, literal is text", `created_on = "soon"`, `{"created_on":"soon"}`,
			false},
		{"M7 quoted with the type, literal is text, ordering", `created_on > "2024"`,
			`{"created_on":"2024-01-01"}`, false},
		{"M7 quoted with the type, ~ is text", `created_on ~ "24-01"`,
			`{"created_on":"2024-01-01"}`, true},
		{"M7 unquoted with the type", `created_on = 2024-01-01`,
			`{"created_on":"2024-01-01T00:00:00Z"}`, true},
		{"M7 with another type, text", `title > "2024-01-01T00:00:00+01:00"`,
			`{"title":"2023-12-31T23:30:00Z"}`, false},
		{"M7 unquoted with another type", `title > 2024-01-01T00:00:00+01:00`,
			`{"title":"2023-12-31T23:30:00Z"}`, true},
		{"M7 with a type that knows nothing", `any > "2024-01-01T00:00:00+01:00"`,
			`{"any":"2023-12-31T23:30:00Z"}`, true},
	}
	for _, tt := range tests {
		tt.run(t, eval.WithTypes(types))
	}
}

func TestRuleM8(t *testing.T) {
	typed := []ruleTest{
		{"M8 declared order", `priority > "minor"`, `{"priority":"blocker"}`, true},
		{"M8 declared order, below", `priority < "critical"`, `{"priority":"major"}`, true},
		{"M8 declared order, equal", `priority >= "major"`, `{"priority":"major"}`, true},
		{"M8 data outside", `priority > "trivial"`, `{"priority":"zzz"}`, false},
		{"M8 data outside, other direction", `priority < "blocker"`, `{"priority":"aaa"}`, false},
		{"M8 literal outside", `priority > "aaa"`, `{"priority":"major"}`, false},
		{"M8 literal and data outside", `priority >= "zzz"`, `{"priority":"zzz"}`, false},
		{"M8 case", `priority > "trivial"`, `{"priority":"Major"}`, false},
		{"M8 = outside", `priority = "zzz"`, `{"priority":"zzz"}`, true},
		{"M8 ~ is text", `priority ~ "MAJ"`, `{"priority":"major"}`, true},
		{"M8 stand-in", `priority > "minor"`, `{"priority":{"name":"major"}}`, true},
		{"M8 array", `priority > "major"`, `{"priority":["minor","blocker"]}`, true},
		{"M8 number literal", `priority > 1`, `{"priority":"major"}`, false},
		{"M8 enum without order", `kind > "bug"`, `{"kind":"zzz"}`, true},
	}
	for _, tt := range typed {
		tt.run(t, eval.WithTypes(types))
	}
	untyped := []ruleTest{
		{"M8 code points", `a > "Z"`, `{"a":"a"}`, true},
		{"M8 prefix", `a < "abc"`, `{"a":"ab"}`, true},
		{"M8 digits as text", `a < "9"`, `{"a":"10"}`, true},
		{"M8 astral after the private use area", `a > "\ue000"`, `{"a":"\ud83d\ude00"}`, true},
		{"M8 empty", `a < "a"`, `{"a":""}`, true},
		{"M8 without a type", `priority > "minor"`, `{"priority":"blocker"}`, false},
	}
	for _, tt := range untyped {
		tt.query = strings.ReplaceAll(tt.query, `\ue000`, "\ue000")
		tt.run(t)
	}
}

func TestRuleM9(t *testing.T) {
	tests := []ruleTest{
		{"M9 number and string", `id = "5"`, `{"id":5}`, false},
		{"M9 string and number", `id = 5`, `{"id":"5"}`, false},
		{"M9 boolean and string", `a = "true"`, `{"a":true}`, false},
		{"M9 string and boolean", `a = true`, `{"a":"true"}`, false},
		{"M9 number and boolean", `a = true`, `{"a":1}`, false},
		{"M9 boolean and number", `a = 0`, `{"a":false}`, false},
		{"M9 object and number", `a = 5`, `{"a":{"name":5}}`, false},
		{"M9 object and boolean", `a = true`, `{"a":{"name":true}}`, false},
		{"M9 order of a number and a string", `a < "9"`, `{"a":1}`, false},
		{"M9 order of a string and a number", `a > 0`, `{"a":"1"}`, false},
		{"M9 IN, by type", `a IN ("5", true, 2024-01-01)`, `{"a":5}`, false},
		{"M9 IN, the right type", `a IN ("5", true, 5)`, `{"a":5}`, true},
		{"M9 IN, a boolean among others", `a IN ("x", false)`, `{"a":false}`, true},
		{"M9 null and false", `a = false`, `{"a":null}`, false},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM10(t *testing.T) {
	tests := []ruleTest{
		{"M10 = true", `a = true`, `{"a":true}`, true},
		{"M10 = false", `a = false`, `{"a":false}`, true},
		{"M10 = true on false", `a = true`, `{"a":false}`, false},
		{"M10 != false on a missing field", `a != false`, `{}`, true},
		{"M10 IN", `a IN (true, false)`, `{"a":false}`, true},
		{"M10 > ", `a > false`, `{"a":true}`, false},
		{"M10 >=", `a >= true`, `{"a":true}`, false},
		{"M10 <", `a < true`, `{"a":false}`, false},
		{"M10 <=", `a <= true`, `{"a":true}`, false},
		{"M10 ~", `a ~ true`, `{"a":true}`, false},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM11(t *testing.T) {
	tests := []ruleTest{
		{"M11 =", `component = "UI"`, `{"component":{"name":"UI"}}`, true},
		{"M11 = with another name", `component = "UI"`, `{"component":{"name":"API"}}`, false},
		{"M11 ~", `component ~ "u"`, `{"component":{"name":"UI"}}`, true},
		{"M11 >", `component > "T"`, `{"component":{"name":"UI"}}`, true},
		{"M11 IN", `component IN ("API", "UI")`, `{"component":{"name":"UI"}}`, true},
		{"M11 IN with other types", `component IN (5, true, "UI")`, `{"component":{"name":"UI"}}`,
			true},
		{"M11 number name", `component = "5"`, `{"component":{"name":5}}`, false},
		{"M11 null name", `component ~ ""`, `{"component":{"name":null}}`, false},
		{"M11 no name", `component ~ ""`, `{"component":{"title":"UI"}}`, false},
		{"M11 name in an array is no string", `component = "UI"`, `{"component":{"name":["UI"]}}`,
			false},
		{"M11 not recursive", `component = "UI"`, `{"component":{"name":{"name":"UI"}}}`, false},
		{"M11 in arrays", `components = "UI"`, `{"components":[{"name":"API"},[{"name":"UI"}]]}`,
			true},
		{"M11 scalars beside objects", `components = "UI"`, `{"components":[{"name":"API"},"UI"]}`,
			true},
		{"M11 the name itself", `component.name = "UI"`, `{"component":{"name":"UI"}}`, true},
		{"M11 both in one filter", `component.name = "UI" AND component = "UI"`,
			`{"component":{"name":"UI"}}`, true},
		{"M11 null and the name", `component != null AND component.name = null`,
			`{"component":{"name":null}}`, true},
		{"M11 escaped name", `component = "UI"`, `{"component":{"n\u0061me":"\u0055I"}}`, true},
		{"M11 a datetime literal is no string", `component > 2020-01-01`,
			`{"component":{"name":"2024-01-01"}}`, false},
		{"M11 the key without a type", `author = "jdoe"`, `{"author":{"nickname":"jdoe"}}`, false},
	}
	for _, tt := range tests {
		tt.run(t)
	}
	typed := []ruleTest{
		{"M11 another key", `author = "jdoe"`, `{"author":{"nickname":"jdoe","name":"J"}}`, true},
		{"M11 another key, not the name", `author = "J"`,
			`{"author":{"nickname":"jdoe","name":"J"}}`, false},
		{"M11 the default key", `branch ~ "main"`, `{"branch":{"name":"Main"}}`, true},
	}
	for _, tt := range typed {
		tt.run(t, eval.WithTypes(types))
	}
}

func TestRuleM12(t *testing.T) {
	tests := []ruleTest{
		{"M12 scalars", `attributes = "binary"`, `{"attributes":["link","binary"]}`, true},
		{"M12 nested arrays", `a = 5`, `{"a":[[[1],[[5]]]]}`, true},
		{"M12 nested empty arrays", `a = 5`, `{"a":[[],[[]]]}`, false},
		{"M12 arrays of objects in arrays", `a.b = 5`, `{"a":[[{"b":[[5]]}]]}`, true},
		{"M12 deep", `a = 5`, `{"a":` + strings.Repeat("[", 5000) + "5" + strings.Repeat("]",
			5000) + `}`, true},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM13(t *testing.T) {
	tests := []ruleTest{
		{"M13 first wins", `a = 1`, `{"a":1,"a":2}`, true},
		{"M13 second is not seen", `a = 2`, `{"a":1,"a":2}`, false},
		{"M13 first null", `a = null`, `{"a":null,"a":2}`, true},
		{"M13 first empty", `a = null`, `{"a":[],"a":[2]}`, true},
		{"M13 parents", `a.c = null`, `{"a":{"b":1},"a":{"c":2}}`, true},
		{"M13 scalar parent first", `a.c = null`, `{"a":1,"a":{"c":2}}`, true},
		{"M13 escaped spelling second", `ab = 1`, `{"ab":1,"\u0061b":2}`, true},
		{"M13 escaped spelling first", `ab = 2`, `{"\u0061b":2,"ab":1}`, true},
		{"M13 escaped parent", `a.b = 2`, `{"\u0061":{"\u0062":2},"a":{"b":1}}`, true},
		{"M13 each object by itself", `a.b = 2`, `{"a":[{"b":1,"b":9},{"b":2,"b":9}]}`, true},
		{"M13 each object by itself, second ones", `a.b = 9`, `{"a":[{"b":1,"b":9},{"b":2,"b":9}]}`,
			false},
		{"M13 the name of an object", `a = "x"`, `{"a":{"name":"x","name":"y"}}`, true},
		{"M13 the first name is no string", `a = "y"`, `{"a":{"name":1,"name":"y"}}`, false},
		{"M13 the name and its path", `a = "x" AND a.name = "x"`, `{"a":{"name":"x","name":"y"}}`,
			true},
		{"M13 other names between", `a = 1 AND b = 2`, `{"a":1,"b":2,"a":3,"b":4,"a":2}`, true},
		{"M13 same name at another depth", `a.a = 2`, `{"a":{"a":2},"b":{"a":3}}`, true},
	}
	for _, tt := range tests {
		tt.run(t)
	}
	t.Run("M13 many names", func(t *testing.T) {
		var query, doc []string
		for i := range 200 {
			name := "f" + string(rune('a'+i%26)) + strings.Repeat("x", i/26)
			query = append(query, name+" = 1")
			doc = append(doc, `"`+name+`":1`)
		}
		for _, field := range doc[:] {
			doc = append(doc, strings.TrimSuffix(field, "1")+"2")
		}
		ruleTest{"M13", strings.Join(query, " AND "), "{" + strings.Join(doc, ",") + "}",
			true}.run(t)
	})
}

func TestRuleM14(t *testing.T) {
	const doc = `{"reviewers":[{"nickname":"a","uuid":"1"},{"nickname":"b","uuid":"2"}]}`
	tests := []ruleTest{
		{"M14 different elements", `reviewers.nickname = "a" AND reviewers.uuid = "2"`, doc, true},
		{"M14 negation of its own", `reviewers.nickname = "a" AND reviewers.nickname != "b"`, doc,
			false},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestRuleM15(t *testing.T) {
	tests := []ruleTest{
		{"M15 high surrogate", "a = \"\ufffd\"", `{"a":"\ud800"}`, true},
		{"M15 low surrogate", "a = \"x\ufffdy\"", `{"a":"x\udc00y"}`, true},
		{"M15 wrong order", "a = \"\ufffd\ufffd\"", `{"a":"\udc00\ud800"}`, true},
		{"M15 high before a pair", "a = \"\ufffd😀\"", `{"a":"\ud800\ud83d\ude00"}`, true},
		{"M15 invalid UTF-8", "a = \"\ufffd\ufffd\"", "{\"a\":\"\xff\xfe\"}", true},
		{"M15 in a name of no interest", `a = 1`, `{"\ud800":2,"a":1}`, true},
		{"M15 contains", "a ~ \"\ufffd\"", `{"a":"x\ud800"}`, true},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}
