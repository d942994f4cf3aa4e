package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var orToIn = rule{
	Rule: Rule{
		ID:       "or-to-in",
		Severity: Info,
		Title:    "One IN says it shorter",
		Text: "Several `=` of one field joined by OR are one `IN`, and several `!=` " +
			"joined by AND are one `NOT IN`. Bitbucket documents both since 2024; older " +
			"examples don't know them.",
		Remedy: "Write `IN`, or `NOT IN`.",
		Bad: []Example{
			{Text: `state = "OPEN" OR state = "MERGED"`},
			{Text: `state != "OPEN" AND id > 5 AND state != "MERGED"`},
		},
		Good: []Example{
			{Text: `state IN ("OPEN", "MERGED")`},
			{Text: `state = "OPEN" OR id = 5`},
		},
		Source:    "the documentation's page on filtering",
		Certainty: schema.Documented,
	},
	query: func(p *pass) {
		for n := range ast.Preorder(p.expr) {
			switch e := n.(type) {
			case *ast.And:
				p.orToIn(e.Terms, ast.OpNotIn)
			case *ast.Or:
				p.orToIn(e.Terms, ast.OpIn)
			}
		}
	},
}

// orToIn reports the terms that one list can hold.
func (p *pass) orToIn(terms []ast.Expr, op ast.Op) {
	numbers := make(map[ast.Path][]int)
	for i, t := range terms {
		if c, ok := t.(*ast.Comparison); ok {
			if _, ok := listOf(c, op); ok {
				numbers[c.Field] = append(numbers[c.Field], i)
			}
		}
	}
	for i, t := range terms {
		if c, ok := t.(*ast.Comparison); ok && len(numbers[c.Field]) > 1 && numbers[c.Field][0] == i {
			p.reportList(terms, numbers[c.Field], op)
		}
	}
}

func (p *pass) reportList(terms []ast.Expr, numbers []int, op ast.Op) {
	first := terms[numbers[0]].(*ast.Comparison)
	var texts []string
	seen := make(map[string]bool)
	fix := make([]Edit, 1, len(numbers))
	for _, i := range numbers {
		values, _ := listOf(terms[i].(*ast.Comparison), op)
		for _, v := range values {
			if text := v.String(); !seen[text] {
				seen[text] = true
				texts = append(texts, p.text[v.Span().Start:v.Span().End])
			}
		}
		if i > numbers[0] {
			fix = append(fix, cut(terms, i)...)
		}
	}
	if len(texts) > maxList || len(texts) < 2 {
		return
	}
	list := fmt.Sprintf("%s %s (%s)", first.Field, op, strings.Join(texts, ", "))
	fix[0] = Edit{first.Span(), list}
	p.report(Diagnostic{
		Span: first.Span().To(terms[numbers[len(numbers)-1]].Span()),
		Msg:  fmt.Sprintf("these comparisons of `%s` are one list", first.Field),
		Hint: fmt.Sprintf("write %s", op),
		Fix:  fix,
	})
}
