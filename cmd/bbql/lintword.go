package main

import (
	"strings"
)

// shellEnds are what ends a word of a shell where it is not quoted.
const shellEnds = " \t;|<>()`"

// inShell reports whether a URL is a word of a shell: in a script, and behind a
// quote that is among other text. In the midst of a string it is none.
func (p *piece) inShell(start int, quote byte) bool {
	before := p.text[:start]
	if quote != 0 {
		before = before[:start-1]
	}
	switch {
	case p.form == formYAML && beginsValue(before), p.form != formShell && quote == 0:
		return false
	}
	return strings.Count(before, `"`)%2+strings.Count(before, "'")%2 == 0
}

// word returns the URL that begins at a place behind a quote, or 0, and where the
// word ends that it is. A word may be put together: 'a'"b"\c. Where that is, and
// so a fix could tear quotes apart, is a hole.
func (p *piece) word(start int, quote byte) (g target, end int) {
	var text []byte
	g = target{start: start, embedded: true, holes: p.holes[:len(p.holes):len(p.holes)]}
	last, i := start, start
	for i < len(p.text) && (quote != 0 || strings.IndexByte(shellEnds, p.text[i]) < 0) {
		c, size := p.text[i], 1
		switch {
		case c == quote:
			quote = 0
			i++
			continue
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
			i++
			continue
		case c == '\\' && p.escapes(i, quote):
			c, size = p.text[i+1], 2
		}
		if last < i {
			g.holes = append(g.holes, p.place(last, i))
		}
		text = append(text, c)
		g.at = append(g.at, int(p.place(i, i).Start))
		i += size
		last = i
	}
	g.text, g.cut = string(text), quote != 0
	g.at = append(g.at, int(p.place(last, last).Start))
	return g, i
}

// escapes reports whether the backslash at a place, in quotes or not, is not one
// of the text.
func (p *piece) escapes(i int, quote byte) bool {
	if i+1 == len(p.text) || quote == '\'' {
		return false
	}
	return quote == 0 || strings.IndexByte("\\\"$`", p.text[i+1]) >= 0
}

// find returns the URL that begins at a place and has a parameter at another, and
// where it ends.
func (p *piece) find(start, param int, quote byte) (target, int) {
	if p.inShell(start, quote) {
		return p.word(start, quote)
	}
	end, cut := p.endOf(start, param, quote)
	g := p.target(start, end, quote)
	g.cut = cut
	return g, end
}
