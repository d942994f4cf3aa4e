package main

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/lint"
)

// A jsonFindings is what lint --format json prints.
type jsonFindings struct {
	Findings []jsonFinding `json:"findings"`
	Fixed    *string       `json:"fixed,omitempty"` // the text, with --fix
}

type jsonFinding struct {
	Rule     string        `json:"rule"`
	Severity lint.Severity `json:"severity"`
	Span     [2]ast.Pos    `json:"span"`
	Line     int           `json:"line"`
	Col      int           `json:"col"`
	Msg      string        `json:"msg"`
	Hint     string        `json:"hint"`
	Fix      []jsonFix     `json:"fix"`
}

func newJSONFinding(d lint.Diagnostic) jsonFinding {
	line, col := d.Position()
	out := jsonFinding{
		Rule:     d.Rule,
		Severity: d.Severity,
		Span:     [2]ast.Pos{d.Span.Start, d.Span.End},
		Line:     line,
		Col:      col,
		Msg:      d.Msg,
		Hint:     d.Hint,
	}
	for _, e := range d.Fix {
		out.Fix = append(out.Fix, jsonFix{[2]ast.Pos{e.Span.Start, e.Span.End}, e.Text})
	}
	return out
}

// printFindings prints what is found in a text, and with --fix the text before.
func (t *tool) printFindings(f *lintFlags, text string, found []lint.Diagnostic) error {
	if f.format.word == "json" {
		out := jsonFindings{Findings: []jsonFinding{}}
		for _, d := range found {
			out.Findings = append(out.Findings, newJSONFinding(d))
		}
		if f.fix {
			out.Fixed = &text
		}
		return t.encodeJSON(out)
	}
	if f.fix {
		fmt.Fprintln(t.out, text)
		fmt.Fprint(t.stderr, pictures(found, newInk(t.color(t.errTerminal))))
		return nil
	}
	ink := newInk(t.color(t.outWidth > 0))
	fmt.Fprint(t.out, pictures(found, ink))
	if fixed := suggestion(text, found); fixed != "" {
		fmt.Fprintf(t.out, "try: %s\n", ink.bold(fixed))
	}
	return nil
}

// suggestion returns the text with all fixes made, if that repairs every error
// in it and is worth showing.
func suggestion(text string, found []lint.Diagnostic) string {
	for _, d := range found {
		if d.Severity == lint.Error && len(d.Fix) == 0 {
			return ""
		}
	}
	fixed := lint.Apply(text, found)
	if fixed == text || len(fixed) > longestRepair || escape(fixed) != fixed {
		return ""
	}
	return fixed
}

// pictures returns each line of the text once that has findings, and below it
// their marks and messages.
func pictures(found []lint.Diagnostic, ink ink) string {
	var b strings.Builder
	last := ""
	for _, d := range found {
		p := newPicture(d.Detail())
		if p.line != last {
			b.WriteString(p.line + "\n")
		}
		last = p.line
		fmt.Fprintf(&b, "%s%s %s: %s [%s]\n",
			p.indent, ink.red(p.mark), d.Severity, ink.bold(p.label), d.Rule)
	}
	return b.String()
}
