package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var uuidBraces = rule{
	Rule: Rule{
		ID:       "uuid-braces",
		Severity: Warning,
		Title:    "A UUID is without braces",
		Text: "The API writes UUIDs in braces and in lower case, and `=` compares text: " +
			"one without braces is equal to none of them.",
		Remedy:    "Put the UUID in braces, inside the quotes.",
		Bad:       []Example{{Text: `author.uuid = "d301aafa-d676-4ee0-88be-962be7417567"`}},
		Good:      []Example{{Text: `author.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}"`}},
		Source:    "the documentation's page on partial responses",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			_, last, _ := cutLast(c.Field)
			if last != "uuid" || c.Op.Positive() == ast.OpContains {
				continue
			}
			for _, v := range literals(c) {
				if s, ok := v.(*ast.String); ok && isUUID(s.Value) && s.Value[0] != '{' {
					braced := ast.Quote("{" + s.Value + "}")
					p.report(Diagnostic{
						Span: v.Span(),
						Msg:  fmt.Sprintf("`%s` has its UUID in braces", c.Field),
						Hint: "write " + braced,
						Fix:  []Edit{{v.Span(), braced}},
					})
				}
			}
		}
	},
}

// isUUID reports whether text is a UUID, with or without braces.
func isUUID(text string) bool {
	if strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}") {
		text = text[1 : len(text)-1]
	}
	parts := strings.Split(text, "-")
	if len(parts) != 5 {
		return false
	}
	for i, n := range [...]int{8, 4, 4, 4, 12} {
		if len(parts[i]) != n || !isHex(parts[i]) {
			return false
		}
	}
	return true
}

func isHex(text string) bool {
	return strings.Trim(text, "0123456789abcdefABCDEF") == ""
}
