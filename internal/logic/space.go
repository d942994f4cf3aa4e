package logic

import (
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// The budgets of a space. What does not fit into them is unknown.
const (
	maxConditions = 400     // different comparisons in a space
	maxSteps      = 200_000 // of all searches in a space
	maxTries      = 1 << 13 // comparisons of a field times values to try them on
)

// A Space knows the fields that some filters compare, each cut into cells. It
// is not safe for concurrent use.
type Space struct {
	types  ast.Types
	fields map[ast.Path]*field
	order  []*field
	// literals are those of comparisons that were asked for.
	literals map[*ast.Comparison]Formula
	size     int // how many conditions there are
	steps    int // how many are left
}

// A field is a path that the filters compare.
type field struct {
	path   ast.Path
	number int // among the fields of the space
	typ    ast.FieldType
	// single is whether it yields one value at most: its type is known, and no
	// array. It then has values of its kind only, or is null or missing.
	single bool

	conditions []*ast.Comparison
	index      map[string]int // of conditions, by their text
	sets       []cells        // of conditions
	leaves     []leaf         // of each cell, one
	parents    []parent
}

// A parent is a field that another field leads through. It is not null if the
// other has any value that is not null (rule M3).
type parent struct {
	field   *field
	notNull cells
}

// NewSpace returns the space of the filters, whose fields have types as far as
// types knows. The types are taken at their word. The filters must be valid; see
// [ast.Validate].
func NewSpace(types ast.Types, filters ...ast.Expr) *Space {
	s := &Space{
		types: types, steps: maxSteps,
		fields: make(map[ast.Path]*field), literals: make(map[*ast.Comparison]Formula),
	}
	for _, e := range filters {
		s.collect(e)
	}
	if s.size > maxConditions {
		s.steps = 0
		return s
	}
	for _, f := range s.order {
		f.cut()
	}
	for _, f := range s.order {
		f.parents = s.parentsOf(f)
	}
	return s
}

func (s *Space) collect(e ast.Expr) {
	for n := range ast.Preorder(e) {
		if c, ok := n.(*ast.Comparison); ok && s.size <= maxConditions {
			s.field(c.Field).add(s, c)
		}
	}
}

func (s *Space) field(p ast.Path) *field {
	f, ok := s.fields[p]
	if !ok {
		typ, known := s.types.Of(p)
		f = &field{
			path: p, number: len(s.order), typ: typ, single: known && !typ.Array,
			index: make(map[string]int),
		}
		s.fields[p] = f
		s.order = append(s.order, f)
	}
	return f
}

func (f *field) add(s *Space, c *ast.Comparison) {
	positive, _ := condition(c)
	text := positive.String()
	if _, ok := f.index[text]; !ok {
		f.index[text] = len(f.conditions)
		f.conditions = append(f.conditions, positive)
		s.size++
	}
}

// condition returns the comparison that holds if some value is in a set, and
// whether c is its negation: of = null it is != null (rule M3).
func condition(c *ast.Comparison) (_ *ast.Comparison, negated bool) {
	positive, negated := *c, c.Op.IsNegation()
	positive.Op = c.Op.Positive()
	if _, null := c.Value.(*ast.Null); null && positive.Op == ast.OpEq {
		positive.Op, negated = ast.OpNe, !negated
	}
	return &positive, negated
}

// parentsOf returns the fields that f leads through, as far as the filters ask
// whether they are null. For others it makes no difference.
func (s *Space) parentsOf(f *field) []parent {
	var list []parent
	for _, p := range s.order {
		if !strings.HasPrefix(string(f.path), string(p.path)+".") {
			continue
		}
		i := slices.IndexFunc(p.conditions, func(c *ast.Comparison) bool { return c.Op == ast.OpNe })
		if i >= 0 {
			list = append(list, parent{p, p.sets[i]})
		}
	}
	return list
}

// Formula returns the formula of a filter, which must be one of those that the
// space was made for, or made of their comparisons.
func (s *Space) Formula(e ast.Expr) Formula {
	if s.steps == 0 {
		return All()
	}
	switch e := e.(type) {
	case *ast.And:
		return All(s.formulas(e.Terms)...)
	case *ast.Or:
		return Any(s.formulas(e.Terms)...)
	case *ast.Paren:
		return s.Formula(e.X)
	}
	return s.literal(e.(*ast.Comparison))
}

func (s *Space) literal(e *ast.Comparison) Formula {
	f, ok := s.literals[e]
	if !ok {
		c, negated := condition(e)
		field := s.fields[c.Field]
		f = Formula{
			kind: literal, field: field, set: field.sets[field.index[c.String()]], negated: negated,
		}
		s.literals[e] = f
	}
	return f
}

func (s *Space) formulas(terms []ast.Expr) []Formula {
	out := make([]Formula, len(terms))
	for i, t := range terms {
		out[i] = s.Formula(t)
	}
	return out
}
