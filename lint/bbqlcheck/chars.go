package bbqlcheck

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// A char is one byte of a text, with the place in the source that it comes from.
// A hole is one char too.
type char struct {
	b        byte
	hole     *hole // what stands here instead of b
	pos, end token.Pos

	lit      *ast.BasicLit // that the byte is written in, nil if a fix can't get at it
	format   bool          // whether lit is a format, where % is written %%
	encoded  bool          // whether lit is a URL, where the byte may be percent-encoded
	toEncode bool          // whether the program encodes the byte before it gets into a URL
}

// A hole is a part of a text that is known only when the program runs.
type hole struct {
	expr ast.Expr
	kind kind
	text string // what a time may look like
	verb string // what is written in its place, as %d in a format
	spot spot   // where in the filter
}

// A kind says what may stand in a hole.
type kind uint8

const (
	anyText  kind = iota // any text at all: what injection is made of
	number               // a number
	boolean              // true or false
	quoted               // exactly one string literal
	instant              // a time
	goQuoted             // a string as Go quotes it
	safe                 // text that is known to be harmless, of whatever form
)

// literalChars returns the chars of a string literal.
func literalChars(lit *ast.BasicLit) []char {
	if lit.ValueEnd-lit.ValuePos != token.Pos(len(lit.Value)) {
		text, _ := strconv.Unquote(lit.Value) // the compiler has accepted it
		return wholeChars(text, lit)          // carriage returns are not in Value
	}
	inner, pos := lit.Value[1:len(lit.Value)-1], lit.ValuePos+1
	if lit.Value[0] == '`' {
		return rawChars(inner, pos, lit)
	}
	return escapedChars(inner, pos, lit)
}

func rawChars(s string, pos token.Pos, lit *ast.BasicLit) []char {
	cs := make([]char, len(s))
	for i := range len(s) {
		at := pos + token.Pos(i)
		cs[i] = char{b: s[i], pos: at, end: at + 1, lit: lit}
	}
	return cs
}

// escapedChars returns the chars of an interpreted literal. All bytes that an
// escape stands for have its place.
func escapedChars(s string, pos token.Pos, lit *ast.BasicLit) []char {
	var cs []char
	for s != "" {
		r, multibyte, rest, _ := strconv.UnquoteChar(s, '"') // the compiler has accepted it
		decoded := string(r)
		if !multibyte {
			decoded = string([]byte{byte(r)})
		}
		end := pos + token.Pos(len(s)-len(rest))
		for i := range len(decoded) {
			cs = append(cs, char{b: decoded[i], pos: pos, end: end, lit: lit})
		}
		pos, s = end, rest
	}
	return cs
}

// wholeChars returns the chars of a text of which only the whole has a place.
func wholeChars(text string, at ast.Node) []char {
	cs := make([]char, len(text))
	for i := range len(text) {
		cs[i] = char{b: text[i], pos: at.Pos(), end: at.End()}
	}
	return cs
}

func holeChars(h *hole, at ast.Node) []char {
	return []char{{hole: h, pos: at.Pos(), end: at.End()}}
}

// follows reports whether c comes right after another char in the source too, or
// from the same place.
func (c char) follows(before char) bool {
	return c.lit == before.lit && (c.pos == before.end || c.pos == before.pos)
}

// isPart reports whether c is a hole that is a part of a string.
func (c char) isPart() bool {
	return c.hole != nil && c.hole.spot.role == inString && !c.hole.spot.alone
}

// textOf returns the text with a 0 byte for each hole.
func textOf(cs []char) string {
	b := make([]byte, len(cs))
	for i, c := range cs {
		b[i] = c.b
	}
	return string(b)
}

// trimmed returns cs without blanks at its ends.
func trimmed(cs []char) []char {
	blank := func(c char) bool { return c.hole == nil && strings.IndexByte(" \t\r\n", c.b) >= 0 }
	for len(cs) > 0 && blank(cs[0]) {
		cs = cs[1:]
	}
	for len(cs) > 0 && blank(cs[len(cs)-1]) {
		cs = cs[:len(cs)-1]
	}
	return cs
}

// isHole reports whether the text is nothing but a hole.
func isHole(cs []char) bool {
	cs = trimmed(cs)
	return len(cs) == 1 && cs[0].hole != nil
}
