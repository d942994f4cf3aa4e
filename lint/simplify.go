package lint

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/logic"
)

// Simplify returns a filter that means the same as e and has no more
// comparisons: without clauses that the others imply, without branches that
// never hold, and with one IN for several = of a field. What never holds is
// reduced to the clauses that contradict each other, and what always holds to
// the empty filter. Types are taken as [Equivalent] takes them. A filter that
// is not valid is returned as it is, and what is too large for a proof stays.
func Simplify(e ast.Expr, types ast.Types) ast.Expr {
	if ast.Validate(e) != nil {
		return e
	}
	e = mergeLists(e)
	s := simplifier{logic.NewSpace(types, e)}
	short, truth := s.simplify(e, logic.All())
	switch truth {
	case always:
		return ast.NewAnd()
	case never:
		return s.core(e)
	}
	return mergeLists(short)
}

// A truth is what is proved of an expression.
type truth uint8

const (
	open truth = iota // it holds now and then, or nothing is proved
	always
	never
)

type simplifier struct{ space *logic.Space }

// truth returns what is proved of e for objects for which the formula holds.
func (s simplifier) truth(e ast.Expr, given logic.Formula) truth {
	f := s.space.Formula(e)
	switch {
	case s.space.Impossible(logic.All(given, f)):
		return never
	case s.space.Implies(given, f):
		return always
	}
	return open
}

// simplify returns a shorter form of e, which means the same for objects for
// which the formula holds, unless it always or never holds for those.
func (s simplifier) simplify(e ast.Expr, given logic.Formula) (ast.Expr, truth) {
	if t := s.truth(e, given); t != open {
		return e, t
	}
	switch e := e.(type) {
	case *ast.And:
		terms := s.terms(e.Terms, given, always)
		return ast.NewAnd(terms...), open
	case *ast.Or:
		x, err := ast.NewOr(s.terms(e.Terms, given, never)...)
		if err != nil {
			return e, open
		}
		return x, open
	case *ast.Paren:
		return s.simplify(e.X, given)
	}
	return e, open
}

// terms simplifies the terms of an And, or of an Or, each for the objects for
// which the others leave the answer to it. It drops those that are idle: what
// always holds in an And, what never does in an Or. It goes from the last to
// the first, so that of two clauses that say the same the first stays.
func (s simplifier) terms(terms []ast.Expr, given logic.Formula, idle truth) []ast.Expr {
	terms = slices.Clone(terms)
	for i := len(terms) - 1; i >= 0 && !s.space.Spent(); i-- {
		rest := []logic.Formula{given}
		for j, other := range terms {
			switch {
			case j == i:
			case idle == always:
				rest = append(rest, s.space.Formula(other))
			default:
				rest = append(rest, logic.Not(s.space.Formula(other)))
			}
		}
		short, t := s.simplify(terms[i], logic.All(rest...))
		if t == idle && len(terms) > 1 {
			terms = slices.Delete(terms, i, i+1)
		} else if t == open {
			terms[i] = short
		}
	}
	return terms
}

// core returns a part of e that never holds, as e never does.
func (s simplifier) core(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.Or:
		return s.core(e.Terms[0])
	case *ast.Paren:
		return s.core(e.X)
	case *ast.And:
		return s.coreOf(e.Terms)
	}
	return e
}

func (s simplifier) coreOf(terms []ast.Expr) ast.Expr {
	terms = slices.Clone(terms)
	for i := len(terms) - 1; i >= 0 && len(terms) > 1 && !s.space.Spent(); i-- {
		fewer := slices.Delete(slices.Clone(terms), i, i+1)
		if s.space.Impossible(s.space.Formula(ast.NewAnd(fewer...))) {
			terms = fewer
		}
	}
	if len(terms) == 1 {
		return s.core(terms[0])
	}
	return ast.NewAnd(terms...)
}
