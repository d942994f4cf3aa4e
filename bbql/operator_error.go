package bbql

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
)

const wantOperator = "one of = != ~ !~ > >= < <= IN and NOT IN belongs here"

// foreignOperators maps operators of other languages to those that were meant.
var foreignOperators = map[string]string{
	"==": "=", "===": "=", "!==": "!=", "<>": "!=", "=!": "!=", "~=": "~", "=~": "~", "~~": "~",
	"!~~": "!~", "!~=": "!~", "!=~": "!~", "=>": ">=", "=<": "<=", "!": "!=",
	"!>": "<=", "!<": ">=", "≠": "!=", "≥": ">=", "≤": "<=", "＝": "=", ":": "=", ":=": "=",
}

// wordOperators maps the operators that other languages spell as words.
var wordOperators = map[string]string{
	"LIKE": "~", "ILIKE": "~", "CONTAINS": "~", "MATCHES": "~", "HAS": "~", "INCLUDES": "~",
	"EQ": "=", "EQUALS": "=", "NE": "!=", "NEQ": "!=",
	"GT": ">", "GE": ">=", "GTE": ">=", "LT": "<", "LE": "<=", "LTE": "<=",
}

// isWordOperator reports whether word is an operator of another language.
func isWordOperator(word string) bool {
	upper := strings.ToUpper(word)
	return wordOperators[upper] != "" || upper == "IS" || upper == "BETWEEN"
}

// functionOperators maps functions of other languages that test a field to
// the operators that do.
var functionOperators = map[string]string{
	"CONTAINS": "~", "ICONTAINS": "~", "INCLUDES": "~", "STARTSWITH": "~", "ENDSWITH": "~",
	"EQ": "=", "EQUALS": "=", "NE": "!=",
}

// operatorError reports what stands in the place of an operator.
func (r *recovery) operatorError(i int) {
	k := r.tokens[i].kind
	text := r.text(i, i)
	upper := strings.ToUpper(text)
	switch {
	case k == kindBadOperator && foreignConnector(text) != "":
		r.loneField(i)
	case text == "!" && r.negatedWord(i):
	case k == kindBadOperator || k == kindBadWord && foreignOperators[text] != "":
		r.badOperator(i)
	case k == kindPath && upper == "IS":
		r.isOperator(i)
	case k == kindPath && upper == "BETWEEN":
		r.betweenOperator(i)
	case r.next(i) == kindOpen && bareName(text) == "NOTIN":
		e := r.report(r.tokens[i].span(), code(text)+" is not an operator", "use `NOT IN`")
		e.Fix = r.fix(e.Span, "NOT IN")
		r.replace(i, i+1, kindNot, kindIn)
	case k == kindBadWord && text[0] == '.' && r.spacedPath(i-1, i+1),
		k == kindBadWord && r.spacedPath(i-1, i):
	case k == kindPath && r.patternOperator(i, i):
	case k == kindPath && wordOperators[upper] != "" && !r.atEnd(i+1):
		r.wordOperator(i, i, wordOperators[upper])
	case k == kindEOF || k.isConnector() || k == kindClose:
		r.loneField(i)
	case k == kindOpen && r.tokens[i-1].end == r.tokens[i].start:
		r.fieldFunction(i)
	case k == kindOpen:
		r.missingIn(i)
	case k.isValue() || k.isBad() || k == kindPath:
		r.missingOperator(i)
	default:
		r.unexpected(i, wantOperator)
	}
}

// patternOperators are the operators of other languages that look for text in a
// way that this one can't.
var patternOperators = map[string]bool{
	"STARTSWITH": true, "ENDSWITH": true, "BEGINSWITH": true,
	"REGEXP": true, "REGEX": true, "RLIKE": true,
}

// bareName returns a word without what parts the words in it.
func bareName(word string) string {
	return strings.ToUpper(strings.NewReplacer("_", "", "-", "", " ", "").Replace(word))
}

// patternOperator reports an operator at i, with NOT before it if first is less,
// that looks for a string in a way of its own. As ~ means less, there is no fix.
func (r *recovery) patternOperator(first, i int) bool {
	last := i
	if r.next(i) == kindPath && patternOperators[bareName(r.text(i, i+1))] {
		last++
	} else if !patternOperators[bareName(r.text(i, i))] {
		return false
	}
	if _, isString := r.stringMeant(last + 1); !isString {
		return false
	}
	meant := "~"
	if first < i {
		meant = "!~"
	}
	r.report(r.across(first, last), code(r.text(first, last))+" is not an operator",
		"use "+code(meant)+", which looks for its text anywhere")
	r.replace(first, last+1, kindEq)
	return true
}

