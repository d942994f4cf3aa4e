package bbql

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/snippet"
)

// maxQuoted is how many characters of the query's text a message repeats.
const maxQuoted = 40

// code returns text of the query for a message: cut, on one line, in back
// quotes, or in double quotes if it has a back quote itself.
func code(text string) string {
	if strings.Contains(text, "`") {
		return `"` + plain(text) + `"`
	}
	return "`" + plain(text) + "`"
}

// quoted returns text of the query as the string literal to write, or as near
// to it as text comes that no literal can hold.
func quoted(text string) string {
	if !isText(text) {
		return plain(`"` + text + `"`)
	}
	return plain(ast.Quote(text))
}

// count returns a number with its noun, which takes an s but for one.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// plain cuts text and makes what does not show visible.
func plain(text string) string {
	n := 0
	for i := range text {
		if n++; n > maxQuoted {
			return snippet.Visible(text[:i]) + "…"
		}
	}
	return snippet.Visible(text)
}

// fix returns an edit that does not glue words together: where text and what
// it is put beside are both words, a space comes between.
func (r *recovery) fix(at ast.Span, text string) *Fix {
	before, _ := utf8.DecodeLastRuneInString(r.query[:at.Start])
	after, _ := utf8.DecodeRuneInString(r.query[at.End:])
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if text == "" {
		if isWordRune(before) && isWordRune(after) {
			text = " "
		}
		return &Fix{Span: at, Text: text}
	}
	if isWordRune(before) && isWordRune(first) {
		text = " " + text
	}
	if isWordRune(last) && isWordRune(after) {
		text += " "
	}
	return &Fix{Span: at, Text: text}
}

// isWordRune reports whether r would run together with another such character.
// The characters of operators count, since they too are read in runs.
func isWordRune(r rune) bool {
	if r >= utf8.RuneSelf {
		return r != utf8.RuneError && !unicode.IsSpace(r)
	}
	return classes[r] == classWord
}

func (r *recovery) between(start, end ast.Pos) ast.Span { return ast.Span{Start: start, End: end} }

// across returns the range from the start of token i to the end of token j.
func (r *recovery) across(i, j int) ast.Span {
	return r.between(r.tokens[i].span().Start, r.tokens[j].span().End)
}

// text returns the query's text from the start of token i to the end of token
// j.
func (r *recovery) text(i, j int) string {
	at := r.across(i, j)
	return r.query[at.Start:at.End]
}

// describe names a token in a message.
func (r *recovery) describe(i int) string {
	t := r.tokens[i]
	switch {
	case r.atEnd(i):
		return "the end"
	case t.start < t.end:
		return code(t.text(r.query))
	case t.kind == kindPath:
		return "the field"
	case t.kind.isValue():
		return "the value"
	}
	return code(tokenText(t, r.query))
}
