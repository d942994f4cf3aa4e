package ast

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/bbql/go-bbql/internal/value"
)

// Validate returns nil if e can be printed and parsed back, and otherwise an
// error that names everything that is wrong with it, each with the comparison
// that it is wrong in. Trees from bbql.Parse are always valid; check what was
// put together by hand or read from elsewhere.
func Validate(e Expr) error {
	var errs []error
	validate(canon(e), &errs)
	return errors.Join(errs...)
}

func validate(e Expr, errs *[]error) {
	switch e := e.(type) {
	case *And:
		for _, t := range e.Terms {
			validate(t, errs)
		}
	case *Or:
		for _, t := range e.Terms {
			validate(t, errs)
		}
	case *Comparison:
		if err := e.fault(); err != nil {
			*errs = append(*errs, fmt.Errorf("%s: %w", e.place(), err))
		}
	case fault:
		*errs = append(*errs, errors.New(string(e)))
	}
}

// place names a comparison in an error, its value left out.
func (x *Comparison) place() string {
	if !x.Op.Valid() {
		return strconv.Quote(string(x.Field))
	}
	return fmt.Sprintf("%q %s", string(x.Field), x.Op)
}

func (x *Comparison) fault() error {
	if _, err := ParsePath(string(x.Field)); err != nil {
		return err
	}
	if !x.Op.Valid() {
		return fmt.Errorf("there is no operator number %d", uint8(x.Op))
	}
	return x.operandFault()
}

// operandFault returns why the operator, if it is one, can't take the value.
func (x *Comparison) operandFault() error {
	list, isList := x.Value.(*List)
	switch {
	case isList && !x.Op.TakesList():
		return errList
	case !isList && x.Op.TakesList():
		return errNoList
	case !isList || list == nil:
		return valueFault(x.Value)
	}
	return list.fault()
}

var (
	errList    = errors.New("only IN and NOT IN take a list")
	errNoList  = errors.New("IN and NOT IN take a list")
	errNoValue = errors.New("there is no value")
)

// valueFault returns what is wrong with a value that is no list.
func valueFault(v Value) error {
	if isNilValue(v) {
		return errNoValue
	}
	switch v := v.(type) {
	case *String:
		return textFault(v.Value)
	case *Number:
		if !value.IsNumber(v.Value) {
			return fmt.Errorf("%.40q is not a number without exponent", v.Value)
		}
	case *DateTime:
		return v.fault()
	}
	return nil
}

func (v *DateTime) fault() error {
	if _, fault := value.ParseDateTime(v.literal()); fault.Msg != "" {
		return fmt.Errorf("no datetime literal can say %v", v.Value)
	}
	return nil
}
