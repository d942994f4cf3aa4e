// Package logic decides what can be said of a filter without any data: whether
// it holds for no object, whether one filter implies another, and for which
// object two of them differ.
//
// A comparison says that some value of its path is, or that none is, in a set
// of values (rules M1 and M2). The sets that the comparisons of one path speak
// of cut the values into finitely many cells, within which no comparison can
// tell two values apart: single numbers and the gaps between them, strings and
// the ranges between them, instants, booleans, objects. So a filter is a
// formula over "some value of this path is in these cells", and an object is,
// per path, the set of the cells that it reaches. Where nothing is known of a
// path it may be an array of anything, and every set is possible (M14); a path
// of a known type that is no array reaches one cell at most.
//
// Which values are worth a try is decided here; whether a comparison holds for
// one of them is asked of package eval, so that the rules of the language stay
// in one place. Where cells are described too broadly, as with several ~ on
// one path, more objects are thought possible than there are: what is proved
// stays true, and what is not proved is not claimed. Every search has a budget,
// and what it can't decide within it is unknown.
package logic
