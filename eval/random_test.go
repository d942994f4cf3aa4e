package eval_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

// A generator makes small queries and documents that have much to do with each
// other.
type generator struct{ *rand.Rand }

func newGenerator(seed uint64) generator { return generator{rand.New(rand.NewPCG(seed, 1))} }

func pick[T any](g generator, of ...T) T { return of[g.IntN(len(of))] }

// texts are strings that fold, look like something else, or nearly so.
var texts = []string{
	"", "a", "A", "ab", "AB", "k", "\u212a", "s", "ſ", "ß", "İ", "i", "1", "1.0", "true", "null",
	"x y", "\"\\", "\ufffd", "😀",
	"2024-01-01", "2024-01-01T00:00:00Z", "2024-01-01T02:00:00+02:00",
	"2023-12-31T23:59:59.999999999Z", "2024-01-01T00:00",
	"2024-02-30", "2024-01-01t00:00:00Z", "Straße", "ΟΔΟΣ", "οδος", "name",
}

var numbers = []string{
	"0", "-0", "1", "1.0", "10e-1", "2", "-1", "0.1", "1E2", "100", "9007199254740993",
	"9007199254740992", "1e20", "0.30000000000000004",
}

func (g generator) path() ast.Path {
	return pick[ast.Path](g, "a", "b", "a.b", "a.a", "b.name", "name", "a.name", "a.b.a", "c")
}

// object returns a JSON object without duplicate names.
func (g generator) object(depth int) string {
	var members []string
	for _, name := range []string{"a", "b", "name", "c", "\\u0061b"} {
		if g.IntN(3) > 0 {
			members = append(members, fmt.Sprintf(`"%s"%s:%s`, name, pick(g, "", " "),
				g.value(depth+1)))
		}
	}
	g.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	return "{" + strings.Join(members, pick(g, ",", " , ")) + "}"
}

func (g generator) value(depth int) string {
	if n := g.IntN(10); depth < 4 && n < 3 {
		return g.object(depth)
	} else if depth < 6 && n < 6 {
		elements := make([]string, g.IntN(4))
		for i := range elements {
			elements[i] = g.value(depth + 1)
		}
		return "[" + strings.Join(elements, ",") + "]"
	}
	switch g.IntN(6) {
	case 0:
		return pick(g, "null", "true", "false")
	case 1, 2:
		return pick(g, numbers...)
	}
	quoted, err := json.Marshal(pick(g, texts...))
	if err != nil {
		panic(err)
	}
	if g.IntN(8) == 0 {
		return pick(g, `"\ud800"`, `"\u0061"`, `"\/"`, "\"\xff\"", `"\u212A"`)
	}
	return string(quoted)
}

func (g generator) literal() ast.Value {
	switch g.IntN(8) {
	case 0:
		return &ast.Bool{Value: g.IntN(2) == 0}
	case 1, 2:
		n, err := ast.NewNumber(pick(g,
			"0", "1", "1.00", "2", "-1", "0.1", "100", "9007199254740993", "100000000000000000000"))
		if err != nil {
			panic(err)
		}
		return n
	case 3:
		d, err := ast.NewDateTime(pick(g,
			"2024-01-01", "2024-01-01T02:00+02:00", "2023-12-31T23:59:59.999999999Z"))
		if err != nil {
			panic(err)
		}
		return d
	}
	return &ast.String{Value: pick(g, texts...)}
}

func (g generator) comparison() *ast.Comparison {
	c := &ast.Comparison{Field: g.path(), Op: ast.Op(1 + g.IntN(10)), Value: g.literal()}
	switch {
	case c.Op.TakesList():
		values := []ast.Value{c.Value}
		for range g.IntN(4) {
			values = append(values, g.literal())
		}
		c.Value = &ast.List{Values: values}
	case g.IntN(6) == 0:
		c.Value = &ast.Null{}
	}
	return c
}

func (g generator) expr(depth int) ast.Expr {
	n := g.IntN(10)
	if depth > 2 || n < 5 {
		return g.comparison()
	}
	terms := make([]ast.Expr, 1+g.IntN(3))
	for i := range terms {
		terms[i] = g.expr(depth + 1)
	}
	if n < 7 {
		return &ast.Or{Terms: terms}
	}
	return &ast.Paren{X: &ast.And{Terms: terms}}
}

