package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/lint"
)

// A look is a text with what is found in it.
type look struct {
	*lintText
	found []finding
}

// isFile reports whether the text is a file, and so has a name.
func (x *lintText) isFile() bool { return x.name != "" && x.name != "-" }

// printFindings prints what is found, and with --fix the texts before.
func (t *tool) printFindings(f *lintFlags, looks []look) error {
	switch f.format.word {
	case "json":
		return t.printJSONFindings(f, looks)
	case "sarif":
		return t.printSARIF(looks)
	case "github":
		t.printGitHub(looks)
		return nil
	}
	for _, look := range looks {
		t.printLook(f, look)
	}
	return nil
}

// printLook prints what is found in a text: where --fix prints the text, beside
// it.
func (t *tool) printLook(f *lintFlags, look look) {
	if f.fix && !look.isFile() {
		fmt.Fprint(t.out, look.text)
		if look.name == "" {
			fmt.Fprintln(t.out)
		}
		fmt.Fprint(t.stderr, look.pictures(newInk(t.color(t.errTerminal))))
		return
	}
	ink := newInk(t.color(t.outWidth > 0))
	fmt.Fprint(t.out, look.pictures(ink))
	if look.name == "" {
		if fixed := suggestion(look.text, look.found); fixed != "" {
			fmt.Fprintf(t.out, "try: %s\n", ink.bold(fixed))
		}
	}
}

// suggestion returns the text with all fixes made, if that repairs every error
// in it and is worth showing.
func suggestion(text string, found []finding) string {
	for _, d := range found {
		if d.Severity == lint.Error && len(d.Fix) == 0 {
			return ""
		}
	}
	fixed := applyAll(text, found)
	if fixed == text || len(fixed) > longestRepair || escape(fixed) != fixed {
		return ""
	}
	return fixed
}

// pictures returns each line once that has findings, and below it their marks
// and messages. In a file the messages come first, each with its place.
func (l look) pictures(ink ink) string {
	var b strings.Builder
	for group := range groups(l.found, sameUnit) {
		if l.name != "" {
			for _, f := range group {
				line, col, _, _ := f.position()
				fmt.Fprintf(&b, "%s:%d:%d: %s: %s [%s]\n", escape(l.name),
					line, col, f.Severity, ink.bold(escape(f.Message())), f.Rule)
			}
		}
		b.WriteString(drawAll(group, l.name != "", ink))
	}
	return b.String()
}

// drawAll draws the findings of one source. In a file the marks have the names
// of the rules, since the messages are above.
func drawAll(group []finding, inFile bool, ink ink) string {
	var b strings.Builder
	last := ""
	for _, f := range group {
		p := f.picture()
		label := fmt.Sprintf("%s: %s [%s]", f.Severity, ink.bold(p.label), f.Rule)
		if inFile {
			label = f.Rule
			p.renumber(f.line)
		}
		if p.line != last {
			b.WriteString(p.line + "\n")
		}
		last = p.line
		fmt.Fprintf(&b, "%s%s %s\n", p.indent, ink.red(p.mark), label)
	}
	return b.String()
}

// renumber counts the line from another one as the first.
func (p *pictured) renumber(first int) {
	before, text, _ := strings.Cut(p.line, "|")
	n, _ := strconv.Atoi(before) // every picture begins with a number
	number := strconv.Itoa(first + n - 1)
	p.line = number + "|" + text
	p.indent = strings.Repeat(" ", len(number)-len(before)) + p.indent
}

// A jsonFindings is what lint --format json prints.
type jsonFindings struct {
	Findings []jsonFinding `json:"findings"`
	Fixed    *string       `json:"fixed,omitempty"` // the text, with --fix, unless it is a file
}

type jsonFinding struct {
	File     string        `json:"file,omitempty"`
	Rule     string        `json:"rule"`
	Severity lint.Severity `json:"severity"`
	Span     [2]ast.Pos    `json:"span"`
	Line     int           `json:"line"`
	Col      int           `json:"col"`
	Msg      string        `json:"msg"`
	Hint     string        `json:"hint"`
	Fix      []jsonFix     `json:"fix"`
}

func newJSONFinding(f finding, file string) jsonFinding {
	line, col, _, _ := f.position()
	out := jsonFinding{
		File:     file,
		Rule:     f.Rule,
		Severity: f.Severity,
		Span:     f.span(f.Span),
		Line:     line,
		Col:      col,
		Msg:      f.Msg,
		Hint:     f.Hint,
	}
	for _, e := range f.Fix {
		out.Fix = append(out.Fix, jsonFix{f.span(e.Span), e.Text})
	}
	return out
}

func (t *tool) printJSONFindings(f *lintFlags, looks []look) error {
	out := jsonFindings{Findings: []jsonFinding{}}
	for _, look := range looks {
		for _, f := range look.found {
			out.Findings = append(out.Findings, newJSONFinding(f, look.name))
		}
		if f.fix && !look.isFile() {
			out.Fixed = &look.text
		}
	}
	return t.encodeJSON(out)
}

// printGitHub prints findings as the commands with which a workflow of GitHub
// shows them beside the code.
func (t *tool) printGitHub(looks []look) {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, look := range looks {
		for _, f := range look.found {
			line, col, endLine, endCol := f.position()
			command := f.Severity.String()
			if f.Severity == lint.Info {
				command = "notice"
			}
			place := ""
			if look.isFile() {
				place = fmt.Sprintf("file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,",
					property.Replace(look.name), line, endLine, col, endCol)
			}
			fmt.Fprintf(t.out, "::%s %stitle=bbql %s::%s\n", command, place, f.Rule,
				value.Replace(f.Message()))
		}
	}
}

// save writes a file that has been repaired.
func (x *lintText) save() error {
	if err := os.WriteFile(x.name, []byte(x.text), x.mode); err != nil {
		return unreadable(x.name, err)
	}
	return nil
}
