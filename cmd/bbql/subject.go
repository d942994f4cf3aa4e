package main

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// autoResource is the --resource that goes by the objects.
const autoResource = "auto"

// A subject is what a query is asked of.
type subject struct {
	types ast.Types // nil if nothing is known of the fields

	auto     bool            // whether the objects say what they are
	paths    []ast.Path      // the fields of the query
	resource schema.Resource // that of the first object
	agreed   map[string]bool // the types of objects that have been looked at
}

func newSubject(resource string, query ast.Query) (*subject, error) {
	if resource != autoResource {
		types, err := fieldTypes(resource)
		return &subject{types: types}, err
	}
	s := &subject{auto: true, agreed: map[string]bool{}}
	ast.Walk(query.Filter, func(n ast.Node) bool {
		if c, ok := n.(*ast.Comparison); ok {
			s.paths = append(s.paths, c.Field)
		}
		return true
	})
	if query.Sort != nil {
		s.paths = append(s.paths, query.Sort.Field)
	}
	return s, nil
}

// settle makes sure that the types are known before the first of the documents
// is asked, and returns the documents, and what is to be called when no more of
// them are wanted.
func (s *subject) settle(
	docs iter.Seq2[document, error],
) (settled iter.Seq2[document, error], stop func()) {
	if !s.auto {
		return docs, func() {}
	}
	next, stop := iter.Pull2(s.checked(docs))
	doc, err, ok := next()
	return func(yield func(document, error) bool) {
		for ok && yield(doc, err) && err == nil {
			doc, err, ok = next()
		}
	}, stop
}

// checked yields the documents up to the first that the types don't fit.
func (s *subject) checked(docs iter.Seq2[document, error]) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		for doc, err := range docs {
			if err == nil {
				err = s.check(doc)
			}
			if !yield(doc, err) || err != nil {
				return
			}
		}
	}
}

// check returns an error if a document is the first and does not say what it is,
// or if it is something else than the first and that makes a difference.
func (s *subject) check(doc document) error {
	name := newCell(doc.Raw, "type").text
	resource, known := schema.Lookup(name)
	switch {
	case s.agreed[name], name == "" && s.types != nil:
		return nil
	case name == "":
		return doc.invalid(errors.New("the first object has no type: name a --resource"))
	case !known:
		return doc.invalid(fmt.Errorf("the schema has no type %q: name a --resource", name))
	case s.types == nil:
		s.resource, s.types = resource, resource.Types
	}
	for _, path := range s.paths {
		if !agree(s.resource, resource, path) {
			return doc.invalid(fmt.Errorf("the object is of type %q, where %s is not the same as in %s: "+
				"name a --resource", name, path, s.resource))
		}
	}
	s.agreed[name] = true
	return nil
}

// agree reports whether the types of a resource say of a field all that is known
// of it in another.
func agree(r, other schema.Resource, path ast.Path) bool {
	b, ok := other.Types(path)
	if !ok {
		return true
	}
	a, ok := r.Types(path)
	sameOrder := a.Ordered == b.Ordered && (!a.Ordered || slices.Equal(a.Enum, b.Enum))
	return ok && sameOrder && a.Kind == b.Kind && a.Key == b.Key && a.Natural == b.Natural
}
