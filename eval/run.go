package eval

import (
	"bytes"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A gate joins clauses by AND or OR.
type gate struct {
	or     bool
	parent int    // the gate to which it leads, or noGate
	terms  int32  // how many clauses it joins, without those that hold for every object
	tests  uint64 // those that lead to it, if a verdict has marks for all tests
}

// noGate is what the filter itself leads to.
const noGate = -1

// A verdict finds the answer for one object in raw JSON while it is walked. A
// test is decided by the first leaf that satisfies its condition, or else where
// its path can't yield more; a gate is as soon as one clause decides it, or all
// clauses are decided.
type verdict struct {
	matcher *Matcher
	closed  uint64          // the tests that are decided or lead to a gate that is
	pending [fewGates]int32 // how many clauses a gate waits for, 0 where it is decided
	many    *marks          // instead of both, where there are more
	open    bool            // whether the answer is not yet known
	answer  bool
}

// The tests and gates for which a verdict has marks.
const (
	fewTests = 64
	fewGates = 16
)

// marks are those of a verdict of more.
type marks struct {
	decided []bool // by the number of the test
	pending []int32
}

// newMarks returns marks, of no test.
func (m *Matcher) newMarks() *marks {
	many, _ := m.marks.Get().(*marks)
	if many == nil {
		return &marks{make([]bool, len(m.tests)), make([]int32, len(m.gates))}
	}
	clear(many.decided)
	return many
}

// matchRaw finds the answer for the object in data.
func (m *Matcher) matchRaw(data []byte, check Check) (bool, error) {
	w := rawWalk{early: check != Whole, done: m.always}
	w.matcher, w.open, w.answer = m, !m.always, m.always
	if len(m.tests) > fewTests || len(m.gates) > fewGates {
		w.many = m.newMarks()
		defer m.marks.Put(w.many)
	}
	pending := w.gates()
	for i := range m.gates {
		pending[i] = m.gates[i].terms
	}
	err := w.document(data, m.tree)
	return w.answer && err == nil, err
}

// gates returns how many clauses each gate waits for.
func (v *verdict) gates() []int32 {
	if v.many != nil {
		return v.many.pending
	}
	return v.pending[:]
}

// decide sets the result of an open test, and of all that follows from it.
func (v *verdict) decide(t *test, found bool) {
	if v.many != nil {
		v.many.decided[t.number] = true
	} else {
		v.closed |= 1 << t.number
	}
	holds, pending := found != t.negated, v.gates()
	for number := t.gate; number != noGate; {
		if pending[number] == 0 {
			return // without this test
		}
		g := &v.matcher.gates[number]
		pending[number]--
		if holds != g.or && pending[number] > 0 {
			return
		}
		pending[number] = 0
		v.closed |= g.tests
		number = g.parent
	}
	v.open, v.answer = false, holds
}

// isOpen reports whether a test matters: neither it nor its gate is decided.
func (v *verdict) isOpen(t *test) bool {
	if v.many == nil {
		return v.closed>>t.number&1 == 0
	}
	return !v.many.decided[t.number] && (t.gate == noGate || v.many.pending[t.gate] > 0)
}

// wants reports whether a test of the paths at and below a node is open.
func (v *verdict) wants(n *node) bool {
	if v.many == nil {
		return n.set&^v.closed != 0
	}
	for _, t := range n.below {
		if v.isOpen(t) {
			return true
		}
	}
	return false
}

// end says that the paths at and below a node yield no more.
func (v *verdict) end(n *node) {
	if v.many == nil && n.set&^v.closed == 0 {
		return
	}
	for _, t := range n.below {
		if v.isOpen(t) {
			v.decide(t, false)
		}
	}
}

// scalar looks at a leaf.
func (v *verdict) scalar(n *node, token []byte) {
	switch token[0] {
	case 'n': // which no condition takes
	case 't', 'f':
		v.show(n, rawLeaf{kind: kindBool, is: token[0] == 't'})
	case '"':
		v.showText(n, kindString, token)
	default:
		v.show(n, rawLeaf{kind: kindNumber, text: token})
	}
}

// object looks at an object, for which a string token stands, or nothing.
func (v *verdict) object(n *node, standIn []byte) {
	if standIn == nil {
		v.show(n, rawLeaf{kind: kindObject})
	} else {
		v.showText(n, kindObject, standIn)
	}
}

func (v *verdict) show(n *node, l rawLeaf) {
	for _, t := range n.tests {
		if v.isOpen(t) && holds(&t.condition, l) {
			v.decide(t, true)
		}
	}
}

// showText is show for a string token. The text is taken from where it stands
// as far as the conditions allow.
func (v *verdict) showText(n *node, k kind, token []byte) {
	l := rawLeaf{kind: k, text: token[1 : len(token)-1], is: true}
	hasEscapes := bytes.IndexByte(l.text, '\\') >= 0
	for _, t := range n.tests {
		if !v.isOpen(t) {
			continue
		}
		c := &t.condition
		if c.reads && (hasEscapes || c.clean && !utf8.Valid(l.text)) {
			v.showDecoded(n, k, token)
			return
		}
		if holds(c, l) {
			v.decide(t, true)
		}
	}
}

// showDecoded is showText for a token that has to be decoded, to memory of the
// matcher's.
func (v *verdict) showDecoded(n *node, k kind, token []byte) {
	texts := &v.matcher.texts
	buf, _ := texts.Get().(*[]byte)
	if buf == nil {
		buf = new([]byte)
	}
	*buf = jsonscan.AppendText((*buf)[:0], token)
	v.show(n, rawLeaf{kind: k, text: *buf, is: true})
	texts.Put(buf)
}
