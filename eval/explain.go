package eval

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// An Explanation says which parts of a filter hold for one object, and on
// which values. It is made by [Matcher.Explain].
type Explanation struct {
	Expr   ast.Expr       // an *ast.And or *ast.Or with Terms, or an *ast.Comparison with Values
	Holds  bool           // whether it does for the object
	Terms  []*Explanation // of an And or Or, all of them
	Values []string       // previews of what a comparison's field holds; none where it is missing
	More   int            // how many values are not among Values
	Err    error          // why the object can't be tested, a [*DataError]; then all else is zero
}

// Explain says which comparisons hold for v, and on which values. It takes what
// [Matcher.Match] takes, agrees with it, and looks at every field of the
// filter. Where Match returns an error, Explain has one in Err.
//
//	AND                          ✗
//	  state = "OPEN"             ✗ MERGED
//	  reviewers.nickname = "jo"  ✓ al, jo
func (m *Matcher) Explain(v any) *Explanation {
	s, err := newSource(v, m.types, m.check)
	if err != nil {
		return &Explanation{Err: err}
	}
	e, err := m.clause.explain(s)
	if err != nil {
		return &Explanation{Err: err}
	}
	return e
}

// String returns one line for every comparison and for every AND and OR around
// it, each with ✓ or ✗; comparisons with the values that they met.
func (e *Explanation) String() string {
	var t table
	e.write(&t, 0)
	return t.String()
}

func (e *Explanation) write(t *table, depth int) {
	mark := "✗"
	if e.Holds {
		mark = "✓"
	}
	indent := strings.Repeat("  ", depth)
	switch x := e.Expr.(type) {
	case *ast.And:
		if len(x.Terms) == 0 {
			t.add(indent+"everything", mark) // rule Y5
			break
		}
		t.add(indent+"AND", mark)
	case *ast.Or:
		t.add(indent+"OR", mark)
	case *ast.Comparison:
		t.add(indent+cut(x.String(), maxText), mark+" "+e.values())
	}
	if e.Err != nil {
		t.add("error", e.Err.Error())
	}
	for _, term := range e.Terms {
		term.write(t, depth+1)
	}
}

func (e *Explanation) values() string {
	if len(e.Values) == 0 {
		return "missing"
	}
	return strings.Join(e.Values, ", ") + more(e.More)
}

func (a allOf) explain(s source) (*Explanation, error) {
	e, err := explainTerms(a.expr, a.terms, s)
	if err != nil {
		return nil, err
	}
	e.Holds = true
	for _, t := range e.Terms {
		e.Holds = e.Holds && t.Holds
	}
	return e, nil
}

func (a anyOf) explain(s source) (*Explanation, error) {
	e, err := explainTerms(a.expr, a.terms, s)
	if err != nil {
		return nil, err
	}
	for _, t := range e.Terms {
		e.Holds = e.Holds || t.Holds
	}
	return e, nil
}

func explainTerms(expr ast.Expr, terms []clause, s source) (*Explanation, error) {
	e := &Explanation{Expr: expr}
	for _, c := range terms {
		t, err := c.explain(s)
		if err != nil {
			return nil, err
		}
		e.Terms = append(e.Terms, t)
	}
	return e, nil
}

func (t *test) explain(s source) (*Explanation, error) {
	v := valuesVisitor{condition: &t.condition}
	if err := s.walk(t.path.tree, &v); err != nil {
		return nil, err
	}
	return &Explanation{
		Expr:   t.comparison,
		Holds:  v.hit != t.negated,
		Values: v.values,
		More:   v.more,
	}, nil
}

// maxValues is how many values of one field an explanation shows.
const maxValues = 8

// A valuesVisitor keeps the first values, and notes whether any of all
// satisfies a condition.
type valuesVisitor struct {
	condition *condition
	hit       bool
	values    []string
	more      int
}

func (v *valuesVisitor) visit(_ int, l leaf) bool {
	v.hit = v.hit || holds(v.condition, l)
	if len(v.values) < maxValues {
		v.values = append(v.values, l.preview())
	} else {
		v.more++
	}
	return true
}
