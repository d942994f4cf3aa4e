package eval_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/internal/golden"
)

// These tests run the evaluation part of the conformance suite in testdata,
// whose README.md says what the files of a case hold.

func TestConformanceEval(t *testing.T) {
	golden.Run(t, "../testdata/eval", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		suite := readSuite(t, c)
		expr := bbql.MustParse(c.Input("bbql"))
		want := suite.match(t, expr, asRaw)
		for name, form := range decodings {
			if got := suite.match(t, expr, form); !slices.Equal(got, want) {
				t.Errorf("%s: %v selects %q, of raw JSON %q", name, expr, got, want)
			}
		}
		suite.checkComplement(t, expr, want)
		return golden.Outputs{"want": lines(want)}
	})
}

// Decoding loses what these cases are about.
func TestConformanceRawJSON(t *testing.T) {
	golden.Run(t, "../testdata/rawjson", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		expr := bbql.MustParse(c.Input("bbql"))
		return golden.Outputs{"want": lines(readSuite(t, c).match(t, expr, asRaw))}
	})
}

func TestConformanceSort(t *testing.T) {
	golden.Run(t, "../testdata/sort", "sort", func(t *testing.T, c *golden.Case) golden.Outputs {
		suite := readSuite(t, c)
		want := suite.sort(t, c.Input("sort"), suite.objects, asRaw)
		for name, form := range decodings {
			if got := suite.sort(t, c.Input("sort"), suite.objects, form); !slices.Equal(got, want) {
				t.Errorf("%s: sorted %q, raw JSON %q", name, got, want)
			}
		}
		return golden.Outputs{"want": lines(want)}
	})
}

// The fixtures are filtered, then sorted.
func TestConformanceFixtures(t *testing.T) {
	golden.Run(t, "../testdata/fixtures", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		suite := readFixture(t, c)
		matcher := suite.compile(t, bbql.MustParse(c.Input("bbql")))
		var kept []json.RawMessage
		for _, object := range suite.objects {
			ok, err := matcher.MatchJSON(object)
			if err != nil {
				t.Fatal(err)
			}
			if ok {
				kept = append(kept, object)
			}
		}
		key, _ := c.Lookup("sort")
		return golden.Outputs{"want": lines(suite.sort(t, key, kept, asRaw))}
	})
}

// A suite is the data that the cases of an archive share.
type suite struct {
	objects []json.RawMessage
	types   map[ast.Path]ast.FieldType
	id      string // the member that names an object in the cases
}

func readSuite(t *testing.T, c *golden.Case) *suite {
	t.Helper()
	s := &suite{id: "id", types: readTypes(t, c.Shared("types.json"))}
	if err := json.Unmarshal([]byte(c.Shared("data.json")), &s.objects); err != nil {
		t.Fatalf("data.json: %v", err)
	}
	return s
}

// readFixture reads the page of the API that an archive refers to.
func readFixture(t *testing.T, c *golden.Case) *suite {
	t.Helper()
	var source struct{ File, ID string }
	if err := json.Unmarshal([]byte(c.Shared("source.json")), &source); err != nil {
		t.Fatalf("source.json: %v", err)
	}
	data, err := os.ReadFile(filepath.Join("../testdata", filepath.FromSlash(source.File)))
	if err != nil {
		t.Fatal(err)
	}
	var page struct{ Values []json.RawMessage }
	if err := json.Unmarshal(data, &page); err != nil {
		t.Fatalf("%s: %v", source.File, err)
	}
	return &suite{objects: page.Values, id: source.ID, types: readTypes(t, c.Shared("types.json"))}
}

func readTypes(t *testing.T, text string) map[ast.Path]ast.FieldType {
	t.Helper()
	var forms map[ast.Path]struct {
		Kind           string
		Array, Ordered bool
		Enum           []string
		Key            string
		Natural        bool
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&forms); err != nil {
		t.Fatalf("types.json: %v", err)
	}
	types := map[ast.Path]ast.FieldType{}
	for p, f := range forms {
		types[p] = ast.FieldType{
			Kind: kindNamed(t, f.Kind), Array: f.Array, Enum: f.Enum,
			Ordered: f.Ordered, Key: f.Key, Natural: f.Natural,
		}
	}
	return types
}

