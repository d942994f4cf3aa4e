package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// compare is the order of everything that is generated.
func compare(a, b string) int { return cmp.Compare(a, b) }

// A model is what the files are generated from.
type model struct {
	fix       *corrections
	objects   []*object // sorted by name
	endpoints []*endpoint
	resources []string // those that an endpoint lists, sorted
}

// An object is a type of JSON objects.
type object struct {
	name   string
	named  bool // by the API file
	key    string
	fields []*field // sorted by name
	facts  []fact
}

// A field is a field of an object.
type field struct {
	name    string
	kind    string // the kind's name in package ast, without Kind
	array   bool
	ordered bool
	enum    []string
	number  string // the Go type of numbers
	object  *object
}

// A fact is what the corrections say of a path that begins in an object.
type fact struct {
	path string
	*factCorrection
}

// newModel merges the API file with the corrections.
func newModel(api, fixes []byte) (*model, error) {
	fix, err := readCorrections(fixes)
	if err != nil {
		return nil, err
	}
	doc := &document{}
	if err := json.Unmarshal(api, doc); err != nil {
		return nil, fmt.Errorf("API file: %w", err)
	}
	m := &model{fix: fix}
	m.endpoints, err = newEndpoints(doc, fix)
	if err != nil {
		return nil, err
	}
	m.resources = listed(m.endpoints)
	b := newBuilder(doc, fix)
	for _, e := range m.endpoints {
		if e.resource != "" {
			b.object(e.resource)
		}
	}
	if err := b.correct(); err != nil {
		return nil, err
	}
	m.objects = b.share()
	return m, nil
}

// listed returns the resources that an endpoint lists.
func listed(endpoints []*endpoint) []string {
	names := map[string]bool{}
	for _, e := range endpoints {
		if e.list && e.resource != "" {
			names[e.resource] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// find returns the object of a name, or nil.
func (m *model) find(name string) *object {
	i, ok := slices.BinarySearchFunc(m.objects, name, func(o *object, name string) int {
		return compare(o.name, name)
	})
	if !ok {
		return nil
	}
	return m.objects[i]
}

// field returns the field of a name, or nil.
func (o *object) field(name string) *field {
	for _, f := range o.fields {
		if f.name == name {
			return f
		}
	}
	return nil
}

// signature tells objects of different fields apart.
func (o *object) signature() string {
	var b strings.Builder
	for _, f := range o.fields {
		fmt.Fprintf(&b, "%s %s %t %q ", f.name, f.kind, f.array, f.enum)
		if f.object != nil {
			b.WriteString(f.object.name)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
