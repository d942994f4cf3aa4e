package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// shellEnds are what ends a word of a shell where it is not quoted.
const shellEnds = " \t\r\n;|<>()`"

// nextParam is what an ampersand is followed by where it is meant to be one of a
// URL. A shell reads it as the end of a command, and an assignment.
var nextParam = regexp.MustCompile(`^&[A-Za-z_][\w.]*=`)

// flowValue is what stands before a value in a line of YAML that holds several.
var flowValue = regexp.MustCompile(`[\[{] *$|[:,] +$`)

// A letter says where in its source a byte of a text is, and how it is written
// there.
type letter struct {
	ast.Span
	quote   byte // the quotes of a shell that it is in, or 0
	encoded bool // whether the byte is encoded before it is sent
}

// inShell reports whether a URL is a word of a shell: in a script, and behind a
// quote that is among other text. In the midst of a string it is none.
func (p *piece) inShell(start int, quote byte) bool {
	before := start
	if quote != 0 {
		before--
	}
	switch {
	case p.form == formProse:
		return false
	case p.form == formYAML && (beginsValue(p.text[:before]) || flowValue.MatchString(p.text[max(0, before-3):before])),
		p.form != formShell && quote == 0:
		return false
	}
	return !p.quotes.openAt(before)
}

// word returns what begins at a place, behind a quote or 0, and where the word
// ends that it is. A word may be put together: 'a'"b"\c.
func (p *piece) word(start int, quote byte) (g target, end int) {
	var text []byte
	g = target{embedded: true, nested: p.nested, word: true, holes: p.holes}
	i := start
	for i < len(p.text) && (quote != 0 || !p.endsWord(i)) {
		c, size := p.text[i], 1
		switch {
		case c == quote && c != 0:
			quote = 0
			i++
			continue
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
			i++
			continue
		case quote != '\'' && lineEnds(p.text[i:]) > 0:
			i += lineEnds(p.text[i:])
			continue
		case c == '\\' && p.escapes(i, quote):
			c, size = p.text[i+1], 2
		case c == '&' && quote == 0:
			if !nextParam.MatchString(p.text[i:]) {
				return g.made(text, false), i
			}
			g.background = append(g.background, p.place(i, i+1))
		}
		text = append(text, c)
		g.letters = append(g.letters, p.letter(i, i+size, quote))
		i += size
	}
	return g.made(text, quote != 0), i
}

// endsWord reports whether a word that is not quoted ends at a place. YAML may have
// brackets around a command.
func (p *piece) endsWord(i int) bool {
	return strings.IndexByte(shellEnds, p.text[i]) >= 0 ||
		p.form == formYAML && len(p.text)-i < 10 && strings.Trim(p.text[i:], "]} ") == ""
}

// letter returns the byte that a range of the piece stands for.
func (p *piece) letter(start, end int, quote byte) letter {
	at := p.place(start, end)
	return letter{at, quote, p.encoded.at(at.Start) >= 0}
}

func (g target) made(text []byte, cut bool) target {
	g.text, g.cut = string(text), cut
	return g
}

// lineEnds returns how long the end of a line is that a text begins with and
// that a backslash takes away, or 0.
func lineEnds(text string) int {
	for _, end := range []string{"\\\n", "\\\r\n"} {
		if strings.HasPrefix(text, end) {
			return len(end)
		}
	}
	return 0
}

// escapes reports whether the backslash at a place, in quotes or not, is not one
// of the text.
func (p *piece) escapes(i int, quote byte) bool {
	if i+1 == len(p.text) || quote == '\'' {
		return false
	}
	return quote == 0 || strings.IndexByte("\\\"$`", p.text[i+1]) >= 0
}

// inQuotes returns a text as it is written in quotes of a shell, or without any,
// and false if it can't be, or only in another way.
func inQuotes(text string, quote byte) (string, bool) {
	switch {
	case isPlain(text):
		return text, true
	case quote == '\'':
		return text, !strings.ContainsAny(text, "'\n")
	case quote == '"':
		return strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "`", "\\`").Replace(text),
			!strings.Contains(text, "\n")
	}
	return "", false
}

// encodedFrom returns the target with what is from a place of its text on encoded
// as it is in a URL.
func (g target) encodedFrom(start int) target {
	text, letters := g.text[start:], g.letters[start:]
	g.letters = g.letters[:start:start]
	for i, l := range letters {
		l.encoded = true
		for range len(urlquery.Escape(text[i : i+1])) {
			g.letters = append(g.letters, l)
		}
	}
	g.text = g.text[:start] + urlquery.Escape(text)
	return g
}

// from returns the target without what is before a place of its text.
func (g target) from(start int) target {
	g.text, g.letters = g.text[start:], g.letters[start:]
	return g
}

// with returns a URL with parameters behind it.
func (g target) with(params []target) target {
	var text strings.Builder
	text.WriteString(g.text)
	letters := slices.Clone(g.letters)
	separator := g.separator()
	for _, other := range params {
		between := other.letters[0]
		between = letter{Span: emptyAt(between.Start)}
		for range len(separator) {
			letters = append(letters, between)
		}
		text.WriteString(separator + other.text)
		letters = append(letters, other.letters...)
		g.cut = g.cut || other.cut
		g.background = append(g.background, other.background...)
		separator = "&"
	}
	g.text, g.letters = text.String(), letters
	return g
}
