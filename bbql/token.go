package bbql

import "github.com/bbql/go-bbql/ast"

// A kind is what a token is. The keywords and operators have one each, so that
// a quoted "AND" can't pass for the keyword.
type kind uint8

const (
	kindEOF kind = iota
	kindPath
	kindString
	kindNumber
	kindDateTime

	kindAnd // the keywords, in any case
	kindOr
	kindIn
	kindNot
	kindTrue
	kindFalse
	kindNull

	kindEq // the operators, in the order of ast.Op
	kindNe
	kindContains
	kindNotContains
	kindGt
	kindGe
	kindLt
	kindLe

	kindOpen
	kindClose
	kindComma
	kindMinus // only before a sort key

	kindBadWord     // a run of characters that is no path, number or datetime
	kindBadOperator // a run of operator characters that is no operator
	kindBadQuote    // text in quotes other than double quotes
	kindBadString   // a string that is not closed
	kindBadText     // a string that holds NUL or invalid UTF-8
	kindBadSpace    // white space other than space, tab, CR and LF
	kindBadByte     // control characters outside strings
	kindBadEncoding // a word that holds invalid UTF-8
)

// A token is a range of the query's text.
type token struct {
	kind       kind
	repaired   bool // whether recovery put it there, over wrong text or over none
	start, end int32
}

func (t token) text(query string) string { return query[t.start:t.end] }

func (t token) span() ast.Span { return ast.Span{Start: ast.Pos(t.start), End: ast.Pos(t.end)} }

func (k kind) isOperator() bool  { return kindEq <= k && k <= kindLe }
func (k kind) isConnector() bool { return k == kindAnd || k == kindOr }
func (k kind) isKeyword() bool   { return kindAnd <= k && k <= kindNull }
func (k kind) isBad() bool       { return k >= kindBadWord }

// isListed reports whether a token is a value that a list may hold (rule Y10).
func (k kind) isListed() bool {
	return kindString <= k && k <= kindDateTime || k == kindTrue || k == kindFalse
}

// isValue reports whether a token is a value of its own.
func (k kind) isValue() bool { return k.isListed() || k == kindNull }

// goesOn reports whether a token carries on with what stands before it, and
// neither ends it nor parts it from what follows.
func (k kind) goesOn() bool {
	return k != kindEOF && k != kindClose && k != kindComma && !k.isConnector()
}

// op is the operator of an operator token.
func (k kind) op() ast.Op { return ast.OpEq + ast.Op(k-kindEq) }

func operatorKind(op ast.Op) kind { return kindEq + kind(op-ast.OpEq) }
