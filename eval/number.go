package eval

import (
	"cmp"
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
