package ast

import "fmt"

// An Op is one of the ten operators of the language (rule Y1, documented).
// The zero Op is none of them.
type Op uint8

// The operators. Each negation follows its positive form.
const (
	OpEq          Op = iota + 1 // =
	OpNe                        // !=
	OpContains                  // ~
	OpNotContains               // !~
	OpGt                        // >
	OpGe                        // >=
	OpLt                        // <
	OpLe                        // <=
	OpIn                        // IN
	OpNotIn                     // NOT IN
)

var opTexts = [...]string{"", "=", "!=", "~", "!~", ">", ">=", "<", "<=", "IN", "NOT IN"}

// MarshalText returns the operator as it is printed in a query.
func (op Op) MarshalText() ([]byte, error) {
	if !op.Valid() {
		return nil, fmt.Errorf("no operator has the number %d", uint8(op))
	}
	return []byte(op.String()), nil
}

// UnmarshalText sets op to the operator that is printed as text, with IN and
// NOT IN in upper case and one space within.
func (op *Op) UnmarshalText(text []byte) error {
	for o := OpEq; o <= OpNotIn; o++ {
		if opTexts[o] == string(text) {
			*op = o
			return nil
		}
	}
	return fmt.Errorf("%q is no operator", text)
}

// String returns the operator as it is printed in a query.
func (op Op) String() string {
	if !op.Valid() {
		return broken("no operator")
	}
	return opTexts[op]
}

// Valid reports whether op is one of the ten operators.
func (op Op) Valid() bool { return OpEq <= op && op <= OpNotIn }

// Positive returns the operator that op negates, for !=, !~ and NOT IN, and op
// itself for the rest. A negation is the exact complement of its positive
// form, always (rule M2).
func (op Op) Positive() Op {
	switch op {
	case OpNe, OpNotContains, OpNotIn:
		return op - 1
	}
	return op
}

// IsNegation reports whether op is !=, !~ or NOT IN.
func (op Op) IsNegation() bool { return op != op.Positive() }

// IsOrdering reports whether op is >, >=, < or <=.
func (op Op) IsOrdering() bool { return OpGt <= op && op <= OpLe }

// TakesList reports whether op is IN or NOT IN, whose value is a [List].
func (op Op) TakesList() bool { return op == OpIn || op == OpNotIn }
