package ast_test

import (
	"testing"

	"github.com/bbql/go-bbql/ast"
)

func TestKindNames(t *testing.T) {
	tests := []struct {
		kind ast.Kind
		want string
	}{
		{ast.KindAny, "any"},
		{ast.KindString, "string"},
		{ast.KindNumber, "number"},
		{ast.KindBool, "boolean"},
		{ast.KindDateTime, "datetime"},
		{ast.KindObject, "object"},
		{ast.KindObject + 1, "any"},
		{255, "any"},
	}
	for _, test := range tests {
		if got := test.kind.String(); got != test.want {
			t.Errorf("Kind(%d) = %q, want %q", uint8(test.kind), got, test.want)
		}
	}
}

func TestTypes(t *testing.T) {
	types := ast.Types(func(p ast.Path) (ast.FieldType, bool) {
		return ast.FieldType{Kind: ast.KindNumber}, p == "id"
	})
	if got, ok := types.Of("id"); !ok || got.Kind != ast.KindNumber {
		t.Errorf("Of(id) = %+v, %t; want a number", got, ok)
	}
	if got, ok := types.Of("title"); ok || got.Kind != ast.KindAny {
		t.Errorf("Of(title) = %+v, want nothing", got)
	}
	if got, ok := ast.Types(nil).Of("id"); ok {
		t.Errorf("Of(id) of nil Types = %+v, want nothing", got)
	}
}