func kindNamed(t *testing.T, name string) ast.Kind {
	t.Helper()
	for k := ast.KindAny; k <= ast.KindObject; k++ {
		if k.String() == name {
			return k
		}
	}
	t.Fatalf("types.json: there is no kind %q", name)
	return ast.KindAny
}

func (s *suite) option() eval.Option {
	return eval.WithTypes(func(p ast.Path) (ast.FieldType, bool) {
		typ, ok := s.types[p]
		return typ, ok
	})
}

func (s *suite) compile(t *testing.T, expr ast.Expr) *eval.Matcher {
	t.Helper()
	m, err := eval.Compile(expr, s.option())
	if err != nil {
		t.Fatalf("Compile(%v): %v", expr, err)
	}
	return m
}

// A form turns raw JSON into what is tested, or says that it would lose
// something.
type form func(json.RawMessage) (any, bool)

func asRaw(raw json.RawMessage) (any, bool) { return raw, true }

// decodings are the forms other than raw JSON.
var decodings = map[string]form{"json.Number": asNumbers, "float64": asFloats}

func asNumbers(raw json.RawMessage) (any, bool) {
	var v any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	err := dec.Decode(&v)
	return v, err == nil
}

// asFloats loses the numbers that no float64 is.
func asFloats(raw json.RawMessage) (any, bool) {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, false
	}
	exact, ok := asNumbers(raw)
	return v, ok && sameNumbers(exact, v)
}

// sameNumbers compares JSON decoded with json.Number and with float64.
func sameNumbers(exact, v any) bool {
	switch exact := exact.(type) {
	case json.Number:
		return exact.String() == strconv.FormatFloat(v.(float64), 'f', -1, 64)
	case []any:
		return slices.EqualFunc(exact, v.([]any), sameNumbers)
	case map[string]any:
		return maps.EqualFunc(exact, v.(map[string]any), sameNumbers)
	}
	return true
}

// match returns the ids of the objects that expr holds for, in their order. An
// element that can't be tested is "error: " and its index.
func (s *suite) match(t *testing.T, expr ast.Expr, as form) []string {
	t.Helper()
	m := s.compile(t, expr)
	var ids []string
	for i, v := range s.decode(s.objects, as) {
		holds, err := m.Match(v)
		var fault *eval.DataError
		switch {
		case errors.As(err, &fault):
			ids = append(ids, fmt.Sprintf("error: %d", i))
		case err != nil:
			t.Fatalf("Match(%v): %v is no *DataError", v, err)
		case holds:
			ids = append(ids, s.idOf(t, v))
		}
	}
	return ids
}

// checkComplement checks rule M2: what a comparison does not select, its
// negation does.
func (s *suite) checkComplement(t *testing.T, expr ast.Expr, selected []string) {
	t.Helper()
	c, ok := expr.(*ast.Comparison)
	if !ok || c.Op.IsOrdering() {
		return
	}
	negation := *c
	negation.Op = c.Op.Positive()
	if negation.Op == c.Op {
		negation.Op++
	}
	rest := s.match(t, &negation, asRaw)
	for _, id := range s.match(t, ast.NewAnd(), asRaw) {
		if slices.Contains(selected, id) == slices.Contains(rest, id) {
			t.Errorf("%v and %v agree on %s", c, &negation, id)
		}
	}
}

// sort returns the ids of objects in the order of a key.
func (s *suite) sort(t *testing.T, key string, objects []json.RawMessage, as form) []string {
	t.Helper()
	parsed, err := bbql.ParseSort(key)
	if err != nil {
		t.Fatal(err)
	}
	items := s.decode(objects, as)
	if err := eval.Sort(items, parsed, s.option()); err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(items))
	for i, item := range items {
		ids[i] = s.idOf(t, item)
	}
	return ids
}

// decode returns objects in a form, those that it would change as raw JSON.
func (s *suite) decode(objects []json.RawMessage, as form) []any {
	items := make([]any, len(objects))
	for i, raw := range objects {
		v, ok := as(raw)
		if !ok {
			v = raw
		}
		items[i] = v
	}
	return items
}

// idOf returns the member that names an object.
func (s *suite) idOf(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		t.Fatal(err)
	}
	id := object[s.id]
	var text string
	if err := json.Unmarshal(id, &text); err != nil {
		return string(id)
	}
	return text
}

func lines(list []string) string {
	var b strings.Builder
	for _, line := range list {
		b.WriteString(line + "\n")
	}
	return b.String()
}
