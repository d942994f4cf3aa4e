package ast

import (
	"errors"
	"fmt"

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
func (x *Comparison) place() string { return fmt.Sprintf("%q %s", string(x.Field), x.Op) }

func (x *Comparison) fault() error {
	if _, err := ParsePath(string(x.Field)); err != nil {
		return err
	}
	if !x.Op.Valid() {
		return fmt.Errorf("there is no operator number %d", uint8(x.Op))
	}
	list, isList := x.Value.(*List)
	switch {
	case x.Op.TakesList() != isList && isList:
		return fmt.Errorf("%s takes one value, not a list", x.Op)
	case x.Op.TakesList() != isList:
		return fmt.Errorf("%s takes a list", x.Op)
	case !isList || list == nil:
		return valueFault(x.Value)
	}
	if err := list.fault(); err != nil {
		return err
	}
	for i, v := range list.Values {
		if err := valueFault(v); err != nil {
			return fmt.Errorf("element %d: %w", i+1, err)
		}
	}
	return nil
}

// valueFault returns what is wrong with a value that is no list.
func valueFault(v Value) error {
	switch v := v.(type) {
	case *String:
		if v != nil {
			return textFault(v.Value)
		}
	case *Number:
		if v != nil && !value.IsNumber(v.Value) {
			return fmt.Errorf("%.40q is not a number without exponent", v.Value)
		}
		if v != nil {
			return nil
		}
	case *Bool:
		if v != nil {
			return nil
		}
	case *Null:
		if v != nil {
			return nil
		}
	case *DateTime:
		if v != nil {
			return v.fault()
		}
	}
	return errors.New("there is no value")
}

func (v *DateTime) fault() error {
	if _, fault := value.ParseDateTime(v.literal()); fault.Msg != "" {
		return fmt.Errorf("no datetime literal can say %v", v.Value)
	}
	return nil
}
