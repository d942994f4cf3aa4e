package value_test

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/internal/stopwatch"
	"github.com/bbql/go-bbql/internal/value"
)

// ladder holds numbers in ascending order; those of one step are equal.
var ladder = [][]string{
	{"-1e99999999999999999999", "-10e99999999999999999998", "-1E+099999999999999999999"},
	{"-1e9223372036854775808", "-0.1e9223372036854775809"},
	{"-1e9223372036854775807", "-10e9223372036854775806"},
	{"-1e1000000000000000000", "-10e999999999999999999", "-0.01e1000000000000000002"},
	{"-9e999999999999999999", "-0.9e1000000000000000000"},
	{"-9007199254740993"},
	{"-9007199254740992", "-9007199254740992.000"},
	{"-20", "-2e1"},
	{"-3"},
	{"-2.5", "-02.50", "-25e-1", "-0.00025e4"},
	{"-2", "-2.0"},
	{"-1"},
	{"-1e-9223372036854775807", "-10e-9223372036854775808"},
	{"-1e-9223372036854775809", "-0.1e-9223372036854775808"},
	{"-1e-99999999999999999999"},
	{"0", "-0", "00", "0.0", "-0.000", "0e5", "-0e99999999999999999999", "0.0e-7", "000.000"},
	{"1e-99999999999999999999", "0.1e-99999999999999999998"},
	{"2e-99999999999999999999"},
	{"1e-9223372036854775809", "0.01e-9223372036854775807"},
	{"1e-9223372036854775808", "0.001e-9223372036854775805", "10e-9223372036854775809"},
	{"1e-1000000000000000000", "0.1e-999999999999999999", "100e-1000000000000000002"},
	{"1e-999999999999999999", "10e-1000000000000000000"},
	{"0.000000001", "1e-9", "1E-0000000000000000000000009"},
	{"0.1", "00.10", "1e-1"},
	{"0.10000000000000000001"},
	{"0.2"},
	{"0.9", "0.90"},
	{"1", "01", "1.0", "1e0", "1E-0", "1e+00", "10e-1", "0.001e3"},
	{"1.0000000000000000000000000000001"},
	{"1.5", "15e-1"},
	{"2"},
	{"10", "1e1", "10.0", "010"},
	{"10.01", "1001e-2"},
	{"11"},
	{"100", "1e2", "0.1e3"},
	{"100.5"},
	{"101"},
	{"9007199254740992"},
	{"9007199254740993", "9007199254740993.0"},
	{"1e400", "10e399", "1" + strings.Repeat("0", 400)},
	{"2e400"},
	{"1e999999999999999999"},
	{"1e1000000000000000000", "10e999999999999999999"},
	{"1e9223372036854775807", "10e9223372036854775806", "0.1e9223372036854775808"},
	{"1e9223372036854775808", "10e9223372036854775807"},
	{"9e9223372036854775808"},
	{"1e99999999999999999999", "0.001e100000000000000000002", "1e0099999999999999999999"},
	{"1e100000000000000000000", "10e99999999999999999999"},
}

func TestDecimalOrder(t *testing.T) {
	for i, low := range ladder {
		for j, high := range ladder {
			for _, a := range low {
				for _, b := range high {
					if got, want := compare(t, a, b), sign(i-j); got != want {
						t.Errorf("Compare(%.50q, %.50q) = %d, want %d", a, b, got, want)
					}
				}
			}
		}
	}
}

func TestDecimalForms(t *testing.T) {
	tests := []struct {
		text            string
		decimal, number bool
	}{
		{"0", true, true},
		{"-0", true, true},
		{"007", true, true},
		{"-10.302", true, true},
		{"1e5", true, false},
		{"1.5E+05", true, false},
		{"-1e-5", true, false},
		{"", false, false},
		{"-", false, false},
		{"+1", false, false},
		{"--1", false, false},
		{".5", false, false},
		{"-.5", false, false},
		{"1.", false, false},
		{"1.e5", false, false},
		{"1..2", false, false},
		{"1.2.3", false, false},
		{"1e", false, false},
		{"1e+", false, false},
		{"1e+-5", false, false},
		{"1e5.0", false, false},
		{"e5", false, false},
		{"0x10", false, false},
		{"1_000", false, false},
		{"1,5", false, false},
		{" 1", false, false},
		{"1 ", false, false},
		{"1\n", false, false},
		{"١", false, false}, // an Arabic-Indic digit
		{"NaN", false, false},
		{"Infinity", false, false},
	}
	for _, test := range tests {
		if _, ok := value.ParseDecimal(test.text); ok != test.decimal {
			t.Errorf("ParseDecimal(%q) reports %t, want %t", test.text, ok, test.decimal)
		}
		if got := value.IsNumber(test.text); got != test.number {
			t.Errorf("IsNumber(%q) = %t, want %t", test.text, got, test.number)
		}
	}
}

