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
	walk(n, f)
}

func walk(n Node, f func(Node) bool) {
	if !f(n) {
		return
	}
	switch n := n.(type) {
	case *And:
		walkList(n.Terms, f)
	case *Or:
		walkList(n.Terms, f)
	case *Paren:
		walk(n.X, f)
	case *Comparison:
		walk(n.Value, f)
	case *List:
		walkList(n.Values, f)
	case *String, *Number, *Bool, *Null, *DateTime:
	default:
		panic(fmt.Sprintf("ast.Walk: unexpected node %T", n))
	}
	f(nil)
}

func walkList[N Node](list []N, f func(Node) bool) {
	for _, n := range list {
		walk(n, f)
	}
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
	return func(yield func(Node) bool) {
		more := true
		walk(n, func(n Node) bool {
			if n != nil && more {
				more = yield(n)
			}
			return more
		})
	}
}
