package ast_test

import (
	"testing"

	"github.com/bbql/go-bbql/ast"
)

func TestSortKeyText(t *testing.T) {
	tests := []struct {
		name string
		key  *ast.SortKey
		want string
	}{
		{"none", nil, ""},
		{"ascending", &ast.SortKey{Field: "updated_on"}, "updated_on"},
		{"descending", &ast.SortKey{Field: "source.branch.name", Desc: true},
			"-source.branch.name"},
		{"no path", &ast.SortKey{}, `%!bbql(bad field path "")`},
		{"bad path", &ast.SortKey{Field: "-a", Desc: true}, `-%!bbql(bad field path "-a")`},
		{"several", &ast.SortKey{Field: "a,b"}, `%!bbql(bad field path "a,b")`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.key.String(); got != test.want {
				t.Errorf("String of %+v = %q, want %q", test.key, got, test.want)
			}
		})
	}
}
