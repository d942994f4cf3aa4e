package bbql

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

const wantConnector = "join comparisons with AND or OR"

// foreignConnector returns the connector that a run of operator characters
// stands for in other languages, "" if none.
func foreignConnector(text string) string {
	switch {
	case strings.Trim(text, "&") == "":
		return "AND"
	case strings.Trim(text, "|") == "":
		return "OR"
	}
	return ""
}

// connectorError reports what stands after a whole comparison.
func (r *recovery) connectorError(i int) {
	t := r.tokens[i]
	text := r.text(i, i)
	switch k := t.kind; {
	case r.innerQuotes(i) || r.tornDate(i) || r.nextParameter(i):
	case k == kindBadOperator && foreignConnector(text) != "":
		meant := foreignConnector(text)
		e := r.report(t.span(), code(text)+" does not join comparisons", "use "+meant)
		e.Fix = r.fix(t.span(), meant)
		r.replace(i, i+1, kindAnd)
	case k == kindComma:
		r.commaAfter(i)
	case k == kindPath && strings.EqualFold(text, "order") && r.next(i) == kindPath:
		r.report(t.span(), "a filter does not sort",
			"use the sort parameter, as in sort=-updated_on")
		r.dropToEnd(i)
	case k == kindPath && strings.EqualFold(text, "limit") && r.next(i) == kindNumber:
		r.report(t.span(), "a filter does not limit", "use the pagelen parameter, as in pagelen=50")
		r.dropToEnd(i)
	case strings.HasPrefix(r.query[t.start:], "--"), strings.HasPrefix(text, "//"),
		strings.HasPrefix(text, "/*"), strings.HasPrefix(text, "#"):
		rest := r.between(t.span().Start, ast.Pos(len(r.query)))
		r.report(rest, "there are no comments", "remove it")
		r.dropToEnd(i)
	case r.brace(i):
	case k == kindPath && r.beginsTerm(i+1), r.isSemicolon(i) && r.beginsTerm(i+1):
		r.report(t.span(), code(text)+" does not join comparisons", "use AND or OR")
		r.replace(i, i+1, kindAnd)
	case r.isSemicolon(i):
		r.report(t.span(), "a query has no `;`", "remove it").Fix = r.fix(t.span(), "")
		r.replace(i, i+1)
	case k == kindPath && r.hasOperator(i), k == kindOpen, k == kindNot && r.beginsTerm(i+1),
		k == kindBadWord && r.next(i).isOperator():
		r.report(t.span(), "nothing joins the comparisons", "write AND or OR before "+code(text))
		r.stand(i, i)
	case k.isOperator():
		r.report(t.span(), "a comparison has one operator", "join two comparisons with AND")
		r.dropRest(i)
	default:
		r.report(t.span(), "unexpected "+r.describe(i)+" after a comparison", wantConnector)
		r.dropRest(i)
	}
}

// brace reports a brace at i that the quote before it should come after.
func (r *recovery) brace(i int) bool {
	before := r.tokens[i-1]
	text := r.text(i-1, i-1)
	glued := r.text(i, i) == "}" && before.end == r.tokens[i].start
	if !glued || before.kind != kindString || !strings.HasPrefix(text, `"{`) {
		return false
	}
	quote := before.span().End
	e := r.report(r.between(quote-1, quote+1), "the quote stands before the brace", "write `}\"`")
	e.Fix = &Fix{Span: e.Span, Text: `}"`}
	r.replace(i, i+1)
	return true
}

// commaAfter reports a comma after a whole comparison.
func (r *recovery) commaAfter(i int) {
	at := r.tokens[i].span()
	before, after := r.tokens[i-1], r.tokens[i+1]
	if before.kind == kindNumber && after.kind == kindNumber && before.end+2 == after.start+1 {
		whole := strings.ReplaceAll(r.text(i-1, i+1), ",", "")
		e := r.report(r.across(i-1, i+1), "digits are not grouped by commas", code(whole))
		e.Fix = r.fix(e.Span, whole)
		r.replace(i-1, i+2, kindNumber)
		return
	}
	if r.beginsComparison(i + 1) {
		r.report(at, "a comma does not join comparisons", "use AND or OR")
		r.stand(i, i+1)
		return
	}
	e := r.report(at, "commas separate only the values of a list", "use IN, "+wantList)
	end := r.unparenthesised(i + 1)
	if end > i+1 && r.tokens[i-2].kind == kindEq {
		list := "IN (" + r.listText(i-1, end) + ")"
		e.Fix = r.fix(r.across(i-2, end-1), list)
	}
	r.replace(i, end)
}

