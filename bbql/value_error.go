package bbql

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

const wantValue = "a \"string\", number, date, true, false or null belongs here"

// valueError reports what stands in the place of a value after an operator.
func (r *recovery) valueError(i int) {
	k := r.tokens[i].kind
	switch {
	case k == kindOpen:
		r.listWithoutIn(i)
	case k.isOperator() || k == kindBadOperator:
		r.secondOperator(i)
	case k == kindIn && r.next(i) == kindOpen:
		r.operatorBeforeIn(i)
	case k == kindBadWord && r.brackets(i):
	case k == kindPath && r.arrow(i):
	case r.beginsComparison(i) && r.next(i).isOperator():
		r.stand(i, i+1) // it is the operator behind it that is too much
	case k == kindMinus:
		r.minus(i)
	case k == kindEOF || k.isConnector() || k == kindClose || k == kindComma:
		r.missingValue(i)
	case k == kindNot && r.next(i).isValue():
		r.notValue(i)
	default:
		r.bareValue(i)
	}
}

// arrow reports author->nickname, whose second name is at i.
func (r *recovery) arrow(i int) bool {
	isArrow := i >= 2 && r.tokens[i-1].kind == kindGt && r.hasOperator(i)
	if !isArrow || strings.ContainsAny(r.text(i-2, i), " \t\r\n") {
		return false
	}
	object, found := strings.CutSuffix(r.text(i-2, i-2), "-")
	if !found {
		return false
	}
	fixed := object + "." + r.text(i, i)
	if !ast.Path(fixed).Valid() {
		return false
	}
	e := r.report(r.across(i-2, i), "names are joined by dots", code(fixed))
	e.Fix = r.fix(r.across(i-2, i), fixed)
	r.replace(i-2, i+1, kindPath)
	return true
}

// missingValue reports that nothing follows the operator before token i.
func (r *recovery) missingValue(i int) {
	end := r.tokens[i].span().Start
	msg := "expected a value after " + r.describe(i-1)
	if !r.atEnd(i) {
		msg += ", found " + r.describe(i)
		end = r.tokens[i].span().End
	}
	e := r.report(r.between(r.tokens[i].span().Start, end), msg, wantValue)
	r.incomplete(e, i)
	if r.tokens[i].kind.isConnector() && r.next(i) == kindEOF { // meant as a word
		r.stand(i, i+1)
		return
	}
	r.replace(i, i, kindTrue)
}

// listWithoutIn reports a list after an operator that takes one value.
func (r *recovery) listWithoutIn(i int) {
	op := r.tokens[i-1]
	end, isList := r.listEnd(i)
	e := r.report(op.span(), r.describe(i-1)+" takes one value, not a list", "use IN for a list")
	if op.kind == kindNe {
		e.Hint = "use NOT IN for a list"
	}
	switch {
	case isList && op.kind == kindEq:
		e.Fix = r.fix(op.span(), "IN")
	case isList && op.kind == kindNe:
		e.Fix = r.fix(op.span(), "NOT IN")
	case op.kind == kindEq && r.isChoice(i+1, end-1):
		list := "IN (" + r.listText(i+1, end-1) + ")"
		e.Hint, e.Fix = "use "+code(list), r.fix(r.across(i-1, end-1), list)
	}
	r.replace(i, end, kindTrue)
}

// isChoice reports whether the tokens i to end are values with OR between.
func (r *recovery) isChoice(i, end int) bool {
	for n, t := range r.tokens[i:end] {
		if n%2 == 0 && !t.kind.isListed() || n%2 == 1 && t.kind != kindOr {
			return false
		}
	}
	return (end-i)%2 == 1
}

// listEnd returns the index after the parenthesis that closes the one at i, and
// whether a list of values is between them.
func (r *recovery) listEnd(i int) (end int, isList bool) {
	depth, isList := 0, r.tokens[i+1].kind.isListed()
	for j := i; ; j++ {
		switch k := r.tokens[j].kind; {
		case k == kindEOF:
			return j, false
		case k == kindOpen:
			depth++
			isList = isList && depth == 1
		case k == kindClose:
			if depth--; depth == 0 {
				return j + 1, isList && r.tokens[j-1].kind != kindComma
			}
		default:
			wanted := kindComma
			if (j-i)%2 == 1 {
				wanted = k
			}
			isList = isList && k == wanted && (k == kindComma || k.isListed())
		}
	}
}

