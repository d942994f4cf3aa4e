package eval

import (
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// A question is what a condition asks of a leaf.
type question uint8

const (
	// never is what no leaf satisfies, of comparisons that the language has and
	// gives no meaning: null beside anything but = (rule M3), an order of
	// booleans (M10), ~ with anything but a string (M5).
	never question = iota
	// notNull is the complement of = null, which overrides M1: it holds if no
	// leaf is other than null (rule M3). An object is other than null (M11).
	notNull
	// isOneOf is the question of = and IN: whether the leaf is equal to one of
	// some values of its own type (rules M4, M6, M7, M9, M10 and M11).
	isOneOf
	// contains is the question of ~: a substring under Unicode simple case
	// folding (rule M5).
	contains
	// isOrdered is the question of <, <=, > and >=.
	isOrdered
)

// A condition is what a comparison asks of one leaf. Negations are no
// conditions of their own (rule M2): see [test].
type condition struct {
	question question
	set      valueSet // of isOneOf
	needle   string   // of contains, folded
	scale    scale    // of isOrdered

	// The results of comparing that satisfy it: of isOrdered as the operator says,
	// of isOneOf equal.
	less, equal, greater bool

	floats span // those that satisfy it

	isText  bool   // whether strings must be equal to one of some texts, and can be any bytes
	isPlain bool   // whether there is only one of them, as most often
	plain   string // that text

	reads bool // whether it looks at the text of strings
	clean bool // whether that text must be UTF-8
}

// needs notes which text the condition is for: bytes that are not UTF-8 equal
// no text, unless it has the character as which they read.
func (c *condition) needs(text string) {
	c.reads = true
	c.clean = c.clean || strings.Contains(text, "\ufffd")
}

// holds reports whether a leaf satisfies a condition.
func holds[T value.Text](c *condition, l leafOf[T]) bool {
	switch c.question {
	case notNull:
		return l.kind != kindNull
	case isOneOf:
		return isIn(&c.set, l)
	case contains:
		text, ok := l.operand()
		return ok && value.ContainsFold(text, c.needle)
	case isOrdered:
		order, ok := compare(&c.scale, l)
		return ok && c.accepts(order)
	}
	return false
}

func (c *condition) accepts(order int) bool {
	return order < 0 && c.less || order == 0 && c.equal || order > 0 && c.greater
}

// holdsForText is holds for a string that may hold bytes that are not UTF-8.
func (c *condition) holdsForText(k kind, text string) bool {
	if c.isPlain {
		return text == c.plain
	}
	return c.holdsForOtherText(k, text)
}

func (c *condition) holdsForOtherText(k kind, text string) bool {
	if c.isText {
		return hasText(&c.set, text)
	}
	if c.clean {
		text = clean(text)
	} else if c.question == isOrdered && c.scale.kind == instantScale && k == kindString {
		t, ok := value.ParseInstant(text)
		return ok && c.accepts(t.Compare(c.scale.instant))
	}
	return holds(c, leaf{kind: k, text: text, is: true})
}

// A valueSet is what a leaf can be equal to. The slices are sorted.
type valueSet struct {
	texts    []string
	byText   map[string]bool // the texts, where there are too many to compare each
	numbers  []number
	instants []value.Instant
	bools    [2]bool // false and true
}

// manyTexts is from where a map finds a text faster than a search does.
const manyTexts = 8

func (s *valueSet) sort() {
	slices.Sort(s.texts)
	slices.SortFunc(s.numbers, func(a, b number) int { return a.decimal.Compare(b.decimal) })
	slices.SortFunc(s.instants, value.Instant.Compare)
	if len(s.texts) < manyTexts {
		return
	}
	s.byText = make(map[string]bool, len(s.texts))
	for _, text := range s.texts {
		s.byText[text] = true
	}
}

func isIn[T value.Text](s *valueSet, l leafOf[T]) bool {
	switch l.kind {
	case kindBool:
		return !l.is && s.bools[0] || l.is && s.bools[1]
	case kindNumber:
		return hasNumber(s, l.text)
	case kindString:
		return hasText(s, l.text) || hasInstant(s, l.text)
	case kindObject:
		return l.is && hasText(s, l.text)
	}
	return false
}

func hasText[T value.Text](s *valueSet, text T) bool {
	if s.byText != nil {
		return s.byText[string(text)]
	}
	for i := range s.texts {
		if s.texts[i] == string(text) {
			return true
		}
	}
	return false
}

func hasNumber[T value.Text](s *valueSet, text T) bool {
	if len(s.numbers) == 0 {
		return false
	}
	if len(s.numbers) == 1 {
		order, ok := compareNumber(text, &s.numbers[0])
		return ok && order == 0
	}
	d, ok := value.ParseDecimal(text)
	compare := func(n number, d value.DecimalOf[T]) int { return -d.Compare(n.decimal) }
	_, found := slices.BinarySearchFunc(s.numbers, d, compare)
	return ok && found
}

func hasInstant[T value.Text](s *valueSet, text T) bool {
	if len(s.instants) == 0 {
		return false
	}
	t, ok := value.ParseInstant(text)
	_, found := slices.BinarySearchFunc(s.instants, t, value.Instant.Compare)
	return ok && found
}

// A scaleKind says what a [scale] orders.
type scaleKind uint8

const (
	numberScale  scaleKind = iota // numbers by their exact value (rule M6)
	instantScale                  // datetimes (rule M7)
	textScale                     // strings by code point, the order of UTF-8 (rule M8)
	untypedScale                  // as textScale, but datetimes beside datetimes (rule M7, assumed)
	enumScale                     // strings as their type declares them, no others (rule M8)
)

// A scale compares leaves with a value, as far as they are of its type (rule
// M9).
type scale struct {
	kind    scaleKind
	number  number
	instant value.Instant
	text    string
	enum    []string
	place   int // in the enum
}

// compare returns -1, 0 or +1 as l is less than, equal to or greater than the
// value of s, and whether the two have an order at all.
func compare[T value.Text](s *scale, l leafOf[T]) (order int, ok bool) {
	if s.kind == numberScale {
		if l.kind != kindNumber {
			return 0, false
		}
		return compareNumber(l.text, &s.number)
	}
	text, ok := l.operand()
	if ok && s.kind == untypedScale || l.kind == kindString && s.kind == instantScale {
		if t, ok := value.ParseInstant(text); ok { // of an object's name too, rule M11
			return t.Compare(s.instant), true
		}
	}
	switch {
	case s.kind == instantScale:
		return 0, false
	case s.kind == enumScale:
		place := slices.IndexFunc(s.enum, func(e string) bool { return e == string(text) })
		return place - s.place, ok && place >= 0
	case string(text) < s.text:
		return -1, ok
	case string(text) > s.text:
		return 1, ok
	}
	return 0, ok
}

// newCondition returns the condition of a positive operator and a value.
func newCondition(op ast.Op, v ast.Value, typ ast.FieldType) condition {
	c := newQuestion(op, v, typ)
	c.floats = c.floatSpan()
	return c
}

func newQuestion(op ast.Op, v ast.Value, typ ast.FieldType) condition {
	_, null := v.(*ast.Null)
	switch {
	case null && op == ast.OpEq:
		return condition{question: notNull}
	case op == ast.OpEq:
		return newOneOf([]ast.Value{v}, typ)
	case op == ast.OpIn:
		return newOneOf(v.(*ast.List).Values, typ)
	case op == ast.OpContains:
		c := condition{question: never}
		if s, ok := v.(*ast.String); ok {
			c.question, c.needle = contains, value.Fold(s.Value)
			c.needs(s.Value)
		}
		return c
	}
	return newOrdered(op, v, typ)
}

func newOneOf(values []ast.Value, typ ast.FieldType) condition {
	c := condition{question: isOneOf, equal: true}
	for _, v := range values {
		switch v := v.(type) {
		case *ast.String:
			c.addText(v.Value, typ)
		case *ast.Number:
			c.set.numbers = append(c.set.numbers, newNumber(v.Value))
		case *ast.Bool:
			if v.Value {
				c.set.bools[1] = true
			} else {
				c.set.bools[0] = true
			}
		case *ast.DateTime:
			c.addInstant(value.InstantOf(v.Value))
		}
	}
	c.set.sort()
	c.isText = len(c.set.instants) == 0 && !c.clean
	if c.isPlain = c.isText && len(c.set.texts) == 1; c.isPlain {
		c.plain = c.set.texts[0]
	}
	return c
}

// addText adds a quoted literal: a datetime, or nothing if it is none, where
// the type says so, else text (rule M7).
func (c *condition) addText(text string, typ ast.FieldType) {
	if typ.Kind != ast.KindDateTime {
		c.set.texts = append(c.set.texts, text)
		c.needs(text)
	} else if t, ok := value.ParseInstant(text); ok {
		c.addInstant(t)
	}
}

func (c *condition) addInstant(t value.Instant) {
	c.set.instants = append(c.set.instants, t)
	c.reads = true
}

func newOrdered(op ast.Op, v ast.Value, typ ast.FieldType) condition {
	c := condition{question: isOrdered, reads: true}
	c.less = op == ast.OpLt || op == ast.OpLe
	c.equal = op == ast.OpLe || op == ast.OpGe
	c.greater = op == ast.OpGt || op == ast.OpGe
	ok := true
	switch v := v.(type) {
	case *ast.String:
		c.scale, ok = newTextScale(v.Value, typ)
		c.clean = c.scale.kind != instantScale // no datetime has a byte that isn't UTF-8
	case *ast.Number:
		c.scale, c.reads = scale{kind: numberScale, number: newNumber(v.Value)}, false
	case *ast.DateTime:
		c.scale = scale{kind: instantScale, instant: value.InstantOf(v.Value)}
	default:
		ok = false
	}
	if !ok {
		return condition{question: never}
	}
	return c
}

// newTextScale returns the scale on which a string literal has a place, false
// if there is none.
func newTextScale(text string, typ ast.FieldType) (scale, bool) {
	t, isInstant := value.ParseInstant(text)
	s := scale{kind: textScale, text: text, instant: t}
	switch {
	case typ.Ordered:
		s.kind, s.enum, s.place = enumScale, typ.Enum, slices.Index(typ.Enum, text)
		return s, s.place >= 0
	case typ.Kind == ast.KindDateTime:
		s.kind = instantScale
		return s, isInstant
	case typ.Kind == ast.KindAny && isInstant:
		s.kind = untypedScale
	}
	return s, true
}
