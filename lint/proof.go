package lint

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/logic"
)

// maxProofTerms is up to how many terms of one And or Or are compared with each
// other: every filter takes time linear in its length.
const maxProofTerms = 40

// A prover asks what can be said of a filter whatever it is asked of.
type prover struct {
	*logic.Space
	suspects map[*ast.Comparison]bool
}

// prover returns the prover of the filter. Comparisons that a rule has already
// found to be wrong are suspects: no conclusion is drawn from them.
func (p *pass) prover() prover {
	if p.proofs.Space == nil {
		p.proofs.suspects = p.suspects()
		p.proofs.Space = logic.NewSpace(p.types, p.expr)
	}
	return p.proofs
}

// provable reports whether there may be anything to prove: comparisons have
// nothing to do with each other unless they are about the same field, or one
// field is within the other, and only an ordered enumeration has an end that a
// single comparison may be beyond. Most filters are not worth the work.
func (p *pass) provable() bool {
	seen := make(map[ast.Path]bool, len(p.comparisons))
	for _, c := range p.comparisons {
		if typ, _ := p.types(c.Field); seen[c.Field] || typ.Ordered {
			return true
		}
		seen[c.Field] = true
	}
	for path := range seen {
		for parent, _, ok := cutLast(path); ok; parent, _, ok = cutLast(parent) {
			if seen[parent] {
				return true
			}
		}
	}
	return false
}

func (p *pass) suspects() map[*ast.Comparison]bool {
	list := make(map[*ast.Comparison]bool)
	for _, d := range p.list {
		i, found := slices.BinarySearchFunc(p.comparisons, d.Span.Start,
			func(c *ast.Comparison, at ast.Pos) int { return int(c.Span().Start - at) })
		if !found {
			i--
		}
		if i >= 0 && d.Severity > Info {
			list[p.comparisons[i]] = true
		}
	}
	return list
}

// trusts reports whether there is no suspect in e.
func (p prover) trusts(e ast.Expr) bool {
	if len(p.suspects) == 0 {
		return true
	}
	for n := range ast.Preorder(e) {
		if c, ok := n.(*ast.Comparison); ok && p.suspects[c] {
			return false
		}
	}
	return true
}

// never reports whether all of the terms are proved to hold for no object.
func (p prover) never(terms ...ast.Expr) bool {
	return p.Impossible(p.all(terms))
}

// always reports whether e is proved to hold for every object.
func (p prover) always(e ast.Expr) bool { return p.Impossible(logic.Not(p.Formula(e))) }

func (p prover) all(terms []ast.Expr) logic.Formula {
	list := make([]logic.Formula, len(terms))
	for i, t := range terms {
		list[i] = p.Formula(t)
	}
	return logic.All(list...)
}

// idle returns the terms of an And or an Or that the rest of them makes
// superfluous, by their numbers, the last first.
func (p prover) idle(terms []ast.Expr, isAnd bool) []int {
	var list []int
	rest := make([]logic.Formula, len(terms))
	for i, t := range terms {
		if rest[i] = p.Formula(t); !isAnd {
			rest[i] = logic.Not(rest[i])
		}
	}
	for i := len(terms) - 1; i >= 0 && len(rest) > 1; i-- {
		others := slices.Delete(slices.Clone(rest), i, i+1)
		if p.Implies(logic.All(others...), rest[i]) {
			rest = others
			list = append(list, i)
		}
	}
	return list
}

// because returns the term that alone makes term i superfluous, or nil.
func (p prover) because(terms []ast.Expr, i int, isAnd bool) ast.Expr {
	f := p.Formula(terms[i])
	for j, other := range terms {
		g := p.Formula(other)
		if j != i && (isAnd && p.Implies(g, f) || !isAnd && p.Implies(f, g)) {
			return other
		}
	}
	return nil
}
