package logic

import "slices"

// A cells is a set of the cells of one field, a bit for each.
type cells []uint64

const wordBits = 64

// newCells returns the empty set, of a field that has n cells.
func newCells(n int) cells { return make(cells, (n+wordBits-1)/wordBits) }

func (c cells) add(i int) { c[i/wordBits] |= 1 << (i % wordBits) }

func (c cells) has(i int) bool { return c[i/wordBits]>>(i%wordBits)&1 == 1 }

func (c cells) empty() bool {
	return !slices.ContainsFunc(c, func(word uint64) bool { return word != 0 })
}

// union returns the cells that are in c or in d.
func (c cells) union(d cells) cells {
	return c.combine(d, func(a, b uint64) uint64 { return a | b })
}

// intersection returns the cells that are in c and in d.
func (c cells) intersection(d cells) cells {
	return c.combine(d, func(a, b uint64) uint64 { return a & b })
}

// without returns the cells of c that are not in d.
func (c cells) without(d cells) cells {
	return c.combine(d, func(a, b uint64) uint64 { return a &^ b })
}

func (c cells) combine(d cells, f func(a, b uint64) uint64) cells {
	out := make(cells, len(c))
	for i := range c {
		out[i] = f(c[i], d[i])
	}
	return out
}

// intersection returns the cells that are in all of the sets, of which there is
// at least one.
func intersection(sets []cells) cells {
	out := sets[0]
	for _, set := range sets[1:] {
		out = out.intersection(set)
	}
	return out
}
