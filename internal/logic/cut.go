package logic

import (
	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

// A leaf is a value that a path may yield: a bool, a json.Number, a string or
// a map[string]any. A nil leaf is a cell of which no value is known, and which
// may well have none.
type leaf = any

// cut finds the cells of a field: one for every set of conditions that some
// value may satisfy. What satisfies none of them is like no value at all.
func (f *field) cut() {
	m := f.landmarks()
	values := m.values()
	if values.cost()*len(f.conditions) > maxTries {
		f.cutBlindly()
		return
	}
	t := newTrial(f)
	for _, v := range values.known {
		t.add(t.verdict(v), v)
	}
	for _, v := range values.doubtful(t) {
		t.add(v, nil)
	}
	t.finish()
}

// cutBlindly gives every condition a cell of its own, so that nothing is known
// of what they have to do with each other.
func (f *field) cutBlindly() {
	n := len(f.conditions)
	f.single = false
	f.leaves = make([]leaf, n)
	f.sets = make([]cells, n)
	for i := range f.sets {
		f.sets[i] = newCells(n)
		f.sets[i].add(i)
	}
}

// A trial collects which conditions of a field hold together.
type trial struct {
	field    *field
	matchers []*eval.Matcher
	cells    map[string]bool
	verdicts []verdict // of the cells
}

// A verdict says which conditions hold for a value.
type verdict []bool

func newTrial(f *field) *trial {
	t := &trial{field: f, cells: make(map[string]bool)}
	types := func(ast.Path) (ast.FieldType, bool) { return f.typ, true }
	for _, c := range f.conditions {
		c := &ast.Comparison{Field: "x", Op: c.Op, Value: c.Value}
		t.matchers = append(t.matchers, compile(c, types))
	}
	return t
}

// verdict asks the evaluator.
func (t *trial) verdict(v leaf) verdict {
	out := make(verdict, len(t.matchers))
	doc := map[string]any{"x": v}
	for i, m := range t.matchers {
		out[i], _ = m.Match(doc) // which is an object, and plain
	}
	return out
}

// add adds the cell of a verdict, unless there is one or it is of no interest.
func (t *trial) add(v verdict, l leaf) {
	key := make([]byte, len(v))
	holds := false
	for i, is := range v {
		if is {
			key[i], holds = 1, true
		}
	}
	if holds && !t.cells[string(key)] {
		t.cells[string(key)] = true
		t.verdicts = append(t.verdicts, v)
		t.field.leaves = append(t.field.leaves, l)
	}
}

// finish gives the field the sets of its conditions.
func (t *trial) finish() {
	f := t.field
	f.sets = make([]cells, len(f.conditions))
	for i := range f.sets {
		f.sets[i] = newCells(len(t.verdicts))
		for cell, v := range t.verdicts {
			if v[i] {
				f.sets[i].add(cell)
			}
		}
	}
}
