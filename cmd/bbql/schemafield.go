package main

import (
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// A jsonField is what schema --format json prints of a field.
type jsonField struct {
	Path       ast.Path        `json:"path"`
	Type       string          `json:"type"`
	Object     schema.Resource `json:"object,omitempty"`
	Array      bool            `json:"array,omitempty"`
	Enum       []string        `json:"enum,omitempty"`
	Ordered    bool            `json:"ordered,omitempty"`
	Natural    bool            `json:"natural,omitempty"`
	Key        string          `json:"key,omitempty"`
	Operators  []string        `json:"operators"`
	Filter     schema.Support  `json:"filter"`
	Sort       schema.Support  `json:"sort"`
	Deprecated bool            `json:"deprecated,omitempty"`
	Notes      []schema.Note   `json:"notes,omitempty"`
}

func newJSONField(f schema.Field) jsonField {
	return jsonField{
		Path:       f.Path,
		Type:       f.Type.Kind.String(),
		Object:     f.Object,
		Array:      f.Type.Array,
		Enum:       f.Type.Enum,
		Ordered:    f.Type.Ordered,
		Natural:    f.Type.Natural,
		Key:        f.Type.Key,
		Operators:  operators(f),
		Filter:     f.Filter,
		Sort:       f.Sort,
		Deprecated: f.Deprecated,
		Notes:      f.Notes,
	}
}

// newJSONFields returns the fields of the object at a path.
func newJSONFields(r schema.Resource, under ast.Path) []jsonField {
	list := []jsonField{}
	for f := range r.Fields(under) {
		list = append(list, newJSONField(f))
	}
	return list
}

// A jsonResource is what schema --format json prints of a resource.
type jsonResource struct {
	Resource  schema.Resource   `json:"resource"`
	Fields    []jsonField       `json:"fields"`
	Endpoints []schema.Endpoint `json:"endpoints"`
}

// schemaResource prints the fields of a resource and the endpoints that list it.
func (t *tool) schemaResource(f *schemaFlags, r schema.Resource) error {
	endpoints := []schema.Endpoint{}
	for e := range schema.Endpoints() {
		if e.List && e.Resource == r {
			endpoints = append(endpoints, e)
		}
	}
	if f.format.word == "json" {
		return t.encodeJSON(jsonResource{r, newJSONFields(r, ""), endpoints})
	}
	if err := t.printRows(fieldRows(r, "")); err != nil || len(endpoints) == 0 {
		return err
	}
	t.out.WriteByte('\n')
	return t.printRows(listRows(endpoints))
}

// A jsonNested is what schema --format json prints of a field that was asked
// for: the field, and the fields of the objects that it holds.
type jsonNested struct {
	Resource schema.Resource `json:"resource"`
	jsonField
	Fields []jsonField `json:"fields"`
}

// schemaField prints what is known of one field.
func (t *tool) schemaField(flags *schemaFlags, r schema.Resource, name string) error {
	path, err := ast.ParsePath(name)
	if err != nil {
		return usagef("%w", err)
	}
	field, ok := r.Field(path)
	if !ok {
		return unknownField(r, path)
	}
	if flags.format.word == "json" {
		return t.encodeJSON(jsonNested{r, newJSONField(field), newJSONFields(r, path)})
	}
	var facts facts
	facts.add("field", string(path))
	facts.add("type", typeText(field))
	facts.add("operators", strings.Join(operators(field), " "))
	facts.add("filter", supportText(field.Filter))
	facts.add("sort", supportText(field.Sort))
	for _, text := range remarks(field) {
		facts.add("note", text)
	}
	facts.notes(field.Notes)
	if err := t.printFacts(facts); err != nil {
		return err
	}
	rows := fieldRows(r, path)
	if len(rows) == 1 {
		return nil
	}
	t.out.WriteByte('\n')
	return t.printRows(rows)
}

// unknownField is the error of a path that leads to no field: it names the first
// part of the path that leads nowhere.
func unknownField(r schema.Resource, path ast.Path) error {
	under, name := "", ""
	for _, name = range strings.Split(string(path), ".") {
		full := strings.TrimPrefix(under+"."+name, ".")
		if _, ok := r.Field(ast.Path(full)); !ok {
			break
		}
		under = full
	}
	whose, see := string(r), "bbql schema "+string(r)
	if under != "" {
		whose, see = whose+" "+under, see+" "+under
	}
	names := fieldNames(r, ast.Path(under))
	if len(names) == 0 {
		return usagef("%s has no fields", whose)
	}
	for i, full := range names {
		_, names[i], _ = cutLast(full)
	}
	return usagef("%s has no field %q%s", whose, name, orSee(see, didYouMean(name, names)))
}

// fieldNames returns the paths of the fields of the object at a path.
func fieldNames(r schema.Resource, under ast.Path) []string {
	var names []string
	for f := range r.Fields(under) {
		names = append(names, string(f.Path))
	}
	return names
}

// fieldRows returns the table of the fields of the object at a path.
func fieldRows(r schema.Resource, under ast.Path) [][]string {
	rows := [][]string{{"path", "type", "operators", "filter", "sort", "notes"}}
	for f := range r.Fields(under) {
		notes := remarks(f)
		for _, n := range f.Notes {
			notes = append(notes, n.Text+" ("+n.Certainty.String()+")")
		}
		rows = append(rows, []string{
			string(f.Path), typeText(f), strings.Join(operators(f), " "),
			supportCell(f.Filter), supportCell(f.Sort), strings.Join(notes, "; "),
		})
	}
	return rows
}

// typeText returns the type of a field: the name of the objects that it holds,
// the values of an enumeration, or a kind; in brackets if it is an array.
func typeText(f schema.Field) string {
	text := f.Type.Kind.String()
	switch {
	case f.Object != "":
		text = string(f.Object)
	case f.Type.Ordered:
		text = strings.Join(f.Type.Enum, " < ")
	case len(f.Type.Enum) > 0:
		text = strings.Join(f.Type.Enum, "|")
	}
	if f.Type.Array {
		return "[" + text + "]"
	}
	return text
}

// remarks returns what follows from the type of a field.
func remarks(f schema.Field) []string {
	var list []string
	if f.Deprecated {
		list = append(list, "deprecated")
	}
	if f.Type.Key != "" {
		list = append(list, "its "+f.Type.Key+" stands for it")
	}
	return list
}

// operators returns the operators that can match a field: none for one that is
// known not to filter.
func operators(f schema.Field) []string {
	text := []string{"=", "IN", "~"}
	ordered := []string{"=", "IN", "<", "<=", ">", ">="}
	switch {
	case f.Filter.Verdict == schema.Ignored || f.Filter.Verdict == schema.Rejected:
		return []string{}
	case f.Type.Ordered:
		return ordered
	case len(f.Type.Enum) > 0:
		return text[:2]
	case f.Type.Key != "":
		return text
	}
	switch f.Type.Kind {
	case ast.KindAny:
	case ast.KindString:
		return text
	case ast.KindNumber, ast.KindDateTime:
		return ordered
	case ast.KindBool:
		return text[:2]
	case ast.KindObject:
		return []string{"= null"}
	}
	return slices.Concat(text, ordered[2:])
}
