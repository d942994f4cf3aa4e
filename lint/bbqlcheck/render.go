package bbqlcheck

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// A rendered text is one in which every hole has something that could stand
// there.
type rendered struct {
	cs   []char
	text string
	from []int // for each byte of text, and for its end, the index of its char
}

// render renders a text, with fill for its holes.
func render(cs []char, fill func(i int, c char) string) rendered {
	r := rendered{cs: cs}
	var b strings.Builder
	for i, c := range cs {
		text := fill(i, c)
		b.WriteString(text)
		for range len(text) {
			r.from = append(r.from, i)
		}
	}
	r.text, r.from = b.String(), append(r.from, len(cs))
	return r
}

// renderFilter renders a filter after [scan].
func renderFilter(cs []char) rendered {
	return render(cs, func(_ int, c char) string { return sample(c) })
}

// sample returns what may stand in the place of a char.
func sample(c char) string {
	if c.hole == nil {
		return string([]byte{c.b})
	}
	return c.hole.sample(fmt.Sprintf("%s%d", stem, c.pos))
}

// chars returns the range of chars that a span of the text comes from. It is
// empty where the span is.
func (r rendered) chars(s ast.Span) (first, end int) {
	first = r.from[s.Start]
	if s.Len() <= 0 {
		return first, first
	}
	return first, r.from[s.End-1] + 1
}

// touches reports whether a span of the text covers a hole or is right beside
// it.
func (r rendered) touches(s ast.Span) bool {
	first, end := r.chars(s)
	for _, c := range r.cs[max(0, first-1):min(len(r.cs), end+1)] {
		if c.hole != nil {
			return true
		}
	}
	return false
}

// covers reports whether a span of the text covers a hole.
func (r rendered) covers(s ast.Span) bool {
	first, end := r.chars(s)
	for _, c := range r.cs[first:end] {
		if c.hole != nil {
			return true
		}
	}
	return false
}

// stem is what made-up names and strings begin with.
const stem = "hole__"

// sample returns what may stand in a hole of a filter: it parses there and has
// to do with nothing else, as name has not.
func (h *hole) sample(name string) string {
	switch h.spot.role {
	case asField:
		return name
	case asOperator:
		return "="
	case asClause:
		if h.spot.inner { // where it may need its parentheses
			return name + " = 1 OR " + name + "x = 1"
		}
		return name + " = 1"
	}
	text := h.valueSample(name)
	switch {
	case h.spot.role == inString:
		return strings.Trim(text, `"`)
	case !h.spot.alone && text[0] == '"':
		return "1" // a part of a number, a time or a word
	case h.spot.role == asList:
		return "(" + text + ")"
	}
	return text
}

// valueSample returns a value of the hole's kind.
func (h *hole) valueSample(name string) string {
	switch h.kind {
	case number:
		return "1"
	case boolean:
		return "true"
	case instant:
		return h.text
	}
	return `"` + name + `"`
}

// escape encodes text as the value of a parameter.
func escape(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}
