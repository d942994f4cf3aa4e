package bbql

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
)

// badText reports what is wrong with the characters of token i, wherever it
// stands, and reports whether it was that.
func (r *recovery) badText(i int) bool {
	switch r.tokens[i].kind {
	case kindBadString:
		r.unclosedString(i)
	case kindBadText:
		r.badCharacter(i, "a string")
		r.stand(i, i+1)
	case kindBadByte:
		r.badCharacter(i, "a query")
		r.replace(i, i+1)
	case kindBadSpace:
		r.badSpace(i)
	case kindBadQuote:
		r.foreignQuote(i)
	default:
		return false
	}
	return true
}

// unclosedString reports the string that begins at token i, which is the last.
func (r *recovery) unclosedString(i int) {
	t := r.tokens[i]
	text := t.text(r.query)
	at := t.span()
	e := r.report(ast.Span{Start: at.Start, End: at.Start + 1}, "the string is not closed", `add "`)
	e.Incomplete = true
	if escaped := endsEscaped(text); escaped {
		e.Hint = `add ", after \\ for a backslash`
	} else if r.takesString(i) && !strings.ContainsAny(text, "()=<>~\n") && isText(text) {
		e.Fix = r.fix(ast.Span{Start: at.End, End: at.End}, `"`)
	}
	r.stand(i, i+1)
}

// endsEscaped reports whether text ends in a backslash that would escape a
// quote behind it.
func endsEscaped(text string) bool {
	trimmed := strings.TrimRight(text, `\`)
	return (len(text)-len(trimmed))%2 == 1
}

// badCharacter reports the first character in token i that no text may have.
func (r *recovery) badCharacter(i int, where string) {
	t := r.tokens[i]
	for n, c := range t.text(r.query) {
		at := ast.Pos(t.start) + ast.Pos(n)
		c, size := c, utf8.RuneLen(c)
		if c == utf8.RuneError {
			c, size = utf8.DecodeRuneInString(r.query[at:])
		}
		span := ast.Span{Start: at, End: at + ast.Pos(size)}
		switch {
		case c == utf8.RuneError && size == 1:
			r.report(span, fmt.Sprintf("the byte %#02x is not UTF-8", r.query[at]), "encode the query as UTF-8")
			return
		case c == 0:
			r.report(span, where+" can't hold a NUL character", "remove it").Fix = withoutControls(t, r.query)
			return
		case t.kind == kindBadByte:
			r.report(span, fmt.Sprintf("%s can't hold the control character U+%04X", where, c), "remove it").
				Fix = withoutControls(t, r.query)
			return
		}
	}
}

// withoutControls takes out what no text may have: of a string every NUL, of a
// run of control characters all. Invalid UTF-8 in a string has no repair.
func withoutControls(t token, query string) *Fix {
	if t.kind == kindBadByte {
		return &Fix{Span: t.span()}
	}
	text := strings.ReplaceAll(t.text(query), "\x00", "")
	if !isText(text) {
		return nil
	}
	return &Fix{Span: t.span(), Text: text}
}

// badSpace reports a space that is none in this language.
func (r *recovery) badSpace(i int) {
	t := r.tokens[i]
	c, _ := utf8.DecodeRuneInString(t.text(r.query))
	name := fmt.Sprintf("the space U+%04X", c)
	if c == '\u00a0' {
		name = "a no-break space"
	}
	e := r.report(t.span(), name+" does not separate words", "write a plain space")
	e.Fix = &Fix{Span: t.span(), Text: " "}
	r.replace(i, i+1)
}

// foreignQuote reports text in quotes other than double quotes.
func (r *recovery) foreignQuote(i int) {
	t := r.tokens[i]
	text := t.text(r.query)
	_, opening := utf8.DecodeRuneInString(text)
	if len(text) == opening {
		r.loneQuote(i)
		return
	}
	_, closing := utf8.DecodeLastRuneInString(text)
	inner := text[opening : len(text)-closing]
	if r.placeOf(i) == atTerm && ast.Path(inner).Valid() {
		r.report(t.span(), "field names take no quotes", code(inner)).Fix = r.fix(t.span(), inner)
		r.stand(i, i+1)
		return
	}
	e := r.report(t.span(), "strings need double quotes", quoted(inner))
	if r.takesString(i) && isText(inner) {
		e.Fix = r.fix(t.span(), ast.Quote(inner))
	}
	r.standForString(i)
}

// standForString puts a string in the place of token i where one may stand.
func (r *recovery) standForString(i int) {
	if r.takesString(i) {
		r.stand(i, i+1)
		return
	}
	r.replaceClause(i)
}

// takesString reports whether a string may stand at i.
func (r *recovery) takesString(i int) bool {
	p := r.placeOf(i)
	return p == atValue || p == atFirstListed || p == atListed
}

// loneQuote reports a quote that nothing closes, with the word behind it.
func (r *recovery) loneQuote(i int) {
	end := i + 1
	if k := r.tokens[end].kind; k == kindPath || k == kindBadWord || k == kindNumber {
		end++
	}
	e := r.report(r.tokens[i].span(), r.describe(i)+" is not a quote of this language",
		`strings need double quotes, as in "text"`)
	e.Incomplete = r.tokens[end].kind == kindEOF
	if r.takesString(i) {
		r.stand(i, end)
		return
	}
	r.replace(i, i+1)
}
