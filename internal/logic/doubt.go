package logic

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
)

// doubtful returns verdicts on strings of which no example is at hand and which
// may be possible: all that the conditions that look at the same string might
// say independently of each other.
func (v *values) doubtful(t *trial) []verdict {
	if v.marks.holdsKind(ast.KindString, ast.KindDateTime, ast.KindObject) {
		return v.withDoubts(append(v.mixed(t), v.pointed(t)...))
	}
	return nil
}

// pointed returns the verdicts on the points.
func (v *values) pointed(t *trial) []verdict {
	if len(v.marks.doubts) == 0 {
		return nil // they are known
	}
	var list []verdict
	for _, s := range v.marks.points {
		list = append(list, t.verdict(s))
	}
	return list
}

// mixed returns a verdict for every datetime, or none, in every range with
// every mixture of needles.
func (v *values) mixed(t *trial) []verdict {
	var list []verdict
	ranges := make([]verdict, len(v.ranges))
	for i, s := range v.ranges {
		ranges[i] = t.verdict(s)
		list = append(list, ranges[i])
	}
	for _, s := range v.instants {
		list = append(list, v.inRanges(t.verdict(s), ranges)...)
	}
	return v.withMixtures(list)
}

// inRanges returns what may hold for a datetime, whatever its place by code
// point is.
func (v *values) inRanges(instant verdict, ranges []verdict) []verdict {
	list := make([]verdict, len(ranges))
	for i, r := range ranges {
		list[i] = slices.Clone(instant)
		for _, c := range v.marks.orders {
			list[i][c] = r[c]
		}
	}
	return list
}

func (v *values) withMixtures(verdicts []verdict) []verdict {
	if len(v.marks.needles) == 0 {
		return verdicts
	}
	var list []verdict
	for _, old := range verdicts {
		for _, mixture := range v.mixtures {
			mixed := slices.Clone(old)
			for _, n := range v.marks.needles {
				mixed[n.condition] = slices.Contains(mixture, n)
			}
			list = append(list, mixed)
		}
	}
	return list
}

// withDoubts returns the verdicts with every answer to what is in doubt.
func (v *values) withDoubts(verdicts []verdict) []verdict {
	for _, c := range v.marks.doubts {
		for _, old := range slices.Clone(verdicts) {
			other := slices.Clone(old)
			other[c] = !other[c]
			verdicts = append(verdicts, other)
		}
	}
	return verdicts
}
