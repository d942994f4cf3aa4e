package bbql

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
)

const wantList = `as in ("OPEN", "MERGED")`

// notError reports what stands after NOT in the place of IN.
func (r *recovery) notError(i int) {
	k := r.tokens[i].kind
	text := r.text(i, i)
	switch {
	case k == kindPath && strings.EqualFold(text, "BETWEEN"):
		r.betweenOperator(i - 1)
	case k == kindEq, k == kindContains:
		r.wordOperator(i-1, i, (k + 1).op().String())
	case k == kindPath && wordOperators[strings.ToUpper(text)] == "~" && !r.atEnd(i+1):
		r.wordOperator(i-1, i, "!~")
	case k == kindPath && wordOperators[strings.ToUpper(text)] == "=" && !r.atEnd(i+1):
		r.wordOperator(i-1, i, "!=")
	case k == kindPath && r.patternOperator(i-1, i):
	case k.isValue():
		r.wordOperator(i-1, i-1, "!=")
	case k == kindOpen:
		e := r.report(r.tokens[i-1].span(), "`NOT` alone is not an operator", "use `NOT IN`")
		e.Fix = r.fix(e.Span, r.text(i-1, i-1)+" IN")
		r.replace(i, i, kindIn)
	case r.atEnd(i):
		e := r.report(r.tokens[i-1].span(), "`NOT` alone is not an operator", "use NOT IN or !=")
		e.Incomplete = true
		r.replace(i-1, i, kindEq, kindTrue)
	default:
		r.report(r.tokens[i-1].span(), "`NOT` alone is not an operator", "use NOT IN, != or !~")
		r.replaceClause(i)
	}
}

// inError reports what stands after IN in the place of a list.
func (r *recovery) inError(i int) {
	if r.brackets(i) || r.inNull(i) {
		return
	}
	if r.tokens[i].kind.isOperator() && r.next(i) == kindOpen {
		r.secondOperatorError(i).Fix = r.removal(i, i)
		r.replace(i, i+1)
		return
	}
	end := r.unparenthesised(i)
	if end == i+1 && r.valueInField(i) {
		return
	}
	if end == i {
		e := r.report(r.tokens[i-1].span(), "IN needs a list of values in parentheses", wantList)
		r.incomplete(e, i)
		if r.tokens[i].kind == kindEOF || r.tokens[i].kind.isConnector() ||
			r.tokens[i].kind == kindClose {
			r.replace(i, i, kindOpen, kindTrue, kindClose)
			return
		}
		r.replaceClause(i)
		return
	}
	fixed := "(" + r.listText(i, end) + ")"
	e := r.report(r.across(i, end-1), "IN needs a list of values in parentheses", plain(fixed))
	if fixed == "()" {
		e.Hint = wantList
	} else {
		e.Fix = r.fix(e.Span, fixed)
	}
	r.replace(i, end, kindOpen, kindTrue, kindClose)
}

// valueInField reports a bare word, IN and the path of a field at i, all of
// which is the wrong way round.
func (r *recovery) valueInField(i int) bool {
	first, op := r.inOperator(i - 1)
	word := r.text(first-1, first-1)
	if r.tokens[i].kind != kindPath || !strings.Contains(r.text(i, i), ".") ||
		strings.Contains(word, ".") || r.tokens[first-1].repaired {
		return false
	}
	fixed := r.text(i, i) + " " + op + " " + ast.Quote(word)
	e := r.report(r.across(first-1, first-1), "the field comes first", code(fixed))
	e.Fix = r.fix(r.across(first-1, i), fixed)
	r.replace(first-1, i+1, kindPath, kindEq, kindTrue)
	return true
}

// inNull reports null after IN.
func (r *recovery) inNull(i int) bool {
	if r.tokens[i].kind != kindNull {
		return false
	}
	first, op := r.inOperator(i - 1)
	e := r.report(r.across(first, i), "null can't be in a list", "use "+code(op+" null"))
	e.Fix = r.fix(e.Span, op+" null")
	r.replace(i, i+1, kindOpen, kindTrue, kindClose)
	return true
}

