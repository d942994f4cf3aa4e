package bbqlcheck

import (
	"cmp"
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
	case h.spot.role == inString, h.spot.role == inSingle:
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
	switch {
	case h.kind == number && (h.spot.alone || h.spot.role == inSingle):
		return numberSample(name)
	case h.kind == number:
		return "1"
	case h.kind == boolean:
		return "true"
	case h.kind == instant:
		return h.text
	}
	return `"` + name + `"`
}

// numberSample returns a number that nobody writes.
func numberSample(name string) string { return "800000" + strings.TrimPrefix(name, stem) }

// named returns a message with what is written in the source in the places of
// what is made up.
func (r rendered) named(message string) string {
	for _, c := range r.cs {
		if made := madeUp(c); made != "" {
			message = strings.ReplaceAll(message, `"`+made+`"`, `"`+cmp.Or(c.hole.verb, "…")+`"`)
			message = strings.ReplaceAll(message, made, cmp.Or(c.hole.verb, c.hole.name()))
		}
	}
	return message
}

// madeUp returns what stands for a hole and may be named in a message, "" if
// nothing does.
func madeUp(c char) string {
	switch {
	case c.hole == nil:
		return ""
	case c.hole.kind == instant:
		return c.hole.text
	case c.hole.spot.role == inSingle, c.hole.kind == number && c.hole.spot.alone:
		return strings.Trim(sample(c), `"()`)
	}
	return ""
}

// escape encodes text as the value of a parameter.
func escape(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}
