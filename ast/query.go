package ast

// A Query is what a list request carries: a filter and a sort key. The zero
// Query selects everything in the server's order.
type Query struct {
	Filter Expr     // nil and an And of no terms: everything
	Sort   *SortKey // nil: the server's order
}

// A SortKey is the value of a sort parameter: one field, descending with a
// leading hyphen (rule Y12).
//
//	-updated_on
type SortKey struct {
	Field Path
	Desc  bool
	At    Span
}

// String returns the key as the sort parameter takes it, "" for nil.
func (k *SortKey) String() string {
	switch {
	case k == nil:
		return ""
	case k.Desc:
		return "-" + pathText(k.Field)
	}
	return pathText(k.Field)
}
