// Package snippet draws the place of an error into the text that it is in: the
// caret pictures of the command line and of the errors' long form.
//
// Its functions are pure. Positions go in as byte offsets and come out as
// lines and columns, both counted from 1, columns in code points.
package snippet

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWidth is how many columns of a line are shown. A longer line is cut on
// either side of the place.
const maxWidth = 100

// lead is how many columns before the place stay where a long line is cut.
const lead = 40

// Position returns the line and column of the byte at offset, which may be the
// end of text. Lines end at a line feed.
func Position(text string, offset int) (line, col int) {
	p := first.to(text, clamp(text, offset))
	return p.line, p.col
}

// Render draws the line of text in which bytes start to end begin, with a mark
// under them and the label behind the mark:
//
//	1| state = OPEN AND author.nickname = "jdoe"
//	 |         ~~~~ strings need double quotes: "OPEN"
//
// A range that goes on over several lines is marked to the end of its first. An
// empty one is marked by a caret. Tabs and control characters are drawn as one
// visible character each, wide characters are given two columns. The result
// ends in a line feed.
func Render(text string, start, end int, label string) string {
	start = clamp(text, start)
	return draw(text, first.to(text, start), end, label)
}

// longest is how many bytes behind the start of a mark can be shown, as the mark
// and behind it.
const longest = 2 * (maxRunes + 2) * utf8.UTFMax

// draw is [Render] from a place of the text to an end.
func draw(text string, p place, end int, label string) string {
	start, to := p.offset, min(len(text), p.offset+longest)
	if n := strings.IndexByte(text[start:to], '\n'); n >= 0 {
		to = start + n
	}
	end = max(start, min(end, to))
	shown, pad, width := window(text[p.lineStart:to], start-p.lineStart, end-p.lineStart)
	gutter := strconv.Itoa(p.line)
	var b strings.Builder
	b.WriteString(gutter + "| " + shown + "\n")
	b.WriteString(strings.Repeat(" ", len(gutter)) + "| " + strings.Repeat(" ", pad))
	b.WriteString(mark(width))
	if label != "" {
		b.WriteString(" " + label)
	}
	b.WriteByte('\n')
	return b.String()
}

func mark(width int) string {
	if width <= 0 {
		return "^"
	}
	return strings.Repeat("~", width)
}

// window returns the part of line that is shown, how many columns of it come
// before the mark, and how wide the mark is.
func window(line string, start, end int) (shown string, pad, width int) {
	line = strings.TrimSuffix(line, "\r")
	start, end = min(start, len(line)), min(end, len(line))
	head, headCut := cutHead(line[:start])
	body, bodyCut := cutTail(line[start:end], maxWidth-lead)
	shown = headCut + Visible(head)
	pad = Width(shown)
	marked := Visible(body)
	if bodyCut {
		return shown + marked + "…", pad, Width(marked)
	}
	tail, tailCut := cutTail(line[end:], max(0, maxWidth-pad-Width(marked)))
	shown += marked + Visible(tail)
	if tailCut {
		shown += "…"
	}
	return shown, pad, Width(marked)
}

// cutHead keeps the last columns of s, all of them if they are few.
func cutHead(s string) (kept, ellipsis string) {
	width, cut, i := 0, 0, len(s)
	for n := 0; i > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		width += runeWidth(r)
		if width > 2*lead || n > maxRunes {
			return s[cut:], "…"
		}
		i -= size
		if width <= lead {
			cut = i
		}
	}
	return s, ""
}

// cutTail keeps the first columns of s.
func cutTail(s string, columns int) (kept string, cut bool) {
	width, n := 0, 0
	for i, r := range s {
		width += runeWidth(r)
		if width > columns || n > maxRunes {
			return s[:i], true
		}
		n++
	}
	return s, false
}

// maxRunes bounds how many characters without width are drawn.
const maxRunes = 4 * maxWidth

// Visible returns s with every control character, byte that is not UTF-8, and
// character that would move the cursor replaced by one visible character.
func Visible(s string) string { return strings.Map(visibleRune, s) }

func visibleRune(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case r < ' ':
		return r + '\u2400' // the control pictures
	case r == 0x7f:
		return '\u2421'
	case r == '\u00a0':
		return '\u237d' // shouldered open box: the no-break space
	case r == utf8.RuneError, unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r),
		unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
		return utf8.RuneError
	}
	return r
}

// Width returns how many columns a terminal gives to s after [Visible].
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// wide holds the blocks whose characters take two columns: East Asian scripts
// and pictographs.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1},
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1},
		{Lo: 0x3041, Hi: 0x33ff, Stride: 1},
		{Lo: 0x3400, Hi: 0x4dbf, Stride: 1},
		{Lo: 0x4e00, Hi: 0xa4cf, Stride: 1},
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1},
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1},
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff00, Hi: 0xff60, Stride: 1},
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1},
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1},
		{Lo: 0x1f900, Hi: 0x1f9ff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1},
	},
}
