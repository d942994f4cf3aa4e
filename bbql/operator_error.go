package bbql

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
)

const wantOperator = "one of = != ~ !~ > >= < <= IN and NOT IN belongs here"

// foreignOperators maps operators of other languages to those that were meant.
var foreignOperators = map[string]string{
	"==": "=", "===": "=", "!==": "!=", "<>": "!=", "=!": "!=", "~=": "~", "=~": "~", "~~": "~",
	"!~~": "!~", "!=~": "!~", "=>": ">=", "=<": "<=", "!": "!=", "!>": "<=", "!<": ">=",
}

// wordOperators maps the operators that other languages spell as words.
var wordOperators = map[string]string{
	"LIKE": "~", "ILIKE": "~", "CONTAINS": "~", "MATCHES": "~", "HAS": "~", "INCLUDES": "~",
	"EQ": "=", "EQUALS": "=", "NE": "!=", "NEQ": "!=",
	"GT": ">", "GE": ">=", "GTE": ">=", "LT": "<", "LE": "<=", "LTE": "<=",
}

// operatorError reports what stands in the place of an operator.
func (r *recovery) operatorError(i int) {
	k := r.tokens[i].kind
	text := r.text(i, i)
	upper := strings.ToUpper(text)
	switch {
	case k == kindBadOperator && foreignConnector(text) != "":
		r.loneField(i)
	case k == kindBadOperator:
		r.badOperator(i)
	case k == kindPath && upper == "IS":
		r.isOperator(i)
	case k == kindPath && upper == "BETWEEN":
		r.betweenOperator(i)
	case k == kindPath && wordOperators[upper] != "" && r.next(i) != kindEOF:
		r.wordOperator(i, i, wordOperators[upper])
	case k == kindEOF || k.isConnector() || k == kindClose:
		r.loneField(i)
	case k == kindOpen && r.tokens[i-1].end == r.tokens[i].start:
		r.fieldFunction(i)
	case k.isValue() || k.isBad() || k == kindPath:
		r.missingOperator(i)
	default:
		r.unexpected(i, wantOperator)
	}
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
	if r.next(i).isOperator() {
		r.splitOperator(e, i)
		r.replace(i+1, i+2)
	}
	r.stand(i, i+1)
}

// splitOperator makes e speak of an operator that tokens i and i+1 are parts
// of, with a space between, if they are.
func (r *recovery) splitOperator(e *Error, i int) {
	e.Fix = nil
	joined := r.text(i, i) + r.text(i+1, i+1)
	if newScannedKind(joined).isOperator() {
		e.Span = r.across(i, i+1)
		e.Hint = "write " + code(joined) + " without a space"
		e.Fix = r.fix(e.Span, joined)
	}
}

// wordOperator reports tokens i to j as another language's spelling of meant.
func (r *recovery) wordOperator(i, j int, meant string) {
	e := r.report(r.across(i, j), code(r.text(i, j))+" is not an operator", "use "+code(meant))
	e.Fix = r.fix(r.across(i, j), meant)
	if meant == "~" || meant == "!~" {
		r.dropWildcards(e, j+1, meant)
	}
	r.replace(i, j+1, kindEq)
}

// dropWildcards widens a fix to take the percent signs of LIKE off the string
// at i, since ~ finds its text anywhere.
func (r *recovery) dropWildcards(e *Error, i int, meant string) {
	if r.tokens[i].kind != kindString || !strings.Contains(r.text(i, i), "%") {
		return
	}
	pattern, err := ast.Unquote(r.text(i, i))
	if err != nil {
		return
	}
	e.Hint += ", which knows no wildcards"
	e.Fix = r.fix(r.between(e.Span.Start, r.tokens[i].span().End), meant+" "+ast.Quote(strings.Trim(pattern, "%")))
}

// isOperator reports IS NULL, IS NOT NULL and the like.
func (r *recovery) isOperator(i int) {
	op, last := "=", i
	if r.tokens[i+1].kind == kindNot {
		op, last = "!=", i+1
	}
	value := last + 1
	if r.tokens[value].kind == kindNull {
		e := r.report(r.across(i, value), code(r.text(i, value))+" is not an operator", "use "+code(op+" null"))
		e.Fix = r.fix(r.across(i, value), op+" null")
		r.replace(i, value+1, kindEq, kindNull)
		return
	}
	r.wordOperator(i, last, op)
}

// betweenOperator reports a BETWEEN x AND y.
func (r *recovery) betweenOperator(i int) {
	if !r.tokens[i+1].kind.isValue() || r.next(i+1) != kindAnd || i+3 >= len(r.tokens) || !r.tokens[i+3].kind.isValue() {
		e := r.report(r.tokens[i].span(), r.describe(i)+" is not an operator", "use `>=` and `<=`")
		r.incomplete(e, i+1)
		r.replaceClause(i)
		return
	}
	field := r.text(i-1, i-1)
	fixed := field + " >= " + r.text(i+1, i+1) + " AND " + field + " <= " + r.text(i+3, i+3)
	if r.besideOr(i-2, i+4) {
		fixed = "(" + fixed + ")"
	}
	e := r.report(r.tokens[i].span(), r.describe(i)+" is not an operator", "use "+code(fixed))
	e.Fix = r.fix(r.across(i-1, i+3), fixed)
	r.replace(i, i+4, kindEq, kindTrue)
}

// besideOr reports whether an OR stands at either of two tokens.
func (r *recovery) besideOr(before, after int) bool {
	return before >= 0 && r.tokens[before].kind == kindOr || r.tokens[after].kind == kindOr
}

// loneField reports a field without operator and value before token i.
func (r *recovery) loneField(i int) {
	field := r.text(i-1, i-1)
	e := r.report(r.tokens[i-1].span(), "a field alone is not a comparison", "as in "+plain(field)+` = "text"`)
	if r.tokens[i].kind != kindEOF {
		e.Hint = wantOperator
	}
	r.incomplete(e, i)
	r.replace(i, i, kindEq, kindTrue)
}

// missingOperator reports a value that follows a field directly.
func (r *recovery) missingOperator(i int) {
	at := r.tokens[i].span()
	r.report(at, "expected an operator after "+r.describe(i-1)+", found "+r.describe(i), wantOperator)
	r.replaceClause(i)
}

// fieldFunction reports a function call in the place of a field, whose name is
// before the parenthesis at i.
func (r *recovery) fieldFunction(i int) {
	end, _ := r.listEnd(i)
	r.report(r.across(i-1, end-1), "there are no functions", "name the field itself")
	r.replace(i, end)
}
