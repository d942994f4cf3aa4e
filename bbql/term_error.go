package bbql

import (
	"strings"
	"unicode"

	"github.com/bbql/go-bbql/ast"
)

const wantTerm = "a comparison such as state = \"OPEN\" belongs here"

// termError reports what stands in the place of a comparison.
func (r *recovery) termError(i int) {
	k := r.tokens[i].kind
	next := r.next(i)
	switch {
	case k.isKeyword() && !k.isValue() && !r.isNotIn(i) &&
		(next.isOperator() || next == kindIn || next == kindBadOperator):
		r.keywordField(i)
	case k.isConnector() || k == kindBadOperator && foreignConnector(r.text(i, i)) != "":
		r.connectorFirst(i)
	case k == kindEOF:
		r.danglingConnector(i)
	case k == kindClose && i > 0 && r.tokens[i-1].kind == kindOpen:
		r.report(r.across(i-1, i), "the parentheses are empty",
			"put a comparison into them or remove them")
		r.replace(i-1, i+1, kindPath, kindEq, kindTrue)
	case k == kindClose:
		r.danglingConnector(i)
	case k == kindNot && next != kindIn, k == kindBadOperator && r.text(i, i) == "!":
		r.prefixNot(i)
	case k.isOperator() || k == kindBadOperator || k == kindIn || k == kindNot:
		r.missingField(i)
	case k.isValue():
		r.valueFirst(i)
	case k == kindBadWord:
		r.badField(i)
	default:
		r.unexpected(i, wantTerm)
	}
}

// next returns the kind of the token after i.
func (r *recovery) next(i int) kind { return r.tokens[min(i+1, len(r.tokens)-1)].kind }

// isNotIn reports whether NOT IN and a list stand at i.
func (r *recovery) isNotIn(i int) bool {
	return r.tokens[i].kind == kindNot && r.next(i) == kindIn && r.next(i+1) == kindOpen
}

// keywordField reports a keyword that is used as a field name (rule Y2).
func (r *recovery) keywordField(i int) {
	r.report(r.tokens[i].span(), r.describe(i)+" is a keyword and can't be a field name",
		"a keyword can only be part of a path, as in links.in")
	r.stand(i, i+1)
}

// connectorFirst reports an AND or OR with nothing before it.
func (r *recovery) connectorFirst(i int) {
	t := r.tokens[i]
	e := r.report(t.span(), r.describe(i)+" has nothing before it",
		"remove it or write a comparison there")
	if i == 0 || r.tokens[i-1].kind == kindOpen || r.tokens[i-1].kind == t.kind {
		e.Fix = r.removal(i, i)
	}
	r.dropBefore(i)
}

// dropBefore takes out token i, which stands before a comparison, or is all
// there is in the place of one.
func (r *recovery) dropBefore(i int) {
	if next := r.next(i); next == kindEOF || next == kindClose {
		r.replace(i, i+1, kindPath, kindEq, kindTrue)
		return
	}
	r.replace(i, i+1)
}

// removal takes tokens i to j out, with the space after them.
func (r *recovery) removal(i, j int) *Fix {
	at := r.across(i, j)
	if next := r.tokens[j+1]; next.kind != kindEOF && next.start > 0 {
		at.End = next.span().Start
	}
	return r.fix(at, "")
}

// danglingConnector reports the AND or OR before token i, which has nothing
// after it.
func (r *recovery) danglingConnector(i int) {
	if i == 0 || !r.tokens[i-1].kind.isConnector() {
		r.unexpected(i, wantTerm)
		return
	}
	t := r.tokens[i-1]
	e := r.report(t.span(), r.describe(i-1)+" has nothing after it",
		"write a comparison there or remove it")
	r.incomplete(e, i)
	if i >= 2 && t.start < t.end {
		e.Fix = r.fix(ast.Span{Start: r.tokens[i-2].span().End, End: t.span().End}, "")
	}
	r.replace(i-1, i)
}

