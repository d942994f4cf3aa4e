package main

import (
	"bytes"
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// A codeText is what is known of a string that a program makes.
type codeText struct {
	text    []byte
	at      []ast.Span // where each byte is in the file
	holes   holes      // what is not known of it
	encoded holes      // what is encoded before it is sent
	literal bool       // whether a part of it is written there
	own     int        // how many bytes are those of a variable
	name    string     // of the variable that is all of it, or ""
	format  bool       // whether a percent sign in it may mean something else
	kept    int        // which one of those that are kept it is, from 1, or 0
}

// mayFilter reports whether the text may hold a filter.
func (x *codeText) mayFilter() bool { return x.literal && filterWord.MatchString(" "+string(x.text)) }

// newHole returns what is not known and stands somewhere.
func newHole(start, end int) codeText {
	s := ast.Span{Start: ast.Pos(start), End: ast.Pos(end)}
	return codeText{text: []byte("1"), at: []ast.Span{s}, holes: holes{s}}
}

// member returns what a member of the text is: of one that is written there only what
// keeps the text.
func (x codeText) member(name string, unknown codeText) codeText {
	switch {
	case x.literal && !keeper.MatchString(name):
		return unknown
	case x.name != "":
		x.name += name
	}
	return x
}

// call returns what the text is before arguments or an index, such as those of a
// function that puts values into it.
func (x codeText) call(open byte, unknown codeText) codeText {
	if x.literal && open == '(' {
		return x
	}
	return unknown
}

// with returns the text with another one behind it.
func (x codeText) with(y codeText) codeText {
	switch {
	case len(y.text) == 0:
		x.literal, x.format = x.literal || y.literal, x.format || y.format
		return x
	case len(x.text) == 0:
		y.literal, y.format = x.literal || y.literal, x.format || y.format
		return y
	}
	n, m := len(x.at), len(x.holes)
	x.text, x.at, x.holes = append(x.text, y.text...), append(x.at, y.at...), append(x.holes, y.holes...)
	x.encoded = append(x.encoded, y.encoded...)
	x.literal, x.format = x.literal || y.literal, x.format || y.format
	x.name, x.kept = "", 0
	x.widen(n, m)
	return x
}

// widen makes a hole that ends, or begins, at a place take what is between it and its
// neighbour there, so that it is beside that. So many holes begin before the place.
func (x codeText) widen(at, holes int) {
	before, behind := &x.at[at-1], &x.at[at]
	switch {
	case before.End > behind.Start: // a variable that is set elsewhere
	case holes > 0 && x.holes[holes-1] == *before:
		before.End = behind.Start
		x.holes[holes-1] = *before
	case holes < len(x.holes) && x.holes[holes] == *behind:
		behind.Start = before.End
		x.holes[holes] = *behind
	}
}

// add adds what is written at one place.
func (x *codeText) add(text string, at ast.Span) {
	for i := range len(text) {
		x.text, x.at = append(x.text, text[i]), append(x.at, at)
	}
}

// encode returns the text as it is when it has been encoded.
func (x codeText) encode() codeText {
	y := codeText{holes: x.holes, literal: x.literal}
	for i := range x.text {
		y.add(urlquery.Escape(string(x.text[i:i+1])), x.at[i])
		y.encoded = append(y.encoded, x.at[i])
	}
	return y
}

// path returns the text without parameters, as what a variable has in front of others.
func (x codeText) path() codeText {
	n := bytes.IndexAny(x.text, "?&")
	if n < 0 {
		n = len(x.text)
	}
	y := codeText{text: slices.Clone(x.text[:n]), at: slices.Clone(x.at[:n]), literal: x.literal, format: x.format, own: n}
	if n > 0 {
		y.holes = x.holes.until(y.at[n-1])
	}
	return y
}

// piece returns what there is to read in the text. What goes on behind a variable
// begins with the first or another parameter, or with more of the path.
func (x codeText) piece() (*piece, bool) {
	if x.own == len(x.text) || x.own > 0 && bytes.IndexByte([]byte("?&/"), x.text[x.own]) < 0 {
		return nil, false
	}
	if x.text[x.own] == '&' {
		x.text = slices.Clone(x.text)
		x.text[x.own] = '?'
	}
	p := newPiece(formJSON, string(x.text), x.at)
	p.holes = append(p.holes, x.holes...)
	slices.SortFunc(p.holes, func(a, b ast.Span) int { return int(a.Start - b.Start) })
	p.holes = slices.CompactFunc(p.holes, func(a, b ast.Span) bool {
		return a.Start < b.End && b.Start < a.End
	})
	p.encoded = x.encoded
	return p, true
}
