package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A builder turns the schemas of the API file into objects, as they are needed.
type builder struct {
	schemas  map[string]*schema
	derived  map[string][]string // the schemas that a schema is a part of
	as, with map[string][]string // corrections
	fix      *corrections
	objects  map[string]*object
}

func newBuilder(doc *document, fix *corrections) *builder {
	b := &builder{
		schemas: doc.Components.Schemas,
		derived: map[string][]string{},
		as:      map[string][]string{},
		with:    map[string][]string{},
		fix:     fix,
		objects: map[string]*object{},
	}
	for _, u := range fix.Unions {
		if u.As != "" {
			b.as[u.Schema] = append(b.as[u.Schema], u.As)
		}
		b.with[u.Schema] = append(b.with[u.Schema], u.With...)
	}
	for _, o := range fix.Objects {
		b.schemas[o.Object] = &schema{}
	}
	for _, name := range slices.Sorted(maps.Keys(b.schemas)) {
		for _, part := range b.schemas[name].AllOf {
			// Everything derives from object, which says nothing.
			if base := part.refName(); base != "" && base != "object" {
				b.derived[base] = append(b.derived[base], name)
			}
		}
	}
	return b
}

// object returns the object of a named schema, which has the fields of all the
// forms that a polymorphic one takes.
func (b *builder) object(name string) *object {
	if as := b.as[name]; as != nil {
		name = as[0]
	}
	if o := b.objects[name]; o != nil {
		return o
	}
	o := &object{name: name, named: true}
	b.objects[name] = o
	variants := map[string][]*schema{}
	for _, form := range b.forms(name) {
		b.properties(b.schemas[form], variants)
	}
	b.fill(o, variants)
	return o
}

// forms returns the schema itself and all that derive from it, at any distance.
func (b *builder) forms(name string) []string {
	list := []string{name}
	for i := 0; i < len(list); i++ {
		for _, next := range append(b.derived[list[i]], b.with[list[i]]...) {
			if !slices.Contains(list, next) {
				list = append(list, next)
			}
		}
	}
	return list
}

// properties collects those of a schema and of what it is made of.
func (b *builder) properties(s *schema, into map[string][]*schema) {
	if ref := s.refName(); ref != "" {
		s = b.schemas[ref]
	}
	for _, part := range s.AllOf {
		b.properties(part, into)
	}
	for name, p := range s.Properties {
		into[name] = append(into[name], p)
	}
}

// fill gives an object its fields.
func (b *builder) fill(o *object, variants map[string][]*schema) {
	for _, name := range slices.Sorted(maps.Keys(variants)) {
		o.fields = append(o.fields, b.field(o, name, variants[name]))
	}
}

// field returns a field that several forms of its object may describe.
func (b *builder) field(of *object, name string, variants []*schema) *field {
	f := &field{name: name}
	inner := map[string][]*schema{}
	for _, s := range variants {
		for s.Type == "array" && s.Items != nil {
			f.array = true
			s = s.Items
		}
		for _, value := range s.enum() {
			if !slices.Contains(f.enum, value) {
				f.enum = append(f.enum, value)
			}
		}
		ref := b.reference(s)
		if f.kind == "" {
			f.kind = kindOf(s, ref)
			f.number = numberOf(name, s)
		}
		switch {
		case ref != "" && f.object == nil:
			f.object = b.object(ref)
		case ref == "":
			b.properties(s, inner)
		}
	}
	if f.object == nil && len(inner) > 0 {
		f.object = b.inline(of.name+"."+name, inner)
	}
	return f
}

// reference returns the name of the schema that a property holds, or "".
func (b *builder) reference(s *schema) string {
	if ref := s.refName(); ref != "" {
		return ref
	}
	for _, part := range s.AllOf {
		if ref := part.refName(); ref != "" && ref != "object" {
			return ref
		}
	}
	return ""
}

// inline returns an object that the API file doesn't name.
func (b *builder) inline(name string, variants map[string][]*schema) *object {
	if o := b.objects[name]; o != nil {
		return o
	}
	o := &object{name: name}
	b.objects[name] = o
	b.fill(o, variants)
	return o
}

// kindOf returns the kind of a property's values.
func kindOf(s *schema, ref string) string {
	switch {
	case ref != "" || s.Type == "object" || s.Properties != nil:
		return "Object"
	case s.Type == "integer" || s.Type == "number":
		return "Number"
	case s.Type == "boolean":
		return "Bool"
	case s.Format == "date-time":
		return "DateTime"
	case s.Type == "string":
		return "String"
	}
	return "Any"
}

