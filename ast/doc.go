// Package ast is the vocabulary of BBQL, the filter language of the Bitbucket
// Cloud REST API: the tree that every other package reads or writes.
//
// A query such as
//
//	(state = "OPEN" OR state = "MERGED") AND reviewers.nickname = "jdoe"
//
// is an [And] of a [Paren] around an [Or], and of a [Comparison]. Trees come
// from bbql.Parse, from a builder, or from the constructors of this package:
//
//	open := &ast.Comparison{Field: "state", Op: ast.OpEq, Value: &ast.String{Value: "OPEN"}}
//	draft := &ast.Comparison{Field: "draft", Op: ast.OpNe, Value: &ast.Bool{Value: true}}
//	fmt.Println(ast.NewAnd(open, draft)) // state = "OPEN" AND draft != true
//
// # Laws
//
//   - The set of nodes is closed: a type switch over the types listed under
//     [Expr] and [Value] is exhaustive.
//   - And and Or are n-ary: a chain of 10,000 terms is one node.
//   - Trees are immutable once built. They may be shared between trees and
//     used by several goroutines at once.
//   - The String of a valid tree parses back to a tree that is [Equal] to it.
//     No hand-made node can smuggle query text: a literal's Text is printed
//     only if it is exactly one literal that decodes to its Value. What cannot
//     be printed at all prints as %!bbql(reason), which no parser accepts.
//
// The package knows nothing of parsing, URLs, evaluation or Bitbucket. It does
// no I/O.
package ast
