package schema

import (
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// An object is a type of JSON objects, with the fields of every form that it
// takes: an account is a user, a team or an app.
type object struct {
	name   string
	key    string // ast.FieldType.Key of fields that hold it
	fields []member
	facts  []fact // the broadest first, so that a later one has the last word
}

// A member is a field of an object, as the API file describes it.
type member struct {
	name    string
	kind    ast.Kind
	array   bool
	ordered bool
	enum    string // the values, separated by bars
	object  uint16 // its index in objects, or 0
}

// A fact is what is known of a path that begins in an object.
type fact struct {
	path       string // may be *, and may end in .*
	everywhere bool   // also where the object lies within another
	natural    bool
	deprecated bool
	filter     Verdict
	sort       Verdict
	certainty  Certainty
	source     string
	note       string
}

// findObject returns the object of a name. Without one it returns that of no
// fields.
func findObject(name string) (object, bool) {
	i, ok := slices.BinarySearchFunc(objects[:], name, func(o object, name string) int {
		return strings.Compare(o.name, name)
	})
	if !ok || i == 0 {
		return objects[0], false
	}
	return objects[i], true
}

// member returns the field of a name.
func (o *object) member(name string) (member, bool) {
	i, ok := slices.BinarySearchFunc(o.fields, name, func(m member, name string) int {
		return strings.Compare(m.name, name)
	})
	if !ok {
		return member{}, false
	}
	return o.fields[i], true
}

// matches reports whether the fact is about the field at path.
func (f *fact) matches(path string) bool {
	if prefix, ok := strings.CutSuffix(f.path, "*"); ok {
		return strings.HasPrefix(path, prefix)
	}
	return path == f.path
}

// values returns the values of the enumeration, or nil.
func (m *member) values() []string {
	if m.enum == "" {
		return nil
	}
	return strings.Split(m.enum, "|")
}
