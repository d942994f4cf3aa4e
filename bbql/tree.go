package bbql

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// This file makes the nodes that parsing yields, for whichever road it takes.

// newAnd returns the conjunction of two or more terms.
func newAnd(terms []ast.Expr) ast.Expr { return &ast.And{Terms: terms, At: extent(terms)} }

// newOr returns the disjunction of two or more terms.
func newOr(terms []ast.Expr) ast.Expr { return &ast.Or{Terms: terms, At: extent(terms)} }

func extent(terms []ast.Expr) ast.Span { return terms[0].Span().To(terms[len(terms)-1].Span()) }

// newValue returns the value that the token stands for; text is its text.
func newValue(t token, text string) ast.Value {
	switch t.kind {
	case kindString:
		s := newString(t, text)
		return &s
	case kindNumber:
		n := newNumber(t, text)
		return &n
	case kindTrue, kindFalse:
		return &ast.Bool{Text: text, Value: t.kind == kindTrue, At: t.span()}
	case kindDateTime:
		return newDateTime(t, text)
	}
	return &ast.Null{Text: text, At: t.span()}
}

func newString(t token, text string) ast.String {
	return ast.String{Text: text, Value: unquote(text), At: t.span()}
}

func newNumber(t token, text string) ast.Number {
	return ast.Number{Text: text, Value: value.Plain(text), At: t.span()}
}

// unquote decodes a string token, which the scanner has checked.
func unquote(text string) string {
	if strings.IndexByte(text, '\\') < 0 {
		return text[1 : len(text)-1]
	}
	decoded, err := ast.Unquote(text)
	if err != nil {
		return text[1 : len(text)-1]
	}
	return decoded
}

func newDateTime(t token, text string) ast.Value {
	d, _ := value.ParseDateTime(text)
	return &ast.DateTime{
		Text:      text,
		Value:     d.Time(),
		Precision: ast.Precision(d.Precision),
		HasOffset: d.HasOffset,
		At:        t.span(),
	}
}
