package eval

import (
	"bytes"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A gate joins clauses by AND or OR.
type gate struct {
	or     bool
	parent int     // the gate to which it leads, or noGate
	set    testSet // the tests that lead to it
	terms  int32   // how many clauses it joins, without those that hold for every object
}

// noGate is what the filter itself leads to.
const noGate = -1

// A verdict finds the answer for one object in raw JSON while it is walked. A
// test is decided by the first leaf that satisfies its condition, or else where
// its path can't yield more; a gate is as soon as one clause decides it, or all
// clauses are decided.
type verdict struct {
	matcher *Matcher
	closed  testSet // those that are decided, or lead to a gate that is
	few     [fewGates]int32
	many    *marks
	open    bool // whether the answer is not yet known
	answer  bool
}

// fewGates is for how many gates a verdict has memory of its own.
const fewGates = 16

// marks are the memory that a verdict asks for where a matcher has more tests or
// gates than are usual.
type marks struct {
	closed  []uint64
	pending []int32
}

// newMarks returns marks, of no test.
func (m *Matcher) newMarks() *marks {
	many, _ := m.marks.Get().(*marks)
	if many == nil {
		return &marks{make([]uint64, len(m.tree.set.rest)), make([]int32, len(m.gates))}
	}
	clear(many.closed)
	return many
}

// pending is how many clauses each gate waits for, 0 where it is decided.
func (v *verdict) pending() []int32 {
	if v.many != nil {
		return v.many.pending
	}
	return v.few[:]
}

// matchRaw finds the answer for the object in data.
func (m *Matcher) matchRaw(data []byte, check Check) (bool, error) {
	w := rawWalk{early: check != Whole, done: m.always}
	w.matcher, w.open, w.answer = m, !m.always, m.always
	if len(m.tree.set.rest) > 0 || len(m.gates) > fewGates {
		w.many = m.newMarks()
		w.closed.rest = w.many.closed
		defer m.marks.Put(w.many)
	}
	pending := w.pending()
	for i := range m.gates {
		pending[i] = m.gates[i].terms
	}
	err := w.document(data, m.tree)
	return w.answer && err == nil, err
}

// decide sets the result of an open test, and of all that follows from it.
func (v *verdict) decide(t *test, found bool) {
	v.closed.add(t.number)
	holds, pending := found != t.negated, v.pending()
	for number := t.gate; number != noGate; {
		g := &v.matcher.gates[number]
		pending[number]--
		if holds != g.or && pending[number] > 0 {
			return
		}
		v.closed.addAll(&g.set)
		number = g.parent
	}
	v.open, v.answer = false, holds
}

// wants reports whether a test of the paths at and below a node is open.
func (v *verdict) wants(n *node) bool { return !n.set.isWithin(&v.closed) }

// end says that the paths at and below a node yield no more.
func (v *verdict) end(n *node) {
	if !v.wants(n) {
		return
	}
	for _, t := range n.below {
		if !v.closed.has(t.number) {
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
		if !v.closed.has(t.number) && holds(&t.condition, l) {
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
		if v.closed.has(t.number) {
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
