package logic

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

// maxWitnesses is how many objects a search looks at before it gives up.
const maxWitnesses = 100

// Difference returns a JSON object for which one of two filters holds and the
// other does not, nil if none is found. The second result reports whether it is
// proved that there is none. What is returned was tried by the evaluator.
func (s *Space) Difference(a, b ast.Expr) (found map[string]any, none bool) {
	differ := s.evaluator(a, b)
	f, g := s.Formula(a), s.Formula(b)
	tries := maxWitnesses
	none = true
	complete := s.solve(Any(All(f, Not(g)), All(g, Not(f))), func(m Model) bool {
		none = false
		if doc, ok := s.document(m); ok && differ(doc) {
			found = doc
		}
		tries--
		return found == nil && tries > 0
	})
	return found, none && complete
}

// evaluator returns a function that reports whether two filters answer
// differently for an object.
func (s *Space) evaluator(a, b ast.Expr) func(map[string]any) bool {
	ma, mb := compile(a, s.types), compile(b, s.types)
	return func(doc map[string]any) bool {
		holdsA, _ := ma.Match(doc) // which is an object, and plain
		holdsB, _ := mb.Match(doc)
		return holdsA != holdsB
	}
}

// compile compiles a filter that is known to be valid; see [NewSpace].
func compile(e ast.Expr, types ast.Types) *eval.Matcher {
	m, err := eval.Compile(e, eval.WithTypes(types))
	if err != nil {
		panic("logic: " + err.Error())
	}
	return m
}

// document returns an object that is as the model asks, or false if some cell
// has no known value or has no place beside the others.
func (s *Space) document(m Model) (map[string]any, bool) {
	root := new(place)
	for i, d := range m {
		f := s.order[i]
		values, ok := d.values(f)
		if !ok {
			return nil, false
		}
		if len(values) > 0 {
			root.at(f.path).put(f, values)
		}
	}
	v, ok := root.build()
	if v == nil {
		v = map[string]any{}
	}
	doc, isObject := v.(map[string]any)
	return doc, ok && isObject
}

// values returns as few values as meet the demand.
func (d *demand) values(f *field) ([]leaf, bool) {
	if len(d.wanted) == 0 {
		return nil, true
	}
	if v, ok := f.value(d.allowed(intersection(d.wanted))); ok || f.single {
		return []leaf{v}, ok
	}
	var list []leaf
	for _, set := range d.wanted {
		v, ok := f.value(d.allowed(set))
		if !ok {
			return nil, false
		}
		list = append(list, v)
	}
	return list, true
}

// value returns a known value of one of the cells.
func (f *field) value(set cells) (leaf, bool) {
	for i, l := range f.leaves {
		if l != nil && set.has(i) {
			return l, true
		}
	}
	return nil, false
}

// A place is a node of the object that is to be made.
type place struct {
	names  []string // of the places below, in order
	below  []*place
	values []leaf
	single bool
}

// at returns the place at the end of a path.
func (p *place) at(path ast.Path) *place {
	for name := range path.Names() {
		i := slices.Index(p.names, name)
		if i < 0 {
			i = len(p.names)
			p.names, p.below = append(p.names, name), append(p.below, new(place))
		}
		p = p.below[i]
	}
	return p
}

func (p *place) put(f *field, values []leaf) { p.values, p.single = values, f.single }

// build returns the JSON value at the place, nil if nothing is asked of it.
// Values beside an object go into an array with it (rule M1), where the field
// may be one.
func (p *place) build() (leaf, bool) {
	values := p.values
	if len(p.below) > 0 {
		object, ok := p.object()
		if !ok {
			return nil, false
		}
		if p.single && len(values) > 0 {
			return p.inOne(object)
		}
		values = append(values[:len(values):len(values)], object)
	}
	switch len(values) {
	case 0:
		return nil, true
	case 1:
		return values[0], true
	}
	return values, true
}

func (p *place) object() (map[string]any, bool) {
	object := make(map[string]any, len(p.below))
	for i, kid := range p.below {
		v, ok := kid.build()
		if !ok {
			return nil, false
		}
		object[p.names[i]] = v
	}
	return object, true
}

// inOne returns one object that is both the only value and what has the fields
// below.
func (p *place) inOne(object map[string]any) (leaf, bool) {
	value, ok := p.values[0].(map[string]any)
	if !ok {
		return nil, false
	}
	for name, v := range value {
		if _, taken := object[name]; !taken {
			object[name] = v
		}
	}
	return object, true
}
