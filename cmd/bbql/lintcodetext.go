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
	open    bool       // whether it is assigned, and may go on elsewhere
	kept    int        // which one of those that are kept it is, from 1, or 0
}

// newHole returns what is not known and stands somewhere.
func newHole(start, end int) codeText {
	s := ast.Span{Start: ast.Pos(start), End: ast.Pos(end)}
	return codeText{text: []byte("1"), at: []ast.Span{s}, holes: holes{s}}
}

// with returns the text with another one behind it. A hole takes what is between it
// and its neighbours, so that it is beside them.
func (x codeText) with(y codeText) codeText {
	if len(x.text) == 0 || len(y.text) == 0 {
		x.literal = x.literal || y.literal
		if len(x.text) == 0 {
			y.literal = x.literal
			return y
		}
		return x
	}
	n, m := len(x.at), len(x.holes)
	x.text, x.at, x.holes = append(x.text, y.text...), append(x.at, y.at...), append(x.holes, y.holes...)
	x.encoded = append(x.encoded, y.encoded...)
	x.literal, x.name, x.kept = x.literal || y.literal, "", 0
	before, behind := &x.at[n-1], &x.at[n]
	switch {
	case before.End > behind.Start: // a variable that is set elsewhere
	case m > 0 && x.holes[m-1] == *before:
		before.End = behind.Start
		x.holes[m-1] = *before
	case m < len(x.holes) && x.holes[m] == *behind:
		behind.Start = before.End
		x.holes[m] = *behind
	}
	return x
}

// encode returns the text as it is when it has been encoded.
func (x codeText) encode() codeText {
	y := codeText{holes: x.holes, literal: x.literal}
	for i := range x.text {
		encoded := urlquery.Escape(string(x.text[i : i+1]))
		y.text = append(y.text, encoded...)
		y.at = append(y.at, slices.Repeat(x.at[i:i+1], len(encoded))...)
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
	y := codeText{text: slices.Clone(x.text[:n]), at: slices.Clone(x.at[:n]), literal: x.literal, own: n}
	for _, hole := range x.holes {
		if n > 0 && hole.Start <= x.at[n-1].Start {
			y.holes = append(y.holes, hole)
		}
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