// secondOperator reports an operator after an operator.
func (r *recovery) secondOperator(i int) {
	end := i + 1
	for k := r.tokens[end].kind; k.isOperator() || k == kindBadOperator; k = r.tokens[end].kind {
		end++
	}
	e := r.secondOperatorError(i)
	if end == i+1 {
		r.splitOperator(e, i-1)
	}
	r.replace(i, end)
}

// secondOperatorError reports token i as an operator too many.
func (r *recovery) secondOperatorError(i int) *Error {
	msg := "unexpected " + r.describe(i) + " after " + r.describe(i-1)
	return r.report(r.tokens[i].span(), msg, "one operator is enough")
}

// operatorBeforeIn reports an operator right before IN and a list.
func (r *recovery) operatorBeforeIn(i int) {
	e := r.report(r.across(i-1, i), code(r.text(i-1, i))+" is not an operator", "use `IN`")
	if r.tokens[i-1].kind == kindNe {
		e.Hint, e.Fix = "use `NOT IN`", r.fix(e.Span, "NOT IN")
		r.replace(i-1, i, kindNot)
		return
	}
	e.Fix = r.fix(e.Span, "IN")
	r.replace(i-1, i)
}

// minus reports a minus sign that is no part of a number.
func (r *recovery) minus(i int) {
	if r.next(i) == kindNumber {
		number := "-" + strings.TrimPrefix(r.text(i+1, i+1), "-")
		e := r.report(r.across(i, i+1), "a minus sign belongs to its number", code(number))
		e.Fix = r.fix(e.Span, number)
		r.stand(i, i+2)
		return
	}
	r.bareValue(i)
}

// notValue reports NOT between an operator and a value.
func (r *recovery) notValue(i int) {
	op := r.tokens[i-1].kind
	e := r.report(r.tokens[i].span(), "`NOT` can't stand before a value",
		"negate the operator, as in a != 1")
	if op == kindEq || op == kindContains {
		negated := (op + 1).op().String()
		e.Hint = "use " + code(negated)
		e.Fix = r.fix(r.across(i-1, i), negated)
	}
	r.replace(i, i+1)
}

// bareValue reports words without quotes, and numbers and dates that are none.
func (r *recovery) bareValue(i int) {
	end := r.bareEnd(i)
	text := strings.TrimSuffix(r.text(i, end-1), `"`)
	switch {
	case r.functionCall(i) || r.escapedQuotes(i) || r.cutSemicolon(i) || r.typedDate(i):
	case r.placeOf(i) == atValue && r.gluedKeyword(i, r.text(i, i)):
	case end == i+1 && r.tokens[i].kind == kindBadWord && r.badNumeric(i):
	case r.isRelativeDate(i, end):
		r.report(r.across(i, end-1), "there are no relative dates",
			"write the date, as in 2024-01-31")
		r.stand(i, end)
	case end == i+1 && r.isForeignDate(i):
		r.report(r.tokens[i].span(), code(text)+" is no date", "write the date, as in 2024-01-31")
		r.stand(i, end)
	case end == i+1 && truths[strings.ToLower(text)] != "" && r.tokens[i-1].kind <= kindNe:
		r.report(r.tokens[i].span(), code(text)+" is not a value",
			"write "+truths[strings.ToLower(text)]+", or "+quoted(text)+" for the text")
		r.stand(i, end)
	case end == i+2 && r.sortsBy(i):
		r.report(r.across(i-2, i+1), "a filter does not sort",
			"use the sort parameter, as in sort=-updated_on")
		r.stand(i, end)
	case end == i+1 && nothings[strings.ToLower(text)]:
		r.report(r.tokens[i].span(), code(text)+" is not a value",
			"write null for no value, "+quoted(text)+" for the text")
		r.stand(i, end)
	case end == i+1 && r.isOrdered(i) && strings.HasSuffix(text, "_on"):
		r.report(r.tokens[i].span(), "a field can't be compared with a field", "write a value")
		r.stand(i, end)
	case end == i+1 && r.isOrdered(i) && isAmount(text):
		r.report(r.tokens[i].span(), code(text)+" is not a number of this language",
			"write digits with at most one dot")
		r.stand(i, end)
	case end == i+1 && r.wildcards(i, text):
	case strings.Contains(text, `"`):
		r.report(r.across(i, end-1), "strings need double quotes", "put them round all of the text")
		r.stand(i, end)
	default:
		text = strings.Map(plainSpace, text)
		e := r.report(r.across(i, end-1), "strings need double quotes", quoted(text))
		e.Fix = r.fix(e.Span, ast.Quote(text))
		r.stand(i, end)
	}
}

