// Package yardstick is a parser of BBQL as one would write it by hand in an
// afternoon: recursive descent, a small tree, one message for every error. The
// benchmarks measure the library's parser by it.
package yardstick

// A Kind says what a node or a value is.
type Kind uint8

// The kinds of nodes and of values.
const (
	And Kind = iota
	Or
	Comparison

	String
	Number
	DateTime
	Bool
	Null
	List
)

// A Node is a comparison, or two or more nodes joined by AND or OR. The empty
// filter is an And of none.
type Node struct {
	Kind       Kind
	Terms      []*Node
	Field, Op  string
	Value      Value
	Start, End int
}

// A Value is what a field is compared with.
type Value struct {
	Kind       Kind
	Text       string // decoded, if it is a string
	List       []Value
	Start, End int
}
