package ast_test

import (
	"testing"

	"github.com/bbql/go-bbql/ast"
)

// operators lists what the methods of each Op return.
var operators = []struct {
	op       ast.Op
	text     string
	positive ast.Op
	ordering bool
	list     bool
}{
	{ast.OpEq, "=", ast.OpEq, false, false},
	{ast.OpNe, "!=", ast.OpEq, false, false},
	{ast.OpContains, "~", ast.OpContains, false, false},
	{ast.OpNotContains, "!~", ast.OpContains, false, false},
	{ast.OpGt, ">", ast.OpGt, true, false},
	{ast.OpGe, ">=", ast.OpGe, true, false},
	{ast.OpLt, "<", ast.OpLt, true, false},
	{ast.OpLe, "<=", ast.OpLe, true, false},
	{ast.OpIn, "IN", ast.OpIn, false, true},
	{ast.OpNotIn, "NOT IN", ast.OpIn, false, true},
}

func TestOperators(t *testing.T) {
	for _, test := range operators {
		t.Run(test.text, func(t *testing.T) {
			op := test.op
			if !op.Valid() {
				t.Error("not Valid")
			}
			if got := op.String(); got != test.text {
				t.Errorf("String() = %q, want %q", got, test.text)
			}
			if got := op.Positive(); got != test.positive {
				t.Errorf("Positive() = %v, want %v", got, test.positive)
			}
			if got, want := op.IsNegation(), op != test.positive; got != want {
				t.Errorf("IsNegation() = %t, want %t", got, want)
			}
			if got := op.IsOrdering(); got != test.ordering {
				t.Errorf("IsOrdering() = %t, want %t", got, test.ordering)
			}
			if got := op.TakesList(); got != test.list {
				t.Errorf("TakesList() = %t, want %t", got, test.list)
			}
		})
	}
}

func TestOpText(t *testing.T) {
	for _, test := range operators {
		text, err := test.op.MarshalText()
		if err != nil || string(text) != test.text {
			t.Errorf("MarshalText of %v = %q, %v; want %q", test.op, text, err, test.text)
		}
		var got ast.Op
		if err := got.UnmarshalText(text); err != nil || got != test.op {
			t.Errorf("UnmarshalText(%q) gives %v, %v; want %v", text, got, err, test.op)
		}
	}
}

func TestOpTextOfNoOperator(t *testing.T) {
	for _, text := range []string{"", " ", "==", "<>", "in", "not in", "NOT", "NOT  IN", "= ",
		"IN("} {
		op := ast.OpGe
		if err := op.UnmarshalText([]byte(text)); err == nil || op != ast.OpGe {
			t.Errorf("UnmarshalText(%q) sets %v, error %v; want neither", text, op, err)
		}
	}
}

func TestNoOperator(t *testing.T) {
	for _, op := range []ast.Op{0, ast.OpNotIn + 1, 255} {
		if op.Valid() || op.IsNegation() || op.IsOrdering() || op.TakesList() || op.Positive() != op {
			t.Errorf("Op(%d) passes for an operator", uint8(op))
		}
		if got, want := op.String(), "%!bbql(no operator)"; got != want {
			t.Errorf("String of Op(%d) = %q, want %q", uint8(op), got, want)
		}
		if text, err := op.MarshalText(); err == nil {
			t.Errorf("MarshalText of Op(%d) = %q, want an error", uint8(op), text)
		}
	}
}
