package eval_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

// TestDepth: decoded objects may be as deep as raw JSON and no deeper, whatever
// leads down.
func TestDepth(t *testing.T) {
	const limit = 10_000 // of encoding/json
	tests := []struct {
		name, path, open, close string
		levels                  int // of what is inside
	}{
		{"names", "a", `1`, ``, 0},
		{"an array at the end", "a", `[1`, `]`, 1},
		{"an array before the end", "a.b", `[{"b":1`, `}]`, 2},
		{"arrays", "a", `[[[1`, `]]]`, 3},
	}
	for _, tt := range tests {
		for _, depth := range []int{limit - 1, limit, limit + 1} {
			names := depth - tt.levels
			doc := strings.Repeat(`{"a":`, names) + tt.open + tt.close + strings.Repeat(`}`, names)
			field := ast.Path(strings.Repeat("a.", names-1) + tt.path)
			one := &ast.Number{Value: "1"}
			m, err := eval.Compile(&ast.Comparison{Field: field, Op: ast.OpEq, Value: one})
			if err != nil {
				t.Fatal(err)
			}
			for form, object := range map[string]any{
				"raw": json.RawMessage(doc), "decoded": decodedDeep(names, tt.open+tt.close),
			} {
				var fault *eval.DataError
				ok, err := m.Match(object)
				if ok != (depth <= limit) || (depth > limit) != errors.As(err, &fault) {
					t.Errorf("%s, %d levels, %s: %t, %v", tt.name, depth, form, ok, err)
				}
			}
		}
	}
}

// decodedDeep returns an object in so many others, which encoding/json would not
// decode past its limit.
func decodedDeep(names int, inside string) any {
	v := decode(inside)
	for range names {
		v = map[string]any{"a": v}
	}
	return v
}
