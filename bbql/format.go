package bbql

import "github.com/bbql/go-bbql/ast"

// Format returns the canonical text of e: single spaces, upper-case keywords,
// parentheses round every OR inside an AND and every AND inside an OR and
// nowhere else (rules Y2 and Y3, our assumption). Literals keep their
// spelling. Formatting what was formatted changes nothing; the text parses back
// to an equal tree. The empty filter and nil are "".
//
// A hand-made tree that has no text prints as %!bbql(reason), which no parser
// accepts; [ast.Validate] says why.
func Format(e ast.Expr) string {
	if e == nil {
		return ""
	}
	return e.String()
}

// Quote returns s as a string literal. It escapes the quote and the backslash
// and nothing else (rule Y6, observed). NUL and invalid UTF-8 have no literal
// and come back as %!bbql(reason), which no parser accepts.
func Quote(s string) string { return ast.Quote(s) }
