package main

import "strings"

// A known is what is known of a path: its field, and the facts about it, the
// last of which has the last word.
type known struct {
	path  string
	field *field
	array bool
	facts []fact
}

// lookup follows a path from an object, as package schema does.
func (o *object) lookup(path string) known {
	k := known{path: path}
	at, rest := o, path
	for more := true; more; at = k.field.object {
		var name string
		facts := at.about(rest, at == o && rest == path)
		k.facts = append(facts, k.facts...)
		name, rest, more = strings.Cut(rest, ".")
		k.field = at.field(name)
		k.array = k.array || k.field.array
	}
	return k
}

// about returns the facts of the object about a path, of which only those that
// hold everywhere count unless the object is where the whole path begins.
func (o *object) about(path string, root bool) []fact {
	var list []fact
	for _, f := range o.facts {
		if (root || f.Everywhere) && f.matches(path) {
			list = append(list, f)
		}
	}
	return list
}

func (f fact) matches(path string) bool {
	if prefix, ok := strings.CutSuffix(f.path, "*"); ok {
		return strings.HasPrefix(path, prefix)
	}
	return path == f.path
}

// support returns the verdicts on filtering and sorting.
func (k known) support() (filter, sort support) {
	for _, f := range k.facts {
		if f.Filter != "" {
			filter = support{f.Filter, f.evidence}
		}
		if f.Sort != "" {
			sort = support{f.Sort, f.evidence}
		}
	}
	return filter, sort
}

// notes returns the remarks, each with how it is known.
func (k known) notes() []string {
	var list []string
	for _, f := range k.facts {
		if f.Deprecated {
			list = append(list, "deprecated")
		}
		if f.Note != "" {
			list = append(list, f.Note+" ("+f.Certainty+")")
		}
	}
	return list
}
