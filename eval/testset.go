package eval

// A testSet is a set of tests, by their numbers.
type testSet struct {
	first uint64   // of the first 64
	rest  []uint64 // of 64 more each
}

func (s *testSet) add(number int) {
	if number < 64 {
		s.first |= 1 << number
		return
	}
	word := number/64 - 1
	for len(s.rest) <= word {
		s.rest = append(s.rest, 0)
	}
	s.rest[word] |= 1 << (number % 64)
}

// addAll adds the tests of t to a set that has room for them.
func (s *testSet) addAll(t *testSet) {
	s.first |= t.first
	for i, word := range t.rest {
		s.rest[i] |= word
	}
}

func (s *testSet) has(number int) bool {
	if number < 64 {
		return s.first>>number&1 != 0
	}
	return s.rest[number/64-1]>>(number%64)&1 != 0
}

// isWithin reports whether t, which has room for all tests, has those of s.
func (s *testSet) isWithin(t *testSet) bool {
	if s.first&^t.first != 0 {
		return false
	}
	for i, word := range s.rest {
		if word&^t.rest[i] != 0 {
			return false
		}
	}
	return true
}
