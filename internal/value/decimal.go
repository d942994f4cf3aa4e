package value

import (
	"cmp"
	"strconv"
	"strings"
)

// A Text holds characters: a Go string, or bytes that need not become one.
type Text interface{ string | []byte }

// A Decimal is an exact decimal number of any size (rule M6). It refers to the
// text that it was parsed from and never expands an exponent, so that 1e999999
// costs as much as 1. The zero Decimal is the number 0.
type Decimal = DecimalOf[string]

// A DecimalOf is a [Decimal] that refers to text of either kind.
type DecimalOf[T Text] struct {
	neg    bool
	digits T      // from the first to the last non-zero digit, perhaps with a dot; "" for zero
	exp    int64  // the power of ten of the first digit
	long   string // the same in digits where it may not fit exp, else ""
}

// ParseDecimal reads -?digits(.digits)?([eE][+-]?digits)?, which covers the
// literals of the language (rule Y8, which has no exponents) and the numbers
// of JSON. It reports whether s is of that form.
func ParseDecimal[T Text](s T) (DecimalOf[T], bool) {
	n := plainPrefix(s)
	if n == 0 {
		return DecimalOf[T]{}, false
	}
	exponent, ok := cutExponent(s[n:])
	if !ok {
		return DecimalOf[T]{}, false
	}
	return newDecimal(s[:n], exponent), true
}

// IsNumber reports whether s is a number literal of the language: rule Y8.
func IsNumber(s string) bool { return s != "" && plainPrefix(s) == len(s) }

// plainPrefix is the length of -?digits(.digits)? at the start of s, 0 if s
// does not begin with it.
func plainPrefix[T Text](s T) int {
	i := 0
	if i < len(s) && s[i] == '-' {
		i++
	}
	n := digitsPrefix(s[i:])
	if n == 0 {
		return 0
	}
	i += n
	if i < len(s) && s[i] == '.' {
		if n = digitsPrefix(s[i+1:]); n > 0 {
			i += 1 + n
		}
	}
	return i
}

// digitsPrefix counts the ASCII digits that s begins with.
func digitsPrefix[T Text](s T) int {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return i
		}
	}
	return len(s)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// cutExponent returns what follows the e of an exponent part without a plus
// sign, nothing where there is no exponent part.
func cutExponent[T Text](s T) (exponent T, ok bool) {
	if len(s) == 0 {
		return s, true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return s, false
	}
	s = s[1:]
	digits := s
	if len(s) > 0 && (s[0] == '+' || s[0] == '-') {
		digits = s[1:]
		if s[0] == '+' {
			s = digits
		}
	}
	return s, len(digits) > 0 && digitsPrefix(digits) == len(digits)
}

func newDecimal[T Text](plain, exponent T) DecimalOf[T] {
	mantissa, neg := cutMinus(plain)
	whole := digitsPrefix(mantissa)
	skipped, end := 0, len(mantissa)
	for skipped < end && isFiller(mantissa[skipped]) {
		skipped++
	}
	for end > skipped && isFiller(mantissa[end-1]) {
		end--
	}
	if skipped == end {
		return DecimalOf[T]{}
	}
	first := int64(whole - 1 - skipped)
	if skipped > whole { // the dot was among the characters skipped
		first++
	}
	d := DecimalOf[T]{neg: neg, digits: mantissa[skipped:end], exp: first}
	if len(exponent) > 0 {
		d.shift(exponent)
	}
	return d
}

// cutMinus returns s without a minus sign, and whether it had one.
func cutMinus[T Text](s T) (T, bool) {
	if len(s) > 0 && s[0] == '-' {
		return s[1:], true
	}
	return s, false
}

// isFiller reports whether c says nothing at either end of a mantissa.
func isFiller(c byte) bool { return c == '0' || c == '.' }

// shift multiplies d by ten to the power that exponent spells.
func (d *DecimalOf[T]) shift(exponent T) {
	magnitude, neg := cutMinus(exponent)
	for len(magnitude) > 0 && magnitude[0] == '0' {
		magnitude = magnitude[1:]
	}
	sign, text := int64(1), ""
	if neg {
		sign, text = -1, "-"
	}
	const fits = 18 // digits that any int64 can hold, and a text's length besides
	if len(magnitude) > fits {
		// The first digit is too near to the dot to change the sign.
		d.exp, d.long = 0, text+addInt(string(magnitude), sign*d.exp)
		return
	}
	n := int64(0)
	for i := range len(magnitude) {
		n = n*10 + int64(magnitude[i]-'0')
	}
	d.exp += sign * n
}

// addInt returns the digits of their sum with n, which is not negative. It
// takes linear time, unlike reading the digits into a big.Int.
func addInt(digits string, n int64) string {
	b := []byte(digits)
	for i := len(b) - 1; i >= 0 && n != 0; i-- {
		n += int64(b[i] - '0')
		digit := (n%10 + 10) % 10
		b[i] = byte('0' + digit)
		n = (n - digit) / 10
	}
	if n > 0 {
		return strconv.FormatInt(n, 10) + string(b)
	}
	return strings.TrimLeft(string(b), "0")
}

// Compare returns -1, 0 or +1 as d is less than, equal to or greater than e.
func (d DecimalOf[T]) Compare(e Decimal) int {
	if c := cmp.Compare(d.sign(), e.sign()); c != 0 {
		return c
	}
	c := 0
	if d.long == "" && e.long == "" {
		c = cmp.Compare(d.exp, e.exp)
	} else {
		c = compareExponents(d.exponent(), e.exponent())
	}
	if c == 0 {
		c = compareDigits(d.digits, e.digits)
	}
	if d.neg {
		return -c
	}
	return c
}

func (d DecimalOf[T]) sign() int {
	switch {
	case len(d.digits) == 0:
		return 0
	case d.neg:
		return -1
	}
	return 1
}

// compareExponents compares two integers of any size.
func compareExponents(a, b string) int {
	x, negX := cutMinus(a)
	y, negY := cutMinus(b)
	switch {
	case negX && negY:
		return compareIntegers(y, x)
	case negX:
		return -1
	case negY:
		return 1
	}
	return compareIntegers(x, y)
}

func (d DecimalOf[T]) exponent() string {
	if d.long != "" {
		return d.long
	}
	return strconv.FormatInt(d.exp, 10)
}

// compareIntegers compares digits without leading zeros by their value.
func compareIntegers(a, b string) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// compareDigits compares two runs of significant digits that begin at the same
// power of ten, a dot in either being skipped.
func compareDigits[T Text](a T, b string) int {
	i, j := 0, 0
	for {
		if i < len(a) && a[i] == '.' {
			i++
		}
		if j < len(b) && b[j] == '.' {
			j++
		}
		if i == len(a) || j == len(b) {
			return cmp.Compare(len(a)-i, len(b)-j)
		}
		if a[i] != b[j] {
			return cmp.Compare(a[i], b[j])
		}
		i, j = i+1, j+1
	}
}

// Plain returns the shortest spelling of the number s, which has the form of
// rule Y8: no leading zeros, no trailing zeros after a dot, no negative zero.
func Plain(s string) string {
	rest, neg := strings.CutPrefix(s, "-")
	rest = strings.TrimLeft(rest, "0")
	if strings.Contains(rest, ".") {
		rest = strings.TrimRight(strings.TrimRight(rest, "0"), ".")
	}
	if rest == "" {
		return "0"
	}
	if rest[0] == '.' {
		rest = "0" + rest
	}
	if neg {
		return "-" + rest
	}
	return rest
}
