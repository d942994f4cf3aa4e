package eval

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/bbql/go-bbql/internal/value"
)

// A number is a literal, prepared for comparisons with floats too.
type number struct {
	decimal value.Decimal
	integer int64   // the literal itself, if it is a small integer
	isSmall bool    // whether it is
	nearest float64 // to the literal
	beside  int     // how the number for which nearest stands compares with the literal
}

// newNumber returns the number of a literal in the form of rule Y8.
func newNumber(literal string) number {
	n := number{}
	n.integer, n.isSmall = smallInteger(literal)
	n.decimal, _ = value.ParseDecimal(literal)
	n.nearest, _ = strconv.ParseFloat(literal, 64) // infinity where it is too large
	shortest, ok := value.ParseDecimal(strconv.FormatFloat(n.nearest, 'e', -1, 64))
	if ok {
		n.beside = shortest.Compare(n.decimal)
	}
	return n
}

// compareFloat returns -1, 0 or +1 as the number that f stands for, the
// shortest decimal that reads back as f (rule M6), is less than, equal to or
// greater than n. Reading is monotonic, so that a float below the nearest one
// stands for a number below n.
func (n *number) compareFloat(f float64) int {
	if f != n.nearest {
		return cmp.Compare(f, n.nearest)
	}
	return n.beside
}

// A span is the floats from least to most, or some of them.
type span struct {
	least, most float64
	isPartial   bool
}

// floatSpan returns the finite floats that satisfy the condition.
func (c *condition) floatSpan() span {
	numbers := c.set.numbers
	switch {
	case c.question == notNull:
		return span{least: -math.MaxFloat64, most: math.MaxFloat64}
	case c.question == isOrdered && c.scale.kind == numberScale:
		return c.floatsBeside(&c.scale.number)
	case len(numbers) == 1:
		return c.floatsBeside(&numbers[0])
	case len(numbers) > 1:
		last := len(numbers) - 1
		return span{least: numbers[0].nearest, most: numbers[last].nearest, isPartial: true}
	}
	return span{least: 1, most: -1}
}

// floatsBeside returns the floats whose order beside n satisfies the condition.
// Of those on the edge alone the order doesn't show.
func (c *condition) floatsBeside(n *number) span {
	s := span{least: -math.MaxFloat64, most: math.MaxFloat64}
	if !c.less {
		s.least = n.nearest
	}
	if !c.greater {
		s.most = n.nearest
	}
	switch {
	case c.accepts(n.beside):
	case c.greater:
		s.least = math.Nextafter(n.nearest, math.Inf(1))
	default:
		s.most = math.Nextafter(n.nearest, math.Inf(-1))
	}
	return s
}

// holdsForFloat is holds for a number that a finite float stands for.
func (c *condition) holdsForFloat(f float64) bool {
	return c.floats.least <= f && f <= c.floats.most &&
		(!c.floats.isPartial || c.set.hasFloat(f))
}

func (s *valueSet) hasFloat(f float64) bool {
	compare := func(n number, f float64) int { return -n.compareFloat(f) }
	_, found := slices.BinarySearchFunc(s.numbers, f, compare)
	return found
}

// compareInteger is compareFloat for an integer.
func (n *number) compareInteger(i int64) int {
	const exact = 1 << 53 // below which each integer is a float, and a literal of its own
	switch {
	case n.isSmall:
		return cmp.Compare(i, n.integer)
	case -exact < i && i < exact:
		return n.compareFloat(float64(i))
	}
	d, _ := value.ParseDecimal(strconv.FormatInt(i, 10))
	return d.Compare(n.decimal)
}

// holdsForInteger is holds for an integer.
func (c *condition) holdsForInteger(i int64) bool {
	switch c.question {
	case notNull:
		return true
	case isOneOf:
		compare := func(n number, i int64) int { return -n.compareInteger(i) }
		_, found := slices.BinarySearchFunc(c.set.numbers, i, compare)
		return found
	case isOrdered:
		return c.scale.kind == numberScale && c.accepts(c.scale.number.compareInteger(i))
	}
	return false
}

// compareNumber is compareFloat for the text of a number, false where it is
// none.
func compareNumber[T value.Text](text T, n *number) (order int, ok bool) {
	if n.isSmall {
		if i, ok := smallInteger(text); ok {
			return cmp.Compare(i, n.integer), true
		}
	}
	d, ok := value.ParseDecimal(text)
	return d.Compare(n.decimal), ok
}

// smallInteger reads an integer without sign of at most 18 digits, which fits
// an int64: what most numbers are.
func smallInteger[T value.Text](text T) (int64, bool) {
	if len(text) == 0 || len(text) > 18 {
		return 0, false
	}
	n := int64(0)
	for i := range len(text) {
		c := text[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int64(c)
	}
	return n, true
}
