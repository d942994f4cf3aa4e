package value_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/value"
)

// Keys are ordered as the numbers are.
func TestDecimalKeys(t *testing.T) {
	numbers := []string{
		"0", "-0", "0e5", "1", "1.0", "10e-1", "12", "123", "1.2", "-1", "-12", "-123", "-1.2", "0.1",
		"0.01", "-0.01", "9e9", "9e10", "-9e9", "-9e10", "1e-9", "1e-10", "-1e-10",
		"1e99999999999999999999", "2e99999999999999999999", "1e-99999999999999999999",
		"1e1" + strings.Repeat("0", 200), "1e-1" + strings.Repeat("0", 200),
		"-1e1" + strings.Repeat("0", 200), "1e" + strings.Repeat("9", 127), "1e126", "1e127",
		"1e999999999999999999", "1e9999999999999999999", "0.5e1000000000000000000",
	}
	r := rand.New(rand.NewPCG(1, 9))
	for range 300 {
		numbers = append(numbers, randomDecimal(r))
	}
	for _, a := range numbers {
		for _, b := range numbers {
			x, _ := value.ParseDecimal(a)
			y, _ := value.ParseDecimal(b)
			got, want := bytes.Compare(x.AppendKey(nil), y.AppendKey(nil)), x.Compare(y)
			if got != want {
				t.Errorf("the keys of %s and %s are ordered %d, want %d", a, b, got, want)
			}
		}
	}
}