// numberOf returns the Go type of a field's numbers. Sizes in bytes need more
// than an int on small processors.
func numberOf(name string, s *schema) string {
	switch {
	case s.Type == "number":
		return "float64"
	case s.Format == "int64" || name == "size":
		return "int64"
	}
	return "int"
}

// correct applies the corrections of objects.
func (b *builder) correct() error {
	steps := []func() error{b.addTypes, b.addFields, b.addEnums, b.addKeys, b.addFacts}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("corrections: %w", err)
		}
	}
	return nil
}

func (b *builder) addTypes() error {
	for _, t := range b.fix.Types {
		if b.schemas[t.Object] == nil {
			return fmt.Errorf("type %s: no object %s", t.Type, t.Object)
		}
		b.object(t.Object)
	}
	return nil
}

func (b *builder) addFields() error {
	for _, c := range b.fix.Fields {
		o, err := b.known(c.Object)
		if err != nil {
			return err
		}
		f, err := b.typed(c)
		if err != nil {
			return err
		}
		o.fields = slices.DeleteFunc(o.fields, func(f *field) bool { return f.name == c.Field })
		o.fields = append(o.fields, f)
		slices.SortFunc(o.fields, func(a, b *field) int { return compare(a.name, b.name) })
	}
	return nil
}

// kinds are the kinds by the names that the corrections use.
var kinds = map[string]string{
	"string": "String", "number": "Number", "boolean": "Bool", "datetime": "DateTime", "any": "Any",
}

// typed returns the field that a correction adds.
func (b *builder) typed(c fieldCorrection) (*field, error) {
	typ, array := strings.CutPrefix(c.Type, "[]")
	f := &field{name: c.Field, array: array, number: numberOf(c.Field, &schema{})}
	if ref, ok := strings.CutPrefix(typ, "@"); ok && b.schemas[ref] != nil {
		f.kind, f.object = "Object", b.object(ref)
		return f, nil
	}
	kind, ok := kinds[typ]
	if !ok {
		return nil, fmt.Errorf("field %s of %s: no type %q", c.Field, c.Object, c.Type)
	}
	f.kind = kind
	return f, nil
}

func (b *builder) addEnums() error {
	for _, c := range b.fix.Enums {
		o, err := b.known(c.Object)
		if err != nil {
			return err
		}
		f := o.field(c.Field)
		if f == nil {
			return fmt.Errorf("no field %s of %s", c.Field, c.Object)
		}
		f.enum, f.ordered = c.Values, c.Ordered
	}
	return nil
}

func (b *builder) addKeys() error {
	for _, c := range b.fix.Keys {
		o, err := b.known(c.Object)
		if err != nil {
			return err
		}
		o.key = c.Key
	}
	return nil
}

// addFacts gives the objects their facts, the broadest first: what covers all
// paths, then longer and longer prefixes, then single paths.
func (b *builder) addFacts() error {
	for i := range b.fix.Facts {
		c := &b.fix.Facts[i]
		for _, name := range c.Objects {
			o, err := b.known(name)
			if err != nil {
				return err
			}
			for _, path := range c.Paths {
				if err := o.check(path); err != nil {
					return err
				}
				o.facts = append(o.facts, fact{path, c})
			}
		}
	}
	for _, o := range b.objects {
		slices.SortStableFunc(o.facts, compareFacts)
	}
	return nil
}

func compareFacts(a, b fact) int {
	pa, pb := strings.HasSuffix(a.path, "*"), strings.HasSuffix(b.path, "*")
	switch {
	case pa && pb:
		return len(a.path) - len(b.path)
	case pa:
		return -1
	case pb:
		return 1
	}
	return compare(a.path, b.path)
}

// check reports a path that leads nowhere.
func (o *object) check(path string) error {
	at := o
	for name := range strings.SplitSeq(path, ".") {
		if name == "*" {
			return nil
		}
		var f *field
		if at != nil {
			f = at.field(name)
		}
		if f == nil {
			return fmt.Errorf("no field %s of %s", path, o.name)
		}
		at = f.object
	}
	return nil
}

func (b *builder) known(name string) (*object, error) {
	if o := b.objects[name]; o != nil {
		return o, nil
	}
	return nil, fmt.Errorf("no object %s", name)
}
