package schema

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// A Field is a field of a resource, at any depth.
type Field struct {
	Path       ast.Path      `json:"path"`
	Type       ast.FieldType `json:"type"`
	Object     Resource      `json:"object,omitempty"` // the type of the objects that it holds
	Filter     Support       `json:"filter"`           // as part of a q
	Sort       Support       `json:"sort"`             // as the sort key
	Deprecated bool          `json:"deprecated,omitempty"`
	Notes      []Note        `json:"notes,omitempty"`
}

// A walk is the way from a resource to a field.
type walk struct {
	steps []step // never empty, outermost first
	last  member // the field itself
	array bool   // whether the way leads through, or to, an array
}

// A step is an object on the way, and the rest of the path from there.
type step struct {
	object object
	path   string
}

// walk goes from the resource to the field at path.
func (r Resource) walk(path ast.Path) (walk, bool) {
	o, _ := findObject(string(r))
	w := walk{steps: make([]step, 0, 4)}
	for rest := string(path); ; {
		name, after, more := strings.Cut(rest, ".")
		m, ok := o.member(name)
		if !ok {
			return walk{}, false
		}
		w.steps = append(w.steps, step{o, rest})
		w.array = w.array || m.array
		if !more {
			w.last = m
			return w, true
		}
		o, rest = objects[m.object], after
	}
}

// field returns the field at the end of the walk. What an outer object says of
// a path has the last word: it knows more of the context.
func (w *walk) field(path ast.Path) Field {
	o := objects[w.last.object]
	f := Field{
		Path:   path,
		Object: Resource(o.name),
		Type: ast.FieldType{
			Kind:    w.last.kind,
			Array:   w.array,
			Enum:    w.last.values(),
			Ordered: w.last.ordered,
			Key:     o.key,
		},
	}
	for i := len(w.steps) - 1; i >= 0; i-- {
		s := w.steps[i]
		for _, fact := range s.object.facts {
			if (i == 0 || fact.everywhere) && fact.matches(s.path) {
				fact.apply(&f)
			}
		}
	}
	return f
}

// apply adds what the fact says to a field.
func (f *fact) apply(to *Field) {
	to.Type.Natural = to.Type.Natural || f.natural
	to.Deprecated = to.Deprecated || f.deprecated
	if f.filter != Unknown {
		to.Filter = Support{f.filter, f.certainty, f.source}
	}
	if f.sort != Unknown {
		to.Sort = Support{f.sort, f.certainty, f.source}
	}
	if f.note != "" {
		to.Notes = append(to.Notes, Note{f.note, f.source, f.certainty})
	}
}
