package ast

// isNil reports whether e is nil, a nil pointer, or from another package, which
// can imitate an Expr by embedding one.
func isNil(e Expr) bool {
	switch e := e.(type) {
	case *And:
		return e == nil
	case *Or:
		return e == nil
	case *Paren:
		return e == nil
	case *Comparison:
		return e == nil
	}
	return true
}

// isNilValue is isNil for values.
func isNilValue(v Value) bool {
	switch v := v.(type) {
	case *String:
		return v == nil
	case *Number:
		return v == nil
	case *Bool:
		return v == nil
	case *Null:
		return v == nil
	case *DateTime:
		return v == nil
	case *List:
		return v == nil
	}
	return true
}

// isNilNode is isNil for expressions and values.
func isNilNode(n Node) bool {
	switch n := n.(type) {
	case Expr:
		return isNil(n)
	case Value:
		return isNilValue(n)
	}
	return true
}
