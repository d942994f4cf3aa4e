package main

import (
	"maps"
	"slices"
)

// share returns the objects in the order of their names. Objects that the API
// file doesn't name and that have the same fields become one, again and again:
// what differed may become the same once what lies within it has.
func (b *builder) share() []*object {
	given := map[string]string{}
	for _, n := range b.fix.Names {
		given[n.At] = n.Name
	}
	for {
		twins := b.twins(given)
		if len(twins) == 0 {
			break
		}
		b.replace(twins)
	}
	return slices.SortedFunc(maps.Values(b.objects), func(a, b *object) int {
		return compare(a.name, b.name)
	})
}

// twins maps objects to the one that takes their place. The names that the
// corrections give are used up.
func (b *builder) twins(given map[string]string) map[*object]*object {
	groups := map[string][]*object{}
	for _, name := range slices.Sorted(maps.Keys(b.objects)) {
		if o := b.objects[name]; !o.named {
			groups[o.signature()] = append(groups[o.signature()], o)
		}
	}
	twins := map[*object]*object{}
	for _, group := range groups {
		first := b.named(group, given)
		for _, o := range group {
			if o != first {
				twins[o] = first
			}
		}
	}
	return twins
}

// named returns the object that stands for a group of equal ones, with the name
// that is given to one of them.
func (b *builder) named(group []*object, given map[string]string) *object {
	for _, o := range group {
		name, ok := given[o.name]
		if !ok {
			continue
		}
		delete(given, o.name)
		if known := b.objects[name]; known != nil {
			return known
		}
		delete(b.objects, o.name)
		o.name = name
		b.objects[name] = o
		return o
	}
	return group[0]
}

// replace puts objects in the place of their twins.
func (b *builder) replace(twins map[*object]*object) {
	for _, o := range b.objects {
		for _, f := range o.fields {
			if first := twins[f.object]; first != nil {
				f.object = first
			}
		}
	}
	for o := range twins {
		delete(b.objects, o.name)
	}
}
