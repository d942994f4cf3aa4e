package ast

import "fmt"

// Rewrite returns e with every expression in it replaced by what f returns for
// it, children first. It changes no node that it was given: f gets nodes with
// their children already replaced, and those without a change are shared with
// e. A nil from f drops the expression; an And, Or or Paren that has lost its
// last term that way is dropped too, and a dropped root gives nil.
//
// Values are replaced by returning a new [Comparison]. Rewrite panics on a nil
// expression and on one that is not of this package.
func Rewrite(e Expr, f func(Expr) Expr) Expr {
	switch e := e.(type) {
	case *And:
		terms, changed := rewriteList(e.Terms, f)
		switch {
		case changed && len(terms) == 0:
			return nil
		case changed:
			return f(&And{Terms: terms, At: e.At})
		}
		return f(e)
	case *Or:
		terms, changed := rewriteList(e.Terms, f)
		switch {
		case changed && len(terms) == 0:
			return nil
		case changed:
			return f(&Or{Terms: terms, At: e.At})
		}
		return f(e)
	case *Paren:
		x := Rewrite(e.X, f)
		switch {
		case x == nil:
			return nil
		case x != e.X:
			return f(&Paren{X: x, At: e.At})
		}
		return f(e)
	case *Comparison:
		return f(e)
	}
	panic(fmt.Sprintf("ast.Rewrite: unexpected node %T", e))
}

// rewriteList returns list itself if nothing changes.
func rewriteList(list []Expr, f func(Expr) Expr) (_ []Expr, changed bool) {
	out := list
	for i, old := range list {
		x := Rewrite(old, f)
		if x != old && !changed {
			changed = true
			out = append(make([]Expr, 0, len(list)), list[:i]...)
		}
		if changed && x != nil {
			out = append(out, x)
		}
	}
	return out, changed
}
