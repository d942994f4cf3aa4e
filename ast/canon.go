package ast

// A fault stands in a canonical tree for what has no text.
type fault string

func (fault) node()      {}
func (fault) expr()      {}
func (fault) Span() Span { return Span{} }

// String returns text that no parser accepts.
func (f fault) String() string { return broken("%s", string(f)) }

const (
	faultNil      fault = "nil expression"
	faultEmptyOr  fault = "OR without terms"
	faultEmptyAnd fault = "the empty filter inside OR"
)

// canon returns a tree of the same meaning without parentheses, in which no And
// is inside an And, no Or inside an Or, and every And and Or has two terms at
// the least. Only the root may be the empty filter. It shares the comparisons
// with e. Reducing first keeps it linear: what is left has no node that could
// still collapse, so that flattening appends each term just once.
func canon(e Expr) Expr { return flatten(reduce(e)) }

// reduce removes parentheses, empty filters inside And, and every And and Or of
// one term.
func reduce(e Expr) Expr {
	if isNil(e) {
		return faultNil
	}
	switch e := e.(type) {
	case *And:
		terms, changed := mapTerms(e.Terms, reduceConjunct)
		switch {
		case len(terms) == 1:
			return terms[0]
		case changed:
			return &And{Terms: terms}
		}
	case *Or:
		terms, changed := mapTerms(e.Terms, reduceDisjunct)
		switch {
		case len(terms) == 0:
			return faultEmptyOr
		case len(terms) == 1:
			return terms[0]
		case changed:
			return &Or{Terms: terms}
		}
	case *Paren:
		return reduce(e.X)
	}
	return e
}

// reduceConjunct returns nil for the empty filter, which changes no And.
func reduceConjunct(e Expr) Expr {
	if e = reduce(e); isEmptyFilter(e) {
		return nil
	}
	return e
}

func reduceDisjunct(e Expr) Expr {
	if e = reduce(e); isEmptyFilter(e) {
		return faultEmptyAnd
	}
	return e
}

// flatten merges And into And and Or into Or in a reduced tree.
func flatten(e Expr) Expr {
	switch e := e.(type) {
	case *And:
		return &And{Terms: flattenTerms(make([]Expr, 0, len(e.Terms)), e.Terms, andTerms)}
	case *Or:
		return &Or{Terms: flattenTerms(make([]Expr, 0, len(e.Terms)), e.Terms, orTerms)}
	}
	return e
}

// flattenTerms appends terms to dst; instead of one for which chain has terms
// it appends those.
func flattenTerms(dst, terms []Expr, chain func(Expr) []Expr) []Expr {
	for _, t := range terms {
		if inner := chain(t); inner != nil {
			dst = flattenTerms(dst, inner, chain)
		} else {
			dst = append(dst, flatten(t))
		}
	}
	return dst
}

// andTerms returns the terms of an And, nil for anything else.
func andTerms(e Expr) []Expr {
	if and, ok := e.(*And); ok {
		return and.Terms
	}
	return nil
}

// orTerms returns the terms of an Or, nil for anything else.
func orTerms(e Expr) []Expr {
	if or, ok := e.(*Or); ok {
		return or.Terms
	}
	return nil
}

func isEmptyFilter(e Expr) bool {
	and, ok := e.(*And)
	return ok && and != nil && len(and.Terms) == 0
}
