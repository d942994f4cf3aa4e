package builder_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/builder"
)

var (
	a, b   = builder.Field("a").Eq(1), builder.Field("b").Eq(2)
	absent builder.Expr
)

func TestBuildText(t *testing.T) {
	f := builder.Field("f")
	tests := []struct {
		name string
		expr builder.Expr
		want string
	}{
		{"equal", f.Eq("x"), `f = "x"`},
		{"not equal", f.Ne("x"), `f != "x"`},
		{"contains", f.Contains("x"), `f ~ "x"`},
		{"does not contain", f.NotContains("x"), `f !~ "x"`},
		{"greater", f.Gt(1), "f > 1"},
		{"greater or equal", f.Ge(1), "f >= 1"},
		{"less", f.Lt(1), "f < 1"},
		{"less or equal", f.Le(1), "f <= 1"},
		{"in", f.In("x", "y"), `f IN ("x", "y")`},
		{"not in", f.NotIn("x"), `f NOT IN ("x")`},
		{"in a slice", f.In([]string{"x", "y"}), `f IN ("x", "y")`},
		{"in slices and values", f.In([]int{1, 2}, 3, [1]float64{4.5}), "f IN (1, 2, 3, 4.5)"},
		{"null", f.IsNull(), "f = null"},
		{"not null", f.IsNotNull(), "f != null"},
		{"nil", f.Eq(nil), "f = null"},
		{"between", f.Between(1, 3), "f >= 1 AND f < 3"},
		{"between strings", f.Between("b", "a"), `f >= "b" AND f < "a"`},

		{"absent", absent, ""},
		{"and", builder.And(a, b), "a = 1 AND b = 2"},
		{"and of one", builder.And(a), "a = 1"},
		{"and of none", builder.And(), ""},
		{"and skips absent", builder.And(absent, a, absent, b), "a = 1 AND b = 2"},
		{"and in and", builder.And(a, builder.And(b, builder.And()), a), "a = 1 AND b = 2 AND a = 1"},
		{"or", builder.Or(a, b), "a = 1 OR b = 2"},
		{"or of one", builder.Or(absent, a), "a = 1"},
		{"or in or", builder.Or(a, builder.Or(b, a)), "a = 1 OR b = 2 OR a = 1"},
		{"or in and", builder.And(a, builder.Or(a, b)), "a = 1 AND (a = 1 OR b = 2)"},
		{"and in or", builder.Or(a, builder.And(a, b)), "a = 1 OR (a = 1 AND b = 2)"},
		{"if", builder.If(true, a), "a = 1"},
		{"if not", builder.And(builder.If(false, a), b), "b = 2"},
		{"if not, in or", builder.Or(builder.If(false, a), b), "b = 2"},
		{"broken, but absent", builder.If(false, f.Eq("\xff")), ""},

		{"parsed", builder.And(builder.Parsed(bbql.Parse("b = 2 OR ((c = 3))")), a),
			"(b = 2 OR c = 3) AND a = 1"},
		{"parsed and", builder.And(a, builder.Parsed(bbql.Parse("b = 2 AND c=3"))),
			"a = 1 AND b = 2 AND c = 3"},
		{"parsed nothing", builder.And(builder.Parsed(bbql.Parse(" ")), a), "a = 1"},
		{"parsed with placeholders", builder.Parsed(bbql.Bind("a = ?", `"`)), `a = "\""`},
		{"tree", builder.Parsed(&ast.Paren{X: &ast.And{}}, nil), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree, err := test.expr.Build()
			if err != nil {
				t.Fatal(err)
			}
			if tree.String() != test.want || test.expr.String() != test.want {
				t.Errorf("got %q, want %q", tree, test.want)
			}
			parsed, err := bbql.Parse(test.want)
			if err != nil || !ast.Equal(parsed, tree) {
				t.Errorf("%q parses as %v, error %v", test.want, parsed, err)
			}
		})
	}
}

