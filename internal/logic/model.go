package logic

import "slices"

// A Model says, by the number of each field, what its values must be and what
// they must not be.
type Model []demand

// A demand is what a model asks of a field.
type demand struct {
	banned  cells   // that no value is in; nil for none
	wanted  []cells // some value is in each of them
	implied []cells // so too, but by what is asked of a field below this one
	// common are the cells of the only value that a single field has, nil if
	// it needs none.
	common cells
}

// branch returns a copy of m, which may change without changing m.
func (m Model) branch() Model {
	m = slices.Clone(m)
	for i := range m {
		m[i].wanted, m[i].implied = slices.Clip(m[i].wanted), slices.Clip(m[i].implied)
	}
	return m
}

// add adds a literal to m, or returns false if it contradicts m, which is then
// of no more use.
func (m Model) add(f Formula) bool {
	d := &m[f.field.number]
	if f.negated {
		d.ban(f.set)
		return d.possible(f.field.single)
	}
	d.wanted = append(d.wanted, f.set)
	return d.want(f.set, f.field.single) && m.openParents(f.field)
}

// openParents asks of the fields that f leads through that they are not null
// (rule M3), and reports whether that is possible.
func (m Model) openParents(f *field) bool {
	for _, p := range f.parents {
		d := &m[p.field.number]
		d.implied = append(d.implied, p.notNull)
		if !d.want(p.notNull, p.field.single) {
			return false
		}
	}
	return true
}

// contradicts reports whether a literal contradicts m by itself.
func (m Model) contradicts(f Formula) bool {
	d := m[f.field.number]
	if f.negated {
		d.ban(f.set)
		return !d.possible(f.field.single)
	}
	return !d.want(f.set, f.field.single)
}

func (d *demand) ban(set cells) {
	if d.banned != nil {
		set = set.union(d.banned)
	}
	d.banned = set
}

// want reports whether some value may be in the set, which in a single field is
// the value that is in all such sets.
func (d *demand) want(set cells, single bool) bool {
	if single {
		if d.common != nil {
			set = set.intersection(d.common)
		}
		d.common = set
	}
	return !d.allowed(set).empty()
}

// possible reports whether some values, or one if single, meet the demand.
func (d *demand) possible(single bool) bool {
	if single {
		return d.common == nil || !d.allowed(d.common).empty()
	}
	unmet := func(set cells) bool { return d.allowed(set).empty() }
	return !slices.ContainsFunc(d.wanted, unmet) && !slices.ContainsFunc(d.implied, unmet)
}

// allowed returns the cells of a set that are not banned.
func (d *demand) allowed(set cells) cells {
	if d.banned == nil {
		return set
	}
	return set.without(d.banned)
}
