package eval

import "slices"

// A program asks the tests of a filter in their order. Each answer leads to the
// next test that it leaves to matter, or to the filter's own answer.
type program struct {
	steps []step
	start int
}

// A step is a test, and where its answers lead to.
type step struct {
	test    *test
	yes, no int
}

// Where the answer is known.
const (
	accept = -1
	reject = -2
)

func newProgram(c clause) program {
	var p program
	p.start = p.add(c, accept, reject)
	return p
}

// add adds the steps of a clause, the last ones first, since those before lead
// to them. It returns where the clause begins.
func (p *program) add(c clause, yes, no int) int {
	switch c := c.(type) {
	case allOf:
		for _, term := range slices.Backward(c.terms) {
			yes = p.add(term, yes, no)
		}
		return yes
	case anyOf:
		for _, term := range slices.Backward(c.terms) {
			no = p.add(term, yes, no)
		}
		return no
	}
	p.steps = append(p.steps, step{test: c.(*test), yes: yes, no: no})
	return len(p.steps) - 1
}

// A prober knows, or finds out, whether some leaf satisfies a test's
// condition.
type prober interface {
	probe(t *test) (bool, error)
}

// holds answers the filter for the object that a prober has.
func (p *program) holds(object prober) (bool, error) {
	at := p.start
	for at >= 0 {
		s := &p.steps[at]
		found, err := object.probe(s.test)
		if err != nil {
			return false, err
		}
		at = s.next(found)
	}
	return at == accept, nil
}

// holdsDecoded is holds for decoded JSON, without a prober between.
func (p *program) holdsDecoded(m map[string]any) (bool, error) {
	at := p.start
	for at >= 0 {
		s := &p.steps[at]
		found, err := s.test.probeDecoded(m)
		if err != nil {
			return false, err
		}
		at = s.next(found)
	}
	return at == accept, nil
}

func (s *step) next(found bool) int {
	if found != s.test.negated {
		return s.yes
	}
	return s.no
}