func TestBuildErrors(t *testing.T) {
	f := builder.Field("f")
	year10k := time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		expr builder.Expr
		want string
	}{
		{"NaN", f.Gt(math.NaN()), `"f" >: NaN is not a number that can be written`},
		{"UTF-8", f.Eq("\xff"), `"f" =: the string "\xff" is not valid UTF-8`},
		{"NUL", f.Contains("\x00"), `"f" ~: the string "\x00" has a NUL, which no literal can hold`},
		{"year 10000", f.Lt(year10k),
			`"f" <: the time 10000-01-01 00:00:00 +0000 UTC is not in the years 0 to 9999`},
		{"slice", f.Eq([]int{1}), `"f" =: a list stands only after IN and NOT IN`},
		{"path", builder.Field("f..g").Eq(1), `"f..g" =: field path "f..g": a name is empty`},
		{"injected path", builder.Field("id > 0 OR a").Eq(1),
			`"id > 0 OR a" =: field path "id > 0 OR a": ` +
				`the name "id > 0 OR a" has characters other than letters, digits, _ and -`},
		{"keyword path", builder.Field("not").IsNull(), `"not" =: field path "not" is a keyword`},
		{"path and value", builder.Field("").Eq("\xff"), `"" =: the string "\xff" is not valid UTF-8`},

		{"empty in", f.In(), `"f" IN: IN needs at least one value`},
		{"empty slice", f.NotIn([]string{}), `"f" NOT IN: IN needs at least one value`},
		{"null in a list", f.In("x", nil),
			`"f" IN: null can't stand in a list: join In and IsNull by Or`},
		{"null in a slice", f.NotIn([]any{nil}),
			`"f" NOT IN: null can't stand in a list: join NotIn and IsNotNull by And`},
		{"bad elements", f.In("\xff", []any{1, math.NaN()}),
			`"f" IN: argument 0: the string "\xff" is not valid UTF-8` +
				"\nargument 1: element 2: NaN is not a number that can be written"},
		{"list in a list", f.In([][]int{{1}}),
			`"f" IN: argument 0: element 1: a list stands only after IN and NOT IN`},
		{"empty range", f.Between(2, 2), `And[1]: "f" <: Between from 2 up to 2 is empty`},
		{"half a range", f.Between(math.NaN(), 2),
			`And[0]: "f" >=: NaN is not a number that can be written`},

		{"or of none", builder.Or(), errEmptyOr},
		{"or of absent ones", builder.Or(absent, builder.If(false, a)), errEmptyOr},
		{"or of none, deep", builder.And(a, builder.Or()), "And[1]: " + errEmptyOr},
		{"or of none in or", builder.Or(a, builder.Or()), "Or[1]: " + errEmptyOr},
		{"empty and in or", builder.Or(a, builder.And(absent)),
			"Or[1]: an empty filter inside Or would select everything"},
		{"empty text in or", builder.Or(builder.Parsed(bbql.Parse("")), a),
			"Or[0]: an empty filter inside Or would select everything"},

		{"unparsed", builder.And(a, builder.Parsed(bbql.Parse("b = "))),
			"And[1]: 1:5: expected a value after `=`: " +
				`a "string", number, date, true, false or null belongs here`},
		{"no tree", builder.Parsed(nil, nil), "Parsed was given no tree"},
		{"invalid tree", builder.Parsed(&ast.Or{}, nil), "OR without terms"},

		{"places", builder.And(absent, a, builder.Or(b, f.Eq("\xff"), builder.And(f.In()))),
			`And[2].Or[1]: "f" =: the string "\xff" is not valid UTF-8` + "\n" +
				`And[2].Or[2].And[0]: "f" IN: IN needs at least one value`},
		{"and in and", builder.And(a, builder.And(b, f.In())),
			`And[1].And[1]: "f" IN: IN needs at least one value`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree, err := test.expr.Build()
			if err == nil {
				t.Fatalf("built %v, want the error %s", tree, test.want)
			}
			if got := err.Error(); got != test.want {
				t.Errorf("got the error\n%s\nwant\n%s", got, test.want)
			}
			text := test.expr.String()
			if !strings.HasPrefix(text, "%!bbql(") || strings.Contains(text, "\n") {
				t.Errorf("String is %q", text)
			}
			if parsed, err := bbql.Parse(text); err == nil {
				t.Errorf("%q parses as %v", text, parsed)
			}
		})
	}
}

const errEmptyOr = "Or without terms: none were given, or all of them are absent"

func TestParsedErrorIsKept(t *testing.T) {
	_, err := builder.And(a, builder.Parsed(bbql.Parse("b == 2"))).Build()
	var e *bbql.Error
	if !errors.As(err, &e) || e.Fix.Apply(e.Query) != "b = 2" {
		t.Errorf("got %v, want a *bbql.Error with its fix", err)
	}
}

func TestAbsent(t *testing.T) {
	if builder.If(false, a) != absent {
		t.Error("If(false, a) isn't the zero Expr")
	}
	if builder.And() == absent {
		t.Error("And() is the zero Expr, though it is the empty filter")
	}
}

// TestImmutable changes what was given, and reuses what was built.
func TestImmutable(t *testing.T) {
	terms := []builder.Expr{a, b}
	and, or := builder.And(terms...), builder.Or(terms...)
	request := builder.Where(terms...)
	values := []string{"x"}
	in := builder.Text("f").In(values...)
	terms[0], values[0] = absent, "changed"
	for text, got := range map[string]string{
		"a = 1 AND b = 2": and.String(),
		"a = 1 OR b = 2":  or.String(),
		`f IN ("x")`:      in.String(),
	} {
		if got != text {
			t.Errorf("got %s, want %s", got, text)
		}
	}
	left, right := request.And(a).Fields("x"), request.And(b).Fields("y")
	if got, want := left.String(), "q=a%20%3D%201%20AND%20b%20%3D%202%20AND%20a%20%3D%201&fields=x"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := right.String(), "q=a%20%3D%201%20AND%20b%20%3D%202%20AND%20b%20%3D%202&fields=y"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestLongChain builds a chain term by term, as loops do.
func TestLongChain(t *testing.T) {
	const n = 100_000
	var and, or builder.Expr
	for range n {
		and = builder.And(and, a)
		or = builder.Or(a, or)
	}
	for name, e := range map[string]builder.Expr{"And": and, "Or": or} {
		tree, err := e.Build()
		if err != nil {
			t.Fatal(err)
		}
		terms := 0
		for x := range ast.Preorder(tree) {
			if _, ok := x.(*ast.Comparison); ok {
				terms++
			}
		}
		if terms != n {
			t.Errorf("%s has %d terms, want %d", name, terms, n)
		}
	}
}
