package bbqlcheck

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// visitURLs looks for URLs in all texts that are not a part of a longer one.
func (c *checker) visitURLs() {
	c.inspector.Nodes([]ast.Node{
		(*ast.ImportSpec)(nil), (*ast.Field)(nil), (*ast.ValueSpec)(nil), (*ast.AssignStmt)(nil),
		(*ast.BinaryExpr)(nil), (*ast.CallExpr)(nil), (*ast.BasicLit)(nil),
	}, func(n ast.Node, push bool) bool { return push && c.visitURL(n) })
}

// visitSum checks a chain of +, once for all of its length.
func (c *checker) visitSum(n *ast.BinaryExpr) bool {
	if n.Op != token.ADD || !isString(c.pass.TypesInfo.TypeOf(n)) {
		return true
	}
	if left, ok := ast.Unparen(n.X).(*ast.BinaryExpr); ok {
		c.checked[left] = true
	}
	return c.checked[n] || !c.url(c.resolver().text(n))
}

// visitURL checks a node if it is a whole text. It reports whether to look for
// URLs below it.
func (c *checker) visitURL(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.Field:
		return false
	case *ast.ValueSpec:
		return len(n.Names) != 1 || !c.isPart(n.Names[0])
	case *ast.AssignStmt:
		return len(n.Lhs) != 1 || n.Tok == token.ADD_ASSIGN || !c.isPart(n.Lhs[0])
	case *ast.BinaryExpr:
		return c.visitSum(n)
	case *ast.CallExpr:
		r := c.resolver()
		if i, ok := c.formats(n); ok && c.url(r.format(n.Args[i], n.Args[i+1:])) {
			return false
		}
		return r.callee(n) != "strings.ReplaceAll" || !c.url(r.text(n))
	case *ast.BasicLit:
		return !strings.Contains(n.Value, "q=") || !c.url(c.resolver().text(n))
	}
	return true
}

// isPart reports whether a constant or variable becomes a part of a longer text,
// where it is looked at.
func (c *checker) isPart(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && c.vars.parts[c.pass.TypesInfo.ObjectOf(id)]
}

// formats reports whether a call looks like one of fmt.Sprintf, and which of its
// arguments is the format: the one before the values of any type.
func (c *checker) formats(call *ast.CallExpr) (int, bool) {
	fn, ok := typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	if !ok || call.Ellipsis.IsValid() {
		return 0, false
	}
	sig := fn.Signature()
	i := sig.Params().Len() - 2
	if !sig.Variadic() || i < 0 || len(call.Args) <= i || !isString(sig.Params().At(i).Type()) {
		return 0, false
	}
	values, ok := sig.Params().At(i + 1).Type().(*types.Slice)
	return i, ok && types.IsInterface(values.Elem())
}
