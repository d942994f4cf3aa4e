package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

var (
	// filterParam is where the filter of a URL begins.
	filterParam = regexp.MustCompile(`[?&]q=`)

	// filterWord is where a filter begins that is not behind a URL, as in an
	// argument of curl, or is.
	filterWord = regexp.MustCompile(`(?:[?&"'\s+]|-d)q=`)

	// shortHole is a hole without an end of its own: of a shell, or of a format. A name
	// between percent signs is in capitals and no encoded character.
	shortHole = regexp.MustCompile(`^(?:\$\w+|%[A-Z_][A-Z0-9_]{2,}%|%[sv]|\{(?:[A-Za-z_][\w.]*|\d?)(?:![a-z])?(?:[:,][-+<>^.\w]*)?\}|` +
		`%\([A-Za-z_]\w*\)[sd]|(%[1-9]?d)(?:[^0-9A-Fa-f]|$))`)
)

// longHoles are what the other holes begin and end with.
var longHoles = [...]struct{ open, end string }{
	{"${{", "}}"}, {"{{", "}}"}, {"${", "}"}, {"#{", "}"}, {"$(", ")"}, {"`", "`"},
}

// A holeFinder finds what a shell, a template or a format puts something into,
// in time linear in the text.
type holeFinder struct {
	text    string
	filters [][]int         // where filters begin
	endless map[string]bool // the ends of which there is none any more
}

// next returns the first hole at a place or behind it.
func (h *holeFinder) next(from int) (start, end int, ok bool) {
	for {
		n := strings.IndexAny(h.text[from:], "$#`%{")
		if n < 0 {
			return 0, 0, false
		}
		start = from + n
		if end := h.end(start); end > start {
			return start, end, true
		}
		from = start + 1
	}
}

// end returns where the hole ends that begins at a place, or 0 if none does.
func (h *holeFinder) end(start int) int {
	text := h.text[start:]
	for _, hole := range longHoles {
		if h.endless[hole.end] || !strings.HasPrefix(text, hole.open) {
			continue
		}
		n := strings.Index(text[len(hole.open):], hole.end)
		if n < 0 {
			h.endless[hole.end] = true
			continue
		}
		end := start + len(hole.open) + n + len(hole.end)
		if h.hasFilter(start, end) {
			return 0 // a command, with a filter of its own
		}
		return end
	}
	m := shortHole.FindStringSubmatchIndex(text)
	switch {
	case m == nil:
		return 0
	case m[2] >= 0:
		return start + m[3] // without what shows that it is no percent-encoding
	}
	return start + m[1]
}

func (h *holeFinder) hasFilter(start, end int) bool {
	i, _ := slices.BinarySearchFunc(h.filters, start, func(m []int, at int) int { return m[0] - at })
	return i < len(h.filters) && h.filters[i][1] <= end
}

// holes are the holes of a source, in its order.
type holes []ast.Span

// meets reports whether a hole is in a range of the source, or right beside it.
func (list holes) meets(s ast.Span) bool {
	i, _ := slices.BinarySearchFunc(list, s.Start, func(hole ast.Span, at ast.Pos) int {
		return int(hole.End - at)
	})
	return i < len(list) && list[i].Start <= s.End
}

// at returns the number of the hole that a byte of the source is in, or -1.
func (list holes) at(b ast.Pos) int {
	i, _ := slices.BinarySearchFunc(list, b+1, func(hole ast.Span, at ast.Pos) int {
		return int(hole.End - at)
	})
	if i < len(list) && list[i].Start <= b {
		return i
	}
	return -1
}

// until returns the holes that don't begin behind a range.
func (list holes) until(s ast.Span) holes {
	n := len(list)
	for n > 0 && list[n-1].Start > s.Start {
		n--
	}
	return slices.Clone(list[:n])
}

// A piece is a line, or a string in one, with its holes filled.
type piece struct {
	form   form
	text   string
	source []ast.Span // where each byte is in the source; nil if text is that
	holes  holes
	quotes quoteCount
	nested bool // whether it is a string, with quotes of its own

	encoded holes // what is encoded before it is sent
}

// newPiece fills the holes with digits, which may be a part of a path, of a
// string and a number, so that the rest can be read.
func newPiece(f form, text string, source []ast.Span) *piece {
	p := &piece{form: f, source: source, nested: source != nil}
	finder := holeFinder{
		text: text, filters: filterWord.FindAllStringIndex(text, -1), endless: map[string]bool{},
	}
	b := []byte(text)
	for done := 0; ; {
		start, end, ok := finder.next(done)
		if !ok {
			p.text = string(b)
			p.quotes.text = p.text
			return p
		}
		copy(b[start:end], strings.Repeat("1", end-start))
		p.holes = append(p.holes, p.place(start, end))
		done = end
	}
}

// place returns a range of the piece as one of the source.
func (p *piece) place(start, end int) ast.Span {
	switch {
	case p.source == nil:
		return ast.Span{Start: ast.Pos(start), End: ast.Pos(end)}
	case start < end:
		return ast.Span{Start: p.source[start].Start, End: p.source[end-1].End}
	case start < len(p.source):
		return emptyAt(p.source[start].Start)
	}
	return emptyAt(p.source[start-1].End)
}

func emptyAt(at ast.Pos) ast.Span { return ast.Span{Start: at, End: at} }

// endsHole reports whether a hole ends at a place behind the start.
func (p *piece) endsHole(end int) bool {
	last := p.holes.at(p.place(end-1, end).Start)
	return last >= 0 && (end == len(p.text) || p.holes.at(p.place(end, end+1).Start) != last)
}

// A quoteCount knows of places in a text, asked for in order, whether quotes are
// open there.
type quoteCount struct {
	text           string
	end            int
	double, single bool // whether it is odd how many there are before end
}

func (q *quoteCount) openAt(at int) bool {
	q.rewind(at)
	passed := q.text[q.end:at]
	q.double = q.double != isOdd(strings.Count(passed, `"`))
	q.single = q.single != isOdd(strings.Count(passed, "'"))
	q.end = at
	return q.double || q.single
}

// rewind begins anew where a place is asked for that is not in order.
func (q *quoteCount) rewind(at int) {
	if at < q.end {
		*q = quoteCount{text: q.text}
	}
}

func isOdd(n int) bool { return n%2 == 1 }
