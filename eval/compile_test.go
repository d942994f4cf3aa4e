package eval_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

func TestCompileNothing(t *testing.T) {
	for name, expr := range map[string]ast.Expr{
		"Y5 nil": nil, "Y5 empty And": ast.NewAnd(), "Y5 parentheses": &ast.Paren{X: ast.NewAnd()},
		"Y5 And of And": &ast.And{Terms: []ast.Expr{ast.NewAnd(), ast.NewAnd()}},
	} {
		t.Run(name, func(t *testing.T) { checkAll(t, expr, `{"a":1}`, true) })
	}
}

func TestCompileInvalid(t *testing.T) {
	for name, expr := range map[string]ast.Expr{
		"empty Or":        &ast.Or{},
		"nil term":        &ast.And{Terms: []ast.Expr{nil}},
		"nil And":         (*ast.And)(nil),
		"nil comparison":  (*ast.Comparison)(nil),
		"bad path":        &ast.Comparison{Field: "a..b", Op: ast.OpEq, Value: &ast.Null{}},
		"no operator":     &ast.Comparison{Field: "a", Value: &ast.Null{}},
		"no value":        &ast.Comparison{Field: "a", Op: ast.OpEq},
		"IN without list": &ast.Comparison{Field: "a", Op: ast.OpIn, Value: &ast.Null{}},
		"= with list": &ast.Comparison{Field: "a", Op: ast.OpEq,
			Value: &ast.List{Values: []ast.Value{&ast.Bool{}}}},
		"null in a list": &ast.Comparison{Field: "a", Op: ast.OpIn,
			Value: &ast.List{Values: []ast.Value{&ast.Null{}}}},
		"no number": &ast.Comparison{Field: "a", Op: ast.OpEq,
			Value: &ast.Number{Value: "1e5"}},
		"NUL in a string": &ast.Comparison{Field: "a", Op: ast.OpEq,
			Value: &ast.String{Value: "\x00"}},
		"the empty filter": &ast.Or{Terms: []ast.Expr{ast.NewAnd(), ast.NewAnd()}},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := eval.Compile(expr)
			if m != nil || err == nil {
				t.Errorf("Compile: %v, %v", m, err)
			}
			if want := ast.Validate(expr); want == nil || err.Error() != want.Error() {
				t.Errorf("got %v, want %v", err, want)
			}
		})
	}
}

// TestCompileHandMade: what counts of a literal is its value, not its text.
func TestCompileHandMade(t *testing.T) {
	checkAll(t, &ast.Comparison{Field: "a", Op: ast.OpEq, Value: &ast.String{Text: `"x"`,
		Value: "y"}}, `{"a":"y"}`, true)
	checkAll(t, &ast.Comparison{Field: "a", Op: ast.OpEq, Value: &ast.Number{Text: `1`,
		Value: "2"}}, `{"a":2}`, true)
	checkAll(t, &ast.Comparison{Field: "a", Op: ast.OpGe, Value: ast.NewTime(when, 0)},
		`{"a":"2024-02-29T10:30:00.123456789Z"}`, true)
}

func TestCompileOptions(t *testing.T) {
	expr := &ast.Comparison{Field: "a", Op: ast.OpEq, Value: &ast.Null{}}
	for _, opts := range [][]eval.Option{
		nil, {nil}, {eval.WithTypes(nil)}, {nil, eval.WithTypes(types)},
	} {
		if _, err := eval.Compile(expr, opts...); err != nil {
			t.Error(err)
		}
	}
}

func TestCompileManyTerms(t *testing.T) {
	var terms []ast.Expr
	for i := range 20_000 {
		n, err := ast.NewNumber(fmt.Sprint(i))
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, &ast.Comparison{Field: "a", Op: ast.OpEq, Value: n})
	}
	or, err := ast.NewOr(terms...)
	if err != nil {
		t.Fatal(err)
	}
	checkAll(t, or, `{"a":19999}`, true)
	checkAll(t, or, `{"a":20000}`, false)
	deep := terms[7]
	for range 100_000 {
		deep = &ast.Paren{X: deep}
	}
	checkAll(t, deep, `{"a":7}`, true)
}