// checkPair asks a query of a document in every form and compares the answers
// with each other and with the reference.
func checkPair(t *testing.T, e ast.Expr, doc string) {
	t.Helper()
	m, err := eval.Compile(e)
	if err != nil {
		t.Fatalf("Compile(%v): %v", e, err)
	}
	got, err := m.MatchJSON([]byte(doc))
	if err != nil {
		t.Fatalf("MatchJSON(%s): %v", doc, err)
	}
	v := decodeNumbers(doc)
	if want := reference(e, v, nil); got != want {
		t.Errorf("%v on %s: %t, by the rules %t", e, doc, got, want)
	}
	sameUnderChecks(t, e, doc, got)
	if decoded, err := m.Match(v); err != nil || decoded != got {
		t.Errorf("%v on %s: %t raw, %t, %v decoded", e, doc, got, decoded, err)
	}
	checkFloats(t, m, doc)
	object := newGenerator(uint64(len(doc))).asStruct(v)
	if ok, err := m.Match(object); err != nil || ok != got {
		t.Errorf("%v on %s: %t raw, %t, %v as %#v", e, doc, got, ok, err, object)
	}
	if ex := m.Explain(v); ex.Err != nil || ex.Holds != got {
		t.Errorf("%v on %s: %t, but explained as\n%v", e, doc, got, ex)
	}
	m.Unplan()
	if decoded, err := m.Match(v); err != nil || decoded != got {
		t.Errorf("%v on %s: %t planned, %t, %v in the order of the text", e, doc, got, decoded, err)
	}
	f := m.Funnel()
	if ok, err := f.AddJSON([]byte(doc)); err != nil || ok != got {
		t.Errorf("%v on %s: %t, %v by the funnel", e, doc, ok, err)
	}
	if f.String() == "" {
		t.Error("the funnel says nothing")
	}
	if c, ok := e.(*ast.Comparison); ok && !c.Op.IsOrdering() {
		complement := *c
		if complement.Op++; c.Op.IsNegation() {
			complement.Op = c.Op.Positive()
		}
		other, err := eval.Compile(&complement)
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := other.MatchJSON([]byte(doc)); err != nil || ok == got {
			t.Errorf("M2: %v and %v are both %t on %s, %v", e, &complement, got, doc, err)
		}
	}
}

var plainName = regexp.MustCompile(`^[a-z]+$`)

// asStruct returns a decoded value in which objects are structs, or pointers to
// some, and numbers are integers where they can be.
func (g generator) asStruct(v any) any {
	switch v := v.(type) {
	case []any:
		array := make([]any, len(v))
		for i := range v {
			array[i] = g.asStruct(v[i])
		}
		return array
	case json.Number:
		if n, err := v.Int64(); err == nil && g.IntN(2) == 0 {
			return n
		} else if n, err := strconv.ParseUint(v.String(), 10, 64); err == nil && g.IntN(2) == 0 {
			return n
		}
	case map[string]any:
		var fields []reflect.StructField
		names := slices.Sorted(maps.Keys(v))
		for i, name := range names {
			if !plainName.MatchString(name) {
				return v
			}
			fields = append(fields, reflect.StructField{
				Name: fmt.Sprint("F", i),
				Type: reflect.TypeFor[any](), // or types would pile up
				Tag:  reflect.StructTag(fmt.Sprintf(`json:%q`, name)),
			})
		}
		object := reflect.New(reflect.StructOf(fields))
		for i, name := range names {
			if value := g.asStruct(v[name]); value != nil {
				object.Elem().Field(i).Set(reflect.ValueOf(value))
			}
		}
		return pick(g, object, object.Elem()).Interface()
	}
	return v
}

// checkFloats compares the answers for a document with floats for its numbers
// and for what encoding/json writes of that.
func checkFloats(t *testing.T, m *eval.Matcher, doc string) {
	t.Helper()
	var v any
	if json.Unmarshal([]byte(doc), &v) != nil {
		return // a number too large
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	want, err := m.MatchJSON(data)
	if err != nil {
		t.Fatalf("MatchJSON(%s): %v", data, err)
	}
	if got, err := m.Match(v); err != nil || got != want {
		t.Errorf("%s: %t as JSON, %t, %v as floats", data, want, got, err)
	}
}

// TestRandomFloats compares floats with literals that are equal or nearly so.
func TestRandomFloats(t *testing.T) {
	g := newGenerator(3)
	for range 5000 {
		f := math.Float64frombits(g.Uint64())
		if g.IntN(2) == 0 {
			f = float64(g.IntN(2_000_000)-1_000_000) / pick(g, 1.0, 3, 10, 1e9, 1e-20)
		}
		text := strconv.FormatFloat(f, 'f', -1, 64)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			continue
		}
		if last := len(text) - 1; g.IntN(2) == 0 {
			text = text[:last] + string('0'+(text[last]-'0'+byte(g.IntN(3)))%10)
		}
		if strings.Contains(text, ".") {
			text += pick(g, "", "0", "00000000000000000001", "49999", "5")
		}
		doc, err := json.Marshal(map[string]any{"a": f})
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range []string{"=", "<", "<=", ">", ">=", "IN"} {
			value := text
			if op == "IN" {
				value = "(7, " + text + ", " + text + "1, -3.5)"
			}
			checkFloats(t, mustCompile(t, "a "+op+" "+value), string(doc))
		}
	}
}

