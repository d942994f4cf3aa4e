package value

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FoldRune returns the one rune that stands for all runes that are equal to r
// under Unicode simple case folding: the smallest of them (rule M5). So k, K
// and the Kelvin sign U+212A all fold to K.
func FoldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	return least
}

// Fold returns s with every rune folded; invalid UTF-8 becomes U+FFFD.
func Fold(s string) string { return strings.Map(FoldRune, s) }

// ContainsFold reports whether s contains the text that folds to needle, which
// must be folded already.
func ContainsFold(s, foldedNeedle string) bool {
	return strings.Contains(Fold(s), foldedNeedle)
}
