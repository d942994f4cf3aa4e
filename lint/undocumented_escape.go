package lint

import (
	"fmt"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var undocumentedEscape = rule{
	Rule: Rule{
		ID:       "undocumented-escape",
		Severity: Warning,
		Title:    "A backslash escapes nothing that is known",
		Text: "Only `\\\"` is known to work, and `\\\\` is what everybody assumes. `\\n`, " +
			"`\\t`, `\\u0041` and the like are taken for both characters here; the server may " +
			"think otherwise.",
		Remedy:    "Double the backslash if you mean one.",
		Bad:       []Example{{Text: `path = "a\n"`}},
		Good:      []Example{{Text: `path = "a\\n"`}, {Text: `title = "say \"hi\""`}},
		Source:    "rule Y6; Atlassian's support for the quote",
		Certainty: schema.Assumed,
	},
	query: func(p *pass) {
		p.strings(func(s *ast.String) {
			escaped := false
			for i, r := range s.Text {
				if escaped && r != '"' && r != '\\' {
					p.reportEscape(s.At.Start+ast.Pos(i), r)
				}
				escaped = r == '\\' && !escaped
			}
		})
	},
}

// reportEscape reports a backslash that stands before the character at a
// position.
func (p *pass) reportEscape(at ast.Pos, r rune) {
	p.report(Diagnostic{
		Span: ast.Span{Start: at - 1, End: at + ast.Pos(utf8.RuneLen(r))},
		Msg:  fmt.Sprintf("nobody knows what `\\%c` means to the server", r),
		Hint: "double the backslash if you mean one",
		Fix:  []Edit{insert(at, `\`)},
	})
}

// strings calls f for every string literal.
func (p *pass) strings(f func(s *ast.String)) {
	for _, c := range p.comparisons {
		for _, v := range literals(c) {
			if s, ok := v.(*ast.String); ok {
				f(s)
			}
		}
	}
}
