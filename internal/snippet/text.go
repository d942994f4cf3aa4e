package snippet

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A Text is a text in which many places are looked up: none of them takes longer
// because the text is long. It may be used by several goroutines at once.
type Text struct {
	text   string
	places []place // one in every step bytes
}

// step is how many bytes are between the places that a Text remembers.
const step = 1 << 10

// NewText returns a Text, in time linear in its length.
func NewText(text string) *Text {
	t := &Text{text: text}
	for p := first; len(text)-p.offset > step; {
		p = p.to(text, boundary(text, p.offset+step))
		t.places = append(t.places, p)
	}
	return t
}

// String returns the text itself.
func (t *Text) String() string { return t.text }

// Position is the function [Position] for the text.
func (t *Text) Position(offset int) (line, col int) {
	p := t.place(offset)
	return p.line, p.col
}

// Render is the function [Render] for the text.
func (t *Text) Render(start, end int, label string) string {
	return draw(t.text, t.place(start), end, label)
}

func (t *Text) place(offset int) place {
	offset = clamp(t.text, offset)
	before := first
	if i := sort.Search(len(t.places), func(i int) bool { return t.places[i].offset > offset }); i > 0 {
		before = t.places[i-1]
	}
	return before.to(t.text, offset)
}

// A place is one of a text.
type place struct{ offset, line, col, lineStart int }

// first is where a text begins.
var first = place{line: 1, col: 1}

// to returns the place of a byte of the text further on.
func (p place) to(text string, offset int) place {
	passed := text[p.offset:offset]
	if n := strings.Count(passed, "\n"); n > 0 {
		passed = passed[strings.LastIndexByte(passed, '\n')+1:]
		p.line, p.col, p.lineStart = p.line+n, 1, offset-len(passed)
	}
	p.offset, p.col = offset, p.col+utf8.RuneCountInString(passed)
	return p
}

// boundary returns where the first character begins that begins at offset or
// behind it. Of bytes that are no part of one each is one.
func boundary(text string, offset int) int {
	for range utf8.UTFMax - 1 {
		if offset < len(text) && !utf8.RuneStart(text[offset]) {
			offset++
		}
	}
	return offset
}

func clamp(text string, offset int) int { return max(0, min(offset, len(text))) }
