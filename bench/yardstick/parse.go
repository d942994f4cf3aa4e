package yardstick

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// The limits are those of the library.
const (
	maxBytes = 64 << 10
	maxDepth = 256
	maxList  = 10_000
)

var errSyntax = errors.New("yardstick: not a filter")

// Parse reads a filter.
func Parse(text string) (*Node, error) {
	if len(text) > maxBytes || !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0 {
		return nil, errSyntax
	}
	p := parser{text: text}
	p.space()
	if p.i == len(text) {
		return &Node{}, nil
	}
	n, ok := p.terms(Or, "OR")
	if !ok || p.i < len(text) {
		return nil, errSyntax
	}
	return n, nil
}

// A parser stands at the start of a token or at the end of the text.
type parser struct {
	text     string
	i, depth int
}

func (p *parser) space() {
	for p.i < len(p.text) && isSpace(p.text[p.i]) {
		p.i++
	}
}

// accept reads one punctuation mark.
func (p *parser) accept(c byte) bool {
	if p.i == len(p.text) || p.text[p.i] != c {
		return false
	}
	p.i++
	p.space()
	return true
}

// keyword reads one keyword.
func (p *parser) keyword(want string) bool {
	end := p.wordEnd()
	if end-p.i != len(want) || !strings.EqualFold(p.text[p.i:end], want) {
		return false
	}
	p.i = end
	p.space()
	return true
}

func (p *parser) wordEnd() int {
	end := p.i
	for end < len(p.text) && isWord(p.text[end]) {
		end++
	}
	return end
}

// terms reads what is joined by AND or by OR.
func (p *parser) terms(kind Kind, joint string) (*Node, bool) {
	first, ok := p.term(kind)
	if !ok || !p.keyword(joint) {
		return first, ok
	}
	n := &Node{Kind: kind, Terms: []*Node{first}, Start: first.Start}
	for {
		next, ok := p.term(kind)
		if !ok {
			return nil, false
		}
		n.Terms, n.End = append(n.Terms, next), next.End
		if !p.keyword(joint) {
			return n, true
		}
	}
}

func (p *parser) term(kind Kind) (*Node, bool) {
	if kind == Or {
		return p.terms(And, "AND")
	}
	if p.accept('(') {
		return p.group()
	}
	return p.comparison()
}

// group reads what follows a parenthesis.
func (p *parser) group() (*Node, bool) {
	if p.depth++; p.depth > maxDepth {
		return nil, false
	}
	n, ok := p.terms(Or, "OR")
	p.depth--
	return n, ok && p.accept(')')
}

func (p *parser) comparison() (*Node, bool) {
	end := p.wordEnd()
	n := &Node{Kind: Comparison, Field: p.text[p.i:end], Start: p.i}
	if !isPath(n.Field) {
		return nil, false
	}
	p.i = end
	p.space()
	var ok bool
	if n.Op, ok = p.operator(); !ok {
		return nil, false
	}
	if n.Op == "IN" || n.Op == "NOT IN" {
		n.Value, ok = p.list()
	} else {
		n.Value, ok = p.value()
	}
	n.End = n.Value.End
	return n, ok
}

var operators = []string{"=", "!=", "~", "!~", ">", ">=", "<", "<="}

func (p *parser) operator() (string, bool) {
	if p.keyword("IN") {
		return "IN", true
	}
	if p.keyword("NOT") {
		return "NOT IN", p.keyword("IN")
	}
	start := p.i
	for p.i < len(p.text) && strings.IndexByte("=!~<>&|", p.text[p.i]) >= 0 {
		p.i++
	}
	op := p.text[start:p.i]
	p.space()
	return op, slices.Contains(operators, op)
}

func (p *parser) list() (Value, bool) {
	v := Value{Kind: List, Start: p.i}
	if !p.accept('(') {
		return v, false
	}
	for {
		item, ok := p.value()
		if !ok || item.Kind == Null || len(v.List) == maxList {
			return v, false
		}
		v.List = append(v.List, item)
		v.End = p.i + 1
		if p.accept(')') {
			return v, true
		}
		if !p.accept(',') {
			return v, false
		}
	}
}

func (p *parser) value() (Value, bool) {
	if p.i < len(p.text) && p.text[p.i] == '"' {
		return p.string()
	}
	end := p.wordEnd()
	v := Value{Text: p.text[p.i:end], Start: p.i, End: end}
	var ok bool
	v.Kind, ok = wordKind(v.Text)
	p.i = end
	p.space()
	return v, ok
}

func (p *parser) string() (Value, bool) {
	start, escaped := p.i, false
	for i := start + 1; i < len(p.text); i++ {
		switch p.text[i] {
		case '\\':
			i++
			escaped = true
		case '"':
			v := Value{Kind: String, Text: p.text[start+1 : i], Start: start, End: i + 1}
			if escaped {
				v.Text = unescape.Replace(v.Text)
			}
			p.i = i + 1
			p.space()
			return v, true
		}
	}
	return Value{}, false
}

var unescape = strings.NewReplacer(`\"`, `"`, `\\`, `\`)
