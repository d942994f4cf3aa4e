package ast

import (
	"errors"
	"fmt"
	"time"

	"github.com/bbql/go-bbql/internal/value"
)

// NewAnd returns the conjunction of terms. An And among them gives its terms,
// so that the empty filter vanishes; one remaining term is returned as it is;
// no term is the empty filter, an And without terms, which holds for every
// object.
func NewAnd(terms ...Expr) Expr {
	flat := make([]Expr, 0, len(terms))
	for _, t := range terms {
		if and, ok := t.(*And); ok && and != nil {
			flat = append(flat, and.Terms...)
		} else {
			flat = append(flat, t)
		}
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return &And{Terms: flat}
}

// NewOr returns the disjunction of terms. An Or among them gives its terms; one
// remaining term is returned as it is. No term at all is an error, and so is
// the empty filter as a term: either would select nothing or everything where
// the caller meant a choice.
func NewOr(terms ...Expr) (Expr, error) {
	flat := make([]Expr, 0, len(terms))
	for i, t := range terms {
		if or, ok := t.(*Or); ok && or != nil {
			flat = append(flat, or.Terms...)
			continue
		}
		if isEmptyFilter(t) {
			return nil, fmt.Errorf("OR: term %d is the empty filter", i+1)
		}
		flat = append(flat, t)
	}
	switch len(flat) {
	case 0:
		return nil, errEmptyOr
	case 1:
		return flat[0], nil
	}
	return &Or{Terms: flat}, nil
}

var errEmptyOr = errors.New("OR without terms")

func isEmptyFilter(e Expr) bool {
	and, ok := e.(*And)
	return ok && and != nil && len(and.Terms) == 0
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
	if fault.Msg != "" {
		return nil, fmt.Errorf("datetime %.40q: %q: %s", text, text[fault.Start:fault.End], fault.Msg)
	}
	return &DateTime{
		Text:      text,
		Value:     t.Time(),
		Precision: Precision(t.Precision),
		HasOffset: t.HasOffset,
	}, nil
}

// NewTime returns a datetime literal for the instant t, printed with its
// numeric offset and with precision, or finer where t needs it.
func NewTime(t time.Time, precision Precision) *DateTime {
	return &DateTime{Value: t, Precision: precision, HasOffset: true}
}

// NewList returns a list of values for IN and NOT IN. It must have at least
// one; null and lists within are errors (rule Y10).
func NewList(values ...Value) (*List, error) {
	list := &List{Values: values}
	if err := list.fault(); err != nil {
		return nil, err
	}
	return list, nil
}

func (v *List) fault() error {
	if len(v.Values) == 0 {
		return errors.New("IN needs at least one value")
	}
	for i, e := range v.Values {
		switch e.(type) {
		case *Null, *List, nil:
			return fmt.Errorf("IN: element %d is %v: only strings, numbers, booleans and datetimes can be listed", i+1, e)
		}
	}
	return nil
}

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
