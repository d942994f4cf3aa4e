package ast

// A Node is a part of a query: an [Expr] or a [Value].
//
// String returns the text of the node in the printer's form, which parses back
// to an equal node; see the laws in the package comment. Span is where the
// node stood in the text that it was parsed from; it covers nothing in built
// trees.
type Node interface {
	Span() Span
	String() string
	node()
}

// An Expr is a condition on one JSON object. The interface is closed; its
// implementations are, in the order in which every switch lists them, [*And],
// [*Or], [*Paren] and [*Comparison].
type Expr interface {
	Node
	expr()
}

func (*And) expr()        {}
func (*Or) expr()         {}
func (*Paren) expr()      {}
func (*Comparison) expr() {}

// A Value is the right-hand side of a comparison. The interface is closed; its
// implementations are, in the order in which every switch lists them,
// [*String], [*Number], [*Bool], [*Null], [*DateTime] and [*List].
type Value interface {
	Node
	value()
}

func (*String) value()   {}
func (*Number) value()   {}
func (*Bool) value()     {}
func (*Null) value()     {}
func (*DateTime) value() {}
func (*List) value()     {}

// An And holds if all of its terms hold. Without terms it is the empty filter,
// which holds for every object (rule Y5).
//
//	a = 1 AND b = 2 AND c = 3
type And struct {
	Terms []Expr
	At    Span
}

// An Or holds if any of its terms holds. It has at least one term.
//
//	a = 1 OR b = 2 OR c = 3
type Or struct {
	Terms []Expr
	At    Span
}

// A Paren is an expression that was written in parentheses. It means what X
// means; the printer puts its own parentheses (rule Y3).
//
//	(a = 1)
type Paren struct {
	X  Expr
	At Span
}

// A Comparison tests one field.
//
//	id >= 100
//	state NOT IN ("OPEN", "MERGED")
type Comparison struct {
	Field Path
	Op    Op
	Value Value // a *List if and only if Op is OpIn or OpNotIn

	FieldAt Span
	OpAt    Span // of NOT IN: both words and what is between them
}

func (*And) node()        {}
func (*Or) node()         {}
func (*Paren) node()      {}
func (*Comparison) node() {}

// Span returns the range from the first term to the last.
func (x *And) Span() Span { return x.At }

// Span returns the range from the first term to the last.
func (x *Or) Span() Span { return x.At }

// Span returns the range from one parenthesis to the other.
func (x *Paren) Span() Span { return x.At }

// Span returns the range from the field to the end of the value.
func (x *Comparison) Span() Span {
	if isNilValue(x.Value) {
		return Span{}
	}
	return x.FieldAt.To(x.Value.Span())
}
