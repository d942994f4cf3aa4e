package lint

import (
	"fmt"
	"unicode"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var controlCharacter = rule{
	Rule: Rule{
		ID:       "control-character",
		Severity: Warning,
		Title:    "A text holds a control character",
		Text: "Line breaks, tabs and other control characters in a text are said to be " +
			"refused.",
		Remedy:    "Look for the text before or after it with `~`.",
		Bad:       []Example{{Text: "title = \"a\tb\""}},
		Good:      []Example{{Text: "title = \"a b\"\tAND id = 5"}},
		Source:    "rule Y6; one client's report",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		p.strings(func(s *ast.String) {
			for i, r := range s.Text {
				if unicode.IsControl(r) {
					at := s.At.Start + ast.Pos(i)
					p.report(Diagnostic{
						Span: ast.Span{Start: at, End: at + ast.Pos(len(string(r)))},
						Msg:  fmt.Sprintf("the control character %U may be refused", r),
					})
				}
			}
		})
	},
}
