package main

import (
	"fmt"
	"slices"
	"strings"
)

// A scope is where a handle is declared: a resource's package, or an object's
// methods in package object.
type scope struct {
	prefix  string // of the names of enumerations
	objects string // the qualifier of package object
}

// handle returns the Go type of the field's handle, or "" if it gets none.
func (s scope) handle(f *field) string {
	switch f.kind {
	case "Object":
		if f.object == nil || f.name == "links" {
			return ""
		}
		return s.objects + goName(f.object.name)
	case "String":
		return s.text(f)
	case "Number":
		return "builder.Number[" + f.number + "]"
	case "Bool":
		return "builder.Bool"
	case "DateTime":
		return "builder.Time"
	}
	return ""
}

func (s scope) text(f *field) string {
	value := s.prefix + goName(f.name) + "Value"
	switch {
	case f.ordered:
		return "builder.OrderedEnum[" + value + "]"
	case f.enum != nil:
		return "builder.Enum[" + value + "]"
	case f.name == "uuid" || strings.HasSuffix(f.name, "_uuid"):
		return "builder.UUID"
	}
	return "builder.Text"
}

// A handle is a field of a resource or of an object, in Go.
type handle struct {
	known
	typ string
}

// name returns the name in Go.
func (h handle) name() string { return goName(h.path) }

// sortOnly is the type of handles that only sort.
const sortOnly = "builder.SortOnly"

// handles returns those of a resource's package.
func (o *object) handles(s scope) []handle {
	var list []handle
	for _, f := range o.fields {
		k := o.lookup(f.name)
		if h, ok := k.handle(s.handle(f)); ok && !o.rejects(f.name) {
			list = append(list, h)
		}
	}
	for _, f := range o.facts {
		if f.Sort != "honoured" || !strings.Contains(f.path, ".") {
			continue
		}
		// Where nothing filters, no object could give its fields as handles.
		k := o.lookup(f.path)
		if filter, _ := k.support(); !filter.may() {
			list = append(list, handle{k, sortOnly})
		}
	}
	slices.SortFunc(list, func(a, b handle) int { return compare(a.name(), b.name()) })
	return list
}

// handle returns the handle of a field as far as the field filters or sorts.
func (k known) handle(typ string) (handle, bool) {
	filter, sort := k.support()
	switch {
	case typ == "" || k.deprecated():
		return handle{}, false
	case filter.may():
		return handle{k, typ}, true
	case sort.may() && !k.array && k.field.kind != "Object":
		return handle{k, sortOnly}, true
	}
	return handle{}, false
}

// may reports whether nothing is known to be in the way.
func (p support) may() bool { return p.verdict != "ignored" && p.verdict != "rejected" }

func (k known) deprecated() bool {
	return slices.ContainsFunc(k.facts, func(f fact) bool { return f.Deprecated })
}

// rejects reports whether nothing in the object at a path filters.
func (o *object) rejects(path string) bool {
	return slices.ContainsFunc(o.facts, func(f fact) bool {
		return f.path == path+".*" && f.Filter == "rejected"
	})
}

// comment returns what the handle's comment says after its name.
func (h handle) comment() string {
	text := fmt.Sprintf("is the field %s", h.path)
	if h.array {
		text += ", an array: a comparison holds if it does for any of its elements"
	}
	filter, sort := h.support()
	text += "." + filter.sentence("Filtering by it") + sort.sentence("Sorting by it")
	for _, note := range h.notes() {
		text += " " + capital(note) + "."
	}
	return text
}

// sentence says what is known of filtering or sorting.
func (p support) sentence(what string) string {
	if p.String() == "" {
		return ""
	}
	return fmt.Sprintf(" %s is %s.", what, p)
}
