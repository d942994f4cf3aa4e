package bbql

import (
	"cmp"
	"slices"

	"github.com/bbql/go-bbql/ast"
)

// maxErrors bounds how many errors one text yields.
const maxErrors = 25

// A recovery finds everything that is wrong with a text. It first balances the
// parentheses, then goes round: it asks for the first token that the grammar
// refuses, reports what is wrong there, and repairs the tokens just enough
// that the same place is not refused again. What remains wrong after that is
// wrong on its own, so one mistake never shows as two.
type recovery struct {
	query  string
	tokens []token
	limits options
	take   road
	errs   Errors
	open   Errors // those of errs that are about parentheses open at the end
	hidden bool   // whether a string that is not closed hides parentheses

	misencoded int // how many defects show that the text is not UTF-8; the first is in errs
}

func newRecovery(query string, tokens []token, limits options, take road) *recovery {
	return &recovery{query: query, tokens: tokens, limits: limits, take: take}
}

// run returns the errors, of which there is at least one.
func (r *recovery) run() error {
	if r.exceedsLimit() {
		return r.errs
	}
	r.balance()
	for len(r.errs)+r.misencoded < maxErrors {
		i := r.refused()
		if i == accepted {
			break
		}
		r.diagnose(i)
	}
	r.dropImplied()
	r.dropBadFixes()
	slices.SortStableFunc(r.errs, func(a, b *Error) int {
		return cmp.Compare(a.Span.Start, b.Span.Start)
	})
	return r.errs[:min(len(r.errs), maxErrors)]
}

// dropImplied takes back what was said of parentheses that are open at the end
// where the text stops short anyway: nobody could have closed them yet. The
// text of a fix would still lack them, so there is none.
func (r *recovery) dropImplied() {
	short := func(e *Error) bool { return e.Incomplete && !slices.Contains(r.open, e) }
	if len(r.open) == 0 || !slices.ContainsFunc(r.errs, short) {
		return
	}
	r.errs = slices.DeleteFunc(r.errs, func(e *Error) bool { return slices.Contains(r.open, e) })
	for _, e := range r.errs {
		if e.Incomplete {
			e.Fix = nil
		}
	}
}

// dropBadFixes drops the fixes that would make the text too long, and that of a
// sole error if, against all intent, it would not make it a query.
func (r *recovery) dropBadFixes() {
	for _, e := range r.errs {
		tooLong := e.Fix != nil && len(r.query)+len(e.Fix.Text)-e.Fix.Span.Len() > r.limits.maxBytes
		sole := e.Fix != nil && len(r.errs) == 1 && !r.limits.binds
		if tooLong || sole && !r.parses(e.Fix.Apply(r.query)) {
			e.Fix = nil
		}
	}
}

// refused returns the index of the first token that is refused. The grammar
// has the last word: a faster road only says where to look.
func (r *recovery) refused() int {
	_, i := r.take(r.query, r.tokens)
	if i == accepted || r.grammarRefuses(i) {
		return i
	}
	_, i = grammarRoad(r.query, r.tokens)
	return i
}

// grammarRefuses reports whether the grammar refuses token i too. It shows the
// grammar only the two clauses that end there, in as many parentheses as
// matter, which the grammar takes as it takes the whole: what may follow a
// clause depends on nothing else.
func (r *recovery) grammarRefuses(i int) bool {
	start := r.clauseBefore(i)
	closes := 0
	for _, t := range r.tokens[start : i+1] {
		if t.kind == kindClose {
			closes++
		}
	}
	depth := min(closes, openAt(r.tokens[:start]))
	window := make([]token, 0, depth+i+2-start)
	for range depth {
		window = append(window, token{kind: kindOpen, repaired: true})
	}
	window = append(window, r.tokens[start:i+1]...)
	if r.tokens[i].kind != kindEOF {
		window = append(window, r.tokens[len(r.tokens)-1])
	}
	_, refused := grammarRoad(r.query, window)
	return refused == depth+i-start
}

// clauseBefore returns where the clause before the one around token i begins.
func (r *recovery) clauseBefore(i int) int {
	connectors := 0
	for i > 0 {
		if r.tokens[i-1].kind.isConnector() {
			if connectors++; connectors == 2 {
				break
			}
		}
		i--
	}
	return i
}

// openAt counts the parentheses that are open after tokens.
func openAt(tokens []token) int {
	open := 0
	for _, t := range tokens {
		switch t.kind {
		case kindOpen:
			open++
		case kindClose:
			open--
		}
	}
	return open
}

// replace puts tokens of the given kinds in the place of tokens i to j. The
// first of them stands for the text of those that it replaces. The end stays: all
// that reads tokens relies on it.
func (r *recovery) replace(i, j int, kinds ...kind) {
	j = min(j, len(r.tokens)-1)
	i = min(i, j)
	start, end := r.tokens[i].start, r.tokens[i].start
	if j > i {
		end = r.tokens[j-1].end
	}
	with := make([]token, len(kinds))
	for n, k := range kinds {
		with[n] = token{kind: k, repaired: true, start: start, end: end}
		start = end
	}
	r.tokens = slices.Replace(r.tokens, i, j, with...)
}

// replaceClause makes the clause around token i one that the grammar takes:
// everything between the nearest connectors and parentheses.
func (r *recovery) replaceClause(i int) {
	start, end := i, i
	for start > 0 && !r.bounds(start-1) {
		start--
	}
	for !r.bounds(end) {
		end++
	}
	r.replace(start, end, kindPath, kindEq, kindTrue)
}

// dropRest takes out token i and what follows it in its clause.
func (r *recovery) dropRest(i int) {
	end := i
	for !r.bounds(end) {
		end++
	}
	r.replace(i, max(end, i+1))
}

// dropToEnd puts tokens of the given kinds in the place of all from i on, and
// closes the parentheses that are open there.
func (r *recovery) dropToEnd(i int, kinds ...kind) {
	kinds = append(kinds, slices.Repeat([]kind{kindClose}, openAt(r.tokens[:i]))...)
	r.replace(i, len(r.tokens)-1, kinds...)
}

// bounds reports whether token i ends a clause.
func (r *recovery) bounds(i int) bool {
	switch k := r.tokens[i].kind; k {
	case kindEOF, kindAnd, kindOr:
		return true
	case kindOpen:
		return !opensList(r.tokens, i)
	case kindClose:
		return !r.closesList(i)
	}
	return false
}

// closesList reports whether the parenthesis at i closes the list of an IN.
func (r *recovery) closesList(i int) bool {
	depth := 0
	for j := i; j >= 0; j-- {
		switch r.tokens[j].kind {
		case kindClose:
			depth++
		case kindOpen:
			if depth--; depth == 0 {
				return opensList(r.tokens, j)
			}
		}
	}
	return false
}

// report adds an error about a range of the query.
func (r *recovery) report(at ast.Span, msg, hint string) *Error {
	e := &Error{Query: r.query, Span: at, Msg: msg, Hint: hint}
	r.errs = append(r.errs, e)
	return e
}

// incomplete marks an error that more text could mend, as when nothing of the
// query stands at token i, where it shows, or after it.
func (r *recovery) incomplete(e *Error, i int) *Error {
	e.Incomplete = r.atEnd(i)
	return e
}

// atEnd reports whether token i is the end, or was put in there.
func (r *recovery) atEnd(i int) bool { return int(r.tokens[i].start) == len(r.query) }
