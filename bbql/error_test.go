package bbql_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

func TestFixApply(t *testing.T) {
	span := func(start, end ast.Pos) ast.Span { return ast.Span{Start: start, End: end} }
	tests := map[string]struct {
		fix  *bbql.Fix
		want string
	}{
		"replace":      {&bbql.Fix{Span: span(1, 2), Text: "xx"}, "axxc"},
		"insert":       {&bbql.Fix{Span: span(3, 3), Text: "!"}, "abc!"},
		"remove":       {&bbql.Fix{Span: span(0, 1)}, "bc"},
		"no fix":       {nil, "abc"},
		"past the end": {&bbql.Fix{Span: span(2, 4), Text: "x"}, "abc"},
		"backwards":    {&bbql.Fix{Span: span(2, 1), Text: "x"}, "abc"},
		"negative":     {&bbql.Fix{Span: span(-1, 1), Text: "x"}, "abc"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := test.fix.Apply("abc"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestErrorsUnwrap(t *testing.T) {
	_, err := bbql.Parse("a == 1 AND b = x AND c")
	var errs bbql.Errors
	if !errors.As(err, &errs) || len(errs) != 3 {
		t.Fatalf("got %v, want three errors", err)
	}
	for _, e := range errs {
		if !errors.Is(err, e) {
			t.Errorf("errors.Is does not find %v", e)
		}
	}
	want := "1:3: `==` is not an operator: use `=` (and 2 more errors)"
	if err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

func TestErrorsAreBounded(t *testing.T) {
	text := "a = x"
	for range 100 {
		text += " AND a = x"
	}
	_, err := bbql.Parse(text)
	var errs bbql.Errors
	if !errors.As(err, &errs) || len(errs) != 25 {
		t.Fatalf("got %d errors, want 25", len(errs))
	}
	for i := range errs[1:] {
		if errs[i].Span.Start >= errs[i+1].Span.Start {
			t.Errorf("error %d is not before the next", i)
		}
	}
}

func TestMustParsePanics(t *testing.T) {
	defer func() {
		want := "bbql.MustParse(\"a = x\"): 1:5: strings need double quotes: \"x\""
		if got := recover(); got != want {
			t.Errorf("panicked with %v, want %v", got, want)
		}
	}()
	bbql.MustParse("a = x")
}

func TestFilterAsFlag(t *testing.T) {
	var f bbql.Filter
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.TextVar(&f, "where", bbql.Filter{}, "the `filter`")
	if err := flags.Parse([]string{"-where", `state="OPEN"`}); err != nil || f.String() != `state = "OPEN"` {
		t.Errorf("got %v and error %v", f, err)
	}
	err := flags.Parse([]string{"-where", "state=OPEN"})
	want := `invalid value "state=OPEN" for flag -where: 1:7: strings need double quotes: "OPEN"`
	checkError(t, err, want)
	if f.String() != `state = "OPEN"` {
		t.Errorf("an invalid text changed the filter to %v", f)
	}
}

func TestFilterText(t *testing.T) {
	got, err := json.Marshal(map[string]bbql.Filter{"none": {}, "some": {Expr: bbql.MustParse("a=1")}})
	if want := `{"none":"","some":"a = 1"}`; err != nil || string(got) != want {
		t.Errorf("got %s and error %v, want %s", got, err, want)
	}
	if _, err := (bbql.Filter{Expr: &ast.Or{}}).MarshalText(); err == nil {
		t.Error("an invalid filter is written without an error")
	}
}