// prefixNot reports a negation before a term: NOT or !.
func (r *recovery) prefixNot(i int) {
	last := i
	if r.next(i) == kindNot {
		last++
	}
	if last == i && (r.negatedField(i) || r.negatedNull(i)) {
		return
	}
	e := r.report(r.across(i, last), code(r.text(i, last))+" can't negate a comparison",
		"use the negative operator, as in a != 1, a !~ \"x\" or a NOT IN (1, 2)")
	if last > i {
		e.Hint, e.Fix = "remove both", r.removal(i, last)
		r.replace(i, last)
		r.dropBefore(i)
		return
	}
	if in := i + 2; r.tokens[i+1].kind == kindPath && r.tokens[in].kind == kindIn &&
		r.next(in) == kindOpen {
		meant := r.text(i+1, i+1) + " NOT IN"
		e.Hint, e.Fix = "use `NOT IN`", r.fix(r.across(i, in), meant)
	}
	first := i + 1
	for r.tokens[first].kind == kindOpen {
		first++
	}
	opened := first - i - 1
	if op, ok := r.soleComparison(first, opened); ok {
		e.Hint = "use " + code(op.String())
		opAt := r.tokens[first+1].span()
		text := strings.TrimLeft(r.query[r.tokens[i].end:opAt.Start], " \t\r\n")
		e.Fix = r.fix(ast.Span{Start: r.tokens[i].span().Start, End: opAt.End}, text+op.String())
	}
	r.dropBefore(i)
}

// negatedField reports NOT at i and a field alone.
func (r *recovery) negatedField(i int) bool {
	if r.tokens[i+1].kind != kindPath || r.tokens[i+2].kind.goesOn() ||
		r.tokens[i+2].kind == kindComma {
		return false
	}
	fixed := r.text(i+1, i+1) + " != true"
	e := r.report(r.across(i, i+1), "a field alone is not a comparison", "use "+code(fixed))
	e.Fix = r.fix(e.Span, fixed)
	r.replace(i, i+2, kindPath, kindEq, kindTrue)
	return true
}

// negatedNull reports NOT at i and a field that IS NULL, or IS NOT NULL.
func (r *recovery) negatedNull(i int) bool {
	last, op := i+3, "!="
	if i+2 < len(r.tokens) && r.next(i+2) == kindNot {
		last, op = i+4, "="
	}
	isNull := last < len(r.tokens) && r.tokens[i+1].kind == kindPath &&
		strings.EqualFold(r.text(i+2, i+2), "IS") && r.tokens[last].kind == kindNull
	if !isNull {
		return false
	}
	fixed := r.text(i+1, i+1) + " " + op + " null"
	e := r.report(r.across(i, last), code(r.text(i, last))+" is not a comparison",
		"use "+code(fixed))
	e.Fix = r.fix(e.Span, fixed)
	r.replace(i, last+1, kindPath, kindEq, kindTrue)
	return true
}

// soleComparison returns the operator of the comparison at i, if it has one
// with a negation and the parentheses round it hold nothing else.
func (r *recovery) soleComparison(i, parentheses int) (ast.Op, bool) {
	if i+2 >= len(r.tokens) || r.tokens[i].kind != kindPath || !r.tokens[i+2].kind.isValue() {
		return 0, false
	}
	for n := range parentheses {
		if i+3+n >= len(r.tokens) || r.tokens[i+3+n].kind != kindClose {
			return 0, false
		}
	}
	switch r.tokens[i+1].kind {
	case kindEq:
		return ast.OpNe, true
	case kindContains:
		return ast.OpNotContains, true
	case kindNe:
		return ast.OpEq, true
	case kindNotContains:
		return ast.OpContains, true
	}
	return 0, false
}

// missingField reports an operator without a field.
func (r *recovery) missingField(i int) {
	if r.beginsComparison(i + 1) {
		e := r.report(r.tokens[i].span(), "unexpected "+r.describe(i)+" before a comparison",
			"remove it")
		e.Fix = r.removal(i, i)
		r.replace(i, i+1)
		return
	}
	e := r.report(r.tokens[i].span(), "expected a field before "+r.describe(i),
		`as in state = "OPEN"`)
	if r.tokens[i].kind.isOperator() && r.next(i).isValue() && r.followsComparison(i) {
		again := r.text(i-4, i-4)
		e.Hint = "repeat the field, as in " + plain(again+" "+r.text(i, i+1))
		e.Fix = r.fix(r.between(e.Span.Start, e.Span.Start), again+" ")
	}
	if !r.next(i).goesOn() {
		r.replaceClause(i) // that the value is missing too is the same mistake
		return
	}
	r.replace(i, i, kindPath)
}

// mirrored maps operators to those that mean the same with sides swapped.
var mirrored = map[kind]kind{
	kindEq: kindEq, kindNe: kindNe, kindGt: kindLt, kindLt: kindGt, kindGe: kindLe, kindLe: kindGe,
	kindContains: kindContains, kindNotContains: kindNotContains, // what else can have been meant
}

