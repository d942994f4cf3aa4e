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
// the least. Only the root may be the empty filter. It takes linear time and
// shares the comparisons with e.
func canon(e Expr) Expr {
	switch e := e.(type) {
	case *And:
		if e != nil {
			return canonAnd(e)
		}
	case *Or:
		if e != nil {
			return canonOr(e)
		}
	case *Paren:
		if e != nil {
			return canon(e.X)
		}
	case *Comparison:
		if e != nil {
			return e
		}
	case fault:
		return e
	}
	return faultNil
}

func canonAnd(e *And) Expr {
	terms := appendTerms(nil, e, andTerms)
	if len(terms) == 1 {
		return terms[0]
	}
	return &And{Terms: terms}
}

func canonOr(e *Or) Expr {
	if len(e.Terms) == 0 {
		return faultEmptyOr
	}
	terms := appendTerms(nil, e, orTerms)
	if len(terms) == 1 {
		return terms[0]
	}
	for i, t := range terms {
		if isEmptyFilter(t) {
			terms[i] = faultEmptyAnd
		}
	}
	return &Or{Terms: terms}
}

// appendTerms appends the canonical terms of a chain of the nodes whose terms
// are given by terms, through any parentheses, so that deep chains cost no
// copies.
func appendTerms(dst []Expr, e Expr, terms func(Expr) ([]Expr, bool)) []Expr {
	if p, ok := e.(*Paren); ok && p != nil {
		return appendTerms(dst, p.X, terms)
	}
	if chain, ok := terms(e); ok {
		for _, t := range chain {
			dst = appendTerms(dst, t, terms)
		}
		return dst
	}
	c := canon(e)
	if chain, ok := terms(c); ok {
		return append(dst, chain...)
	}
	return append(dst, c)
}

func andTerms(e Expr) ([]Expr, bool) {
	and, ok := e.(*And)
	if !ok || and == nil {
		return nil, false
	}
	return and.Terms, true
}

func orTerms(e Expr) ([]Expr, bool) {
	or, ok := e.(*Or)
	if !ok || or == nil || len(or.Terms) == 0 {
		return nil, false
	}
	return or.Terms, true
}
