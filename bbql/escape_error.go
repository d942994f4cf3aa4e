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

// cutSemicolon cuts a semicolon off the word at i, so that it is reported as
// what it is.
func (r *recovery) cutSemicolon(i int) bool {
	t := r.tokens[i]
	word, found := strings.CutSuffix(r.text(i, i), ";")
	if t.kind != kindBadWord || !found || word == "" {
		return false
	}
	cut := t.end - 1
	r.tokens = slices.Replace(r.tokens, i, i+1,
		token{kind: newScannedKind(word), start: t.start, end: cut},
		token{kind: kindBadWord, start: cut, end: t.end})
	return true
}