// badOperator reports a run of operator characters that is no operator.
func (r *recovery) badOperator(i int) {
	t := r.tokens[i]
	text := r.text(i, i)
	e := r.report(t.span(), code(text)+" is not an operator", wantOperator)
	if meant := foreignOperators[text]; meant != "" {
		e.Hint = "use " + code(meant)
		e.Fix = r.fix(t.span(), meant)
	}
	if r.next(i).isOperator() || r.next(i) == kindBadOperator {
		r.splitOperator(e, i)
		r.replace(i+1, i+2)
	}
	if r.atEnd(i + 1) {
		e.Fix = nil
		r.replace(i, i+1, kindEq, kindTrue)
		return
	}
	r.stand(i, i+1)
}

// negatedWord reports !like and its like at i. At the end that is all: what it
// would be compared with is still to come.
func (r *recovery) negatedWord(i int) bool {
	meant := r.negatedMeaning(i)
	switch {
	case meant == "":
		return false
	case meant != "NOT IN" && !r.atEnd(i+2):
		r.wordOperator(i, i+1, meant)
		return true
	}
	e := r.report(r.across(i, i+1), code(r.text(i, i+1))+" is not an operator", "use "+code(meant))
	if r.atEnd(i + 2) {
		e.Incomplete = true
		r.replace(i, i+2, kindEq, kindTrue)
		return true
	}
	e.Fix = r.fix(e.Span, meant)
	r.replace(i, i+1, kindNot)
	return true
}

// negatedMeaning returns the operator that a ! at i and the word behind it
// stand for, "" if none.
func (r *recovery) negatedMeaning(i int) string {
	next := r.tokens[i+1]
	if next.kind == kindIn {
		return "NOT IN"
	}
	if next.kind != kindPath || next.start != r.tokens[i].end {
		return ""
	}
	return map[string]string{"~": "!~", "=": "!="}[wordOperators[strings.ToUpper(r.text(i+1, i+1))]]
}

// splitOperator makes e speak of an operator that tokens i and i+1 are parts
// of, with a space between, if they are.
func (r *recovery) splitOperator(e *Error, i int) {
	e.Fix = nil
	if r.tokens[i].repaired {
		return
	}
	joined := r.text(i, i) + r.text(i+1, i+1)
	switch {
	case newScannedKind(joined).isOperator():
		e.Span = r.across(i, i+1)
		e.Hint = "write " + code(joined) + " without a space"
		e.Fix = r.fix(e.Span, joined)
	case foreignOperators[joined] != "":
		meant := foreignOperators[joined]
		e.Span = r.across(i, i+1)
		e.Msg, e.Hint = code(r.text(i, i+1))+" is not an operator", "use "+code(meant)
		e.Fix = r.fix(e.Span, meant)
	}
}

// wordOperator reports tokens i to j as another language's spelling of meant.
func (r *recovery) wordOperator(i, j int, meant string) {
	e := r.report(r.across(i, j), code(r.text(i, j))+" is not an operator", "use "+code(meant))
	e.Fix = r.fix(r.across(i, j), meant)
	if meant == "~" || meant == "!~" {
		r.dropWildcards(e, j+1, meant)
	}
	r.dropParentheses(e, j+1, meant)
	r.replace(i, j+1, kindEq)
}

// dropWildcards widens a fix to take the percent signs of LIKE off the string
// at i, since ~ finds its text anywhere. It sees to the quotes on the way.
func (r *recovery) dropWildcards(e *Error, i int, meant string) {
	pattern, ok := r.stringMeant(i)
	if !ok || !strings.Contains(pattern, "%") {
		return
	}
	e.Hint += ", which knows no wildcards"
	e.Fix = r.fix(r.between(e.Span.Start, r.tokens[i].span().End),
		meant+" "+ast.Quote(strings.Trim(pattern, "%")))
	r.replace(i, i+1, kindTrue)
}

// stringMeant returns the text of the string at i, whatever its quotes.
func (r *recovery) stringMeant(i int) (text string, ok bool) {
	switch text := r.text(i, i); r.tokens[i].kind {
	case kindString:
		text, err := ast.Unquote(text)
		return text, err == nil
	case kindBadQuote:
		text = withinQuotes(text)
		return text, text != "" && isText(text)
	}
	return "", false
}

// dropParentheses widens a fix to take off the parentheses that open at i, as
// if the operator before were a function.
func (r *recovery) dropParentheses(e *Error, i int, meant string) {
	if r.tokens[i].kind != kindOpen {
		return
	}
	end, isList := r.listEnd(i)
	e.Fix = nil
	text, isString := r.stringMeant(i + 1)
	if isString {
		text = ast.Quote(text)
	} else {
		text = r.text(i+1, i+1)
	}
	if end == i+3 && (isString || isList) {
		e.Hint = "use " + code(meant+" "+text)
		e.Fix = r.fix(r.between(e.Span.Start, r.tokens[end-1].span().End), meant+" "+text)
	}
	r.replace(i, end, kindTrue)
}

