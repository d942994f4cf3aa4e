package value

import (
	"math/bits"
	"slices"
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
// must be folded already. It takes linear time, and memory only for texts and
// needles that no one writes.
func ContainsFold[T Text](s T, foldedNeedle string) bool {
	if foldedNeedle == "" {
		return true
	}
	starts, ok := newStarts(foldedNeedle)
	if !ok {
		return strings.Contains(Fold(string(s)), foldedNeedle)
	}
	const patience = 256
	for i, wasted := 0, 0; ; i++ {
		if i = nextStart(s, i, &starts); i >= len(s) {
			return false
		}
		n := foldedPrefix(s[i:], foldedNeedle)
		if n == len(foldedNeedle) {
			return true
		}
		if wasted += n; wasted > patience+4*i { // a needle of repetitions, in a text of them
			return strings.Contains(Fold(string(s[i:])), foldedNeedle)
		}
	}
}

// A starts knows the bytes with which a text can begin whose first rune folds
// to a certain one.
type starts struct {
	words [4]uint64 // the bytes, each repeated to fill a word
	n     int       // how many there are
	fold  uint64    // is or-ed to text before it is compared
}

// Words of eight bytes that are all the same.
const (
	ones  = 0x0101010101010101
	highs = ones * utf8.RuneSelf
)

// newStarts returns the starts of a folded needle, false for one that begins
// with U+FFFD, as which every byte counts that is not UTF-8.
func newStarts(needle string) (s starts, ok bool) {
	first, _ := utf8.DecodeRuneInString(needle)
	if first == utf8.RuneError {
		return s, false
	}
	if 'A' <= first && first <= 'Z' {
		s.fold = ones * ('a' - 'A')
	}
	for r := first; ; {
		var b [utf8.UTFMax]byte
		utf8.EncodeRune(b[:], r)
		s.add(ones*uint64(b[0]) | s.fold)
		if r = unicode.SimpleFold(r); r == first {
			return s, true
		}
	}
}

func (s *starts) add(word uint64) {
	if !slices.Contains(s.words[:s.n], word) {
		s.words[s.n] = word
		s.n++
	}
}

// nextStart returns the first place in s from i on where one of the starts is,
// len(s) if there is none.
func nextStart[T Text](s T, i int, st *starts) int {
	for ; i+8 <= len(s); i += 8 {
		text, found := wordAt(s[i:])|st.fold, uint64(0)
		for _, word := range st.words[:st.n] {
			diff := text ^ word
			found |= (diff - ones) &^ diff & highs
		}
		if found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(s); i++ {
		c := ones*uint64(s[i]) | st.fold
		if slices.Contains(st.words[:st.n], c) {
			return i
		}
	}
	return i
}

// wordAt returns the first eight bytes of s, which the compiler reads at once.
func wordAt[T Text](s T) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// foldedPrefix returns how many bytes of a folded needle the start of s folds
// to, in whole runes.
func foldedPrefix[T Text](s T, needle string) int {
	n := 0
	for i := 0; n < len(needle) && i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if upper(c) != needle[n] {
				return n
			}
			i, n = i+1, n+1
			continue
		}
		r, size := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
		want, width := utf8.DecodeRuneInString(needle[n:])
		if FoldRune(r) != want {
			return n
		}
		i, n = i+size, n+width
	}
	return n
}