// innerQuotes reports a string with quotes in it that are not escaped, as in
// "fix "login" bug": strings with words between, as far as the last quote
// before the next comparison.
func (r *recovery) innerQuotes(i int) bool {
	if r.tokens[i-1].kind != kindString || !isInnerText(r.tokens[i].kind) {
		return false
	}
	last := r.lastInnerString(i)
	apart := r.tokens[i-1].end < r.tokens[i].start
	if last < i || last == i && apart ||
		r.tokens[last].kind == kindBadString && !strings.HasSuffix(r.text(last, last), `"`) {
		return false
	}
	whole := r.text(i-1, last)
	if !isText(whole) || endsEscaped(whole[:len(whole)-1]) || len(whole) < 2 {
		return false
	}
	switch {
	case holdsComparison(whole[1 : len(whole)-1]):
		r.report(r.tokens[i-1].span(), "the string is not closed where it should be",
			"check its quotes")
		r.replace(i, last+1)
		return true
	case apart && r.text(i, i) == "+":
		r.report(r.tokens[i].span(), "strings are not joined", "write the whole string")
		r.replace(i, last+1)
		return true
	}
	e := r.report(r.across(i-1, last), "quotes inside a string need a backslash", "")
	fixed := escapeQuotes(whole)
	e.Hint = plain(fixed)
	e.Fix = r.fix(e.Span, fixed)
	r.replace(i, last+1)
	return true
}

// holdsComparison reports whether text has AND or OR and a comparison in it.
func holdsComparison(text string) bool {
	tokens := scan(text)
	for i := range len(tokens) - 2 {
		if tokens[i].kind.isConnector() && tokens[i+1].kind == kindPath &&
			tokens[i+2].kind.isOperator() {
			return true
		}
	}
	return false
}

// lastInnerString returns the last string among the words and strings that
// begin at i, -1 if there is none.
func (r *recovery) lastInnerString(i int) int {
	last := -1
	for ; isInnerText(r.tokens[i].kind) && !r.beginsComparison(i); i++ {
		if k := r.tokens[i].kind; k == kindString || k == kindBadString {
			last = i
		}
	}
	return last
}

// isInnerText reports whether a token can be part of a string that falls apart
// at quotes within it.
func isInnerText(k kind) bool { return isBare(k) || k == kindString || k == kindBadString }

// escapeQuotes puts a backslash before every quote within the string literal
// that has none.
func escapeQuotes(literal string) string {
	inner := literal[1 : len(literal)-1]
	if !strings.ContainsAny(strings.ReplaceAll(inner, `""`, ""), `"\`) { // doubled, as in SQL
		return `"` + strings.ReplaceAll(inner, `""`, `\"`) + `"`
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(inner); i++ {
		switch {
		case inner[i] == '"':
			b.WriteByte('\\')
		case inner[i] == '\\' && i+1 < len(inner):
			b.WriteByte(inner[i])
			i++
		}
		b.WriteByte(inner[i])
	}
	b.WriteByte('"')
	return b.String()
}

// tornDate reports a datetime whose second part, at i, stands apart: its time, or
// its offset, with the sign or without the one that URL decoding took (rule Y9).
func (r *recovery) tornDate(i int) bool {
	isOffset := strings.IndexAny(r.text(i, i), "+-Z") == 0 && !r.beginsComparison(i)
	return r.joinDate(i, "+", "the offset has lost its +, which a URL spells %2B") ||
		r.joinDate(i, "T", "a date and its time are joined by T") ||
		isOffset && r.joinDate(i, "", "the offset follows the time without a space")
}

// joinDate reports that the datetime before token i and the token itself are
// one datetime when joined by glue.
func (r *recovery) joinDate(i int, glue, msg string) bool {
	if r.tokens[i-1].kind != kindDateTime {
		return false
	}
	joined := r.text(i-1, i-1) + glue + r.text(i, i)
	if _, fault := value.ParseDateTime(joined); fault.Msg != "" {
		return false
	}
	e := r.report(r.between(r.tokens[i-1].span().Start, r.tokens[i].span().End), msg, joined)
	e.Fix = &Fix{Span: r.between(r.tokens[i-1].span().End, r.tokens[i].span().Start), Text: glue}
	r.replace(i, i+1)
	return true
}