// valueFirst reports a value in the place of a field.
func (r *recovery) valueFirst(i int) {
	t := r.tokens[i]
	name, err := ast.Unquote(r.text(i, i))
	op, swaps := mirrored[r.next(i)]
	switch {
	case swaps && r.tokens[i+2].kind == kindPath && !r.tokens[i+3].kind.isOperator():
		e := r.report(t.span(), "the field comes first", "the value follows the operator")
		swapped := r.text(i+2, i+2) + " " + op.op().String() + " " + r.text(i, i)
		e.Fix = r.fix(r.across(i, i+2), swapped)
		r.replace(i, i+3, kindPath, kindEq, kindTrue)
	case r.next(i) == kindIn && r.next(i+1) == kindPath && r.next(i+2) != kindOpen:
		e := r.report(t.span(), "the field comes first", "the value follows the operator")
		e.Fix = r.fix(r.across(i, i+2), r.text(i+2, i+2)+" = "+r.text(i, i))
		r.replace(i, i+3, kindPath, kindEq, kindTrue)
	case swaps && r.tokens[i+2].kind == kindPath && r.next(i+3).isValue():
		r.chain(i, op)
	case err == nil && r.next(i).isOperator() && ast.Path(name).Valid():
		r.report(t.span(), "field names take no quotes", code(name)).Fix = r.fix(t.span(), name)
		r.stand(i, i+1)
	case t.kind.isKeyword() && r.next(i).isOperator():
		r.keywordField(i)
	default:
		e := r.report(t.span(), "expected a field, found "+r.describe(i), "as in title ~ \"text\"")
		r.repeatField(e, i)
		r.replaceClause(i)
	}
}

// chain reports 1 < a < 3 at i, where op is the first operator with its sides
// swapped.
func (r *recovery) chain(i int, op kind) {
	field := r.text(i+2, i+2)
	fixed := field + " " + op.op().String() + " " + r.text(i, i) + " AND " + r.text(i+2, i+4)
	if r.isBeside(i-1, i+5, kindOr) {
		fixed = "(" + fixed + ")"
	}
	e := r.report(r.across(i, i+4), "a comparison has one operator", "use "+code(fixed))
	e.Fix = r.fix(e.Span, fixed)
	r.replace(i, i+5, kindPath, kindEq, kindTrue)
}

// followsComparison reports whether a comparison with one value, and a
// connector, stand before token i.
func (r *recovery) followsComparison(i int) bool {
	return i >= 4 && r.tokens[i-1].kind.isConnector() && r.tokens[i-2].kind.isValue() &&
		r.tokens[i-3].kind.isOperator() && r.tokens[i-4].kind == kindPath && !r.tokens[i-4].repaired
}

// repeatField makes e, about a value in the place of a field, say which field
// was meant: a = 1 OR 2 repeats the field in other languages.
func (r *recovery) repeatField(e *Error, i int) {
	next := r.next(i)
	ends := next == kindEOF || next == kindClose || next.isConnector()
	if !ends || !r.followsComparison(i) {
		return
	}
	again := r.text(i-4, i-3) + " "
	e.Hint = "repeat the field, as in " + plain(again+r.text(i, i))
	e.Fix = r.fix(r.between(e.Span.Start, e.Span.Start), again)
}

// badField reports a word that is no field path (rule Y11).
func (r *recovery) badField(i int) {
	t := r.tokens[i]
	word := r.text(i, i)
	name, value, hasColon := strings.Cut(word, ":")
	if hasColon && ast.Path(name).Valid() && !strings.HasPrefix(value, ":") {
		r.colon(i, name, value)
		return
	}
	if r.subscript(i) || strings.HasSuffix(word, ".") && r.spacedPath(i, i+1) {
		return
	}
	msg, fixed := fieldFault(word)
	e := r.report(t.span(), msg, "names of letters, digits, _ and - joined by dots")
	if strings.ContainsFunc(word, isWide) {
		e.Hint = "names of ASCII letters (a to z), digits, _ and - joined by dots"
	}
	if !r.hasOperator(i) {
		r.replaceClause(i)
		return
	}
	if fixed != "" {
		e.Hint = code(fixed)
		e.Fix = r.fix(t.span(), fixed)
	}
	r.stand(i, i+1)
}

func isWide(c rune) bool { return c > unicode.MaxASCII }

