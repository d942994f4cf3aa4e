package value_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/value"
)

// naturalOrder is ascending by rule O4.
var naturalOrder = []string{
	"",
	"!",
	"0",
	"00",
	"1",
	"1-rc",
	"01",
	"001",
	"2",
	"10",
	"99999999999999999999",
	"100000000000000000000",
	"A",
	"a",
	"a b",
	"a1",
	"a1b",
	"a01",
	"a01a",
	"a2",
	"a10",
	"a10.1",
	"a10.9",
	"a10.10",
	"b",
	"feature/BB-9-x",
	"feature/BB-10-a",
	"release-1.9",
	"release-1.10",
	"v",
	"v1.0.0",
	"v1.0.0-rc.2",
	"v1.0.0-rc.10",
	"v1.0.10",
	"v1.00.2",
	"v1.2",
	"é",
	"日本2",
	"日本10",
	"\U0001f600",
}

func TestNaturalOrder(t *testing.T) {
	for i, a := range naturalOrder {
		for j, b := range naturalOrder {
			if got, want := value.CompareNatural(a, b), sign(i-j); got != want {
				t.Errorf("CompareNatural(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

// The order is total: only equal texts are equal, it is antisymmetric, and it
// is transitive.
func TestNaturalOrderIsTotal(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 50_000 {
		a, b, c := randomName(r), randomName(r), randomName(r)
		ab, bc := value.CompareNatural(a, b), value.CompareNatural(b, c)
		if (ab == 0) != (a == b) {
			t.Fatalf("CompareNatural(%q, %q) = %d", a, b, ab)
		}
		if ba := value.CompareNatural(b, a); ba != -ab {
			t.Fatalf("CompareNatural(%q, %q) = %d, the other way %d", a, b, ab, ba)
		}
		if ac := value.CompareNatural(a, c); ab <= 0 && bc <= 0 && ac > 0 {
			t.Fatalf("%q <= %q <= %q, but CompareNatural(%q, %q) = %d", a, b, c, a, c, ac)
		}
	}
}

func TestNaturalOrderWithoutDigitsIsByCodePoint(t *testing.T) {
	alphabet := []rune("-AZaz\u00e9\u07ff\u0800\ue000\uffff\U00010000\U0010ffff")
	r := rand.New(rand.NewPCG(7, 6))
	for range 20_000 {
		a, b := randomRunes(r, alphabet, 4), randomRunes(r, alphabet, 4)
		got, want := value.CompareNatural(string(a), string(b)), slices.Compare(a, b)
		if got != want {
			t.Fatalf("CompareNatural(%q, %q) = %d, want %d", string(a), string(b), got, want)
		}
	}
}

func BenchmarkCompareNatural(b *testing.B) {
	x, y := "release/2024.09.9-rc"+strings.Repeat("0", 20)+"7", "release/2024.09.9-rc8"
	b.ReportAllocs()
	for b.Loop() {
		if value.CompareNatural(x, y) != -1 {
			b.Fatal("order")
		}
	}
}

// randomName draws from few bytes, so that prefixes and equal runs are common.
func randomName(r *rand.Rand) string {
	b := make([]byte, r.IntN(6))
	for i := range b {
		b[i] = "0012a-"[r.IntN(6)]
	}
	return string(b)
}