// isAmount reports whether word is a number with a unit.
func isAmount(word string) bool {
	number := strings.TrimRight(strings.ToLower(word), "kmgtib%")
	return number != "" && value.IsNumber(number)
}

// wildcards reports a word at i, after ~ or !~, with wildcards round it.
func (r *recovery) wildcards(i int, word string) bool {
	k := r.tokens[i-1].kind
	text := strings.Trim(word, "*%")
	if k != kindContains && k != kindNotContains || text == word || text == "" ||
		strings.Contains(text, "*") {
		return false
	}
	e := r.report(r.tokens[i].span(), "strings need double quotes, and there are no wildcards",
		quoted(text))
	e.Fix = r.fix(e.Span, ast.Quote(text))
	r.stand(i, i+1)
	return true
}

// plainSpace returns the character to write for one that parts words in the
// text of a web page.
func plainSpace(c rune) rune {
	switch {
	case unicode.Is(unicode.Cf, c):
		return -1
	case c > unicode.MaxASCII && unicode.IsSpace(c):
		return ' '
	}
	return c
}

// dateTypes are the words that SQL has before the text of a date.
var dateTypes = map[string]bool{"date": true, "timestamp": true, "datetime": true}

// typedDate reports a date at i as SQL has it: DATE '2024-01-31'.
func (r *recovery) typedDate(i int) bool {
	date, isString := r.stringMeant(i + 1)
	if !isString || !dateTypes[strings.ToLower(r.text(i, i))] {
		return false
	}
	e := r.report(r.across(i, i+1), "dates stand without a word before them and without quotes",
		"write the date, as in 2024-01-31")
	if meant := dateMeant(strings.Replace(date, " ", "T", 1)); meant != "" {
		e.Hint, e.Fix = "write "+code(meant), r.fix(e.Span, meant)
	}
	r.stand(i, i+2)
	return true
}

var relativeDates = map[string]bool{"now": true, "today": true, "yesterday": true, "tomorrow": true}

// truths maps the words that other programs take for truth values.
var truths = map[string]string{"yes": "true", "on": "true", "no": "false", "off": "false"}

var nothings = map[string]bool{"nil": true, "none": true, "undefined": true, "empty": true}

// isRelativeDate reports whether the words from i to end are a time as it is
// told from now: today, now-7d, today - 7 days.
func (r *recovery) isRelativeDate(i, end int) bool {
	word, _, counts := strings.Cut(strings.ToLower(r.text(i, i)), "-")
	if !relativeDates[word] {
		return end == i+1 && r.isInterval(i)
	}
	if end > i+1 {
		next := r.text(i+1, i+1)[0]
		return next == '-' || next == '+'
	}
	return !counts || r.isOrdered(i)
}

// isOrdered reports whether an ordering operator stands before token i.
func (r *recovery) isOrdered(i int) bool {
	before := r.tokens[i-1].kind
	return kindGt <= before && before <= kindLe
}

// isForeignDate reports whether the word at i, after an operator that compares
// dates, is a date with its year at the end. Which number is the month is not
// plain.
func (r *recovery) isForeignDate(i int) bool {
	parts := strings.FieldsFunc(r.text(i, i),
		func(c rune) bool { return c == '-' || c == '/' || c == '.' })
	k := r.tokens[i-1].kind
	compares := k == kindEq || k == kindNe || r.isOrdered(i)
	if !compares || len(parts) != 3 || len(parts[2]) != 4 {
		return false
	}
	return len(parts[0]) <= 2 && len(parts[1]) <= 2 &&
		strings.Trim(strings.Join(parts, ""), "0123456789") == ""
}

// sortsBy reports whether the comparison whose value begins at i is sort = -name,
// which is the next parameter of the URL.
func (r *recovery) sortsBy(i int) bool {
	return r.tokens[i].kind == kindMinus && r.tokens[i+1].kind == kindPath && i >= 2 &&
		r.tokens[i-1].kind == kindEq && r.text(i-2, i-2) == "sort"
}