// FuzzPair is FuzzMatch with queries and documents that fit each other.
func FuzzPair(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		g := newGenerator(seed)
		checkPair(t, g.expr(0), g.object(0))
	})
}

// randomTypes gives every path some type, or none.
func (g generator) randomTypes() ast.Types {
	known := map[ast.Path]ast.FieldType{}
	return func(p ast.Path) (ast.FieldType, bool) {
		typ, ok := known[p]
		if !ok {
			typ.Kind, typ.Key = ast.Kind(g.IntN(int(ast.KindObject)+1)), pick(g, "", "a", "b")
			typ.Ordered, typ.Natural = g.IntN(3) == 0, g.IntN(3) == 0
			typ.Enum = []string{"name", "a", "2024-01-01", "ab", ""}
			known[p] = typ
		}
		return typ, typ.Kind != ast.KindBool
	}
}

// TestRandomTypedPairs: with types too all forms agree with the reference, and the
// complement law holds.
func TestRandomTypedPairs(t *testing.T) {
	for seed := range uint64(5000) {
		g := newGenerator(seed)
		e, doc, types := g.expr(0), g.object(0), g.randomTypes()
		m, err := eval.Compile(e, eval.WithTypes(types))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := m.MatchJSON([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		if want := reference(e, decodeNumbers(doc), types); raw != want {
			t.Errorf("seed %d, %v on %s: %t, by the rules %t", seed, e, doc, raw, want)
		}
		checkAll(t, e, doc, raw, eval.WithTypes(types))
		if c, ok := e.(*ast.Comparison); ok && !c.Op.IsOrdering() && !c.Op.IsNegation() {
			complement := *c
			complement.Op++
			checkAll(t, &complement, doc, !raw, eval.WithTypes(types))
		}
	}
}

var pairs = flag.Int("pairs", 4000, "how many queries and documents TestRandomPairs makes")

// TestRandomPairs holds every road to the reference.
func TestRandomPairs(t *testing.T) {
	held := 0
	for seed := range uint64(*pairs) {
		g := newGenerator(seed)
		e, doc := g.expr(0), g.object(0)
		checkPair(t, e, doc)
		if reference(e, decodeNumbers(doc), nil) {
			held++
		}
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
	if held < *pairs/4 || held > *pairs*3/4 {
		t.Errorf("%d of %d hold: the generator is lopsided", held, *pairs)
	}
}

// randomType returns a type that encoding/json can write.
func (g generator) randomType(depth int) reflect.Type {
	switch n := g.IntN(12); {
	case depth < 4 && n < 4:
		return g.structType(depth)
	case depth < 5 && n == 4:
		return reflect.SliceOf(g.randomType(depth + 1))
	case depth < 5 && n == 5:
		return reflect.ArrayOf(g.IntN(3), g.randomType(depth+1))
	case depth < 5 && n == 6:
		return reflect.MapOf(pick(g, keyTypes...), g.randomType(depth+1))
	case depth < 6 && n < 9:
		return reflect.PointerTo(g.randomType(depth + 1))
	}
	return pick(g, plainTypes...)
}

func typesOf(values ...any) []reflect.Type {
	out := make([]reflect.Type, len(values))
	for i, v := range values {
		out[i] = reflect.TypeOf(v)
	}
	return out
}

var (
	keyTypes   = typesOf("", textKey{}, 0, stringKey(""))
	plainTypes = append(typesOf(
		0, uint8(0), float32(0), 0.0, false, "", json.Number(""), []byte{}, json.RawMessage{},
		textual(""), marshals{}, textualPtr{}, marshalsPtr{}, both{}, bothPtr{}, mixed{},
		odd(0), evenly{}, embeds{}, embedsDiamond{}, conflictA{},
	), reflect.TypeFor[any]())
)

func (g generator) structType(depth int) reflect.Type {
	var fields []reflect.StructField
	for i := range 1 + g.IntN(4) {
		f := reflect.StructField{Name: "F" + string(rune('a'+i)), Type: g.randomType(depth + 1)}
		name := pick(g, "", "a", "b", "name", "-", "c", "a,x", "Fa")
		options := pick(g, "", "", ",omitempty", ",omitzero", ",string", ",string,omitempty", ",")
		f.Tag = reflect.StructTag(`json:"` + name + options + `"`)
		if g.IntN(4) == 0 {
			f.Tag = ""
		}
		fields = append(fields, f)
	}
	return reflect.StructOf(fields)
}

// fill sets v and what is in it to something.
func (g generator) fill(v reflect.Value, depth int) {
	if g.IntN(6) == 0 {
		return // zero
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(pick(g, 1, -5, 13, 1<<30)))
	case reflect.Uint8:
		v.SetUint(uint64(g.IntN(256)))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(pick(g, 0.1, 1e21, 1e-7, -1.5, 100, 3.4e38))
	case reflect.String:
		v.SetString(pick(g, texts...))
		if v.Type() == reflect.TypeFor[json.Number]() {
			v.SetString(pick(g, numbers...))
		}
	case reflect.Interface:
		if v.NumMethod() == 0 && depth < 8 {
			elem := reflect.New(g.randomType(depth + 2)).Elem()
			g.fill(elem, depth+2)
			v.Set(elem)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		g.fill(v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				g.fill(v.Field(i), depth+1)
			}
		}
	default:
		g.fillContainer(v, depth)
	}
}

func (g generator) fillContainer(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Array:
		for i := range v.Len() {
			g.fill(v.Index(i), depth+1)
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte(g.value(2)))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), g.IntN(4), 4))
		for i := range v.Len() {
			g.fill(v.Index(i), depth+1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range g.IntN(3) {
			key, elem := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			switch key.Kind() {
			case reflect.String:
				key.SetString(pick(g, "a", "b", "name"))
			case reflect.Struct:
				key.Field(0).SetString(pick(g, "a", "b"))
			}
			g.fill(elem, depth+1)
			v.SetMapIndex(key, elem)
		}
	}
}

