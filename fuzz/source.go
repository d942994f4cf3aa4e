package fuzz

import "math/rand/v2"

// A Source makes the choices of a generator. The same seed, or the same bytes,
// always lead to the same choices.
type Source struct {
	rand *rand.Rand // nil: the choices come from data
	data []byte
}

// NewSource returns a source of pseudo-random choices.
func NewSource(seed uint64) *Source {
	return &Source{rand: rand.New(rand.NewPCG(seed, 0x6262716c))}
}

// FromBytes returns a source that reads its choices from data. When data is
// used up it goes on choosing what is simplest, so that generators come to an
// end.
func FromBytes(data []byte) *Source { return &Source{data: data} }

// IntN returns a number from 0 up to, but not including, n.
func (s *Source) IntN(n int) int {
	if s.rand != nil {
		return s.rand.IntN(n)
	}
	x := 0
	for limit := 1; limit < n && len(s.data) > 0; limit <<= 8 {
		x = x<<8 | int(s.data[0])
		s.data = s.data[1:]
	}
	return x % n
}

// oneIn reports true about once in n times, and never when the data is used up.
func (s *Source) oneIn(n int) bool { return s.IntN(n) == n-1 }

// pick returns one of choices; the first is the simplest.
func pick[T any](s *Source, choices ...T) T { return choices[s.IntN(len(choices))] }

// weigh returns an index of weights, each as often as its weight says. The
// first index should stand for what is simplest.
func (s *Source) weigh(weights ...int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := s.IntN(sum)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return 0
}
