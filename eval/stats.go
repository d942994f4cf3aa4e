package eval

import (
	"cmp"
	"slices"
	"strings"
)

const (
	maxDistinct = 256 // values of one field that are told apart
	maxStored   = 200 // bytes that are stored of a value
	maxTop      = 5   // values that a finding shows
)

// A fieldStats counts the values of a field over many objects, in bounded
// memory.
type fieldStats struct {
	objects int
	empty   int // objects in which the path yields nothing
	kinds   [kinds]int
	counts  map[leaf]int // of the first values that were met
	others  int          // values that are not in counts
	met     bool         // whether the current object has a value
}

func newFieldStats() *fieldStats { return &fieldStats{counts: make(map[leaf]int)} }

func (s *fieldStats) add(l leaf) {
	s.met = true
	s.kinds[l.kind]++
	if len(l.text) > maxStored {
		l.text = cut(l.text, maxStored)
	}
	if _, known := s.counts[l]; !known && len(s.counts) >= maxDistinct {
		s.others++
		return
	}
	l.text = strings.Clone(l.text)
	s.counts[l]++
}

// endObject ends the values of an object.
func (s *fieldStats) endObject() {
	s.objects++
	if !s.met {
		s.empty++
	}
	s.met = false
}

// top returns the most frequent values and how often the others occurred.
func (s *fieldStats) top() (values []ValueCount, more int) {
	for l, n := range s.counts {
		values = append(values, ValueCount{l.preview(), n})
	}
	if s.empty > 0 {
		values = append(values, ValueCount{"missing", s.empty})
	}
	slices.SortFunc(values, func(a, b ValueCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	more = s.others
	for len(values) > maxTop {
		last := len(values) - 1
		more += values[last].Count
		values = values[:last]
	}
	return values, more
}

// any reports whether some value of a kind has a property, as far as values
// were told apart and stored whole.
func (s *fieldStats) any(k kind, has func(leaf) bool) bool {
	for l := range s.counts {
		if l.kind == k && has(l) {
			return true
		}
	}
	return false
}

// anyText is any for strings, and for the text that stands for an object.
func (s *fieldStats) anyText(has func(string) bool) bool {
	of := func(l leaf) bool {
		text, ok := l.operand()
		return ok && has(text)
	}
	return s.any(kindString, of) || s.any(kindObject, of)
}
