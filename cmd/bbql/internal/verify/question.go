package verify

import (
	"iter"
	"maps"
	"net/url"
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

// A question is a query with its literals.
type question struct {
	query    *Query
	literals map[string]string
	types    ast.Types
	text     string // of the filter
	sort     *ast.SortKey

	// The filter, and the other filter, if there are any.
	ours, theirs *eval.Matcher
	otherSort    *ast.SortKey
}

func newQuestion(q *Query, resource schema.Resource, literals map[string]string) (*question, error) {
	a := &question{query: q, literals: literals, types: resource.Types, text: fill(q.Filter, literals)}
	var err error
	if a.sort, err = bbql.ParseSort(q.Sort); err != nil {
		return nil, err
	}
	if a.otherSort, err = bbql.ParseSort(q.Other.Sort); err != nil || q.Refused {
		return a, err
	}
	if a.ours, err = compile(a.text, a.types); err != nil {
		return nil, err
	}
	other, types := a.text, a.types
	if q.Other.Filter != "" {
		other = fill(q.Other.Filter, literals)
	}
	if q.Other.Untyped {
		types = nil
	}
	a.theirs, err = compile(other, types)
	return a, err
}

func compile(filter string, types ast.Types) (*eval.Matcher, error) {
	expr, err := bbql.Parse(filter)
	if err != nil {
		return nil, err
	}
	return eval.Compile(expr, eval.WithTypes(types))
}

// How many choices of objects to pick from are tried, and on how many objects.
const (
	maxTries  = 500
	maxSample = 1000
)

// pose returns the query with literals for which the objects tell the rule from
// the other reading, nil if no choice does. Of choices that do, one is preferred
// by which some of the objects are selected and some are not.
func pose(q *Query, resource schema.Resource, objects []*object) (*question, error) {
	objects = objects[:min(len(objects), maxSample)]
	var best *question
	for literals := range q.choices(objects) {
		a, err := newQuestion(q, resource, literals)
		if err != nil {
			return nil, err
		}
		decided, err := a.decides(objects)
		if err != nil {
			return nil, err
		}
		if !decided {
			continue
		}
		if best == nil {
			best = a
		}
		if telling, err := a.divides(objects); telling || err != nil {
			return a, err
		}
	}
	return best, nil
}

// choices yields the literals that can be picked from the objects, and for a
// query without any no literals once.
func (q *Query) choices(objects []*object) iter.Seq[map[string]string] {
	return func(yield func(map[string]string) bool) {
		if len(q.Pick) == 0 {
			yield(nil)
			return
		}
		tries := 0
		for choice := range q.tuples(objects) {
			literals, ok := q.literals(choice)
			if ok && !yield(literals) {
				return
			}
			if tries++; tries == maxTries {
				return
			}
		}
	}
}

// tuples yields the objects one by one or, where literals are picked from two,
// in pairs.
func (q *Query) tuples(objects []*object) iter.Seq[[]*object] {
	return func(yield func([]*object) bool) {
		for i, first := range objects {
			if !q.needsTwo() && !yield([]*object{first}) {
				return
			}
			for j, second := range objects {
				if q.needsTwo() && i != j && !yield([]*object{first, second}) {
					return
				}
			}
		}
	}
}

// needsTwo reports whether literals are picked from two objects.
func (q *Query) needsTwo() bool {
	return slices.ContainsFunc(slices.Collect(maps.Values(q.Pick)), func(p Pick) bool { return p.Of > 0 })
}

// literals picks them from a choice of objects, and reports whether these have
// all that it takes.
func (q *Query) literals(choice []*object) (map[string]string, bool) {
	all := map[string]string{}
	for name, pick := range q.Pick {
		literal, ok := pick.literal(choice[pick.Of].value)
		if !ok {
			return nil, false
		}
		all[name] = literal
	}
	return all, true
}

// url returns the URL of the question, from that of its list.
func (a *question) url(list *url.URL) *url.URL {
	u := *list
	u.RawQuery = urlquery.Set(u.RawQuery, "q", a.text)
	u.RawQuery = urlquery.Set(u.RawQuery, "sort", a.query.Sort)
	return &u
}

// decides reports whether the answer about the objects tells the rule from the
// other reading.
func (a *question) decides(objects []*object) (bool, error) {
	switch {
	case a.query.Refused:
		return true, nil
	case len(objects) == 0:
		return false, nil
	case a.query.Other.isRefusal():
		return true, nil
	case a.sort != nil:
		other, err := a.otherOrder(objects)
		if err != nil {
			return false, err
		}
		ordered, err := a.isOrdered(other)
		return !ordered, err
	}
	ours, err := a.selected(objects)
	if err != nil {
		return false, err
	}
	theirs, err := a.otherSelected(objects)
	return !slices.Equal(ours, theirs), err
}

// divides reports whether the filter selects some of the objects, and not all.
// Where the other reading has its own objects it makes no difference.
func (a *question) divides(objects []*object) (bool, error) {
	if a.query.Refused || !a.query.Other.isRefusal() {
		return true, nil
	}
	selected, err := a.selected(objects)
	return len(selected) > 0 && len(selected) < len(objects), err
}

// selected returns the objects that the filter selects.
func (a *question) selected(objects []*object) ([]*object, error) {
	return choose(objects, func(o *object) (bool, error) { return a.ours.MatchJSON(o.raw) })
}

// choose returns the objects for which holds does.
func choose(objects []*object, holds func(*object) (bool, error)) ([]*object, error) {
	var chosen []*object
	for _, o := range objects {
		ok, err := holds(o)
		if err != nil {
			return nil, err
		}
		if ok {
			chosen = append(chosen, o)
		}
	}
	return chosen, nil
}

// ordered returns the objects in the order of a key.
func ordered(objects []*object, key *ast.SortKey, types ast.Types) ([]*object, error) {
	objects = slices.Clone(objects)
	return objects, eval.Sort(objects, key, eval.WithTypes(types))
}

// isOrdered reports whether the objects are in the order of the sort key. Those
// with equal keys may be in any: the stable order changes nothing then.
func (a *question) isOrdered(objects []*object) (bool, error) {
	right, err := ordered(objects, a.sort, a.types)
	return slices.Equal(right, objects), err
}
