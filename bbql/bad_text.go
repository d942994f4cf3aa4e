package bbql

import (
	"fmt"
	"strings"
	"unicode"
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
		if p := r.placeOf(i); p == atTerm || p == atConnector || r.next(i).goesOn() {
			r.replace(i, i+1)
		} else {
			r.stand(i, i+1)
		}
	case kindBadEncoding:
		r.badCharacter(i, "a query")
		r.standForMisencoded(i)
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
	if r.closedByForeign(i) {
		return
	}
	e := r.report(ast.Span{Start: at.Start, End: at.Start + 1}, "the string is not closed", `add "`)
	e.Incomplete = true
	if escaped := endsEscaped(text); escaped {
		e.Hint = `add ", after \\ for a backslash`
	} else if r.takesString(i) && !strings.ContainsAny(text, "()=<>~\n") && isText(text) {
		e.Fix = r.fix(ast.Span{Start: at.End, End: at.End}, `"`)
	}
	r.dropString(i)
}

// dropString repairs the string at i, after which nothing follows.
func (r *recovery) dropString(i int) {
	switch r.placeOf(i) {
	case atTerm, atOperator:
		r.replaceClause(i)
	case atConnector, atSeparator:
		r.replace(i, i+1)
	default:
		r.stand(i, i+1)
	}
}

// closedByForeign reports the string that begins at token i and is closed by a
// typographic quote.
func (r *recovery) closedByForeign(i int) bool {
	n := strings.IndexAny(r.text(i, i), "“”＂")
	if n < 0 {
		return false
	}
	start := r.tokens[i].span().Start + ast.Pos(n)
	quote, size := utf8.DecodeRuneInString(r.query[start:])
	fix := &Fix{Span: ast.Span{Start: start, End: start + ast.Pos(size)}, Text: `"`}
	if !r.parses(fix.Apply(r.query)) {
		return false
	}
	e := r.report(fix.Span, code(string(quote))+" does not close a string", `write "`)
	e.Fix, e.Incomplete = fix, true
	r.dropString(i)
	return true
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
		_, size := utf8.DecodeRuneInString(r.query[at:])
		span := ast.Span{Start: at, End: at + ast.Pos(size)}
		isControl := c == 0 || t.kind == kindBadByte
		switch {
		case c == utf8.RuneError && size == 1:
			r.badEncoding(span)
			return
		case isControl && r.misencoded > 0: // as the NULs of UTF-16
			r.misencoded++
			return
		case isControl:
			e := r.report(span, where+" can't hold "+controlName(c), "remove it")
			e.Fix = r.withoutControls(t)
			return
		}
	}
}

func controlName(c rune) string {
	if c == 0 {
		return "a NUL character"
	}
	return fmt.Sprintf("the control character U+%04X", c)
}

// withoutControls takes out what no text may have: of a string every NUL, of a
// run of control characters all. Invalid UTF-8 in a string has no repair.
func (r *recovery) withoutControls(t token) *Fix {
	if t.kind == kindBadByte {
		return r.fix(t.span(), "")
	}
	text := strings.ReplaceAll(t.text(r.query), "\x00", "")
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
	if unicode.Is(unicode.Cf, c) {
		r.invisible(i, c)
		return
	}
	e := r.report(t.span(), name+" does not separate words", "write a plain space")
	e.Fix = &Fix{Span: t.span(), Text: " "}
	r.replace(i, i+1)
}

// invisible reports a character without width. Where it parts a word, the word
// is put together again.
func (r *recovery) invisible(i int, c rune) {
	at := r.tokens[i].span()
	e := r.report(at, fmt.Sprintf("there is an invisible character, U+%04X", c), "remove it")
	e.Fix = &Fix{Span: at}
	if whole := r.partedWord(i); whole != kindBadWord {
		r.replace(i-1, i+2, whole)
		return
	}
	r.replace(i, i+1)
}

// partedWord returns what the tokens on both sides of token i are together, or
// kindBadWord if that is no word. A token without text is one that was put there,
// such as a parenthesis that was missing, and is no part of a word.
func (r *recovery) partedWord(i int) kind {
	if i == 0 || r.tokens[i-1].end != r.tokens[i].start || r.tokens[i+1].start != r.tokens[i].end {
		return kindBadWord
	}
	before, after := r.text(i-1, i-1), r.text(i+1, i+1)
	if before == "" || after == "" {
		return kindBadWord
	}
	return newScannedKind(before + after)
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
	inner := withinQuotes(text)
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

// withinQuotes returns what text in the quotes of another language stands for:
// a quote within may be doubled or have a backslash before it.
func withinQuotes(text string) string {
	quote, opening := utf8.DecodeRuneInString(text)
	_, closing := utf8.DecodeLastRuneInString(text)
	if len(text) < opening+closing {
		return ""
	}
	q := string(quote)
	return strings.NewReplacer(`\`+q, q, q+q, q).Replace(text[opening : len(text)-closing])
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
	if r.closedByDouble(i) {
		return
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

// closedByDouble reports words between the quote at i and a double quote that
// ends the text.
func (r *recovery) closedByDouble(i int) bool {
	end := i + 1
	for isBare(r.tokens[end].kind) && !r.endsBare(end) {
		end++
	}
	if end == i+1 || !r.takesString(i) || r.text(end, end) != `"` || !r.isApostrophe(end) {
		return false
	}
	_, opening := utf8.DecodeRuneInString(r.text(i, i))
	inner := r.text(i, end-1)[opening:]
	e := r.report(r.across(i, end), "strings need double quotes", quoted(inner))
	e.Fix = r.fix(e.Span, ast.Quote(inner))
	r.stand(i, end+1)
	return true
}
