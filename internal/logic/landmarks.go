package logic

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// The landmarks of a field are the values at which its conditions change.
type landmarks struct {
	typ      ast.FieldType
	numbers  []string        // plain decimals
	points   []string        // strings that some condition singles out
	bounds   []string        // strings at which an order by code point changes (rule M8)
	instants []value.Instant // at which an order by time changes, or which are singled out
	needles  []needle
	doubts   []int // conditions that are not decided for strings
	orders   []int // conditions that order strings by code point
}

// A needle is what a ~ looks for.
type needle struct {
	condition    int
	text, folded string
}

// landmarks collects the landmarks of the field's conditions.
func (f *field) landmarks() *landmarks {
	m := &landmarks{typ: f.typ}
	if f.typ.Ordered {
		m.points = slices.Clone(f.typ.Enum)
	}
	for i, c := range f.conditions {
		if list, ok := c.Value.(*ast.List); ok {
			for _, v := range list.Values {
				m.add(i, c.Op, v)
			}
			continue
		}
		m.add(i, c.Op, c.Value)
	}
	slices.Sort(m.points)
	slices.Sort(m.bounds)
	m.points, m.bounds = slices.Compact(m.points), slices.Compact(m.bounds)
	return m
}

func (m *landmarks) add(condition int, op ast.Op, v ast.Value) {
	switch v := v.(type) {
	case *ast.String:
		m.addText(condition, op, v.Value)
	case *ast.Number:
		m.numbers = append(m.numbers, value.Plain(v.Value))
	case *ast.DateTime:
		m.instants = append(m.instants, value.InstantOf(v.Value))
	}
}

// addText adds a quoted literal, which may stand for a datetime (rule M7).
func (m *landmarks) addText(condition int, op ast.Op, text string) {
	t, fault := value.ParseDateTime(text)
	isInstant := fault.Msg == ""
	switch {
	case op == ast.OpContains:
		m.needles = append(m.needles, needle{condition, text, value.Fold(text)})
	case m.typ.Kind == ast.KindDateTime:
		if isInstant {
			m.instants = append(m.instants, t.Instant)
		}
	case !op.IsOrdering() || m.typ.Ordered:
		m.points = append(m.points, text)
	case m.typ.Kind == ast.KindAny && isInstant:
		// By time or by code point: nobody knows which without a type.
		m.points = append(m.points, text)
		m.doubts = append(m.doubts, condition)
	default:
		m.points = append(m.points, text)
		m.bounds = append(m.bounds, text)
		m.orders = append(m.orders, condition)
	}
}

// holdsKind reports whether values of a kind are possible.
func (m *landmarks) holdsKind(kinds ...ast.Kind) bool {
	return m.typ.Kind == ast.KindAny || slices.Contains(kinds, m.typ.Kind)
}

// isPoint reports whether some condition singles out the text.
func (m *landmarks) isPoint(text string) bool {
	_, found := slices.BinarySearch(m.points, text)
	return found
}