// subscript reports a path at i as other languages have it: author["nickname"].
func (r *recovery) subscript(i int) bool {
	object, found := strings.CutSuffix(r.text(i, i), "[")
	name, isString := r.stringMeant(i + 1)
	if !found || !isString {
		return false
	}
	rest, found := strings.CutPrefix(r.text(i+2, i+2), "]")
	fixed := object + "." + name + rest
	if !found || !ast.Path(fixed).Valid() {
		return false
	}
	e := r.report(r.across(i, i+2), "names are joined by dots", code(fixed))
	e.Fix = r.fix(r.across(i, i+2), fixed)
	r.replace(i, i+3, kindPath)
	return true
}

// spacedPath reports the tokens i to j as a path with spaces in it, if they are
// one and a comparison goes on behind them.
func (r *recovery) spacedPath(i, j int) bool {
	if j+1 >= len(r.tokens) || !r.tokens[j+1].kind.isOperator() || r.tokens[i].repaired {
		return false
	}
	fixed := strings.Join(strings.Fields(r.text(i, j)), "")
	if !ast.Path(fixed).Valid() {
		return false
	}
	e := r.report(r.across(i, j), "a field path has no spaces", code(fixed))
	e.Fix = r.fix(r.across(i, j), fixed)
	r.replace(i, j+1, kindPath)
	return true
}

// hasOperator reports whether what was meant as an operator follows token i.
func (r *recovery) hasOperator(i int) bool {
	next := r.next(i)
	return next.isOperator() || next == kindBadOperator || next == kindIn || next == kindNot ||
		next == kindPath && isWordOperator(r.text(i+1, i+1))
}

// colon reports name:value, as search boxes take it.
func (r *recovery) colon(i int, name, text string) {
	at := r.tokens[i].span()
	colon := at.Start + ast.Pos(len(name))
	e := r.report(r.between(colon, colon+1), "`:` is not an operator", "use `=`")
	if op := r.operatorAt(i + 1); text == "" && op != "" {
		e.Hint = "use " + code(op) + " alone"
		e.Fix = &Fix{Span: r.between(colon, colon+1)}
		r.replace(i, i+1, kindPath)
		return
	}
	if text == "" {
		e.Fix = &Fix{Span: r.between(colon, colon+1), Text: " ="}
		r.replace(i, i+1, kindPath, kindEq)
		return
	}
	if k := newScannedKind(text); !k.isValue() {
		text = ast.Quote(text)
	}
	e.Fix = &Fix{Span: r.between(colon, at.End), Text: " = " + text}
	r.replace(i, i+1, kindPath, kindEq, kindTrue)
}

// operatorAt returns the operator that begins at token i, "" if none does.
func (r *recovery) operatorAt(i int) string {
	switch k := r.tokens[i].kind; {
	case r.tokens[i].repaired:
		return ""
	case k.isOperator() || k == kindIn:
		return r.text(i, i)
	case k == kindNot && r.next(i) == kindIn:
		return ast.OpNotIn.String()
	}
	return ""
}

// newScannedKind is the kind of the token that text is, if it is one.
func newScannedKind(text string) kind {
	tokens := scan(text)
	if len(tokens) != 2 {
		return kindBadWord
	}
	return tokens[0].kind
}

// fieldFault says why word is no field path, and what was meant if that is
// plain.
func fieldFault(word string) (msg, fixed string) {
	trimmed := strings.Trim(word, ".")
	switch {
	case strings.HasPrefix(word, "."):
		msg, fixed = "a field path can't begin with a dot", trimmed
	case strings.HasSuffix(word, "."):
		msg, fixed = "the field path ends with a dot", trimmed
	case strings.Contains(word, ".."):
		fixed = word
		for strings.Contains(fixed, "..") {
			fixed = strings.ReplaceAll(fixed, "..", ".")
		}
		msg = "a name in the field path is empty"
	case word[0] >= '0' && word[0] <= '9':
		msg = "a field name can't begin with a digit"
	default:
		msg, fixed = code(word)+" is not a field path", plainPath(word)
	}
	if !ast.Path(fixed).Valid() {
		fixed = ""
	}
	return msg, fixed
}

// plainPath takes out of a path what other languages have in it: indexes and
// wildcards, which arrays don't need here, other separators, and signs before
// and after.
func plainPath(word string) string {
	var b strings.Builder
	for {
		before, rest, _ := strings.Cut(word, "[")
		_, after, closed := strings.Cut(rest, "]")
		if !closed || b.Len() == 0 && before == "" {
			break
		}
		b.WriteString(before)
		word = after
	}
	word = b.String() + word
	word = strings.NewReplacer(".*", "", "::", ".", "/", ".").Replace(word)
	return strings.Trim(word, "[]{}$@+*.")
}
