package value_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/value"
)

// Two runes fold to the same one exactly if strings.EqualFold takes them for
// equal, over all of Unicode: within an orbit all pairs are compared, and the
// sizes of the orbits add up to the number of runes, so that no two of them
// share a folded rune.
func TestFoldRuneIsSimpleFolding(t *testing.T) {
	runes, members := 0, map[rune]int{}
	for r := range rune(unicode.MaxRune + 1) {
		if !utf8.ValidRune(r) {
			continue
		}
		runes++
		folded := value.FoldRune(r)
		members[folded]++
		if !strings.EqualFold(string(r), string(folded)) {
			t.Errorf("FoldRune(%U) = %U, which is not equal to it", r, folded)
		}
		for s := unicode.SimpleFold(r); s != r; s = unicode.SimpleFold(s) {
			if got := value.FoldRune(s); got != folded {
				t.Errorf("FoldRune(%U) = %U but FoldRune(%U) = %U", r, folded, s, got)
			}
		}
	}
	sum := 0
	for r, n := range members {
		sum += n
		if want := orbit(r); n != want {
			t.Errorf("%d runes fold to %U, want %d", n, r, want)
		}
	}
	if sum != runes {
		t.Errorf("%d runes were folded, want %d", sum, runes)
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ a, b string }{
		{"", ""},
		{"Fix", "fIX"},
		{"K k \u212a", "k \u212a K"},
		{"s\u017fS", "S\u017fs"},
		{"\u00df", "\u1e9e"},             // sharp s, small and capital
		{"\u03c3\u03c2", "\u03a3\u03a3"}, // sigma, also final
		{"\u0398", "\u03f4"},             // theta
		{"\U00010428", "\U00010400"},     // Deseret
		{"日本", "日本"},
	}
	for _, test := range tests {
		if a, b := value.Fold(test.a), value.Fold(test.b); a != b {
			t.Errorf("Fold(%+q) = %+q, but Fold(%+q) = %+q", test.a, a, test.b, b)
		}
	}
}

// Simple folding maps rune to rune and knows no locale.
func TestFoldKeepsApart(t *testing.T) {
	tests := []struct{ a, b string }{
		{"\u00df", "ss"},
		{"\u0130", "i"}, // I with a dot above
		{"\u0131", "I"}, // i without a dot
		{"\ufb01", "fi"},
		{"\u00e9", "e\u0301"},
		{"\u00e9", "e"},
	}
	for _, test := range tests {
		if a, b := value.Fold(test.a), value.Fold(test.b); a == b {
			t.Errorf("%+q and %+q both fold to %+q", test.a, test.b, a)
		}
	}
}

func TestFoldRepairsUTF8(t *testing.T) {
	if got, want := value.Fold("a\xffb"), "A\ufffdB"; got != want {
		t.Errorf("Fold(%+q) = %+q, want %+q", "a\xffb", got, want)
	}
}

func TestContainsFold(t *testing.T) {
	tests := []struct {
		s, needle string
		want      bool
	}{
		{"Fix login bug", "LOGIN", true},
		{"\u212aelvin", "kel", true},
		{"kelvin", "\u212aEL", true},
		{"anything", "", true},
		{"", "", true},
		{"", "a", false},
		{"log in", "login", false},
		{"stra\u00dfe", "strasse", false},
	}
	for _, test := range tests {
		if got := value.ContainsFold(test.s, value.Fold(test.needle)); got != test.want {
			t.Errorf("ContainsFold(%+q, %+q) = %t, want %t", test.s, test.needle, got, test.want)
		}
	}
}

// Of runes that fold together in twos, threes and fours.
func TestContainsFoldAgainstEqualFold(t *testing.T) {
	alphabet := []rune("aAkK\u212asS\u017f\u03b8\u0398\u03d1\u03f4\u00df\u1e9e")
	r := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		s, needle := randomRunes(r, alphabet, 8), randomRunes(r, alphabet, 3)
		want := containsEqualFold(s, needle)
		if got := value.ContainsFold(string(s), value.Fold(string(needle))); got != want {
			t.Fatalf("ContainsFold(%+q, %+q) = %t, want %t", string(s), string(needle), got, want)
		}
	}
}

// Strings and bytes, valid or not, short or long, against folding all of them.
func TestContainsFoldAgainstFold(t *testing.T) {
	pieces := []string{
		"a", "A", "k", "K", "\u212a", "s", "\u017f", "\u0399", "\u1fbe", "\u0345", "\u00b5", "\ufffd",
		"\xff", "\xe2", "\x84", "\xc5", "(", "0123456", "aaaaaaaaaaaaaaaaaaaaaaaa",
	}
	r := rand.New(rand.NewPCG(7, 8))
	text := func(limit int) string {
		var b strings.Builder
		for range r.IntN(limit) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
	for range 20_000 {
		s, needle := text(20), value.Fold(text(4))
		want := strings.Contains(value.Fold(s), needle)
		if got := value.ContainsFold(s, needle); got != want {
			t.Fatalf("ContainsFold(%+q, %+q) = %t, want %t", s, needle, got, want)
		}
		if got := value.ContainsFold([]byte(s), needle); got != want {
			t.Fatalf("ContainsFold(%+q as bytes, %+q) = %t, want %t", s, needle, got, want)
		}
	}
}

// A needle of repetitions in a text of them takes linear time.
func TestContainsFoldLinear(t *testing.T) {
	s, needle := strings.Repeat("aA", 1<<20), strings.Repeat("A", 1<<19)+"B"
	if value.ContainsFold(s, needle) || !value.ContainsFold(s+"b", needle) {
		t.Error("found what is not there, or not what is")
	}
}

func BenchmarkContainsFold(b *testing.B) {
	s := strings.Repeat("The quick brown fox ", 10) + "needle"
	b.ReportAllocs()
	for b.Loop() {
		if !value.ContainsFold(s, "NEEDLE") {
			b.Fatal("not found")
		}
	}
}

// orbit counts the runes that are equal to r.
func orbit(r rune) int {
	n := 1
	for s := unicode.SimpleFold(r); s != r; s = unicode.SimpleFold(s) {
		n++
	}
	return n
}

func randomRunes(r *rand.Rand, alphabet []rune, limit int) []rune {
	s := make([]rune, r.IntN(limit+1))
	for i := range s {
		s[i] = alphabet[r.IntN(len(alphabet))]
	}
	return s
}

func containsEqualFold(s, needle []rune) bool {
	for i := range len(s) - len(needle) + 1 {
		if strings.EqualFold(string(s[i:i+len(needle)]), string(needle)) {
			return true
		}
	}
	return false
}
