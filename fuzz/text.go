package fuzz

import "strings"

// words are common to the strings of trees and documents.
var words = [...]string{
	"OPEN",
	"fix",
	"Fix the login",
	"jdoe",
	"K",
	"ſtraße",
	`a "quoted" \ word`,
	"",
	"2024-01-01",
	"2024-01-01T00:00:00Z",
	"5",
	"true",
	"null",
	"name",
}

// injections are texts that would change a query if they were ever taken for
// part of it.
var injections = [...]string{
	`"x" OR a = "y"`,
	`"x") OR (a = "y"`,
	`1 OR a = 1`,
	`true) OR (b = false`,
	`null OR id > 0`,
	`2024-01-01 OR id > 0`,
	`"`,
	`"\"`,
	`\`,
	`"a" "b"`,
	`"a",`,
	`"x" `,
	"\"x\"\n",
	`1e5`,
	`+1`,
	`%!bbql(x)`,
	"\"\x00\"",
	"\"\xff\"",
}

// text returns a text that a string literal can hold: valid UTF-8 without NUL.
func (g *generator) text() string {
	switch g.weigh(6, 3, 1) {
	case 1:
		return g.randomText(12)
	case 2:
		return strings.ToValidUTF8(strings.ReplaceAll(pick(g.Source, injections[:]...), "\x00",
			"0"), "?")
	}
	return words[g.IntN(len(words))]
}

func (g *generator) randomText(limit int) string {
	runes := make([]rune, g.IntN(limit+1))
	for i := range runes {
		runes[i] = g.rune()
	}
	return string(runes)
}

// rune returns a character other than NUL: often one that is special to some
// reader, else one from any of the 17 planes.
func (g *generator) rune() rune {
	const special = "\"\\'%?&=+#; \t\r\n\x01\x1b\x7f\u0085\u00a0\u00df\u0130\u0131\u017f\u0301" +
		"\u200b\u2028\u202e\u212a\ufeff\ufffd\uffff\U0001f600\U0010ffff"
	switch g.weigh(4, 4, 2) {
	case 1:
		runes := []rune(special)
		return runes[g.IntN(len(runes))]
	case 2:
		return g.planeRune()
	}
	return rune(' ' + g.IntN('~'-' '+1))
}

func (g *generator) planeRune() rune {
	r := rune(g.IntN(17)<<16 | g.IntN(1<<16))
	if r == 0 || 0xd800 <= r && r <= 0xdfff {
		return 'x'
	}
	return r
}

// spell returns a string literal for text, in which some backslashes that need
// no escape have none.
func (g *generator) spell(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(text) {
		c := text[i]
		needed := c == '"' || c == '\\' &&
			(i+1 == len(text) || text[i+1] == '"' || text[i+1] == '\\')
		if needed || c == '\\' && g.oneIn(2) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	b.WriteByte('"')
	return b.String()
}
