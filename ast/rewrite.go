package ast

// Rewrite returns e with every expression in it replaced by what f returns for
// it, children first. It changes no node that it was given: f gets nodes with
// their children already replaced, and those without a change are shared with
// e. A nil from f drops the expression; an And, Or or Paren that has lost its
// last term that way is dropped too. Where everything is dropped the result is
// nil: look for it, since in a [Query] no filter selects everything. What f puts
// in may leave the empty filter inside an Or; [Validate] finds that.
//
// Values are replaced by returning a new [Comparison]. Rewrite panics on a nil
// expression and on one that is not of this package.
func Rewrite(e Expr, f func(Expr) Expr) Expr {
	mustNode("Rewrite", e)
	switch old := e.(type) {
	case *And:
		terms, changed := rewriteTerms(old.Terms, f)
		if changed && len(terms) == 0 {
			return nil
		}
		if changed {
			e = &And{Terms: terms, At: old.At}
		}
	case *Or:
		terms, changed := rewriteTerms(old.Terms, f)
		if changed && len(terms) == 0 {
			return nil
		}
		if changed {
			e = &Or{Terms: terms, At: old.At}
		}
	case *Paren:
		x := Rewrite(old.X, f)
		if x == nil {
			return nil
		}
		if x != old.X {
			e = &Paren{X: x, At: old.At}
		}
	}
	return f(e)
}

func rewriteTerms(terms []Expr, f func(Expr) Expr) (_ []Expr, changed bool) {
	return mapTerms(terms, func(e Expr) Expr { return Rewrite(e, f) })
}

// mapTerms returns terms with each replaced by what f returns for it, or
// dropped for nil. It returns terms itself if nothing changes.
func mapTerms(terms []Expr, f func(Expr) Expr) (_ []Expr, changed bool) {
	out := terms
	for i, old := range terms {
		x := f(old)
		if x != old && !changed {
			changed = true
			out = append(make([]Expr, 0, len(terms)), terms[:i]...)
		}
		if changed && x != nil {
			out = append(out, x)
		}
	}
	return out, changed
}
