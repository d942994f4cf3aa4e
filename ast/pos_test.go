package ast_test

import (
	"testing"

	"github.com/bbql/go-bbql/ast"
)

func TestSpan(t *testing.T) {
	tests := []struct {
		span  ast.Span
		valid bool
		len   int
	}{
		{ast.Span{}, false, 0},
		{ast.Span{Start: 0, End: 1}, true, 1},
		{ast.Span{Start: 3, End: 10}, true, 7},
		{ast.Span{Start: 3, End: 3}, false, 0},
		{ast.Span{Start: 5, End: 3}, false, 0},
		{ast.Span{Start: -1, End: -1}, false, 0},
		{ast.Span{Start: -1, End: 3}, false, 0},
	}
	for _, test := range tests {
		if got := test.span.IsValid(); got != test.valid {
			t.Errorf("IsValid of %v = %t, want %t", test.span, got, test.valid)
		}
		if got := test.span.Len(); got != test.len {
			t.Errorf("Len of %v = %d, want %d", test.span, got, test.len)
		}
	}
}

func TestSpanTo(t *testing.T) {
	a, b := ast.Span{Start: 2, End: 4}, ast.Span{Start: 7, End: 9}
	tests := []struct{ from, to, want ast.Span }{
		{a, b, ast.Span{Start: 2, End: 9}},
		{a, a, a},
		{a, ast.Span{}, ast.Span{}},
		{ast.Span{}, b, ast.Span{}},
	}
	for _, test := range tests {
		if got := test.from.To(test.to); got != test.want {
			t.Errorf("%v.To(%v) = %v, want %v", test.from, test.to, got, test.want)
		}
	}
}
