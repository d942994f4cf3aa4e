package fuzz

import (
	"fmt"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/ast"
)

// Diff returns the differences between two trees, "" if they are the same in
// every node, text, value and span. Where only the meaning counts, see
// [ast.Equal]. Package cmp alone takes time exponential in the depth of trees.
func Diff(want, got ast.Expr) string { return cmp.Diff(dump(want), dump(got)) }

// dump returns a line for each node of a tree without nil nodes.
func dump(e ast.Expr) []string {
	var lines []string
	indent := ""
	ast.Walk(e, func(n ast.Node) bool {
		if n == nil {
			indent = indent[2:]
			return false
		}
		lines = append(lines, fmt.Sprintf("%s%T %v%s", indent, n, n.Span(), details(n)))
		indent += "  "
		return true
	})
	return lines
}

// details returns what a node holds beside its children and its span.
func details(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Comparison:
		return fmt.Sprintf(" %s %v %s %v", n.Field, n.FieldAt, n.Op, n.OpAt)
	case *ast.String:
		return fmt.Sprintf(" %q %q", n.Text, n.Value)
	case *ast.Number:
		return fmt.Sprintf(" %q %q", n.Text, n.Value)
	case *ast.Bool:
		return fmt.Sprintf(" %q %t", n.Text, n.Value)
	case *ast.Null:
		return fmt.Sprintf(" %q", n.Text)
	case *ast.DateTime:
		return fmt.Sprintf(" %q %v %d %t", n.Text, n.Value.Format(time.RFC3339Nano), n.Precision,
			n.HasOffset)
	}
	return ""
}
