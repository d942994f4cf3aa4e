package ast

// A Pos is a byte offset in the text of a query.
type Pos int

// A Span is a range of bytes in the text of a query: from Start up to, but not
// including, End. The zero Span covers nothing, as do the spans of built trees.
type Span struct{ Start, End Pos }

// IsValid reports whether the span covers any text.
func (s Span) IsValid() bool { return s.Start >= 0 && s.Start < s.End }

// Len returns the number of bytes that the span covers.
func (s Span) Len() int {
	if !s.IsValid() {
		return 0
	}
	return int(s.End - s.Start)
}

// To returns the span from the start of s to the end of t, the zero Span if
// either covers nothing.
func (s Span) To(t Span) Span {
	if !s.IsValid() || !t.IsValid() {
		return Span{}
	}
	return Span{s.Start, t.End}
}