// isInterval reports whether the word at i, after an ordering operator, is a
// time before now as other languages have it: -7d.
func (r *recovery) isInterval(i int) bool {
	if !r.isOrdered(i) {
		return false
	}
	digits := strings.TrimLeft(r.text(i, i), "+-")
	n := len(digits) - 1
	return n > 0 && strings.IndexByte("hdwMy", digits[n]) >= 0 &&
		strings.Trim(digits[:n], "0123456789") == ""
}

// bareEnd returns the index after the words without quotes that begin at i: up
// to what ends a value, or to a field that begins the next comparison.
func (r *recovery) bareEnd(i int) int {
	end := i + 1
	for {
		switch {
		case isBare(r.tokens[end].kind) && !r.endsBare(end), r.isApostrophe(end),
			r.isGluedString(end):
			end++
		case r.tokens[end].kind == kindBadSpace && isBare(r.next(end)) && !r.endsBare(end+1):
			end += 2
		default:
			return end
		}
	}
}

// isGluedString reports whether token i is a string with no space before it.
func (r *recovery) isGluedString(i int) bool {
	return r.tokens[i].kind == kindString && r.tokens[i-1].end == r.tokens[i].start
}

// endsBare reports whether token i, a word, does not belong to the words
// before it.
func (r *recovery) endsBare(i int) bool {
	return r.beginsComparison(i) || r.isSemicolon(i) ||
		strings.EqualFold(r.text(i, i), "ORDER") && strings.EqualFold(r.text(i+1, i+1), "BY")
}

// isApostrophe reports whether token i is a quote within or behind the word
// before it, as in it's.
func (r *recovery) isApostrophe(i int) bool {
	t := r.tokens[i]
	isQuote := t.kind == kindBadQuote || t.kind == kindBadString && t.start+1 == t.end
	return isQuote && t.start == r.tokens[i-1].end
}

func isBare(k kind) bool {
	return k == kindPath || k == kindNumber || k == kindDateTime || k == kindBadWord ||
		k == kindMinus || k == kindTrue || k == kindFalse || k == kindNull
}

// beginsComparison reports whether a field and an operator stand at i.
func (r *recovery) beginsComparison(i int) bool {
	if r.tokens[i].kind != kindPath {
		return false
	}
	next := r.next(i)
	return next.isOperator() || next == kindBadOperator || next == kindIn || next == kindNot
}

// functionCall reports a function call at i, if there is one.
func (r *recovery) functionCall(i int) bool {
	if r.tokens[i].kind != kindPath || r.next(i) != kindOpen ||
		r.tokens[i].end != r.tokens[i+1].start {
		return false
	}
	end, _ := r.listEnd(i + 1)
	end = r.bareEnd(end - 1)
	r.report(r.across(i, end-1), "there are no functions", "write the value itself")
	r.stand(i, end)
	return true
}

// badNumeric reports a word at i that begins like a number or a date, unless it
// is better taken for text.
func (r *recovery) badNumeric(i int) bool {
	word := r.text(i, i)
	if looksLikeDate(strings.ReplaceAll(word, "/", "-")) &&
		!strings.ContainsFunc(word, isForeignToDates) {
		r.badDate(i, word)
		return true
	}
	meant, ok := plainNumber(word)
	if !ok {
		return false
	}
	at := r.tokens[i].span()
	e := r.report(at, code(word)+" is not a number of this language",
		"write digits with at most one dot")
	if meant != "" {
		e.Hint = "write " + code(meant)
		e.Fix = r.fix(at, meant)
	}
	r.stand(i, i+1)
	return true
}

// gluedKeyword reports a number or date with AND or OR right behind it (rule
// Y4).
func (r *recovery) gluedKeyword(i int, word string) bool {
	for _, k := range []kind{kindAnd, kindOr} {
		n := len(word) - len(keywordTexts[k-kindAnd])
		if n <= 0 || keyword(word[n:]) != k || !newScannedKind(word[:n]).isValue() {
			continue
		}
		cut := r.tokens[i].start + int32(n)
		at := ast.Pos(cut)
		e := r.report(r.tokens[i].span(), code(word[n:])+" needs a space before it",
			code(word[:n]+" "+word[n:]))
		e.Fix = &Fix{Span: r.between(at, at), Text: " "}
		if r.next(i) == kindEOF { // that nothing follows is what the next key would mend
			r.replace(i, i+1, kindTrue)
		} else {
			r.replace(i, i+1, kindTrue, k)
		}
		return true
	}
	return false
}

