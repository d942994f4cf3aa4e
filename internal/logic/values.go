package logic

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// The values of a field are those that are worth a try.
type values struct {
	marks    *landmarks
	known    []leaf     // enough of them to reach every cell of which an example is easily found
	instants []string   // datetimes at, between and beyond the landmarks
	ranges   []string   // other strings, one between any two bounds and one beyond each end
	mixtures [][]needle // which needles a string may contain, and no others
}

// maxNeedles is up to how many ~ on one field are told apart.
const maxNeedles = 8

func (m *landmarks) values() *values {
	v := &values{marks: m, ranges: m.betweenBounds()}
	if len(m.needles) <= maxNeedles {
		v.mixtures = m.mixtures()
	}
	if m.holdsKind(ast.KindString, ast.KindDateTime) {
		v.instants = m.aroundInstants()
	}
	if m.holdsKind(ast.KindBool) {
		v.known = append(v.known, true, false)
	}
	if m.holdsKind(ast.KindNumber) {
		for _, n := range m.aroundNumbers() {
			v.known = append(v.known, json.Number(n))
		}
	}
	if len(m.doubts) == 0 && v.cost() <= maxTries {
		v.addTexts()
	}
	if m.holdsKind(ast.KindObject) {
		v.known = append(v.known, map[string]any{})
	}
	return v
}

// cost is about how many verdicts there are to find.
func (v *values) cost() int {
	m := v.marks
	if len(m.needles)+len(m.doubts) > maxNeedles {
		return maxTries + 1
	}
	texts := (len(v.instants)+1)*len(v.ranges)*len(v.mixtures) + len(m.points)
	return len(m.numbers) + texts<<len(m.doubts)
}

// addTexts adds the strings, and the objects that stand for them (rule M11).
func (v *values) addTexts() {
	texts := append(v.texts(), v.instants...)
	if v.marks.holdsKind(ast.KindString, ast.KindDateTime) {
		for _, s := range texts {
			v.known = append(v.known, s)
		}
	}
	key := v.marks.typ.Key
	if key == "" {
		key = "name"
	}
	if v.marks.holdsKind(ast.KindObject) {
		for _, s := range texts {
			v.known = append(v.known, map[string]any{key: s})
		}
	}
}

// texts returns all points and, for every range, strings with every mixture of
// needles, as far as they are easily found.
func (v *values) texts() []string {
	texts := append(v.marks.points[:len(v.marks.points):len(v.marks.points)], v.ranges...)
	separator := v.marks.separator()
	for _, mixture := range v.mixtures {
		var b strings.Builder
		for _, n := range mixture {
			b.WriteString(n.text)
			b.WriteString(separator)
		}
		texts = append(texts, b.String(), strings.TrimSuffix(b.String(), separator))
		for _, s := range v.ranges {
			texts = append(texts, s+separator+b.String())
		}
	}
	return texts
}

// separator returns a text that no needle overlaps.
func (m *landmarks) separator() string {
	for _, s := range []string{" ", "|", "#"} {
		if !strings.ContainsFunc(s, func(r rune) bool { return m.needlesHave(r) }) {
			return s
		}
	}
	return "\x00" // no literal can hold it (rule Y6)
}

func (m *landmarks) needlesHave(r rune) bool {
	for _, n := range m.needles {
		if strings.ContainsRune(n.text, r) {
			return true
		}
	}
	return false
}

// mixtures returns the sets of needles that a string may contain without
// containing another: a string that contains a needle contains what is in it.
func (m *landmarks) mixtures() [][]needle {
	var list [][]needle
	for mask := range 1 << len(m.needles) {
		var in, out []needle
		for i, n := range m.needles {
			if mask>>i&1 == 1 {
				in = append(in, n)
			} else {
				out = append(out, n)
			}
		}
		if apart(in, out) {
			list = append(list, in)
		}
	}
	return list
}

// apart reports whether some string contains all needles of in and none of out.
func apart(in, out []needle) bool {
	for _, n := range out {
		if n.folded == "" {
			return false
		}
		for _, hay := range in {
			if value.ContainsFold(hay.text, n.folded) {
				return false
			}
		}
	}
	return true
}

// betweenBounds returns one string from below the first bound, one from between
// any two, and one from above the last. There is always one: bounds hold no
// NUL, so that a string of NULs is below any but "", and a bound with a NUL
// behind it is above that bound and below the next.
func (m *landmarks) betweenBounds() []string {
	if len(m.bounds) == 0 {
		return []string{m.unlike("other", "!")}
	}
	var list []string
	if m.bounds[0] != "" {
		list = append(list, m.unlike("", "\x00"))
	}
	for i, b := range m.bounds {
		next := m.unlike(b+"!", "!")
		if i+1 < len(m.bounds) && next >= m.bounds[i+1] {
			next = m.unlike(b+"\x00", "\x00")
		}
		list = append(list, next)
	}
	return list
}

// unlike returns s with as many of suffix behind it as make it no point.
func (m *landmarks) unlike(s, suffix string) string {
	for m.isPoint(s) {
		s += suffix
	}
	return s
}

// aroundInstants returns datetimes at every landmark and a nanosecond before
// and after it, which is as near as the form of rule Y9 can tell.
func (m *landmarks) aroundInstants() []string {
	var list []string
	for _, t := range m.instants {
		for _, d := range []time.Duration{0, -1, 1} {
			if s, ok := m.spell(t.Time().Add(d)); ok {
				list = append(list, s)
			}
		}
	}
	return list
}

// spell writes an instant in the form of rule Y9, as text that is no point. The
// first and the last instants of all need the widest offsets to be within a
// year of four digits.
func (m *landmarks) spell(t time.Time) (string, bool) {
	const widest = 23*60 + 59 // minutes
	for i := range 2*len(m.points) + 3 {
		offset := 0
		if i > 0 {
			offset = widest - (i-1)/2
		}
		if i%2 == 0 {
			offset = -offset
		}
		s := t.In(zone(offset)).Format("2006-01-02T15:04:05.999999999Z07:00")
		if _, fault := value.ParseDateTime(s); fault.Msg == "" && !m.isPoint(s) {
			return s, true
		}
	}
	return "", false
}

func zone(minutes int) *time.Location {
	if minutes == 0 {
		return time.UTC
	}
	return time.FixedZone("", minutes*60)
}

// aroundNumbers returns numbers at every landmark, between any two, and beyond
// each end. With one digit more than any landmark has, a number is next to one:
// above it if that is not negative, below it if it is; and 0 is a landmark.
func (m *landmarks) aroundNumbers() []string {
	digits := 0
	for _, n := range m.numbers {
		digits = max(digits, len(fraction(n)))
	}
	list := []string{"0", "-0." + strings.Repeat("0", digits) + "1"}
	for _, n := range append([]string{"0"}, m.numbers...) {
		whole, _, _ := strings.Cut(n, ".")
		pad := digits - len(fraction(n))
		list = append(list, n, whole+"."+fraction(n)+strings.Repeat("0", pad)+"1")
	}
	return list
}

func fraction(number string) string {
	_, fraction, _ := strings.Cut(number, ".")
	return fraction
}
