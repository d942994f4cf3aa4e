package ast

import "time"

// A String is text in double quotes, in which \" is a quote, \\ a backslash,
// and any other \x both characters (rule Y6).
//
//	"fix \"login\" bug"
type String struct {
	Text  string // as written, with the quotes; "" in built trees
	Value string // the text that it stands for
	At    Span
}

// A Number is an exact decimal without exponent (rule Y8).
//
//	-10.302
type Number struct {
	Text  string // as written; "" in built trees
	Value string // the same number in its shortest spelling
	At    Span
}

// A Bool is true or false, in any case (rule Y2).
type Bool struct {
	Text  string // as written; "" in built trees
	Value bool
	At    Span
}

// A Null is the absence of a value (rule M3).
//
//	assignee = null
type Null struct {
	Text string // as written; "" in built trees
	At   Span
}

// A DateTime is a date with an optional time and offset (rule Y9). Without an
// offset it is in UTC; without a time it is midnight (rule M7).
//
//	2015-03-04T14:08:59.123+02:00
type DateTime struct {
	Text      string    // as written; "" in built trees
	Value     time.Time // the instant
	Precision Precision // how much of the time was written
	HasOffset bool      // whether an offset was written
	At        Span
}

// A List is the right-hand side of IN and NOT IN: one or more strings,
// numbers, booleans or datetimes in parentheses (rule Y10).
//
//	("OPEN", "MERGED")
type List struct {
	Values []Value
	At     Span
}

// A Precision says how much of a datetime is written. Each step beyond
// PrecisionSecond is one fraction digit: PrecisionSecond+3 is milliseconds.
type Precision int8

// The precisions without fraction digits.
const (
	PrecisionDay Precision = iota
	PrecisionMinute
	PrecisionSecond
)

func (*String) node()   {}
func (*Number) node()   {}
func (*Bool) node()     {}
func (*Null) node()     {}
func (*DateTime) node() {}
func (*List) node()     {}

// Span returns the range from quote to quote.
func (v *String) Span() Span { return v.At }

// Span returns the range of the literal.
func (v *Number) Span() Span { return v.At }

// Span returns the range of the literal.
func (v *Bool) Span() Span { return v.At }

// Span returns the range of the literal.
func (v *Null) Span() Span { return v.At }

// Span returns the range of the literal.
func (v *DateTime) Span() Span { return v.At }

// Span returns the range from one parenthesis to the other.
func (v *List) Span() Span { return v.At }
