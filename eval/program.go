package eval

import "slices"

// A program asks the tests of a filter in their order. Each answer leads to the
// next test that it leaves to matter, or to the filter's own answer.
type program struct{ start *step }

// A step is a test, and where it leads to if its condition is satisfied or not; or
// else, without a test, an answer.
type step struct {
	test          *test
	found, missed *step
	answer        bool
}

func newProgram(c clause) program { return program{stepsOf(c, &step{answer: true}, &step{})} }

// stepsOf makes the steps of a clause, the last ones first, since those before
// lead to them. It returns where the clause begins.
func stepsOf(c clause, yes, no *step) *step {
	switch c := c.(type) {
	case allOf:
		for _, term := range slices.Backward(c.terms) {
			yes = stepsOf(term, yes, no)
		}
		return yes
	case anyOf:
		for _, term := range slices.Backward(c.terms) {
			no = stepsOf(term, yes, no)
		}
		return no
	}
	t := c.(*test)
	if t.negated {
		yes, no = no, yes
	}
	return &step{test: t, found: yes, missed: no}
}

// A prober knows, or finds out, whether some leaf satisfies a test's
// condition.
type prober interface {
	probe(t *test) (bool, error)
}

// ask answers a filter for the object that a prober has.
func ask[P prober](p program, object P) (bool, error) {
	s := p.start
	for s.test != nil {
		found, err := object.probe(s.test)
		if err != nil {
			return false, err
		}
		s = s.next(found)
	}
	return s.answer, nil
}

// holdsDecoded is ask for decoded JSON, without a prober between.
func (p program) holdsDecoded(m map[string]any) (bool, error) {
	s := p.start
	for s.test != nil {
		found, err := s.test.probeDecoded(m)
		if err != nil {
			return false, err
		}
		s = s.next(found)
	}
	return s.answer, nil
}

func (s *step) next(found bool) *step {
	if found {
		return s.found
	}
	return s.missed
}
