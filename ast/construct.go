package ast

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/bbql/go-bbql/internal/value"
)

// NewAnd returns the conjunction of terms. An And among them gives its terms,
// so that the empty filter vanishes; one remaining term is returned as it is;
// no term is the empty filter, an And without terms, which holds for every
// object. A nil term stays for [Validate] to report: without it the query would
// select more.
func NewAnd(terms ...Expr) Expr {
	flat := make([]Expr, 0, len(terms))
	for _, t := range terms {
		if and, ok := t.(*And); ok && and != nil {
			flat = append(flat, and.Terms...)
		} else {
			flat = append(flat, t)
		}
	}
	if len(flat) == 1 && !isNil(flat[0]) {
		return flat[0]
	}
	return &And{Terms: flat}
}

// NewOr returns the disjunction of terms. An Or among them gives its terms; one
// remaining term is returned as it is. No term at all is an error, and so are
// nil and the empty filter as a term: they would select nothing or everything
// where the caller meant a choice.
func NewOr(terms ...Expr) (Expr, error) {
	flat := make([]Expr, 0, len(terms))
	for i, t := range terms {
		if fault := termFault(t); fault != "" {
			return nil, fmt.Errorf("OR: term %d: %s", i+1, string(fault))
		}
		if or, ok := t.(*Or); ok {
			flat = append(flat, or.Terms...)
		} else {
			flat = append(flat, t)
		}
	}
	switch len(flat) {
	case 0:
		return nil, errors.New(string(faultEmptyOr))
	case 1:
		return flat[0], nil
	}
	return &Or{Terms: flat}, nil
}

// termFault says why e can't be a term of an Or, "" if it can.
func termFault(e Expr) fault {
	for paren, ok := e.(*Paren); ok && paren != nil; paren, ok = e.(*Paren) {
		e = paren.X
	}
	switch or, isOr := e.(*Or); {
	case isNil(e):
		return faultNil
	case isEmptyFilter(e):
		return faultEmptyAnd
	case isOr && len(or.Terms) == 0:
		return faultEmptyOr
	}
	return ""
}

// NewNumber returns a number literal, kept as written: -?digits(.digits)?
// (rule Y8).
func NewNumber(text string) (*Number, error) {
	if !value.IsNumber(text) {
		return nil, fmt.Errorf("number %.40q is not digits with an optional - and one dot", text)
	}
	return &Number{Text: text, Value: value.Plain(text)}, nil
}

// NewDateTime returns a datetime literal, kept as written (rule Y9).
func NewDateTime(text string) (*DateTime, error) {
	t, fault := value.ParseDateTime(text)
	switch {
	case fault.Msg != "" && fault.Start < fault.End:
		return nil, fmt.Errorf("datetime %.40q: %.40q: %s", text, text[fault.Start:fault.End],
			fault.Msg)
	case fault.Msg != "":
		return nil, fmt.Errorf("datetime %.40q: %s", text, fault.Msg)
	}
	return &DateTime{
		Text:      text,
		Value:     t.Time(),
		Precision: Precision(t.Precision),
		HasOffset: t.HasOffset,
	}, nil
}

// NewTime returns a datetime literal for the instant t, printed with its
// numeric offset and with precision, or finer where t needs it. An offset that
// has no literal, with seconds or of a day and more, becomes UTC.
func NewTime(t time.Time, precision Precision) *DateTime {
	return &DateTime{Value: t, Precision: precision, HasOffset: true}
}

// NewList returns a list of values for IN and NOT IN. It must have at least
// one; null and lists within are errors (rule Y10).
func NewList(values ...Value) (*List, error) {
	list := &List{Values: slices.Clone(values)}
	if err := list.fault(); err != nil {
		return nil, err
	}
	return list, nil
}

// fault returns what is wrong with the list or with one of its values.
func (v *List) fault() error {
	if len(v.Values) == 0 {
		return errors.New("IN needs at least one value")
	}
	for i, e := range v.Values {
		if err := elementFault(e); err != nil {
			return fmt.Errorf("element %d of the list: %w", i+1, err)
		}
	}
	return nil
}

func elementFault(v Value) error {
	switch v.(type) {
	case *Null, *List:
		return errElement
	}
	return valueFault(v)
}

var errElement = errors.New("only strings, numbers, booleans and datetimes can be listed")

// NewComparison returns a comparison, or an error that says why there is no
// such comparison: a bad path, no operator, or a value that the operator does
// not take.
func NewComparison(field Path, op Op, v Value) (*Comparison, error) {
	c := &Comparison{Field: field, Op: op, Value: v}
	if err := Validate(c); err != nil {
		return nil, err
	}
	return c, nil
}
