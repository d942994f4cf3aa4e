package lint

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
)

// maxList is how many values of one list every parser takes (rule Y13).
const maxList = 10_000

// mergeLists makes one IN of the = and IN of one field in an Or, and one NOT IN
// of the != and NOT IN of one field in an And, which is exact (rules M1 and M2).
func mergeLists(e ast.Expr) ast.Expr {
	return ast.Rewrite(e, func(e ast.Expr) ast.Expr {
		switch e := e.(type) {
		case *ast.Or:
			if x, err := ast.NewOr(mergeTerms(e.Terms, ast.OpIn)...); err == nil {
				return x
			}
		case *ast.And:
			return ast.NewAnd(mergeTerms(e.Terms, ast.OpNotIn)...)
		case *ast.Paren:
			return e.X
		case *ast.Comparison:
			if values, ok := listOf(e, e.Op); ok && e.Op.TakesList() {
				return membership(e.Field, e.Op, values)
			}
		}
		return e
	})
}

// A group is some terms that say whether one field is among some values.
type group struct {
	at     int // the index of the first one
	terms  int
	values []ast.Value
}

// mergeTerms drops terms that are there twice, and merges those that say whether
// a field is among some values into the first one of its field. The operator is
// IN or NOT IN.
func mergeTerms(terms []ast.Expr, op ast.Op) []ast.Expr {
	groups := make(map[ast.Path]*group)
	seen := make(map[string]bool)
	var out []ast.Expr
	for _, t := range terms {
		text := t.String()
		if seen[text] {
			continue
		}
		seen[text] = true
		if c, ok := t.(*ast.Comparison); !ok || !join(groups, len(out), c, op) {
			out = append(out, t)
		}
	}
	for field, g := range groups {
		if g.terms > 1 {
			out[g.at] = membership(field, op, g.values)
		}
	}
	return out
}

// join puts c into the group of its field and reports whether that is all there
// is to do: the first one of a group stays among the terms, at an index.
func join(groups map[ast.Path]*group, at int, c *ast.Comparison, op ast.Op) bool {
	values, ok := listOf(c, op)
	g := groups[c.Field]
	switch {
	case !ok:
		return false
	case g == nil:
		groups[c.Field] = &group{at, 1, values}
		return false
	case len(g.values)+len(values) > maxList:
		return false
	}
	g.terms++
	g.values = append(g.values, values...)
	return true
}

// listOf returns the values that c says its field is among, if op is IN, or is
// not among, if it is NOT IN.
func listOf(c *ast.Comparison, op ast.Op) ([]ast.Value, bool) {
	if list, ok := c.Value.(*ast.List); ok {
		return slices.Clip(list.Values), c.Op == op
	}
	_, null := c.Value.(*ast.Null)
	return []ast.Value{c.Value}, !null && c.Op == single(op)
}

// single returns the operator that says of one value what op says of a list.
func single(op ast.Op) ast.Op {
	if op == ast.OpNotIn {
		return ast.OpNe
	}
	return ast.OpEq
}

// membership returns the shortest comparison of a field with some values, each
// once.
func membership(field ast.Path, op ast.Op, values []ast.Value) *ast.Comparison {
	seen := make(map[string]bool)
	values = slices.DeleteFunc(slices.Clone(values), func(v ast.Value) bool {
		text := v.String()
		again := seen[text]
		seen[text] = true
		return again
	})
	if len(values) == 1 {
		return &ast.Comparison{Field: field, Op: single(op), Value: values[0]}
	}
	return &ast.Comparison{Field: field, Op: op, Value: &ast.List{Values: values}}
}
