package ast

import (
	"strings"
	"time"

	"github.com/bbql/go-bbql/internal/value"
)

// String returns the canonical text: single spaces, upper-case AND, OR, IN and
// NOT, parentheses round every OR inside an AND and every AND inside an OR and
// nowhere else, so that the text means the same under either precedence (rule
// Y3). Literals keep their spelling. The empty filter is "" (rule Y5).
func (x *And) String() string { return text(x) }

// String returns the canonical text; see [And.String].
func (x *Or) String() string { return text(x) }

// String returns the canonical text of X; see [And.String].
func (x *Paren) String() string { return text(x) }

// String returns the field, the operator and the value, with spaces between.
func (x *Comparison) String() string { return text(x) }

func text(e Expr) string { return string(appendExpr(nil, canon(e))) }

// appendExpr appends the text of a canonical expression.
func appendExpr(b []byte, e Expr) []byte {
	switch e := e.(type) {
	case *And:
		return appendChain(b, e.Terms, " AND ")
	case *Or:
		return appendChain(b, e.Terms, " OR ")
	case *Comparison:
		b = append(b, pathText(e.Field)...)
		b = append(b, ' ')
		b = append(b, e.Op.String()...)
		b = append(b, ' ')
		return appendOperand(b, e)
	}
	return append(b, e.String()...)
}

// appendOperand appends the value, or why the operator can't take it.
func appendOperand(b []byte, x *Comparison) []byte {
	if _, isList := x.Value.(*List); isList != x.Op.TakesList() && x.Op.Valid() {
		return append(b, broken("%v", x.operandFault())...)
	}
	return appendValue(b, x.Value)
}

func appendChain(b []byte, terms []Expr, connector string) []byte {
	for i, t := range terms {
		if i > 0 {
			b = append(b, connector...)
		}
		if _, single := t.(*Comparison); single {
			b = appendExpr(b, t)
			continue
		}
		b = append(b, '(')
		b = appendExpr(b, t)
		b = append(b, ')')
	}
	return b
}

// String returns the literal as written, or Value in quotes if Text is not
// exactly one literal for it.
func (v *String) String() string { return valueText(v) }

// String returns the literal as written, or Value if Text is not exactly one
// number that is equal to it.
func (v *Number) String() string { return valueText(v) }

// String returns true or false.
func (v *Bool) String() string { return valueText(v) }

// String returns null.
func (v *Null) String() string { return valueText(v) }

// String returns the literal as written, or Value with at least Precision if
// Text is not exactly one datetime that is equal to it.
func (v *DateTime) String() string { return valueText(v) }

// String returns the values in parentheses, with commas between.
func (v *List) String() string { return valueText(v) }

func valueText(v Value) string { return string(appendValue(nil, v)) }

func appendValue(b []byte, v Value) []byte {
	if isNilValue(v) {
		return append(b, broken("%v", errNoValue)...)
	}
	switch v := v.(type) {
	case *String:
		return append(b, v.literal()...)
	case *Number:
		return append(b, v.literal()...)
	case *Bool:
		return appendBool(b, v.Value)
	case *Null:
		return append(b, "null"...)
	case *DateTime:
		return append(b, v.literal()...)
	case *List:
		return appendList(b, v)
	}
	return b
}

func appendBool(b []byte, value bool) []byte {
	if value {
		return append(b, "true"...)
	}
	return append(b, "false"...)
}

func appendList(b []byte, list *List) []byte {
	if fault := list.fault(); fault != nil {
		return append(b, broken("%v", fault)...)
	}
	b = append(b, '(')
	for i, v := range list.Values {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendValue(b, v)
	}
	return append(b, ')')
}

func (v *String) literal() string {
	if decoded, err := Unquote(v.Text); err == nil && decoded == v.Value {
		return v.Text
	}
	return Quote(v.Value)
}

func (v *Number) literal() string {
	switch {
	case value.IsNumber(v.Text) && value.Plain(v.Text) == v.plain():
		return v.Text
	case value.IsNumber(v.Value):
		return v.Value
	}
	return broken("bad number %.40q", v.Value)
}

// plain returns Value in its shortest spelling, "" if it is no number.
func (v *Number) plain() string {
	if !value.IsNumber(v.Value) {
		return ""
	}
	return value.Plain(v.Value)
}

func (v *DateTime) literal() string {
	if t, fault := value.ParseDateTime(v.Text); fault.Msg == "" &&
		t.Time().Equal(v.Value) && Precision(t.Precision) == v.Precision && t.HasOffset == v.HasOffset {
		return v.Text
	}
	return v.canonical()
}

// canonical returns the text of Value alone, as fine as Precision and finer
// where anything would be lost.
func (v *DateTime) canonical() string {
	t := v.Value
	if !v.HasOffset || !printableOffset(t) {
		t = t.UTC()
	}
	precision := max(v.Precision, neededPrecision(t))
	if v.HasOffset {
		precision = max(precision, PrecisionMinute)
	}
	if t.Year() < 0 || t.Year() > 9999 || precision > PrecisionSecond+9 {
		return broken("no datetime literal for %v", t)
	}
	return t.Format(layout(precision, v.HasOffset))
}

// printableOffset reports whether rule Y9 has a text for the offset of t.
func printableOffset(t time.Time) bool {
	const day = 24 * 60 * 60
	_, offset := t.Zone()
	return offset%60 == 0 && -day < offset && offset < day
}

// neededPrecision is the coarsest that keeps the instant.
func neededPrecision(t time.Time) Precision {
	switch {
	case t.Nanosecond() != 0:
		n := Precision(9)
		for f := t.Nanosecond(); f%10 == 0; f /= 10 {
			n--
		}
		return PrecisionSecond + n
	case t.Second() != 0:
		return PrecisionSecond
	case t.Hour() != 0 || t.Minute() != 0:
		return PrecisionMinute
	}
	return PrecisionDay
}

func layout(precision Precision, offset bool) string {
	layout := "2006-01-02"
	if precision >= PrecisionMinute {
		layout += "T15:04"
	}
	if precision >= PrecisionSecond {
		layout += ":05"
	}
	if precision > PrecisionSecond {
		layout += "." + strings.Repeat("0", int(precision-PrecisionSecond))
	}
	if offset {
		layout += "-07:00"
	}
	return layout
}
