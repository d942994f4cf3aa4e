package main

import (
	"fmt"
	"io"

	"github.com/bbql/go-bbql/ast"
)

// printTree prints a query as a tree, each node behind its span:
//
//	 0-38  and
//	 0-14  ├─ state = "OPEN"
//	19-38  └─ paren
//	20-37     └─ or
//	20-26        ├─ id > 5
//	30-37        └─ id < 3
func printTree(w io.Writer, query ast.Query) error {
	p := &treePrinter{w: w, width: spanWidth(query)}
	p.node(query.Filter, "", "")
	if query.Sort != nil {
		p.line(query.Sort.At, "sort "+query.Sort.String())
	}
	return p.err
}

// spanWidth returns the width of the widest offset: no span ends behind that of
// the root.
func spanWidth(query ast.Query) int {
	end := query.Filter.Span().End
	if query.Sort != nil {
		end = max(end, query.Sort.At.End)
	}
	return len(fmt.Sprint(end))
}

type treePrinter struct {
	w     io.Writer
	width int
	err   error
}

func (p *treePrinter) line(at ast.Span, text string) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, "%*d-%-*d  %s\n", p.width, at.Start, p.width, at.End, text)
	}
}

// node prints e behind lead, and the nodes below it behind indent.
func (p *treePrinter) node(e ast.Expr, lead, indent string) {
	switch e := e.(type) {
	case *ast.And:
		p.chain(e.At, lead+"and", e.Terms, indent)
	case *ast.Or:
		p.chain(e.At, lead+"or", e.Terms, indent)
	case *ast.Paren:
		p.chain(e.At, lead+"paren", []ast.Expr{e.X}, indent)
	case *ast.Comparison:
		p.line(e.Span(), lead+escape(e.String()))
	}
}

func (p *treePrinter) chain(at ast.Span, name string, terms []ast.Expr, indent string) {
	if len(terms) == 0 {
		name += " without terms: everything"
	}
	p.line(at, name)
	for i, t := range terms {
		if i < len(terms)-1 {
			p.node(t, indent+"├─ ", indent+"│  ")
		} else {
			p.node(t, indent+"└─ ", indent+"   ")
		}
	}
}
