package bbql

import (
	"fmt"
	"slices"
	"strings"
)

// This file looks after parentheses and limits, over the tokens alone, so that
// whatever parses them later meets neither surprise.

// exceedsLimit reports the first place that is past a limit. Nothing else is
// said of such a text.
func (r *recovery) exceedsLimit() bool {
	depth, values := 0, 0
	for i, t := range r.tokens {
		switch t.kind {
		case kindOpen:
			depth++
			if opensList(r.tokens, i) {
				values = 1
			} else if depth > r.limits.maxDepth {
				r.report(t.span(),
					fmt.Sprintf("parentheses may be nested %d deep", r.limits.maxDepth),
					"flatten the query or raise the limit of MaxDepth")
				return true
			}
		case kindClose:
			depth = max(0, depth-1)
			values = 0
		case kindComma:
			if values++; values > r.limits.maxList {
				r.report(t.span(), "a list may have "+count(r.limits.maxList, "value"),
					"split the query or raise the limit of MaxList")
				return true
			}
		}
	}
	return false
}

// balance reports every parenthesis without a partner, takes out those that
// close nothing, and closes those that nothing closes.
func (r *recovery) balance() {
	r.hidden = r.swallowed()
	var open []int
	for i := 0; i < len(r.tokens) && len(r.errs) < maxErrors; i++ {
		switch k := r.tokens[i].kind; {
		case k == kindOpen:
			open = append(open, i)
		case k == kindClose && len(open) == 0 && r.openList(i):
			i++ // past the parenthesis, which has a partner now
		case k == kindClose && len(open) == 0:
			r.unopened(i)
			i--
		case k == kindClose:
			open = open[:len(open)-1]
		case k.isConnector() && len(open) > 0 && r.leavesList(open[len(open)-1], i):
			before := len(r.tokens)
			r.unclosed(open[len(open)-1], i)
			open = open[:len(open)-1]
			i += len(r.tokens) - before - 1 // the connector may leave another list
		}
	}
	for _, i := range slices.Backward(open) {
		r.unclosed(i, len(r.tokens)-1)
	}
}

// unopened reports the closing parenthesis at i and takes it out.
func (r *recovery) unopened(i int) {
	t := r.tokens[i]
	e := r.report(t.span(), "`)` closes nothing", "remove it, or open a parenthesis before it")
	e.Fix = r.fix(t.span(), "")
	r.replace(i, i+1)
}

// openList reports that one of the parentheses up to i that close closes the
// list of an IN that none opens, and opens it. That leaves a partner for the
// one at i, which lacks one. The last such list is the one.
func (r *recovery) openList(i int) bool {
	for ; i > 0; i-- {
		if r.tokens[i].kind == kindClose && r.unopenedList(i) {
			return true
		}
	}
	return false
}

// unopenedList reports the list of an IN that the parenthesis at i closes and
// none opens, and opens it.
func (r *recovery) unopenedList(i int) bool {
	first := i
	for first > 0 && (r.tokens[first-1].kind == kindComma || isInnerText(r.tokens[first-1].kind)) {
		first--
	}
	if first == i || first == 0 || r.tokens[first-1].kind != kindIn {
		return false
	}
	at := r.tokens[first].span().Start
	e := r.report(r.tokens[i].span(), "`)` closes a list that is not opened", "write `(` after IN")
	e.Fix = r.fix(r.between(at, at), "(")
	r.replace(first, first, kindOpen)
	return true
}

// leavesList reports whether the connector at i shows that the list opened at
// open was left open: a comparison follows it.
func (r *recovery) leavesList(open, i int) bool {
	if !opensList(r.tokens, open) {
		return false
	}
	next := r.tokens[i+1].kind
	return next == kindPath || next == kindOpen || next == kindNot
}

// unclosed reports the opening parenthesis at open, and closes it before the
// token at i.
func (r *recovery) unclosed(open, i int) {
	defer r.close(open, i)
	if r.hidden || len(r.errs) >= maxErrors {
		return
	}
	t := r.tokens[open]
	e := r.incomplete(r.report(t.span(), "`(` is not closed", "add `)`"), i)
	if e.Incomplete {
		r.open = append(r.open, e)
	}
	if i > open+1 && !r.hasConnector(open, i) && r.tokens[i-1].kind != kindComma {
		end := r.tokens[i-1].span().End
		e.Fix = r.fix(r.between(end, end), ")")
	}
}

// hasConnector reports whether there is a choice of where to close.
func (r *recovery) hasConnector(open, i int) bool {
	return slices.ContainsFunc(r.tokens[open:i], func(t token) bool { return t.kind.isConnector() })
}

// swallowed reports whether the text ends in a string that is not closed and
// that may hold the parentheses that are missed.
func (r *recovery) swallowed() bool {
	i := len(r.tokens) - 2
	return i >= 0 && r.tokens[i].kind == kindBadString &&
		strings.Contains(r.tokens[i].text(r.query), ")")
}

// close puts a closing parenthesis before the token at i, and before it what
// keeps the parentheses from being empty, since that is no second mistake.
func (r *recovery) close(open, i int) {
	last := r.tokens[i-1].kind
	switch {
	case opensList(r.tokens, open) && (last == kindOpen || last == kindComma):
		r.replace(i, i, kindTrue, kindClose)
	case last == kindOpen:
		r.replace(i, i, kindPath, kindEq, kindTrue, kindClose)
	default:
		r.replace(i, i, kindClose)
	}
}
