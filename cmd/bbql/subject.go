package main

import (
	"fmt"
	"iter"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// autoResource is the --resource that goes by the objects.
const autoResource = "auto"

// A subject is what a query is asked of.
type subject struct {
	auto     bool            // whether the objects say what they are
	resource schema.Resource // which they have said
	types    ast.Types       // nil if nothing is known of their fields
}

func newSubject(resource string) (*subject, error) {
	if resource == autoResource {
		return &subject{auto: true}, nil
	}
	types, err := fieldTypes(resource)
	return &subject{types: types}, err
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

// checked yields the documents up to the first that is of another resource than
// those before it.
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

// check returns an error if a document is not of the resource of the first.
func (s *subject) check(doc document) error {
	name := newCell(doc.Raw, "type").text
	resource, known := schema.Lookup(name)
	switch {
	case known && s.types == nil:
		s.resource, s.types = resource, resource.Types
	case known && resource == s.resource:
	case known:
		return doc.invalid(fmt.Errorf("the object is of type %q, and those before it are %s: "+
			"name a --resource", name, s.resource))
	case name != "":
		return doc.invalid(fmt.Errorf("the schema has no type %q: name a --resource", name))
	case s.types == nil:
		return doc.invalid(fmt.Errorf("the first object has no type: name a --resource"))
	}
	return nil
}
