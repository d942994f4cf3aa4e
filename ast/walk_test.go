package ast_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

// walkTree has every type of node.
func walkTree(t *testing.T) ast.Expr {
	return and(
		compare("a", ast.OpIn, list(str("x"), num("1"), &ast.Bool{}, dateTime(t, "2024-01-01"))),
		paren(or(compare("b", ast.OpEq, &ast.Null{}), compare("c", ast.OpEq, str("y")))),
	)
}

func TestWalk(t *testing.T) {
	var steps []string
	depth := 0
	ast.Walk(walkTree(t), func(n ast.Node) bool {
		if n == nil {
			depth--
			return false
		}
		steps = append(steps, fmt.Sprintf("%d %T %s", depth, n, n))
		depth++
		return true
	})
	want := []string{
		`0 *ast.And a IN ("x", 1, false, 2024-01-01) AND (b = null OR c = "y")`,
		`1 *ast.Comparison a IN ("x", 1, false, 2024-01-01)`,
		`2 *ast.List ("x", 1, false, 2024-01-01)`,
		`3 *ast.String "x"`,
		`3 *ast.Number 1`,
		`3 *ast.Bool false`,
		`3 *ast.DateTime 2024-01-01`,
		`1 *ast.Paren b = null OR c = "y"`,
		`2 *ast.Or b = null OR c = "y"`,
		`3 *ast.Comparison b = null`,
		`4 *ast.Null null`,
		`3 *ast.Comparison c = "y"`,
		`4 *ast.String "y"`,
	}
	if !slices.Equal(steps, want) {
		t.Errorf("Walk visits\n%s\nwant\n%s", strings.Join(steps, "\n"), strings.Join(want, "\n"))
	}
	if depth != 0 {
		t.Errorf("Walk calls f(nil) %d times too few", depth)
	}
}

// Where f returns false, Walk skips the children and the call of f(nil).
func TestWalkSkips(t *testing.T) {
	var steps []string
	ast.Walk(walkTree(t), func(n ast.Node) bool {
		steps = append(steps, fmt.Sprintf("%T", n))
		_, descend := n.(*ast.And)
		return descend
	})
	want := []string{"*ast.And", "*ast.Comparison", "*ast.Paren", "<nil>"}
	if !slices.Equal(steps, want) {
		t.Errorf("Walk calls f with %q, want %q", steps, want)
	}
}

func TestPreorder(t *testing.T) {
	var fields []ast.Path
	for n := range ast.Preorder(walkTree(t)) {
		if c, ok := n.(*ast.Comparison); ok {
			fields = append(fields, c.Field)
		}
	}
	if want := []ast.Path{"a", "b", "c"}; !slices.Equal(fields, want) {
		t.Errorf("the fields in Preorder are %q, want %q", fields, want)
	}
}

func TestPreorderBreak(t *testing.T) {
	for stop := range 13 {
		seen := 0
		for range ast.Preorder(walkTree(t)) {
			if seen == stop {
				break
			}
			seen++
		}
		if seen != stop {
			t.Errorf("Preorder yields %d nodes before a break after %d", seen, stop)
		}
	}
	for range ast.Preorder(and(eq("a"), nil)) {
		break // does not reach the nil, which is a panic
	}
}

// Preorder yields what Walk visits.
func TestPreorderIsWalk(t *testing.T) {
	for seed := range uint64(500) {
		tree := fuzz.Tree(fuzz.NewSource(seed))
		var walked []ast.Node
		ast.Walk(tree, func(n ast.Node) bool {
			if n != nil {
				walked = append(walked, n)
			}
			return n != nil
		})
		if got := slices.Collect(ast.Preorder(tree)); !slices.Equal(got, walked) {
			t.Fatalf("seed %d: Preorder yields %d nodes, Walk visits %d", seed, len(got),
				len(walked))
		}
	}
}

type foreignNode struct{ *ast.Comparison }

// brokenNodes are those that no traversal can go on from.
var brokenNodes = map[string]ast.Expr{
	"nil":               nil,
	"nil and":           (*ast.And)(nil),
	"nil or":            (*ast.Or)(nil),
	"nil paren":         (*ast.Paren)(nil),
	"nil comparison":    (*ast.Comparison)(nil),
	"of another module": foreignNode{},
	"imitation":         foreignNode{eq("a")},
}

func TestTraversalsPanicOnBrokenNodes(t *testing.T) {
	for name, node := range brokenNodes {
		for place, tree := range map[string]ast.Expr{
			"as root": node, "in and": and(eq("a"), node), "in or": or(node),
			"in paren": paren(node),
		} {
			t.Run(name+" "+place, func(t *testing.T) {
				want := fmt.Sprintf("unexpected node %T", node)
				expectPanic(t, "ast.Walk: "+want, func() {
					ast.Walk(tree, func(n ast.Node) bool { return n != nil })
				})
				expectPanic(t, "ast.Preorder: "+want, func() {
					for range ast.Preorder(tree) {
					}
				})
				expectPanic(t, "ast.Rewrite: "+want, func() {
					ast.Rewrite(tree, func(e ast.Expr) ast.Expr { return e })
				})
			})
		}
	}
}

func TestWalkPanicsOnBrokenValues(t *testing.T) {
	for _, v := range []ast.Value{
		nil, (*ast.String)(nil), (*ast.Number)(nil), (*ast.Bool)(nil), (*ast.Null)(nil),
		(*ast.DateTime)(nil), (*ast.List)(nil), list(nil),
	} {
		expectPanic(t, "ast.Walk: unexpected node", func() {
			ast.Walk(compare("a", ast.OpIn, v), func(n ast.Node) bool { return n != nil })
		})
	}
}

// expectPanic fails the test unless f panics with a message that begins with
// want.
func expectPanic(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := fmt.Sprint(recover()); !strings.HasPrefix(got, want) {
			t.Errorf("panic %q, want %q", got, want)
		}
	}()
	f()
}
