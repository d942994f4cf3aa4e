package bbql

import (
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// escapedQuotes reports a string whose quotes have backslashes before them, as
// they do in the source of a program or a shell. Since the quotes don't end
// where they seem to, nothing is said of what follows.
func (r *recovery) escapedQuotes(i int) bool {
	t, next := r.tokens[i], r.tokens[i+1]
	isString := next.kind == kindString || next.kind == kindBadString
	if r.text(i, i) != `\` || next.start != t.end || !isString {
		return false
	}
	at := r.between(t.span().Start, t.span().End+1)
	e := r.report(at, "the quotes round a string take no backslash", `write "`)
	if fixed := strings.ReplaceAll(r.query, `\"`, `"`); r.parses(fixed) {
		e.Fix = &Fix{Span: r.between(0, ast.Pos(len(r.query))), Text: fixed}
	}
	r.dropToEnd(i, kindTrue)
	return true
}

// cutSemicolon cuts semicolons off the word at i, so that they are reported as
// what they are.
func (r *recovery) cutSemicolon(i int) bool {
	t := r.tokens[i]
	word := strings.TrimRight(r.text(i, i), ";")
	cut := t.start + int32(len(word))
	if t.kind != kindBadWord || cut == t.end || cut == t.start {
		return false
	}
	r.tokens = slices.Replace(r.tokens, i, i+1,
		token{kind: newScannedKind(word), start: t.start, end: cut},
		token{kind: kindBadWord, start: cut, end: t.end})
	return true
}

// isSemicolon reports whether semicolons stand at i.
func (r *recovery) isSemicolon(i int) bool {
	return r.tokens[i].kind == kindBadWord && strings.Trim(r.text(i, i), ";") == ""
}
