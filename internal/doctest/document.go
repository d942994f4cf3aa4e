package doctest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A document is a Markdown file and its fenced blocks.
type document struct {
	name   string
	text   string
	blocks []*block
}

// A block is a fenced block.
type block struct {
	line       int // of the opening fence, from 1
	language   string
	example    string // what the comment before it names
	text       string
	start, end int // of text, in the text of the document
}

var (
	fence  = regexp.MustCompile("^(\\s*)(```+)\\s*(\\w*)")
	marker = regexp.MustCompile(`^<!-- example: (\S+) -->$`)
)

// parseDocument finds the fenced blocks of a document. The second result says
// what couldn't be understood and would go unchecked.
func parseDocument(name, text string) (*document, []string) {
	p := &documentParser{doc: &document{name: name, text: text}}
	for line := range strings.Lines(text) {
		p.number++
		p.line(strings.TrimRight(line, "\r\n"))
		p.offset += len(line)
	}
	if p.open != nil {
		p.problem(p.open.line, "the fenced block isn't closed")
	}
	p.unused()
	return p.doc, p.problems
}

type documentParser struct {
	doc      *document
	problems []string
	number   int    // of the line
	offset   int    // of the line
	open     *block // that the line is in
	fence    string // that closes it
	example  string // named by a comment that waits for its block
}

func (p *documentParser) problem(line int, format string, args ...any) {
	p.problems = append(p.problems, fmt.Sprintf("%s:%d: %s", p.doc.name, line, fmt.Sprintf(format, args...)))
}

func (p *documentParser) line(line string) {
	if p.open != nil {
		if line == p.fence {
			p.close()
		}
		return
	}
	if m := marker.FindStringSubmatch(line); m != nil {
		p.unused()
		p.example = m[1]
		return
	}
	m := fence.FindStringSubmatch(line)
	if m == nil {
		if line != "" {
			p.unused()
		}
		return
	}
	if m[1] != "" {
		p.problem(p.number, "a fenced block with indentation isn't checked; begin it at the margin")
	}
	p.open = &block{line: p.number, language: m[3], start: p.offset + len(line) + 1}
	p.fence = m[1] + m[2]
	if m[3] == "go" {
		p.open.example, p.example = p.example, ""
	}
	p.unused()
}

func (p *documentParser) close() {
	p.open.end = p.offset
	p.open.text = p.doc.text[p.open.start:p.open.end]
	p.doc.blocks = append(p.doc.blocks, p.open)
	p.open = nil
}

// unused reports a comment that no block followed.
func (p *documentParser) unused() {
	if p.example != "" {
		p.problem(p.number, "no go block follows the comment for %s", p.example)
	}
	p.example = ""
}

// replace returns the text of the document with other texts in its blocks.
func (d *document) replace(texts map[*block]string) string {
	out := d.text
	for _, b := range slices.Backward(d.blocks) {
		if text, ok := texts[b]; ok {
			out = out[:b.start] + text + out[b.end:]
		}
	}
	return out
}
