package value

import (
	"cmp"
	"strings"
)

// CompareNatural orders names as people number them (rule O4): runs of ASCII
// digits compare by value and, where that is equal, by length, so that fewer
// leading zeros come first; everything else compares by code point.
func CompareNatural(a, b string) int {
	for a != "" && b != "" {
		m, n := digitsPrefix(a), digitsPrefix(b)
		if m > 0 && n > 0 {
			if c := compareRuns(a[:m], b[:n]); c != 0 {
				return c
			}
			a, b = a[m:], b[n:]
			continue
		}
		// Bytes order valid UTF-8 by code point.
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

// compareRuns compares two runs of digits of any length.
func compareRuns(a, b string) int {
	x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if c := compareIntegers(x, y); c != 0 {
		return c
	}
	return cmp.Compare(len(a), len(b))
}
