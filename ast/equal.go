package ast

// Equal reports whether a and b are the same query: it ignores spans and
// redundant parentheses, and compares strings by value, numbers and datetimes
// by their text, lists and terms in order. Two queries that are not Equal may
// still mean the same.
func Equal(a, b Expr) bool { return equal(canon(a), canon(b)) }

// equal compares canonical expressions.
func equal(a, b Expr) bool {
	switch a := a.(type) {
	case *And:
		b, ok := b.(*And)
		return ok && equalTerms(a.Terms, b.Terms)
	case *Or:
		b, ok := b.(*Or)
		return ok && equalTerms(a.Terms, b.Terms)
	case *Comparison:
		b, ok := b.(*Comparison)
		return ok && a.Field == b.Field && a.Op == b.Op && equalValues(a.Value, b.Value)
	}
	return a == b
}

func equalTerms(a, b []Expr) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

func equalValues(a, b Value) bool {
	if isNilValue(a) || isNilValue(b) {
		return isNilValue(a) && isNilValue(b)
	}
	switch a := a.(type) {
	case *String:
		b, ok := b.(*String)
		return ok && a.Value == b.Value
	case *List:
		b, ok := b.(*List)
		return ok && equalLists(a.Values, b.Values)
	}
	// The texts of different types of values are different.
	return valueText(a) == valueText(b)
}

func equalLists(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !equalValues(a[i], b[i]) {
			return false
		}
	}
	return true
}