// isOperator reports IS NULL, IS NOT NULL and the like.
func (r *recovery) isOperator(i int) {
	op, last := "=", i
	if r.tokens[i+1].kind == kindNot {
		op, last = "!=", i+1
	}
	value := last + 1
	switch {
	case r.atEnd(value):
		r.report(r.across(i, last), code(r.text(i, last))+" is not an operator", "use "+code(op))
		r.replace(i, value, kindEq, kindTrue)
		return
	case r.tokens[value].kind == kindNull || strings.EqualFold(r.text(value, value), "EMPTY"):
		e := r.report(r.across(i, value), code(r.text(i, value))+" is not an operator",
			"use "+code(op+" null"))
		e.Fix = r.fix(r.across(i, value), op+" null")
		r.replace(i, value+1, kindEq, kindNull)
		return
	}
	r.wordOperator(i, last, op)
}

// betweenOperator reports BETWEEN x AND y at i, or NOT and that.
func (r *recovery) betweenOperator(i int) {
	first, low, high, join, other := i, " >= ", " <= ", " AND ", kindOr
	if r.tokens[i].kind == kindNot {
		i++
		low, high, join, other = " < ", " > ", " OR ", kindAnd
	}
	at := r.across(first, i)
	msg := code(r.text(first, i)) + " is not an operator"
	if !r.tokens[i+1].kind.isValue() || r.next(i+1) != kindAnd || !r.next(i+2).isValue() {
		r.incomplete(r.report(at, msg, "use two comparisons, as in id >= 1 AND id <= 3"), i+1)
		r.replaceClause(first)
		return
	}
	field := r.text(first-1, first-1)
	fixed := field + low + r.text(i+1, i+1) + join + field + high + r.text(i+3, i+3)
	if r.isBeside(first-2, i+4, other) {
		fixed = "(" + fixed + ")"
	}
	e := r.report(at, msg, "use "+code(fixed))
	e.Fix = r.fix(r.across(first-1, i+3), fixed)
	r.replace(first, i+4, kindEq, kindTrue)
}

// isBeside reports whether a connector stands at either of two tokens.
func (r *recovery) isBeside(before, after int, k kind) bool {
	return before >= 0 && r.tokens[before].kind == k || r.tokens[after].kind == k
}

// loneField reports a field without operator and value before token i.
func (r *recovery) loneField(i int) {
	field := r.text(i-1, i-1)
	e := r.report(r.tokens[i-1].span(), "a field alone is not a comparison",
		"compare it with a value, as in "+plain(field)+` = "text"`)
	if i >= 2 && r.tokens[i-2].kind == kindOpen && r.tokens[i].kind == kindClose &&
		r.hasOperator(i) {
		e.Msg, e.Hint = "field names take no parentheses", code(field)
		e.Span = r.across(i-2, i)
		e.Fix = r.fix(e.Span, field)
		r.replace(i-2, i+1, kindPath)
		return
	}
	r.incomplete(e, i)
	word := !r.tokens[i-1].repaired && r.followsComparison(i-1)
	if word && r.tokens[i-3].repaired && r.tokens[i-3].start < r.tokens[i-3].end {
		again := r.text(i-5, i-4) + " " + ast.Quote(field) // a word like the one before
		e.Hint = "repeat the field, as in " + plain(again)
		e.Fix = r.fix(e.Span, again)
	}
	r.replace(i, i, kindEq, kindTrue)
}

// missingIn reports a parenthesis that follows a field directly.
func (r *recovery) missingIn(i int) {
	end, isList := r.listEnd(i)
	if !isList {
		r.unexpected(i, wantOperator)
		return
	}
	at := r.tokens[i].span()
	msg := "expected an operator after " + r.describe(i-1) + ", found a list"
	e := r.report(at, msg, "write IN before it")
	e.Fix = r.fix(r.between(at.Start, at.Start), "IN ")
	r.replace(i, end, kindEq, kindTrue)
}

// missingOperator reports a value that follows a field directly.
func (r *recovery) missingOperator(i int) {
	at := r.tokens[i].span()
	msg := "expected an operator after " + r.describe(i-1) + ", found " + r.describe(i)
	r.report(at, msg, wantOperator)
	if r.next(i) == kindOpen {
		end, _ := r.listEnd(i + 1)
		r.replace(i, end, kindEq, kindTrue)
		return
	}
	r.replaceClause(i)
}

// fieldFunction reports a function call in the place of a field, whose name is
// before the parenthesis at i.
func (r *recovery) fieldFunction(i int) {
	end, _ := r.listEnd(i)
	e := r.report(r.across(i-1, end-1), "there are no functions", "name the field itself")
	if r.hasOperator(end - 1) {
		r.replace(i, end)
		return
	}
	op := functionOperators[strings.ToUpper(r.text(i-1, i-1))]
	if op != "" && end == i+5 && r.tokens[i+1].kind == kindPath && r.tokens[i+3].kind.isValue() {
		meant := r.text(i+1, i+1) + " " + op + " " + r.text(i+3, i+3)
		e.Hint, e.Fix = "write "+code(meant), r.fix(e.Span, meant)
	}
	r.replace(i, end, kindEq, kindTrue)
}
