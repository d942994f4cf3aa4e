package ast

import (
	"fmt"
	"iter"
)

// Walk visits n and the nodes below it, values included, in the order of the
// text. It calls f with each node; where f returns true it goes on with the
// node's children and then calls f(nil). It panics on a nil node and on one
// that is not of this package. See [Preorder] for a loop.
func Walk(n Node, f func(Node) bool) {
	mustNode("Walk", n)
	if !f(n) {
		return
	}
	eachChild(n, func(child Node) bool {
		Walk(child, f)
		return true
	})
	f(nil)
}

// Preorder yields n and the nodes below it, values included, in the order of
// the text. It panics as [Walk] does.
//
//	for n := range ast.Preorder(expr) {
//		if c, ok := n.(*ast.Comparison); ok {
//			fmt.Println(c.Field)
//		}
//	}
func Preorder(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) { preorder(n, yield) }
}

// preorder reports whether to go on.
func preorder(n Node, yield func(Node) bool) bool {
	mustNode("Preorder", n)
	return yield(n) && eachChild(n, func(child Node) bool { return preorder(child, yield) })
}

// eachChild calls f with the children of n until f returns false, and reports
// whether it never did.
func eachChild(n Node, f func(Node) bool) bool {
	switch n := n.(type) {
	case *And:
		return eachOf(n.Terms, f)
	case *Or:
		return eachOf(n.Terms, f)
	case *Paren:
		return f(n.X)
	case *Comparison:
		return f(n.Value)
	case *List:
		return eachOf(n.Values, f)
	}
	return true
}

func eachOf[N Node](list []N, f func(Node) bool) bool {
	for _, n := range list {
		if !f(n) {
			return false
		}
	}
	return true
}

func mustNode(function string, n Node) {
	if isNilNode(n) {
		panic(fmt.Sprintf("ast.%s: unexpected node %T", function, n))
	}
}