// checkValue holds a random Go value to what encoding/json writes for it.
func checkValue(t *testing.T, seed uint64) (asked int) {
	t.Helper()
	g := newGenerator(seed)
	v := reflect.New(g.structType(0))
	g.fill(v.Elem(), 0)
	object := v.Interface()
	if g.IntN(2) == 0 {
		object = v.Elem().Interface()
	}
	data, err := json.Marshal(object)
	if err != nil {
		return 0
	}
	paths := map[string][]any{"a.name": nil}
	leafPaths(decodeNumbers(string(data)), "", paths)
	delete(paths, "")
	for path, values := range paths {
		for range 3 {
			all := questions(ast.Path(path), values)
			agree(t, all[g.IntN(len(all))], object, data)
			asked++
		}
	}
	return asked
}

func TestRandomValues(t *testing.T) {
	asked := 0
	for seed := range uint64(250) {
		asked += checkValue(t, seed)
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
	if asked < 500 {
		t.Errorf("only %d questions asked", asked)
	}
}

func FuzzMatch(f *testing.F) {
	for seed := range uint64(50) {
		g := newGenerator(seed)
		f.Add(g.expr(0).String(), g.object(0))
	}
	f.Add(`a.b = null AND a ~ "k"`, `{"a":[{"b":[[],null]},"\u212a"]}`)
	f.Fuzz(func(t *testing.T, query, doc string) {
		e, err := bbql.Parse(query)
		if err != nil || len(query) > 1000 || len(doc) > 10_000 {
			return
		}
		m, err := eval.Compile(e)
		if err != nil {
			t.Fatalf("Compile(%q): %v", query, err)
		}
		_, err = m.MatchJSON([]byte(doc))
		begin := strings.TrimLeft(doc, " \t\r\n")
		isObject := json.Valid([]byte(doc)) && strings.HasPrefix(begin, "{")
		if isObject != (err == nil) {
			t.Fatalf("MatchJSON(%q): %v", doc, err)
		}
		if isObject && !hasDuplicates(doc) && !hasHugeExponent(doc) {
			checkPair(t, e, doc)
		}
	})
}

// hasDuplicates reports whether some object has a name twice.
func hasDuplicates(doc string) bool {
	again, err := json.Marshal(decodeNumbers(doc))
	return err != nil || strings.Count(string(again), `":`) != countNames(doc)
}

// countNames counts the names of members, as tokens.
func countNames(doc string) int {
	n := 0
	d := json.NewDecoder(strings.NewReader(doc))
	type container struct{ object, name bool }
	var open []container
	for {
		token, err := d.Token()
		if err != nil {
			return n
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			if len(open) > 0 {
				open[len(open)-1].name = true
			}
			open = append(open, container{token == json.Delim('{'), true})
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
			continue
		}
		if last := &open[len(open)-1]; last.object {
			if last.name {
				n++
			}
			last.name = !last.name
		}
	}
}

// hasHugeExponent reports whether the reference would take long over a number.
func hasHugeExponent(doc string) bool {
	lower := strings.ToLower(doc)
	for i := range len(lower) {
		rest := strings.TrimLeft(lower[i+1:], "+-0123456789")
		if lower[i] == 'e' && len(lower)-(i+1)-len(rest) > 4 {
			return true
		}
	}
	return false
}

func FuzzGoValue(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) { checkValue(t, seed) })
}

