package bbql

// A place says what may come next: between two tokens of a query a parser is
// in one of these, whatever the depth.
type place uint8

const (
	atTerm        place = iota // a field, or a parenthesis that opens
	atOperator                 // after a field
	atValue                    // after an operator
	atIn                       // after NOT
	atList                     // after IN
	atFirstListed              // after the parenthesis of a list
	atListed                   // after a comma
	atSeparator                // after a value of a list
	atConnector                // after a comparison or a parenthesis that closes
)

// placeOf returns the place before token i, all tokens before it being
// accepted.
func (r *recovery) placeOf(i int) place {
	if i == 0 {
		return atTerm
	}
	switch k := r.tokens[i-1].kind; {
	case k == kindOpen && opensList(r.tokens, i-1):
		return atFirstListed
	case k == kindPath:
		return atOperator
	case k.isOperator():
		return atValue
	case k == kindNot:
		return atIn
	case k == kindIn:
		return atList
	case k == kindComma:
		return atListed
	case k.isValue() && r.isListElement(i-1):
		return atSeparator
	case k.isValue() || k == kindClose:
		return atConnector
	}
	return atTerm
}

// isListElement reports whether the accepted value at i stands in a list.
func (r *recovery) isListElement(i int) bool {
	before := r.tokens[i-1].kind
	return before == kindComma || before == kindOpen
}

// diagnose reports what is wrong at token i, the first that is refused, and
// repairs the tokens so that it, or one after it, is refused next.
func (r *recovery) diagnose(i int) {
	known := len(r.errs)
	partial := r.isPartial(i)
	r.explain(i)
	for _, e := range r.errs[known:] {
		e.Incomplete = e.Incomplete || partial
	}
}

func (r *recovery) explain(i int) {
	if r.placeholder(i) || r.pasted(i) || r.badText(i) {
		return
	}
	switch r.placeOf(i) {
	case atTerm:
		r.termError(i)
	case atOperator:
		r.operatorError(i)
	case atValue:
		r.valueError(i)
	case atIn:
		r.notError(i)
	case atList:
		r.inError(i)
	case atFirstListed, atListed:
		r.listedError(i)
	case atSeparator:
		r.separatorError(i)
	case atConnector:
		r.connectorError(i)
	}
}

// stand puts in the place of tokens i to j what the grammar wants there, so
// that the rest is read as if they had been right.
func (r *recovery) stand(i, j int) {
	switch r.placeOf(i) {
	case atTerm:
		r.replace(i, j, kindPath)
	case atOperator:
		r.replace(i, j, kindEq)
	case atIn:
		r.replace(i, j, kindIn)
	case atList:
		r.replace(i, j, kindOpen, kindTrue, kindClose)
	case atSeparator:
		r.replace(i, j, kindComma)
	case atConnector:
		r.replace(i, j, kindAnd)
	default:
		r.replace(i, j, kindTrue)
	}
}

// unexpected is what is said where nothing better is known.
func (r *recovery) unexpected(i int, wanted string) {
	r.incomplete(r.report(r.tokens[i].span(), "unexpected "+r.describe(i), wanted), i)
	r.replaceClause(i)
}