// inOperator returns the first token of the IN or NOT IN whose IN is at i, and
// the operator that is for one value what that is for a list.
func (r *recovery) inOperator(i int) (first int, op string) {
	if i > 0 && r.tokens[i-1].kind == kindNot {
		return i - 1, "!="
	}
	return i, "="
}

// unparenthesised returns the index after the values, commas and bare words
// that begin at i, i itself if there are none.
func (r *recovery) unparenthesised(i int) int {
	end := i
	for {
		k := r.tokens[end].kind
		if !k.isListed() && !isBare(k) || r.beginsComparison(end) {
			return end
		}
		end++
		if r.tokens[end].kind != kindComma {
			return end
		}
		end++
	}
}

// listText writes the tokens i to end as the elements of a list, with quotes
// round bare words.
func (r *recovery) listText(i, end int) string {
	var parts []string
	for j := i; j < end; j++ {
		switch k := r.tokens[j].kind; {
		case k == kindComma || k.isConnector():
		case k.isListed():
			parts = append(parts, r.text(j, j))
		case k == kindBadQuote:
			parts = append(parts, ast.Quote(withinQuotes(r.text(j, j))))
		default:
			if word := strings.Trim(r.text(j, j), "[]{}"); word != "" {
				parts = append(parts, listElement(word))
			}
		}
	}
	return strings.Join(parts, ", ")
}

// listElement writes a bare word as an element of a list.
func listElement(word string) string {
	if newScannedKind(word).isListed() {
		return word
	}
	return ast.Quote(word)
}

// listedError reports what stands in the place of a value of a list.
func (r *recovery) listedError(i int) {
	k := r.tokens[i].kind
	switch {
	case k == kindClose && r.tokens[i-1].kind == kindOpen:
		r.report(r.across(i-1, i), "the list is empty", "IN needs at least one value, "+wantList)
		r.replace(i, i, kindTrue)
	case k == kindClose:
		r.spareComma(i-1, "the list ends with a comma")
	case k == kindComma && r.tokens[i-1].kind == kindOpen && r.next(i) == kindClose:
		r.report(r.across(i-1, i+1), "the list is empty", "IN needs at least one value, "+wantList)
		r.replace(i, i+1, kindTrue)
	case k == kindComma && r.tokens[i-1].kind == kindComma:
		r.spareComma(i, "a value is missing between two commas")
	case k == kindComma:
		r.spareComma(i, "the list begins with a comma")
	case k == kindNull:
		r.listedNull(i)
	case k == kindOpen:
		r.report(r.tokens[i].span(), "lists can't hold lists",
			"put all values into one list, "+wantList)
		end, _ := r.listEnd(i)
		r.replace(i, end, kindTrue)
	case k == kindMinus:
		r.minus(i)
	case strings.EqualFold(r.text(i, i), "SELECT") && isBare(r.next(i)) &&
		r.tokens[i-1].kind == kindOpen:
		end, _ := r.listEnd(i - 1)
		r.report(r.across(i, end-2), "there are no subqueries", "list the values, "+wantList)
		r.replace(i, end-1, kindTrue)
	case isBare(k):
		r.bareValue(i)
	default:
		r.unexpectedListed(i)
	}
}

// listedNull reports null among the values of a list.
func (r *recovery) listedNull(i int) {
	open := i
	for r.tokens[open].kind != kindOpen {
		open--
	}
	first, op := r.inOperator(open - 1)
	hint := "add OR " + r.listField(i) + " = null"
	if op == "!=" {
		hint = "add AND " + r.listField(i) + " != null"
	}
	e := r.report(r.tokens[i].span(), "null can't be in a list", hint)
	if open == i-1 && r.next(i) == kindClose {
		e.Hint = "use " + code(op+" null")
		e.Fix = r.fix(r.across(first, i+1), op+" null")
	}
	r.stand(i, i+1)
}

