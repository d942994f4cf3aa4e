package bench_test

import (
	"strings"
	"time"
)

// A predicate tests one value, by the type that it has. What it does not take
// is nil.
type predicate struct {
	text   func(string) bool
	number func(float64) bool
	truth  func(bool) bool
	null   bool
}

// predicateOf returns the test of a clause, as people write it by hand. A
// negation is that of its positive form.
func predicateOf(c clause) predicate {
	switch want := c.value.(type) {
	case bool:
		return predicate{truth: func(b bool) bool { return b == want }}
	case float64:
		return predicate{number: func(f float64) bool { return f > want }}
	case []string:
		if c.op == either {
			first, second := want[0], want[1]
			return predicate{text: func(s string) bool { return s == first || s == second }}
		}
		set := map[string]bool{}
		for _, s := range want {
			set[s] = true
		}
		return predicate{text: func(s string) bool { return set[s] }}
	case string:
		if c.op == contains {
			needle := strings.ToLower(want)
			return predicate{text: func(s string) bool {
				return strings.Contains(strings.ToLower(s), needle)
			}}
		}
		if c.op == after {
			return afterPredicate(want)
		}
		return predicate{text: func(s string) bool { return s == want }}
	}
	return predicate{null: true}
}

// afterPredicate tests datetimes.
func afterPredicate(instant string) predicate {
	limit, err := time.Parse(time.RFC3339, instant)
	return predicate{text: func(s string) bool {
		t, fault := time.Parse(time.RFC3339, s)
		return err == nil && fault == nil && t.After(limit)
	}}
}

// decoded tests a value that encoding/json has decoded.
func (p predicate) decoded(v any) bool {
	switch v := v.(type) {
	case string:
		return p.text != nil && p.text(v)
	case float64:
		return p.number != nil && p.number(v)
	case bool:
		return p.truth != nil && p.truth(v)
	}
	return p.null && v == nil
}

// closureOf returns a clause as a closure over decoded objects.
func closureOf(c clause) func(map[string]any) bool {
	names, p := strings.Split(c.path, "."), predicateOf(c)
	if c.array {
		return func(m map[string]any) bool { return anyMember(m, names, p) == (c.op != ne) }
	}
	parents, last := names[:len(names)-1], names[len(names)-1]
	return func(m map[string]any) bool {
		for _, name := range parents {
			m, _ = m[name].(map[string]any)
		}
		return p.decoded(m[last])
	}
}

// anyMember tests a field of the objects in an array.
func anyMember(m map[string]any, names []string, p predicate) bool {
	elements, _ := m[names[0]].([]any)
	for _, e := range elements {
		if object, ok := e.(map[string]any); ok && p.decoded(object[names[1]]) {
			return true
		}
	}
	return false
}

// all returns the conjunction of tests, one for each clause.
func all[T any](q query, test func(clause) func(T) bool) func(T) bool {
	tests := make([]func(T) bool, len(q))
	for i, c := range q {
		tests[i] = test(c)
	}
	return func(v T) bool {
		for _, t := range tests {
			if !t(v) {
				return false
			}
		}
		return true
	}
}
