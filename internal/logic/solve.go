package logic

import "slices"

// Impossible reports whether f is proved to hold for no object.
func (s *Space) Impossible(f Formula) bool {
	proved := true
	complete := s.solve(f, func(Model) bool {
		proved = false
		return false
	})
	return proved && complete
}

// Spent reports whether the budget of the space is used up, or was too small
// from the start. Nothing more will be proved then.
func (s *Space) Spent() bool { return s.steps == 0 }

// Implies reports whether f is proved to hold only for objects for which g
// holds too.
func (s *Space) Implies(f, g Formula) bool { return s.Impossible(All(f, Not(g))) }

// solve yields ways in which f may hold, until yield returns false. It reports
// whether it has been everywhere: if it then yielded nothing, f never holds.
func (s *Space) solve(f Formula, yield func(Model) bool) (complete bool) {
	search := search{space: s, yield: yield}
	search.branch(make(Model, len(s.order)), []Formula{f}, nil)
	return s.steps > 0
}

// A search looks for models of a formula, one branch after the other: what must
// hold is taken apart until only literals are left.
type search struct {
	space *Space
	yield func(Model) bool
	done  bool // yield wants no more
}

// branch looks for models that agree with m, in which every formula of must
// holds, and one term of each of the choices.
func (s *search) branch(m Model, must []Formula, choices [][]Formula) {
	m, must, choices = m.branch(), slices.Clone(must), slices.Clip(choices)
	for len(must) > 0 {
		if s.space.steps--; s.space.steps <= 0 || s.done {
			s.space.steps = max(s.space.steps, 0)
			return
		}
		f := must[len(must)-1]
		must = must[:len(must)-1]
		switch f.kind {
		case conjunction:
			must = append(must, f.terms...)
		case disjunction:
			choices = append(choices, f.terms)
		case literal:
			if !m.add(f) {
				return
			}
		}
	}
	s.choose(m, choices)
}

// choose takes the choice that leaves least to try.
func (s *search) choose(m Model, choices [][]Formula) {
	if len(choices) == 0 {
		s.done = s.done || !s.yield(m)
		return
	}
	open := make([][]Formula, len(choices))
	least := 0
	for i, terms := range choices {
		if open[i] = s.possible(m, terms); len(open[i]) < len(open[least]) {
			least = i
		}
	}
	rest := slices.Delete(slices.Clone(open), least, least+1)
	for _, term := range open[least] {
		s.branch(m, []Formula{term}, rest)
	}
}

// possible returns the terms that do not contradict m by themselves.
func (s *search) possible(m Model, terms []Formula) []Formula {
	var list []Formula
	for _, t := range terms {
		s.space.steps--
		if t.kind != literal || !m.contradicts(t) {
			list = append(list, t)
		}
	}
	return list
}
