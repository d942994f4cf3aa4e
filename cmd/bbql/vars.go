package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

// vars is the value of the flag --var, which may be given several times: what
// the placeholders of a query stand for.
type vars struct{ values bbql.Named }

// Set takes NAME=VALUE, where VALUE is a string, or NAME:=JSON.
func (v *vars) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		return fmt.Errorf("takes NAME=VALUE or NAME:=JSON, not %q", text)
	}
	name, typed := strings.CutSuffix(name, ":")
	if !isVariable(name) {
		return fmt.Errorf("takes a name of letters, digits and _, not %q", name)
	}
	if _, twice := v.values[name]; twice {
		return fmt.Errorf("gives %s twice", name)
	}
	if v.values == nil {
		v.values = bbql.Named{}
	}
	if !typed {
		v.values[name] = value
		return nil
	}
	literal, err := typedValue(value)
	if err != nil {
		return fmt.Errorf("%s:= %w", name, err)
	}
	v.values[name] = literal
	return nil
}

// String returns the names that have values.
func (v *vars) String() string {
	return strings.Join(slices.Sorted(maps.Keys(v.values)), ",")
}

// Type names the value in help.
func (v *vars) Type() string { return "NAME=VALUE" }

// isVariable reports whether a placeholder can have the name.
func isVariable(name string) bool {
	for i, r := range name {
		digit := '0' <= r && r <= '9'
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || !digit) {
			return false
		}
	}
	return name != ""
}

// typedValue reads a value that is more than a string: a date, or a scalar or a
// list in JSON.
func typedValue(text string) (any, error) {
	if date, err := ast.NewDateTime(text); err == nil {
		return date, nil
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var value any
	if dec.Decode(&value) != nil || dec.Decode(new(any)) != io.EOF || !isBindable(value) {
		return nil, fmt.Errorf("takes a number, true, false, null, a date, "+
			"a \"string\" or a [list] of these, not %q", text)
	}
	return value, nil
}

// isBindable reports whether a JSON value is a scalar or a list of scalars.
func isBindable(value any) bool {
	list, isList := value.([]any)
	if !isList {
		return isScalar(value)
	}
	return !slices.ContainsFunc(list, func(element any) bool { return !isScalar(element) })
}

func isScalar(value any) bool {
	switch value.(type) {
	case []any, map[string]any:
		return false
	}
	return true
}
