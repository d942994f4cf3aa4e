package schema

import (
	"iter"
	"slices"

	"github.com/bbql/go-bbql/ast"
)

// A Resource is the name of a type of objects of the API, such as pullrequest.
// Only [Lookup] says whether the schema knows it; an unknown one has no fields.
type Resource string

// The resources that are filtered most. [Lookup] finds all of them.
const (
	Issue       Resource = "issue"
	PullRequest Resource = "pullrequest"
	Repository  Resource = "repository"
)

// Lookup returns the resource of a name, which may also be what objects of the
// API have as their type: the type commit_directory is the resource treeentry.
func Lookup(name string) (Resource, bool) {
	if _, ok := findObject(name); ok {
		return Resource(name), true
	}
	for _, t := range typeNames {
		if t.name == name {
			return t.resource, true
		}
	}
	return "", false
}

// Resources yields the resources that an endpoint lists, in the order of their
// names.
func Resources() iter.Seq[Resource] { return slices.Values(listed[:]) }

// Field returns the field at a path, which may lead through objects and arrays
// to any depth, and in circles: parent.parent.name.
func (r Resource) Field(path ast.Path) (Field, bool) {
	w, ok := r.walk(path)
	if !ok {
		return Field{}, false
	}
	return w.field(path), true
}

// Types returns the type of the field at a path. It is an [ast.Types]:
//
//	eval.WithTypes(schema.PullRequest.Types)
func (r Resource) Types(path ast.Path) (ast.FieldType, bool) {
	w, ok := r.walk(path)
	if !ok {
		return ast.FieldType{}, false
	}
	return w.field(path).Type, true
}

// Fields yields the fields of the object at a path, which is the resource
// itself if the path is empty, in the order of their names.
func (r Resource) Fields(under ast.Path) iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for _, m := range r.object(under).fields {
			path := ast.Path(m.name)
			if under != "" {
				path = under + "." + path
			}
			if f, ok := r.Field(path); ok && !yield(f) {
				return
			}
		}
	}
}

// object returns the object at a path, which has no fields if there is none.
func (r Resource) object(path ast.Path) object {
	if path != "" {
		w, _ := r.walk(path)
		return objects[w.last.object]
	}
	o, _ := findObject(string(r))
	return o
}
