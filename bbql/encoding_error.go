package bbql

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
)

// badEncoding reports a byte that is not UTF-8. The first of a text stands for
// all, since they have one cause.
func (r *recovery) badEncoding(at ast.Span) {
	if r.misencoded == 0 {
		r.report(at, fmt.Sprintf("the byte %#02x is not UTF-8", r.query[at.Start]),
			"encode the query as UTF-8")
	}
	r.misencoded++
}

// standForMisencoded puts in the place of the word at i, which can't be read,
// whatever the tokens round it leave room for. The byte may have been a blank:
// then the word is two.
func (r *recovery) standForMisencoded(i int) {
	switch r.placeOf(i) {
	case atTerm:
		r.standForMisencodedTerm(i)
	case atOperator:
		r.standForMisencodedOperator(i)
	case atValue:
		r.standForMisencodedValue(i)
	case atSeparator:
		if next := r.next(i); next == kindComma || next == kindClose {
			r.replace(i, i+1)
			return
		}
		r.stand(i, i+1)
	case atConnector:
		if r.beginsTerm(i + 1) {
			r.stand(i, i+1)
			return
		}
		r.dropRest(i)
	case atFirstListed, atListed:
		r.stand(i, r.bareEnd(i))
	default:
		r.stand(i, i+1)
	}
}

func (r *recovery) standForMisencodedTerm(i int) {
	if r.next(i) == kindOpen {
		if end, isList := r.listEnd(i + 1); isList {
			r.replace(i, end, kindPath, kindEq, kindTrue)
			return
		}
	}
	switch {
	case r.hasOperator(i):
		r.stand(i, i+1)
	case r.beginsTerm(i + 1):
		r.replace(i, i+1)
	default:
		r.replaceClause(i)
	}
}

func (r *recovery) standForMisencodedOperator(i int) {
	switch next := r.next(i); {
	case next == kindOpen:
		r.replace(i, i+1, kindIn)
	case next.isOperator() || next == kindIn || next == kindNot:
		r.replace(i, i+1)
	default:
		r.replaceClause(i)
	}
}

func (r *recovery) standForMisencodedValue(i int) {
	end := r.bareEnd(i)
	if r.beginsTerm(end) {
		r.replace(i, end, kindTrue, kindAnd)
		return
	}
	r.stand(i, end)
}
