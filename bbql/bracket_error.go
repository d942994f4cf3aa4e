package bbql

import "strings"

// brackets reports a list at i in the brackets or braces of other languages, if
// there is one. Where no list belongs, a single word in brackets is not taken
// for one: it is more likely text.
func (r *recovery) brackets(i int) bool {
	end := r.bracketEnd(i)
	op := r.tokens[i-1].kind
	if end == i || op != kindIn && (r.isBraced(i, end) || end == i+1 && !r.isBracketed(i)) {
		return false
	}
	if r.isObject(i, end) {
		r.report(r.across(i, end-1), "there are no objects",
			"name the field inside it, as in author.nickname")
		r.stand(i, end)
		return true
	}
	list := "(" + r.listText(i, end) + ")"
	e := r.report(r.across(i, end-1), "a list stands in parentheses", plain(list))
	switch {
	case list == "()":
		e.Hint = wantList
	case op == kindIn:
		e.Fix = r.fix(e.Span, list)
	case op == kindEq:
		e.Hint, e.Fix = "use "+code("IN "+list), r.fix(r.across(i-1, end-1), "IN "+list)
	case op == kindNe:
		e.Hint, e.Fix = "use "+code("NOT IN "+list), r.fix(r.across(i-1, end-1), "NOT IN "+list)
	default:
		e.Hint = "use IN, " + wantList
	}
	if op == kindIn {
		r.replace(i, end, kindOpen, kindTrue, kindClose)
	} else {
		r.replace(i, end, kindTrue)
	}
	return true
}

// bracketEnd returns the index after the word that closes the bracket or brace
// that opens at i, i itself if there is none or more than a list between.
func (r *recovery) bracketEnd(i int) int {
	closer := map[byte]string{'[': "]", '{': "}"}[(r.text(i, i) + " ")[0]]
	if closer == "" {
		return i
	}
	for j := i; ; j++ {
		switch k := r.tokens[j].kind; {
		case k == kindBadWord && strings.HasSuffix(r.text(j, j), closer):
			return j + 1
		case k != kindComma && k != kindBadQuote && !k.isListed() && !isBare(k):
			return i
		}
	}
}

// isBracketed reports whether the word at i is a number, date or truth value in
// brackets.
func (r *recovery) isBracketed(i int) bool {
	word := r.text(i, i)
	return word[0] == '[' && newScannedKind(strings.Trim(word, "[]")).isListed()
}

// isBraced reports whether the tokens i to end are words in braces, which are
// more likely one text.
func (r *recovery) isBraced(i, end int) bool {
	for _, t := range r.tokens[i:end] {
		if !isBare(t.kind) {
			return false
		}
	}
	return r.text(i, i)[0] == '{'
}

// isObject reports whether the tokens i to end are a JSON object.
func (r *recovery) isObject(i, end int) bool {
	for j := i + 1; j < end-1 && r.text(i, i)[0] == '{'; j++ {
		if r.text(j, j)[0] == ':' {
			return true
		}
	}
	return false
}
