package logic_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

// A world is a few fields with all the values that they may have, so that
// whatever is claimed of a filter can be tried on every object.
type world struct{ fields []worldField }

type worldField struct {
	path     ast.Path
	typ      ast.FieldType
	known    bool
	literals []string
	values   []string // JSON; "" for none
}

var (
	anyValues = []string{
		`"a":null`, ``, `"a":"x"`, `"a":"y"`, `"a":"xy"`, `"a":""`, `"a":"X"`, `"a":1`, `"a":2`,
		`"a":1.5`, `"a":true`, `"a":false`, `"a":"2024-01-01"`, `"a":"2024-01-01T00:00:00Z"`,
		`"a":"2025-01-01"`, `"a":{}`, `"a":{"name":"x"}`, `"a":{"name":1}`, `"a":[]`,
		`"a":[null]`, `"a":[[]]`, `"a":[["x"]]`, `"a":["x","y"]`, `"a":["x",1]`, `"a":[1,2]`,
		`"a":[null,"y"]`, `"a":[true,false]`, `"a":[{"name":"x"},"y"]`, `"a":[2,["xy",[""]]]`,
	}
	nestedValues = []string{
		``, `"a":null`, `"a":"x"`, `"a":{}`, `"a":{"b":null}`, `"a":{"b":"x"}`, `"a":{"b":1}`,
		`"a":{"b":[]}`, `"a":{"b":["x","y"]}`, `"a":[]`, `"a":["x",{"b":"y"}]`,
		`"a":[{"b":"x"},{"b":"y"}]`, `"a":[{"b":null},{}]`, `"a":{"name":"x","b":"x"}`,
		`"a":{"b":{"name":"y"}}`, `"a":{"b":{"name":"y"},"name":"y"}`, `"a":[{"b":[1,["xy"]]},1]`,
	}
	anyLiterals = []string{
		`"x"`, `"y"`, `"xy"`, `""`, `"X"`, `1`, `2`, `1.0`, `1.5`, `true`, `false`,
		`"2024-01-01"`, `2024-01-01`, `2025-01-01`, `"2025-01-01"`, `null`,
	}
)

var worlds = []world{
	{fields: []worldField{{
		path: "a", literals: anyLiterals,
		values: append(arrays("a", `"x"`, `"y"`, `"xy"`, `1`, `2`, `1.2`, `true`, `false`,
			`"2024-01-01"`, `"2025-01-01"`, `"2024-06-01"`, `""`), anyValues...),
	}}},
	{fields: []worldField{
		{path: "a", literals: []string{`"x"`, `"y"`, `1`, `null`, `null`}, values: nestedValues},
		{path: "a.b", literals: []string{`"x"`, `"y"`, `1`, `null`, `null`}, values: []string{``}},
	}},
	{fields: []worldField{
		{
			path: "n", typ: ast.FieldType{Kind: ast.KindNumber}, known: true,
			literals: []string{`0`, `1`, `-1`, `1.5`, `2`, `"1"`, `null`, `true`},
			values: []string{
				``, `"n":null`, `"n":0`, `"n":-1`, `"n":1`, `"n":1.5`, `"n":2`, `"n":-2`, `"n":3`,
				`"n":1.2`, `"n":1.7`, `"n":0.5`, `"n":-0.5`,
			},
		},
		{
			path: "f", typ: ast.FieldType{Kind: ast.KindBool}, known: true,
			literals: []string{`true`, `false`, `null`, `"true"`},
			values:   []string{``, `"f":null`, `"f":true`, `"f":false`},
		},
	}},
	{fields: []worldField{
		{
			path: "s", typ: ast.FieldType{Kind: ast.KindString}, known: true,
			literals: []string{`"x"`, `"y"`, `"xy"`, `""`, `"X"`, `null`, `1`, `"2024-01-01"`},
			values: []string{
				``, `"s":null`, `"s":""`, `"s":"x"`, `"s":"X"`, `"s":"y"`, `"s":"xy"`, `"s":"yx"`,
				`"s":"2024-01-01"`, `"s":"z"`, `"s":"x y"`, `"s":"1"`, `"s":"Xz"`, `"s":"\u0000"`,
			},
		},
		{
			path: "e", typ: ast.FieldType{
				Kind: ast.KindString, Enum: []string{"low", "mid", "high"}, Ordered: true,
			}, known: true,
			literals: []string{`"low"`, `"mid"`, `"high"`, `"none"`, `null`},
			values: []string{
				``, `"e":null`, `"e":"low"`, `"e":"mid"`, `"e":"high"`, `"e":"none"`, `"e":"zzz"`,
			},
		},
	}},
	{fields: []worldField{
		{
			path: "d", typ: ast.FieldType{Kind: ast.KindDateTime}, known: true,
			literals: []string{
				`2024-01-01`, `"2024-01-01"`, `2024-01-01T00:00:00.000000001Z`, `"2025-01-01T01:00+01:00"`,
				`null`, `"soon"`, `0000-01-01`, `9999-12-31T23:59:59.999999999-23:59`,
			},
			values: []string{
				``, `"d":null`, `"d":"2024-01-01"`, `"d":"2025-01-01"`, `"d":"soon"`,
				`"d":"0000-01-01"`, `"d":"0000-01-01T00:00:00+10:00"`, `"d":"2024-06-01T00:00:00Z"`,
				`"d":"2024-01-01T00:00:00.000000001Z"`, `"d":"2024-01-01T00:00:00.000000002Z"`,
				`"d":"2023-12-31T23:59:59.999999999Z"`, `"d":"9999-12-31T23:59:59.999999999-23:59"`,
			},
		},
		{
			path: "o", typ: ast.FieldType{Kind: ast.KindObject, Key: "id"}, known: true,
			literals: []string{`"x"`, `"y"`, `null`, `""`},
			values: []string{
				``, `"o":null`, `"o":{}`, `"o":{"id":"x"}`, `"o":{"id":"y"}`, `"o":{"name":"x"}`,
				`"o":{"id":"xy"}`, `"o":{"id":""}`, `"o":{"id":7}`,
			},
		},
	}},
	{fields: []worldField{{
		path: "t", typ: ast.FieldType{Kind: ast.KindString, Array: true}, known: true,
		literals: []string{`"x"`, `"y"`, `"xy"`, `null`, `""`},
		values: append(arrays("t", `"x"`, `"y"`, `"xy"`, `"z"`, `"w"`, `""`, `"1"`), ``, `"t":null`,
			`"t":[]`, `"t":[[],null]`, `"t":["",["xy"]]`),
	}}},
}

