package bbqlcheck

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/lint"
)

// checkFilter returns what there is to say about a filter, after [scan]. What
// only holds for the made-up content of the holes is left out.
func checkFilter(cs []char, opts lint.Options) (rendered, []lint.Diagnostic) {
	r := renderFilter(cs)
	found := lint.Check(r.text, opts)
	if !slices.ContainsFunc(cs, func(c char) bool { return c.hole != nil }) {
		return r, found
	}
	expr, err := bbql.Parse(r.text)
	if err != nil {
		return r, slices.DeleteFunc(found, func(d lint.Diagnostic) bool {
			return r.touches(d.Span) && !r.isSingle(d.Span)
		})
	}
	open := openComparisons(r, expr)
	again := lint.Check(detach(r.text, open), opts)
	return r, slices.DeleteFunc(found, func(d lint.Diagnostic) bool {
		same := func(a lint.Diagnostic) bool { return a.Rule == d.Rule && a.Span == d.Span }
		return !r.holds(d, open, slices.ContainsFunc(again, same) || r.alone(d, open, opts))
	})
}

// isSingle reports whether a span of the text begins with a single quote, and no
// more is known to be wrong with what is in it: that these make no string holds
// whatever that is.
func (r rendered) isSingle(s ast.Span) bool {
	first, end := r.chars(s)
	return first < end && r.cs[first].hole == nil && r.cs[first].b == '\'' &&
		!slices.ContainsFunc(r.cs[first:end], func(c char) bool {
			return c.hole != nil && (c.hole.spot.role != inSingle || c.hole.advice() != "")
		})
}

// alone reports whether a finding about an open comparison is also one about
// nothing but that. Its field keeps its type, as it does not when detached. What
// a string is that a hole is only a part of is not known.
func (r rendered) alone(d lint.Diagnostic, open []*ast.Comparison, opts lint.Options) bool {
	i := slices.IndexFunc(open, func(c *ast.Comparison) bool { return encloses(c.Span(), d.Span) })
	if i < 0 {
		return false
	}
	at := open[i].Span()
	if first, end := r.chars(at); slices.ContainsFunc(r.cs[first:end], char.isPart) {
		return false
	}
	return slices.ContainsFunc(lint.Check(r.text[at.Start:at.End], opts), func(a lint.Diagnostic) bool {
		return a.Rule == d.Rule && a.Span.Start+at.Start == d.Span.Start && a.Span.End+at.Start == d.Span.End
	})
}

// holds reports whether a finding holds whatever the holes of the open
// comparisons hold. Detached says whether it was also found of comparisons that
// have nothing to do with each other.
func (r rendered) holds(d lint.Diagnostic, open []*ast.Comparison, detached bool) bool {
	if strings.Contains(d.Msg, stem) {
		return false
	}
	i := slices.IndexFunc(open, func(c *ast.Comparison) bool { return encloses(c.Span(), d.Span) })
	switch {
	case i < 0:
		return detached
	case encloses(open[i].FieldAt, d.Span):
		return !r.covers(d.Span)
	}
	return r.isTyped(open[i].Span()) && (detached || !r.covers(d.Span))
}

// isTyped reports whether all holes of a span hold values of known types.
func (r rendered) isTyped(s ast.Span) bool {
	first, end := r.chars(s)
	return !slices.ContainsFunc(r.cs[first:end], func(c char) bool {
		if c.hole == nil || c.hole.spot.role == inString {
			return false
		}
		return !slices.Contains([]kind{number, boolean, quoted, instant}, c.hole.kind)
	})
}

func encloses(a, b ast.Span) bool { return a.Start <= b.Start && b.End <= a.End }

// openComparisons returns the comparisons with holes.
func openComparisons(r rendered, expr ast.Expr) []*ast.Comparison {
	var list []*ast.Comparison
	for n := range ast.Preorder(expr) {
		if c, ok := n.(*ast.Comparison); ok && r.covers(c.Span()) {
			list = append(list, c)
		}
	}
	return list
}

// detach gives each comparison a field of its own, of the same length, so that
// it has nothing to do with the others: what then still holds about those does
// not depend on what the holes hold.
func detach(text string, open []*ast.Comparison) string {
	b, taken := []byte(text), text
	for _, c := range open {
		name := freshName(c.FieldAt.Len(), taken)
		taken += " " + name
		copy(b[c.FieldAt.Start:c.FieldAt.End], name)
	}
	return string(b)
}

// freshName returns a field name of a length that does not occur in text. If the
// length has none any more, it is one that does.
func freshName(length int, text string) string {
	const before = "z"
	for n := range int64(360) { // from there on they begin with letters, as keywords do
		number := strconv.FormatInt(n, 36)
		name := strings.Repeat(before, max(0, length-len(number))) + number
		if len(name) == length && name[0] > '9' && !strings.Contains(text, name) {
			return name
		}
	}
	return strings.Repeat(before, length)
}
