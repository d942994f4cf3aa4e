// Package goliteral turns Go values into literals of the language. The builder
// and bbql.Bind share it, so that a Go value means the same in both.
//
// A value is converted by its type if that is one of time.Time, json.Number,
// *big.Int, *big.Rat or a literal of package ast, and else by its kind: named
// types are what they are made of. What has no exact literal is an error, never
// something near it.
package goliteral
