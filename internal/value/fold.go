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
		return rune(upper(byte(r)))
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	return least
}

// upper is FoldRune for ASCII.
func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		c -= 'a' - 'A'
	}
	return c
}

// Fold returns s with every rune folded; invalid UTF-8 becomes U+FFFD.
func Fold(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			b = append(b, upper(c))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		b = utf8.AppendRune(b, FoldRune(r))
		i += size
	}
	return string(b)
}

// ContainsFold reports whether s contains the text that folds to needle, which
// must be folded already.
func ContainsFold(s, foldedNeedle string) bool {
	return strings.Contains(Fold(s), foldedNeedle)
}