// arrays returns every array of at most three of the elements.
func arrays(name string, elements ...string) []string {
	var list []string
	for i, a := range elements {
		for j, b := range elements[:i+1] {
			for _, c := range elements[:j+1] {
				list = append(list, fmt.Sprintf(`"%s":[%s,%s,%s]`, name, a, b, c))
			}
		}
	}
	return list
}

// types tells the types of the world's fields.
func (w world) types(p ast.Path) (ast.FieldType, bool) {
	for _, f := range w.fields {
		if f.path == p {
			return f.typ, f.known
		}
	}
	return ast.FieldType{}, false
}

// documents returns every object of the world.
func (w world) documents() [][]byte {
	list := []string{""}
	for _, f := range w.fields {
		var longer []string
		for _, left := range list {
			for _, right := range f.values {
				members := slices.DeleteFunc([]string{left, right}, func(s string) bool { return s == "" })
				longer = append(longer, strings.Join(members, ","))
			}
		}
		list = longer
	}
	docs := make([][]byte, len(list))
	for i, members := range list {
		docs[i] = []byte("{" + members + "}")
	}
	return docs
}

// A writer makes random filters of a world.
type writer struct {
	*rand.Rand
	world world
}

func newWriter(w world, seed uint64) writer {
	return writer{rand.New(rand.NewPCG(seed, 7)), w}
}

func (w writer) expr(depth int) string {
	if n := w.IntN(10); depth == 0 || n < 3 {
		return w.comparison()
	}
	terms := make([]string, 2+w.IntN(3))
	for i := range terms {
		terms[i] = w.expr(depth - 1)
	}
	return "(" + strings.Join(terms, []string{" AND ", " OR "}[w.IntN(2)]) + ")"
}

func (w writer) comparison() string {
	f := w.world.fields[w.IntN(len(w.world.fields))]
	literal := func() string { return f.literals[w.IntN(len(f.literals))] }
	op := []string{"=", "!=", "~", "!~", ">", ">=", "<", "<=", "IN", "NOT IN", "=", "!="}[w.IntN(12)]
	if !strings.HasSuffix(op, "IN") {
		return fmt.Sprintf("%s %s %s", f.path, op, literal())
	}
	var list []string
	for range 1 + w.IntN(3) {
		if v := literal(); v != "null" {
			list = append(list, v)
		}
	}
	if len(list) == 0 {
		list = []string{`"x"`}
	}
	return fmt.Sprintf("%s %s (%s)", f.path, op, strings.Join(list, ", "))
}

func (w writer) tree(depth int) ast.Expr { return bbql.MustParse(w.expr(depth)) }
