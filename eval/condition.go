package eval

import (
	"slices"
	"strings"

	"github.com/bbql/go-bbql/internal/value"
)

// A condition is what a comparison asks of one leaf. Negations are no
// conditions of their own (rule M2): see [test].
type condition interface {
	holds(l leaf) bool
}

// never is the condition that no leaf satisfies, of comparisons that the
// language has and gives no meaning: null beside anything but = (rule M3), an
// order of booleans (M10), ~ with anything but a string (M5).
type never struct{}

func (never) holds(leaf) bool { return false }

// notNull is the complement of = null, which overrides M1: it holds if no leaf
// is other than null (rule M3). An object is other than null (M11).
type notNull struct{}

func (notNull) holds(l leaf) bool { return l.kind != kindNull }

// oneOf is the condition of = and IN: the leaf is equal to one of some values
// of its own type (rules M4, M6, M7, M9, M10 and M11). The slices are sorted.
type oneOf struct {
	texts    []string
	numbers  []value.Decimal
	instants []value.DateTime
	bools    [2]bool // false and true
}

func (c *oneOf) holds(l leaf) bool {
	switch l.kind {
	case kindBool:
		return !l.is && c.bools[0] || l.is && c.bools[1]
	case kindNumber:
		return c.hasNumber(l.text)
	case kindString:
		return c.hasText(l.text) || c.hasInstant(l.text)
	case kindObject:
		return l.is && c.hasText(l.text)
	}
	return false
}

func (c *oneOf) hasText(text string) bool {
	_, found := slices.BinarySearch(c.texts, text)
	return found
}

func (c *oneOf) hasNumber(text string) bool {
	if len(c.numbers) == 0 {
		return false
	}
	d, ok := value.ParseDecimal(text)
	_, found := slices.BinarySearchFunc(c.numbers, d, value.Decimal.Compare)
	return ok && found
}

func (c *oneOf) hasInstant(text string) bool {
	if len(c.instants) == 0 {
		return false
	}
	t, ok := parseInstant(text)
	_, found := slices.BinarySearchFunc(c.instants, t, value.DateTime.Compare)
	return ok && found
}

// parseInstant reads a datetime of the form of rule Y9, and nothing else (M7).
func parseInstant(text string) (value.DateTime, bool) {
	t, fault := value.ParseDateTime(text)
	return t, fault.Msg == ""
}

// contains is the condition of ~: a substring under Unicode simple case
// folding (rule M5).
type contains struct{ folded string }

func (c contains) holds(l leaf) bool {
	text, ok := l.operand()
	return ok && value.ContainsFold(text, c.folded)
}

// ordered is the condition of <, <=, > and >=.
type ordered struct {
	scale                scale
	less, equal, greater bool // which of the results satisfy it
}

func (c ordered) holds(l leaf) bool {
	order, ok := c.scale.compare(l)
	switch {
	case !ok:
		return false
	case order < 0:
		return c.less
	case order > 0:
		return c.greater
	}
	return c.equal
}

// A scale compares leaves with a value, as far as they are of its type (rule
// M9).
type scale interface {
	// compare returns -1, 0 or +1 as l is less than, equal to or greater than
	// the value, and whether the two have an order at all.
	compare(l leaf) (order int, ok bool)
}

// numberScale orders numbers by their exact value (rule M6).
type numberScale struct{ value value.Decimal }

func (s numberScale) compare(l leaf) (int, bool) {
	if l.kind != kindNumber {
		return 0, false
	}
	d, ok := value.ParseDecimal(l.text)
	return d.Compare(s.value), ok
}

// instantScale orders datetimes (rule M7).
type instantScale struct{ value value.DateTime }

func (s instantScale) compare(l leaf) (int, bool) {
	if l.kind != kindString {
		return 0, false
	}
	t, ok := parseInstant(l.text)
	return t.Compare(s.value), ok
}

// textScale orders strings by code point, which is how bytes order UTF-8 (rule
// M8).
type textScale struct{ value string }

func (s textScale) compare(l leaf) (int, bool) {
	text, ok := l.operand()
	return strings.Compare(text, s.value), ok
}

// untypedScale orders strings by code point, unless both have the form of a
// datetime (rule M7, assumed).
type untypedScale struct {
	text    textScale
	instant instantScale
}

func (s untypedScale) compare(l leaf) (int, bool) {
	if order, ok := s.instant.compare(l); ok {
		return order, true
	}
	return s.text.compare(l)
}

// enumScale orders strings as their type declares them. What is not among them
// has no order (rule M8).
type enumScale struct {
	enum  []string
	place int
}

func (s enumScale) compare(l leaf) (int, bool) {
	text, ok := l.operand()
	place := slices.Index(s.enum, text)
	return place - s.place, ok && place >= 0
}
