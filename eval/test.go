package eval

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// A test is a compiled comparison. It holds if some leaf of the path satisfies
// the condition (rule M1), negated if no leaf does (M2). Each test of an array
// is quantified on its own: two tests may be met by two elements (M14).
type test struct {
	number     int // among the matcher's tests
	comparison *ast.Comparison
	path       *path
	condition  condition
	negated    bool
}

// newTest compiles a valid comparison.
func newTest(c *ast.Comparison, p *path) *test {
	t := &test{comparison: c, path: p, negated: c.Op.IsNegation()}
	_, null := c.Value.(*ast.Null)
	if op := c.Op.Positive(); null && op == ast.OpEq {
		t.condition, t.negated = notNull{}, !t.negated
	} else {
		t.condition = newCondition(op, c.Value, p.typ)
	}
	return t
}

// newCondition returns the condition of a positive operator and a value.
func newCondition(op ast.Op, v ast.Value, typ ast.FieldType) condition {
	switch op {
	case ast.OpEq:
		return newOneOf([]ast.Value{v}, typ)
	case ast.OpIn:
		return newOneOf(v.(*ast.List).Values, typ)
	case ast.OpContains:
		if s, ok := v.(*ast.String); ok {
			return contains{value.Fold(s.Value)}
		}
		return never{}
	}
	return newOrdered(op, v, typ)
}

func newOneOf(values []ast.Value, typ ast.FieldType) *oneOf {
	c := new(oneOf)
	for _, v := range values {
		switch v := v.(type) {
		case *ast.String:
			c.addText(v.Value, typ)
		case *ast.Number:
			d, _ := value.ParseDecimal(v.Value)
			c.numbers = append(c.numbers, d)
		case *ast.Bool:
			if v.Value {
				c.bools[1] = true
			} else {
				c.bools[0] = true
			}
		case *ast.DateTime:
			c.instants = append(c.instants, instantOf(v))
		}
	}
	slices.Sort(c.texts)
	slices.SortFunc(c.numbers, value.Decimal.Compare)
	slices.SortFunc(c.instants, value.DateTime.Compare)
	return c
}

// addText adds a quoted literal: a datetime, or nothing if it is none, where
// the type says so, else text (rule M7).
func (c *oneOf) addText(text string, typ ast.FieldType) {
	if typ.Kind != ast.KindDateTime {
		c.texts = append(c.texts, text)
	} else if t, ok := parseInstant(text); ok {
		c.instants = append(c.instants, t)
	}
}

func instantOf(v *ast.DateTime) value.DateTime {
	return value.DateTime{Unix: v.Value.Unix(), Nanos: int32(v.Value.Nanosecond())}
}

func newOrdered(op ast.Op, v ast.Value, typ ast.FieldType) condition {
	s := newScale(v, typ)
	if s == nil {
		return never{}
	}
	return ordered{
		scale:   s,
		less:    op == ast.OpLt || op == ast.OpLe,
		equal:   op == ast.OpLe || op == ast.OpGe,
		greater: op == ast.OpGt || op == ast.OpGe,
	}
}

// newScale returns the scale on which v has a place, nil if there is none.
func newScale(v ast.Value, typ ast.FieldType) scale {
	switch v := v.(type) {
	case *ast.String:
		return newTextScale(v.Value, typ)
	case *ast.Number:
		d, _ := value.ParseDecimal(v.Value)
		return numberScale{d}
	case *ast.DateTime:
		return instantScale{instantOf(v)}
	}
	return nil
}

func newTextScale(text string, typ ast.FieldType) scale {
	t, isInstant := parseInstant(text)
	switch {
	case typ.Ordered:
		if place := slices.Index(typ.Enum, text); place >= 0 {
			return enumScale{typ.Enum, place}
		}
		return nil
	case typ.Kind == ast.KindDateTime:
		if isInstant {
			return instantScale{t}
		}
		return nil
	case typ.Kind == ast.KindAny && isInstant:
		return untypedScale{textScale{text}, instantScale{t}}
	}
	return textScale{text}
}
