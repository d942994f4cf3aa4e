package logic

import "slices"

// A Model says, by the number of each field, what its values must be and what
// they must not be. Models are never changed.
type Model []demand

// A demand is what a model asks of a field.
type demand struct {
	banned  cells   // that no value is in; nil for none
	wanted  []cells // some value is in each of them
	implied []cells // so too, but by what is asked of a field below this one
}

// with returns m with a literal added, or nil if it contradicts m.
func (m Model) with(f Formula) Model {
	next := slices.Clone(m)
	d := &next[f.field.number]
	switch {
	case !f.negated:
		d.wanted = append(slices.Clip(d.wanted), f.set)
	case d.banned == nil:
		d.banned = f.set
	default:
		d.banned = d.banned.union(f.set)
	}
	if !d.possible(f.field.single) || !f.negated && !next.openParents(f.field) {
		return nil
	}
	return next
}

// openParents asks of the fields that f leads through that they are not null
// (rule M3), and reports whether that is possible.
func (m Model) openParents(f *field) bool {
	for _, p := range f.parents {
		d := &m[p.field.number]
		d.implied = append(slices.Clip(d.implied), p.notNull)
		if !d.possible(p.field.single) {
			return false
		}
	}
	return true
}

// possible reports whether some values, or one if single, meet the demand.
func (d *demand) possible(single bool) bool {
	sets := slices.Concat(d.wanted, d.implied)
	if single && len(sets) > 0 {
		return !d.allowed(sets...).empty()
	}
	return !slices.ContainsFunc(sets, func(set cells) bool { return d.allowed(set).empty() })
}

// allowed returns the cells that are in all of the sets and not banned.
func (d *demand) allowed(sets ...cells) cells {
	out := sets[0]
	for _, set := range sets[1:] {
		out = out.intersection(set)
	}
	if d.banned != nil {
		out = out.without(d.banned)
	}
	return out
}