func TestZeroDecimal(t *testing.T) {
	zero, _ := value.ParseDecimal("-0.00")
	if c := (value.Decimal{}).Compare(zero); c != 0 {
		t.Errorf("Decimal{}.Compare(-0.00) = %d, want 0", c)
	}
}

func TestDecimalAgainstRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 6))
	for range 50_000 {
		a, b := randomDecimal(r), randomDecimal(r)
		if got, want := compare(t, a, b), rational(t, a).Cmp(rational(t, b)); got != want {
			t.Fatalf("Compare(%q, %q) = %d, want %d", a, b, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	tests := []struct{ text, want string }{
		{"0", "0"},
		{"-0", "0"},
		{"-0.00", "0"},
		{"000", "0"},
		{"1.50", "1.5"},
		{"1.0", "1"},
		{"100", "100"},
		{"0100.0010", "100.001"},
		{"-00.5", "-0.5"},
		{"0.05", "0.05"},
		{"-7", "-7"},
	}
	for _, test := range tests {
		if got := value.Plain(test.text); got != test.want {
			t.Errorf("Plain(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

// Numbers are equal exactly if they have the same plain spelling.
func TestPlainIsCanonical(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 6))
	for range 50_000 {
		a, b := randomPlain(r), randomPlain(r)
		same := value.Plain(a) == value.Plain(b)
		if equal := compare(t, a, b) == 0; same != equal {
			t.Fatalf("Plain of %q and %q: same %t, but equal %t", a, b, same, equal)
		}
		if p := value.Plain(a); !value.IsNumber(p) || len(p) > len(a) || value.Plain(p) != p {
			t.Fatalf("Plain(%q) = %q, which is longer, no number, or not plain itself", a, p)
		}
	}
}

// A hostile document can hold numbers of megabytes (rule M6). Reading these
// takes milliseconds, or many seconds in anything but linear time.
func TestDecimalsAreLinear(t *testing.T) {
	digits := strings.Repeat("7", 1<<20)
	ascending := []string{
		"1e-" + digits,
		digits + "e-" + digits,
		"0." + digits,
		"1e" + strings.Repeat("0", 1<<20) + "1",
		digits,
		"1e" + digits,
		digits + "e" + digits,
	}
	took := stopwatch.Used(func() {
		decimals := make([]value.Decimal, len(ascending))
		for i, text := range ascending {
			decimals[i], _ = value.ParseDecimal(text)
		}
		for i, a := range decimals {
			for j, b := range decimals {
				if got, want := a.Compare(b), sign(i-j); got != want {
					t.Errorf("Compare(%.9q…, %.9q…) = %d, want %d", ascending[i], ascending[j],
						got, want)
				}
			}
		}
	})
	if took > 3*time.Second {
		t.Errorf("numbers of 1 MB took %v", took)
	}
}

func BenchmarkDecimalCompare(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		x, _ := value.ParseDecimal("-12345.678")
		y, _ := value.ParseDecimal("-1.2345679e4")
		if x.Compare(y) != 1 {
			b.Fatal("order")
		}
	}
}

func compare(t *testing.T, a, b string) int {
	t.Helper()
	x, okA := value.ParseDecimal(a)
	y, okB := value.ParseDecimal(b)
	if !okA || !okB {
		t.Fatalf("ParseDecimal(%.50q) and (%.50q) report %t and %t", a, b, okA, okB)
	}
	ofBytes, ok := value.ParseDecimal([]byte(a))
	if got := ofBytes.Compare(y); !ok || got != x.Compare(y) {
		t.Fatalf("%.50q as bytes compares as %d, %t", a, got, ok)
	}
	return x.Compare(y)
}

func rational(t *testing.T, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("big.Rat refuses %q", s)
	}
	return r
}

// randomPlain draws from few digits, so that equal numbers are common.
func randomPlain(r *rand.Rand) string {
	s := pick(r, "", "-") + randomDigits(r)
	if r.IntN(2) == 0 {
		s += "." + randomDigits(r)
	}
	return s
}

func randomDecimal(r *rand.Rand) string {
	s := randomPlain(r)
	if r.IntN(2) == 0 {
		s += pick(r, "e", "E") + pick(r, "", "+", "-") + strconv.Itoa(r.IntN(5))
	}
	return s
}

func randomDigits(r *rand.Rand) string {
	b := make([]byte, 1+r.IntN(4))
	for i := range b {
		b[i] = "00012"[r.IntN(5)]
	}
	return string(b)
}

func pick(r *rand.Rand, choices ...string) string { return choices[r.IntN(len(choices))] }

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
