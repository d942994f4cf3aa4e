package logic

// A Formula is a filter, or what is put together of filters, in a [Space].
// Negations stand at literals only.
type Formula struct {
	kind  kind
	terms []Formula // of a conjunction and a disjunction

	// A literal says that some value of a field is in a set of cells, or, if
	// negated, that none is.
	field   *field
	set     cells
	negated bool
}

type kind uint8

const (
	conjunction kind = iota // no term: true
	disjunction             // no term: false
	literal
)

// All returns the formula that holds if all terms hold.
func All(terms ...Formula) Formula { return Formula{kind: conjunction, terms: terms} }

// Any returns the formula that holds if any term holds.
func Any(terms ...Formula) Formula { return Formula{kind: disjunction, terms: merge(terms)} }

// Not returns the exact complement of f (rule M2).
func Not(f Formula) Formula {
	if f.kind == literal {
		f.negated = !f.negated
		return f
	}
	terms := make([]Formula, len(f.terms))
	for i, t := range f.terms {
		terms[i] = Not(t)
	}
	if f.kind == disjunction {
		return All(terms...)
	}
	return Any(terms...)
}

// merge makes one literal of the positive literals of each field, which is
// exact: some value is in one set or some value is in the other if and only if
// some value is in their union. It saves the search a branch for each.
func merge(terms []Formula) []Formula {
	at := make(map[*field]int)
	out := make([]Formula, 0, len(terms))
	for _, t := range terms {
		if t.kind == literal && !t.negated {
			if i, ok := at[t.field]; ok {
				out[i].set = out[i].set.union(t.set)
				continue
			}
			at[t.field] = len(out)
		}
		out = append(out, t)
	}
	return out
}
