package builder_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/fuzz"
)

// FuzzBuild checks what TestBuild checks, for the trees that fuzzing comes
// across. A million of them take some minutes, if none are spent on making what
// is interesting smaller:
//
//	go test ./builder -run '^$' -fuzz '^FuzzBuild$' -fuzztime 1000000x -fuzzminimizetime 1x
func FuzzBuild(f *testing.F) {
	for seed := range 20 {
		f.Add([]byte(fmt.Sprintf("%d: some bytes to make choices from", seed)))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkBuild(t, fuzz.Tree(fuzz.FromBytes(data))) })
}

// TestBuild builds random trees from Go values. They print and parse back to
// what was built.
func TestBuild(t *testing.T) {
	n := 50_000
	if testing.Short() {
		n = 5_000
	}
	for seed := range n {
		checkBuild(t, fuzz.Tree(fuzz.NewSource(uint64(seed))))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func checkBuild(t *testing.T, want ast.Expr) {
	t.Helper()
	built := rebuild(want)
	tree, err := built.Build()
	if err != nil {
		t.Fatalf("%v: %v", want, err)
	}
	if !ast.Equal(tree, want) {
		t.Errorf("built  %v\nwanted %v", tree, want)
	}
	parsed, err := bbql.Parse(built.String())
	if err != nil || !ast.Equal(parsed, tree) {
		t.Errorf("%v\nparsed as %v\nerror %v", tree, parsed, err)
	}
}

// rebuild builds a tree again.
func rebuild(e ast.Expr) builder.Expr {
	switch e := e.(type) {
	case *ast.And:
		return builder.And(rebuildAll(e.Terms)...)
	case *ast.Or:
		return builder.Or(rebuildAll(e.Terms)...)
	case *ast.Paren:
		return rebuild(e.X)
	case *ast.Comparison:
		return rebuildComparison(e)
	}
	return builder.Parsed(e, nil)
}

func rebuildAll(terms []ast.Expr) []builder.Expr {
	built := make([]builder.Expr, 1, len(terms)+1) // the first is absent
	for _, t := range terms {
		built = append(built, rebuild(t))
	}
	return built
}

func rebuildComparison(c *ast.Comparison) builder.Expr {
	f := builder.Field(c.Field)
	methods := map[ast.Op]func(any) builder.Expr{
		ast.OpEq: f.Eq, ast.OpNe: f.Ne, ast.OpContains: f.Contains, ast.OpNotContains: f.NotContains,
		ast.OpGt: f.Gt, ast.OpGe: f.Ge, ast.OpLt: f.Lt, ast.OpLe: f.Le,
	}
	if method, ok := methods[c.Op]; ok {
		return method(goValue(c.Value))
	}
	var values []any
	for _, v := range c.Value.(*ast.List).Values {
		values = append(values, goValue(v))
	}
	if c.Op == ast.OpIn {
		return f.In(values[0], values[1:]) // one and a slice
	}
	return f.NotIn(values...)
}

// goValue returns what Go code would have for a literal. Datetimes stay what
// they are, since a time.Time does not know how much of it was written.
func goValue(v ast.Value) any {
	switch v := v.(type) {
	case *ast.String:
		return v.Value
	case *ast.Number:
		return json.Number(v.String())
	case *ast.Bool:
		return v.Value
	case *ast.Null:
		return nil
	}
	return v
}

// TestStrings builds strings that hold every character of Unicode but NUL, and
// finds them unchanged, in exactly the comparisons that were built.
func TestStrings(t *testing.T) {
	const perString = 1 << 12
	text := make([]rune, 0, perString)
	characters := 0
	for r := rune(1); r <= utf8.MaxRune; r++ {
		if utf8.ValidRune(r) {
			text = append(text, r)
			characters++
		}
		if len(text) == perString || r == utf8.MaxRune {
			checkString(t, string(text))
			text = text[:0]
		}
	}
	if want := 0x110000 - 0x800 - 1; characters != want {
		t.Errorf("tried %d characters, want %d", characters, want)
	}
}

// FuzzString checks that a string is one literal, or an error if no literal can
// hold it, whatever it holds.
func FuzzString(f *testing.F) {
	for _, seed := range []string{
		"", `"`, `\`, `\"`, `" OR id > 0 OR a = "`, `x") OR (a = "y`, "a\nb", "\x00", "\xff", "%22", "ſ𝒳\U0010ffff",
	} {
		f.Add(seed)
	}
	f.Fuzz(checkString)
}

func checkString(t *testing.T, s string) {
	f := builder.Field("a")
	built := builder.And(builder.Text("a").Eq(s), builder.Or(f.Contains(s), f.In("x", []string{s})))
	parsed, err := bbql.Parse(built.String())
	if _, buildErr := built.Build(); (buildErr == nil) != (err == nil) {
		t.Errorf("building %q: %v, parsing what it prints as: %v", s, buildErr, err)
	}
	if err != nil {
		return
	}
	var comparisons, found int
	for n := range ast.Preorder(parsed) {
		switch n := n.(type) {
		case *ast.Comparison:
			comparisons++
		case *ast.String:
			if n.Value == s {
				found++
			}
		}
	}
	if comparisons != 3 || found < 3 { // more if it is one of the others
		t.Errorf("%q: %d comparisons, which hold it %d times", s, comparisons, found)
	}
}