// isForeignToDates reports whether c shows that a word is no attempt at a date.
func isForeignToDates(c rune) bool { return !strings.ContainsRune("0123456789-+:.TtZz/", c) }

// badDate reports a word that has the look of a datetime (rule Y9).
func (r *recovery) badDate(i int, word string) {
	at := r.tokens[i].span()
	_, fault := value.ParseDateTime(word)
	span := r.between(at.Start+ast.Pos(fault.Start), at.Start+ast.Pos(fault.End))
	if !span.IsValid() {
		span = at
	}
	e := r.report(span, code(word)+" is no date", fault.Msg)
	if meant := dateMeant(word); meant != "" {
		e.Hint, e.Fix = "write "+code(meant), r.fix(at, meant)
	}
	if strings.ToUpper(word) != word && e.Fix != nil {
		e.Hint = "T and Z are upper-case, as in " + e.Fix.Text
	}
	r.stand(i, i+1)
}

// dateMeant returns the datetime that word falls short of in its letters'
// case, separators, leading zeros or minutes, "" if it is none.
func dateMeant(word string) string {
	var b strings.Builder
	for i, c := range []byte(strings.ReplaceAll(strings.ToUpper(word), "/", "-")) {
		alone := isDigit(c) && i > 0 && !isDigit(word[i-1]) &&
			(i+1 == len(word) || !isDigit(word[i+1]))
		if alone && word[i-1] != '.' {
			b.WriteByte('0')
		}
		b.WriteByte(c)
	}
	meant := strings.TrimRight(b.String(), ".")
	for _, ending := range []string{"", ":00"} {
		if _, fault := value.ParseDateTime(meant + ending); fault.Msg == "" {
			return meant + ending
		}
	}
	return ""
}

// plainNumber reports whether word is a number as other languages write it,
// and returns how to write it here if that is not too long.
func plainNumber(word string) (plain string, ok bool) {
	sign, digits := "", word
	switch {
	case strings.HasPrefix(word, "-"):
		sign, digits = "-", word[1:]
	case strings.HasPrefix(word, "+"):
		digits = word[1:]
	}
	if n, ok := hexNumber(digits); ok {
		return sign + n, true
	}
	digits = strings.ReplaceAll(digits, "_", "")
	if strings.HasPrefix(digits, ".") {
		digits = "0" + digits
	}
	mantissa, exponent, hasExponent := cutExponent(digits)
	mantissa = strings.TrimSuffix(mantissa, ".")
	if !value.IsNumber(mantissa) {
		return "", false
	}
	if hasExponent {
		expanded, ok := expand(mantissa, exponent)
		if !ok {
			return "", true
		}
		mantissa = expanded
	}
	return sign + value.Plain(mantissa), true
}

func hexNumber(digits string) (string, bool) {
	hex, ok := strings.CutPrefix(strings.ToLower(digits), "0x")
	if !ok {
		return "", false
	}
	n, err := strconv.ParseUint(hex, 16, 64)
	return strconv.FormatUint(n, 10), err == nil
}

func cutExponent(digits string) (mantissa, exponent string, found bool) {
	if n := strings.IndexAny(digits, "eE"); n > 0 {
		return digits[:n], strings.TrimPrefix(digits[n+1:], "+"), true
	}
	return digits, "", false
}

// maxExpanded bounds the exponents that a fix writes out.
const maxExpanded = 60

// expand writes a number out that has an exponent.
func expand(mantissa, exponent string) (string, bool) {
	exp, err := strconv.Atoi(exponent)
	if err != nil || max(exp, -exp) > maxExpanded || len(mantissa) > maxExpanded {
		return "", false
	}
	n, ok := new(big.Rat).SetString(mantissa + "e" + exponent)
	if !ok {
		return "", false
	}
	_, fraction, _ := strings.Cut(mantissa, ".")
	return n.FloatString(max(0, len(fraction)-exp)), true
}
