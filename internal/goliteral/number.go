package goliteral

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// maxDigits bounds how long a number becomes by writing out its exponent or its
// fraction. Every float64 is well within it.
const maxDigits = 1000

func number(digits string) (ast.Value, error) {
	return &ast.Number{Value: value.Plain(digits)}, nil
}

// float returns the shortest decimal that reads back as f.
func float(f float64, bits int) (ast.Value, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, fmt.Errorf("%v is not a number that can be written", f)
	}
	return number(strconv.FormatFloat(f, 'f', -1, bits))
}

func bigInt(n *big.Int) (ast.Value, error) {
	if n == nil {
		return nil, errors.New("a nil *big.Int is no value: for null write nil")
	}
	return number(n.String())
}

func bigRat(r *big.Rat) (ast.Value, error) {
	if r == nil {
		return nil, errors.New("a nil *big.Rat is no value: for null write nil")
	}
	digits, exact := r.FloatPrec()
	switch {
	case !exact:
		return nil, fmt.Errorf("%.40s has no end as a decimal: round it", r.RatString())
	case digits > maxDigits:
		return nil, fmt.Errorf("a fraction of %d digits is too long: round it", digits)
	}
	return number(r.FloatString(digits))
}

// jsonNumber keeps what is a number of the language as written, and writes out
// exponents.
func jsonNumber(s string) (ast.Value, error) {
	if value.IsNumber(s) {
		return ast.NewNumber(s)
	}
	n := strings.IndexAny(s, "eE")
	if _, ok := value.ParseDecimal(s); !ok || n < 0 {
		return nil, fmt.Errorf("json.Number %.40q is not a number", s)
	}
	mantissa := value.Plain(s[:n])
	exponent, err := strconv.Atoi(s[n+1:])
	switch {
	case mantissa == "0":
		return number(mantissa)
	case err != nil || max(exponent, -exponent) > maxDigits || len(mantissa) > maxDigits:
		return nil, fmt.Errorf("json.Number %.40q is too long when written out", s)
	}
	return number(shift(mantissa, exponent))
}

// shift moves the dot of a number to the right, or to the left for a negative
// exponent.
func shift(mantissa string, exponent int) string {
	digits, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	digits = whole + fraction
	dot := len(whole) + exponent
	if dot <= 0 {
		digits, dot = strings.Repeat("0", 1-dot)+digits, 1
	}
	if dot > len(digits) {
		digits += strings.Repeat("0", dot-len(digits))
	}
	if dot < len(digits) {
		digits = digits[:dot] + "." + digits[dot:]
	}
	if negative {
		return "-" + digits
	}
	return digits
}