// spareComma reports the comma at i and takes it out.
func (r *recovery) spareComma(i int, msg string) {
	at := r.tokens[i].span()
	r.report(at, msg, "remove the comma").Fix = r.fix(at, "")
	r.replace(i, i+1)
}

// listField returns the field whose list holds token i, for a message.
func (r *recovery) listField(i int) string {
	for ; i >= 0; i-- {
		if r.tokens[i].kind == kindPath {
			return plain(r.text(i, i))
		}
	}
	return "the field"
}

func (r *recovery) unexpectedListed(i int) {
	r.report(r.tokens[i].span(), "expected a value of the list, found "+r.describe(i), wantList)
	if r.tokens[i].kind.isConnector() || r.tokens[i].kind == kindEOF {
		r.replace(i, i, kindTrue)
		return
	}
	r.replace(i, i+1, kindTrue)
}

// separatorError reports what stands between two values of a list.
func (r *recovery) separatorError(i int) {
	t := r.tokens[i]
	switch k := t.kind; {
	case k.isConnector() && r.next(i) == kindClose:
		e := r.report(t.span(), r.describe(i)+" joins nothing in a list", "remove it")
		e.Fix = &Fix{Span: r.between(r.tokens[i-1].span().End, t.span().End)}
		r.replace(i, i+1)
	case k.isConnector() || k == kindBadOperator && foreignConnector(r.text(i, i)) != "":
		e := r.report(t.span(),
			"the values of a list are separated by commas, not by "+r.describe(i), "use `,`")
		e.Fix = r.comma(i)
		r.replace(i, i+1, kindComma)
	case r.shiftedQuotes(i):
	case r.isSemicolon(i):
		e := r.report(t.span(), "the values of a list are separated by commas", "use `,`")
		e.Fix = r.fix(t.span(), ",")
		r.replace(i, i+1, kindComma)
	case r.innerQuotes(i) || r.tornDate(i):
	case k.isListed() || isBare(k):
		end := r.tokens[i-1].span().End
		e := r.report(t.span(), "the values of a list are separated by commas",
			"write `,` before "+r.describe(i))
		if k.isListed() {
			e.Fix = &Fix{Span: r.between(end, end), Text: ","}
		}
		r.stand(i, i)
	default:
		r.report(t.span(), "expected `,` or `)` in the list, found "+r.describe(i), wantList)
		r.skip(i)
	}
}

// shiftedQuotes reports a string of a list that lacks its closing quote, so
// that every later quote opens where it should close: ("OPEN, "MERGED").
func (r *recovery) shiftedQuotes(i int) bool {
	text := r.text(i-1, i-1)
	last := len(r.tokens) - 1
	for last > i && r.tokens[last].kind != kindBadString {
		last--
	}
	before := strings.TrimRight(strings.TrimSuffix(text, `"`), " ")
	if last == i || r.tokens[i-1].end != r.tokens[i].start || !strings.HasSuffix(before, ",") {
		return false
	}
	start := r.tokens[i-1].span().Start
	comma := start + ast.Pos(len(before)-1)
	fix := &Fix{Span: r.between(comma, comma), Text: `"`}
	if !r.parses(fix.Apply(r.query)) {
		return false
	}
	e := r.report(r.between(start, start+1), "the string is not closed", `add " before the comma`)
	e.Fix = fix
	r.replace(i, last+1)
	return true
}

// skip takes out token i of a list, or closes the list before the end.
func (r *recovery) skip(i int) {
	if r.tokens[i].kind == kindEOF {
		r.replace(i, i, kindClose)
		return
	}
	r.replace(i, i+1)
}

// comma puts a comma in the place of token i and of the blanks before it.
func (r *recovery) comma(i int) *Fix {
	return &Fix{Span: r.between(r.tokens[i-1].span().End, r.tokens[i].span().End), Text: ","}
}