func TestFilter(t *testing.T) {
	m := mustCompile(t, `a > 1`)
	items := []any{
		map[string]any{"a": 1}, map[string]any{"a": 2}, "no object", json.RawMessage(`{"a":3}`),
		struct{ A int }{9}, struct {
			A int `json:"a"`
		}{4},
	}
	var got []int
	var errs []error
	for item, err := range eval.Filter(m, slices.Values(items)) {
		if err != nil {
			errs = append(errs, err)
		}
		got = append(got, slices.IndexFunc(items,
			func(v any) bool { return fmt.Sprint(v) == fmt.Sprint(item) }))
	}
	var fault *eval.DataError
	if !slices.Equal(got, []int{1, 2, 3, 5}) || len(errs) != 1 || !errors.As(errs[0], &fault) {
		t.Errorf("got items %v, errors %v", got, errs)
	}
	read := 0
	counted := func(yield func(any) bool) {
		for _, item := range items {
			read++
			if !yield(item) {
				return
			}
		}
	}
	for range eval.Filter(m, counted) {
		break
	}
	if read != 2 {
		t.Errorf("read %d items for the first match", read)
	}
}

// TestMatcherConcurrent is for the race detector.
func TestMatcherConcurrent(t *testing.T) {
	const query = `text ~ "TEXT" AND json.json = "j" AND (slice != null OR keys.a.b = 1)`
	m := mustCompile(t, query)
	all := shapes()
	want := map[string]bool{}
	for name, v := range all {
		var err error
		if want[name], err = m.Match(v); err != nil {
			t.Fatal(err)
		}
	}
	fresh := mustCompile(t, query)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for name, v := range all {
				got, err := fresh.Match(v)
				data, _ := json.Marshal(v)
				raw, err2 := fresh.MatchJSON(data)
				if got != want[name] || raw != got || err != nil || err2 != nil {
					t.Errorf("%s: %t, %t, %v, %v", name, got, raw, err, err2)
				}
				if e := fresh.Explain(v); e.Holds != got {
					t.Errorf("%s: explained as %v", name, e)
				}
			}
		})
	}
	wg.Wait()
}

func TestDataError(t *testing.T) {
	_, err := mustCompile(t, `a = 1`).MatchJSON([]byte(`{"a":1,}`))
	var fault *eval.DataError
	if !errors.As(err, &fault) || fault.Offset != 7 || fault.Err != nil {
		t.Errorf("got %#v", err)
	}
	if !strings.HasPrefix(err.Error(), "offset 7: ") {
		t.Errorf("got %v", err)
	}
}

// The error for a Go value names where in it the filter met what has no JSON.
func TestDataErrorPath(t *testing.T) {
	type author struct {
		Nickname any `json:"nickname"`
		Name     any `json:"name"`
	}
	type request struct {
		Author    author    `json:"author"`
		Reviewers []*author `json:"reviewers"`
		Done      func()    `json:"done"`
	}
	ch := make(chan int)
	for _, tt := range []struct {
		query, path, msg string
		value            any
	}{
		{`done = null`, "done", "json: unsupported type: func()", request{}},
		{`author.nickname = "x"`, "author.nickname", "json: unsupported type: chan int",
			&request{Author: author{Nickname: ch}}},
		{`reviewers.nickname = "x"`, "reviewers.nickname", "json: unsupported type: chan int",
			request{Reviewers: []*author{{}, {Nickname: []any{ch}}}}},
		{`author = "x"`, "author.name", "json: unsupported type: chan int", request{Author: author{Name: ch}}},
		{`a.b.c = 1`, "a.b.c", "json: unsupported value: NaN",
			map[string]any{"a": map[string]any{"b": map[string]float64{"c": math.NaN()}}}},
		{`a.b = 1`, "a", "json: unsupported type: map[bool]int", map[string]any{"a": map[bool]int{}}},
		{`a.b = 1`, "a", "json: error calling MarshalJSON for type eval_test.failing: failing on purpose",
			map[string]any{"a": failing{}}},
		{`a = 1`, "", "expected an object, found the Go type chan int", ch},
	} {
		_, err := mustCompile(t, tt.query).Match(tt.value)
		var fault *eval.DataError
		if !errors.As(err, &fault) || fault.Path != tt.path || fault.Msg != tt.msg {
			t.Errorf("%s: %#v, want %s: %s", tt.query, err, tt.path, tt.msg)
			continue
		}
		if want := strings.TrimPrefix(tt.path+": "+tt.msg, ": "); err.Error() != want {
			t.Errorf("%s: %v, want %s", tt.query, err, want)
		}
	}
}
