package eval

import (
	"bytes"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A gate joins clauses by AND or OR.
type gate struct {
	or     bool
	parent int // the gate to which it leads, or noGate
	terms  int // how many clauses it joins, without those that hold for every object
}

// noGate is what the filter itself leads to.
const noGate = -1

// A run finds the answer for one object in raw JSON while walking it. A test is
// decided by the first leaf that satisfies its condition, or else where its
// path can't yield more; a gate is as soon as one clause decides it, or all
// clauses are decided.
type run struct {
	matcher *Matcher
	walk    rawWalk
	decided []bool // by the number of the test
	pending []int  // how many clauses a gate still waits for, 0 where it is decided
	open    bool   // whether the answer is not yet known
	answer  bool
	scratch []byte // holds a text that had escapes
}

// newRun returns a run that is ready for an object.
func (m *Matcher) newRun() *run {
	r, _ := m.runs.Get().(*run)
	if r == nil {
		r = &run{
			matcher: m,
			decided: make([]bool, len(m.tests)),
			pending: make([]int, len(m.gates)),
		}
	}
	clear(r.decided)
	for i := range m.gates {
		r.pending[i] = m.gates[i].terms
	}
	r.open, r.answer = !m.always, m.always
	return r
}

// release keeps a run for another object.
func (m *Matcher) release(r *run) {
	r.walk.cursor = jsonscan.Cursor{} // and with it the data
	m.runs.Put(r)
}

func (r *run) match(data []byte, check Check) (bool, error) {
	w := &r.walk
	w.sink, w.early, w.done, w.arrays = r, check != Whole, !r.open, 0
	err := w.document(data, r.matcher.tree)
	return r.answer && err == nil, err
}

// decide sets the result of a test, and of all that follows from it.
func (r *run) decide(t *test, found bool) {
	r.decided[t.number] = true
	holds := found != t.negated
	for number := t.gate; number != noGate; {
		if r.pending[number] == 0 {
			return // without this test
		}
		g := &r.matcher.gates[number]
		r.pending[number]--
		if holds != g.or && r.pending[number] > 0 {
			return
		}
		r.pending[number] = 0
		number = g.parent
	}
	r.open, r.answer = false, holds
}

// isOpen reports whether a test matters: neither it nor its gate is decided.
func (r *run) isOpen(t *test) bool {
	return !r.decided[t.number] && (t.gate == noGate || r.pending[t.gate] > 0)
}

func (r *run) wants(n *node) bool {
	for _, t := range n.below {
		if r.isOpen(t) {
			return true
		}
	}
	return false
}

func (r *run) end(n *node) (more bool) {
	for _, t := range n.below {
		if !r.decided[t.number] {
			r.decide(t, false)
		}
	}
	return r.open
}

func (r *run) scalar(n *node, token []byte) (more bool) {
	switch token[0] {
	case 'n':
		return true // which no condition takes
	case 't', 'f':
		r.show(n, rawLeaf{kind: kindBool, is: token[0] == 't'})
	case '"':
		r.showText(n, kindString, token)
	default:
		r.show(n, rawLeaf{kind: kindNumber, text: token})
	}
	return r.open
}

func (r *run) object(n *node, standIn []byte) (more bool) {
	if standIn == nil {
		r.show(n, rawLeaf{kind: kindObject})
	} else {
		r.showText(n, kindObject, standIn)
	}
	return r.open
}

func (r *run) show(n *node, l rawLeaf) {
	for _, t := range n.tests {
		if r.isOpen(t) && holds(&t.condition, l) {
			r.decide(t, true)
		}
	}
}

// showText is show for a string token. The text is taken from where it stands
// as far as the conditions allow.
func (r *run) showText(n *node, k kind, token []byte) {
	l := rawLeaf{kind: k, text: token[1 : len(token)-1], is: true}
	decoded := bytes.IndexByte(l.text, '\\') < 0
	for _, t := range n.tests {
		if !r.isOpen(t) {
			continue
		}
		c := &t.condition
		if c.reads && (!decoded || c.clean && !utf8.Valid(l.text)) {
			r.scratch = jsonscan.AppendText(r.scratch[:0], token)
			l.text, decoded = r.scratch, true
		}
		if holds(c, l) {
			r.decide(t, true)
		}
	}
}
