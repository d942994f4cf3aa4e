package bbqlcheck

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A spot is where in a filter a hole stands.
type spot struct {
	role  role
	field string // that it is compared with, "" if that isn't known
	op    string // by which operator
	alone bool   // whether it is the whole of a string, word or value
	inner bool   // whether it is all that is between two parentheses
}

// A role is what a hole is in the grammar.
type role uint8

const (
	inString role = iota
	inSingle      // quotes, which make no string
	asField
	asOperator
	asValue
	asList
	asClause
)

// scan sets the spots of the holes of a filter. It needs no more of the language
// than its tokens, so that it copes with text that doesn't parse.
func scan(cs []char) {
	s := scanner{cs: cs}
	for s.i < len(cs) {
		switch c := cs[s.i]; {
		case c.hole == nil && c.b == '"':
			s.string()
		case c.hole == nil && c.b == '\'':
			s.single()
		case isWord(c):
			s.word()
		case strings.IndexByte("=!~<>", c.b) >= 0:
			s.operator()
		default:
			s.punctuation(c.b)
			s.i++
		}
	}
}

// A scanner is on its way through a filter.
type scanner struct {
	cs    []char
	i     int
	last  last
	field string
	op    string
	list  bool // whether it is inside of the parentheses of a list
}

// last says what the last token was, as far as that tells what comes next.
type last uint8

const (
	start last = iota // the beginning, AND, OR, or a parenthesis
	path
	operator
	done // a value
)

// isWord reports whether a char can be part of a path, keyword, number or time.
func isWord(c char) bool {
	switch b := c.b; {
	case c.hole != nil, b >= utf8.RuneSelf:
		return true
	case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9':
		return true
	default:
		return strings.IndexByte("._-+:{}?", b) >= 0
	}
}

// string takes a string literal.
func (s *scanner) string() {
	first := s.i + 1
	for s.i++; s.i < len(s.cs) && (s.cs[s.i].hole != nil || s.cs[s.i].b != '"'); s.i++ {
		if s.cs[s.i].b == '\\' {
			s.i++
		}
	}
	end := min(s.i, len(s.cs))
	s.place(s.cs[first:end], inString)
	s.i = end + 1
	s.last = done
}

// single takes what stands in single quotes, if they are closed.
func (s *scanner) single() {
	first := s.i + 1
	isQuote := func(c char) bool { return c.hole == nil && c.b == '\'' }
	n := slices.IndexFunc(s.cs[first:], isQuote)
	if n < 0 {
		s.i = first
		return
	}
	s.place(s.cs[first:first+n], inSingle)
	s.i = first + n + 1
	s.last = done
}

// place sets the spots of the holes in cs.
func (s *scanner) place(cs []char, r role) {
	for _, c := range cs {
		if c.hole != nil {
			c.hole.spot = spot{role: r, field: s.field, op: s.op, alone: len(cs) == 1}
		}
	}
}

func (s *scanner) operator() {
	first := s.i
	for s.i < len(s.cs) && s.cs[s.i].hole == nil && strings.IndexByte("=!~<>", s.cs[s.i].b) >= 0 {
		s.i++
	}
	s.op, s.last = textOf(s.cs[first:s.i]), operator
}

func (s *scanner) punctuation(b byte) {
	switch {
	case b == '(' && s.last == operator:
		s.list = true
	case b == '(':
		s.last = start
	case b == ')':
		s.list, s.last = false, done
	case b == ',' && s.list:
		s.last = operator
	}
}

// word takes a path, a keyword, or a value without quotes.
func (s *scanner) word() {
	first := s.i
	for s.i < len(s.cs) && isWord(s.cs[s.i]) {
		s.i++
	}
	cs := s.cs[first:s.i]
	switch text := textOf(cs); strings.ToUpper(text) {
	case "AND", "OR":
		s.last, s.field, s.op = start, "", ""
	case "NOT":
		s.op = "NOT IN"
	case "IN":
		if s.op != "NOT IN" {
			s.op = "IN"
		}
		s.last = operator
	default:
		s.name(cs, text)
	}
}

// name takes a word that is no keyword.
func (s *scanner) name(cs []char, text string) {
	switch s.last {
	case operator:
		s.place(cs, s.valueRole(cs))
		s.last = done
	case path:
		s.place(cs, asOperator)
		s.op, s.last = "", operator
	case start, done:
		if cs[0].hole != nil && len(cs) == 1 && !s.compared() {
			s.place(cs, asClause)
			cs[0].hole.spot.inner = s.inner()
			s.last = done
			return
		}
		s.field, s.op, s.last = "", "", path
		s.place(cs, asField)
		if strings.IndexByte(text, 0) < 0 {
			s.field = text
		}
	}
}

// inner reports whether there are parentheses round the hole before s.i.
func (s *scanner) inner() bool {
	before, after := trimmed(s.cs[:s.i-1]), trimmed(s.cs[s.i:])
	return len(before) > 0 && before[len(before)-1].b == '(' && len(after) > 0 && after[0].b == ')'
}

// valueRole tells a whole list from a value.
func (s *scanner) valueRole(cs []char) role {
	if strings.HasSuffix(s.op, "IN") && !s.list && len(cs) == 1 {
		return asList
	}
	return asValue
}

// compared reports whether an operator follows.
func (s *scanner) compared() bool {
	rest := trimmed(s.cs[s.i:])
	if len(rest) == 0 || rest[0].hole != nil {
		return false
	}
	word, _, _ := strings.Cut(strings.ToUpper(textOf(rest)), " ")
	return strings.IndexByte("=!~<>", rest[0].b) >= 0 || word == "IN" || word == "NOT"
}
