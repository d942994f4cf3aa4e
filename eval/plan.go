package eval

import (
	"cmp"
	"slices"

	"github.com/bbql/go-bbql/ast"
)

// A planned clause is one that is to be asked.
type planned struct {
	clause clause
	cost   float64 // what it takes, as in [test.cost]
	chance float64 // how often it holds
}

// plan returns a clause with the answers of c that takes less time: equations of one
// field are one, and what decides an AND or OR for little comes first, in the order
// of the text where that is equal. Only which errors are met can differ.
func plan(c clause) planned {
	switch c := c.(type) {
	case allOf:
		terms, cost, chance := planTerms(unite(c.terms, true), false)
		return planned{allOf{c.expr, terms}, cost, 1 - chance}
	case anyOf:
		terms, cost, chance := planTerms(unite(c.terms, false), true)
		return planned{anyOf{c.expr, terms}, cost, chance}
	}
	t := c.(*test)
	return planned{t, t.cost(), t.chance()}
}

// planTerms plans terms of which one decides alone if it holds, in an OR, or if it
// doesn't, in an AND. It returns what they cost, and how often one decides. The order
// by what a term costs for each time that it decides is the best one if terms have
// nothing to do with each other.
func planTerms(terms []clause, holds bool) (ordered []clause, cost, chance float64) {
	decides := func(p planned) float64 {
		if holds {
			return p.chance
		}
		return 1 - p.chance
	}
	all := make([]planned, len(terms))
	for i, term := range terms {
		all[i] = plan(term)
	}
	slices.SortStableFunc(all, func(a, b planned) int {
		return cmp.Compare(a.cost/decides(a), b.cost/decides(b))
	})
	open := 1.0 // how often the terms before decide nothing
	for _, p := range all {
		ordered = append(ordered, p.clause)
		cost += open * p.cost
		open *= 1 - decides(p)
	}
	return ordered, cost, 1 - open
}

// unite makes one test of those that ask of one field whether it has one of some
// values: of = and IN joined by OR, where any value may satisfy any of them (rule
// M1), or of != and NOT IN joined by AND, where none may (M2). It stands where the
// first of them stood.
func unite(terms []clause, negated bool) []clause {
	same := make(map[*path][]*test)
	for _, term := range terms {
		if t := equation(term, negated); t != nil {
			same[t.path] = append(same[t.path], t)
		}
	}
	var united []clause
	for _, term := range terms {
		t := equation(term, negated)
		switch {
		case t == nil || len(same[t.path]) == 1:
			united = append(united, term)
		case t == same[t.path][0]:
			united = append(united, union(same[t.path]))
		}
	}
	return united
}

// equation returns a term as a test for equality, nil if it is none.
func equation(term clause, negated bool) *test {
	t, ok := term.(*test)
	if !ok || t.negated != negated || t.condition.question != isOneOf {
		return nil
	}
	return t
}

// union returns the test of all values that some equations of one field have.
func union(tests []*test) *test {
	first, all := tests[0], new(ast.List)
	for _, t := range tests {
		all.Values = append(all.Values, t.values()...)
	}
	op := ast.OpIn
	if first.negated {
		op = ast.OpNotIn
	}
	c := &ast.Comparison{Field: first.comparison.Field, Op: op, Value: all}
	return newTest(c, first.path)
}