// FuzzSort checks what TestRandomSorts checks.
func FuzzSort(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, seed%2 == 0)
	}
	f.Fuzz(func(t *testing.T, seed uint64, desc bool) { checkSort(t, seed, desc) })
}

func TestRandomSorts(t *testing.T) {
	for seed := range uint64(1000) {
		checkSort(t, seed, seed%2 == 0)
	}
}

// sortable are values that keys are made of: datetimes, and names with numbers.
var sortable = [][]string{
	{
		`"2024-01-01"`, `"2024-01-01T00:00:00Z"`, `"2024-01-01T02:00:00+02:00"`, `"1999-01-01"`,
		`"2024-01-01T00:00:00.5"`, `"2024-01-01T00:00:00.05"`, `"0000-01-01"`, `null`, `[]`,
		`[{}, "2020-02-02"]`, `{"name":"2019-01-01","a":"2018-01-01"}`,
	},
	{`"1.10"`, `"1.9"`, `"v01"`, `"v1"`, `"v1a"`, `"010"`, `"a"`, `"ab"`, `"ä"`, `"😀"`, `null`},
}

// keyed returns an object that has one of some values at a path.
func (g generator) keyed(field ast.Path, values []string) string {
	doc := pick(g, values...)
	for _, name := range slices.Backward(slices.Collect(field.Names())) {
		doc = fmt.Sprintf(`{"%s":%s}`, name, doc)
	}
	return doc
}

// checkSort holds the order of raw and of decoded items to the reference.
func checkSort(t *testing.T, seed uint64, desc bool) {
	t.Helper()
	g := newGenerator(seed)
	key, types := &ast.SortKey{Field: g.path(), Desc: desc}, g.randomTypes()
	typ, _ := types.Of(key.Field)
	kind := g.IntN(3)
	var raw []json.RawMessage
	var decoded []any
	for range g.IntN(30) {
		doc := g.object(0)
		if kind < len(sortable) {
			doc = g.keyed(key.Field, sortable[kind])
		}
		if kind == 0 && g.IntN(20) == 0 {
			doc = g.keyed(key.Field, []string{`5`, `true`, `"no datetime"`})
		}
		raw = append(raw, json.RawMessage(doc))
		decoded = append(decoded, decodeNumbers(doc))
	}
	places := referenceOrder(decoded, key, typ)
	sortedRaw, sortedDecoded := slices.Clone(raw), slices.Clone(decoded)
	if err := eval.Sort(sortedRaw, key, eval.WithTypes(types)); err != nil {
		t.Fatal(err)
	}
	if err := eval.Sort(sortedDecoded, key, eval.WithTypes(types)); err != nil {
		t.Fatal(err)
	}
	for i, place := range places {
		if string(sortedRaw[i]) != string(raw[place]) {
			t.Fatalf("seed %d, by %v %+v, place %d: %s, by the rules %s", seed, key, typ, i,
				sortedRaw[i], raw[place])
		}
		if !reflect.DeepEqual(sortedDecoded[i], decoded[place]) {
			t.Fatalf("seed %d, by %v %+v, place %d: %v, by the rules %v", seed, key, typ, i,
				sortedDecoded[i], decoded[place])
		}
	}
}
