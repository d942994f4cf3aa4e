package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// A codeReader finds the strings of a program, put together as far as it shows how,
// in time linear in its length. It knows no grammar: operands, the operator that
// joins strings, brackets, assignments, and by how far lines are indented where a
// variable is known.
type codeReader struct {
	language
	text  string
	i     int
	line  int // where the line begins
	first int // where the first text in it is
	depth int
	vars  variables
	found []codeText
}

// encoderCall is what functions are called that encode a part of a URL.
var encoderCall = regexp.MustCompile(`(?i)(?:^|[.:])(?:encodeURIComponent|QueryEscape|quote(?:_plus)?|` +
	`CGI\.escape|(?:raw)?urlencode|encode_www_form_component|EscapeDataString)$`)

// wholeEncoder is what functions are called that encode a URL, and its percent signs.
var wholeEncoder = regexp.MustCompile(`(?i)(?:^|[.:])(?:encodeURI|EscapeUriString|URI\.(?:encode|escape))$`)

// keeper is what methods are called that give the same string, or put values into it.
var keeper = regexp.MustCompile(`(?i)^\.(?:format(?:ted|_map)?|(?:en|de)code|strip\w*|trim\w*|to_?s\w*|` +
	`to_owned|into|as_\w+|freeze|b)$`)

// verb is what a format puts a value in place of, or a percent sign.
var verb = regexp.MustCompile(`%(?:[%(@svqd]|[-+.0-9$]+[sdvqfx])`)

// read returns the strings of a program that may hold a filter.
func (l language) read(text string) []codeText {
	c := codeReader{language: l, text: text, line: -1, first: -1}
	for c.i < len(text) {
		c.block(0)
	}
	return slices.DeleteFunc(c.found, func(x codeText) bool { return len(x.text) == 0 })
}

// beforeValue is a word that is no operand: a regular expression may be behind it.
var beforeValue = regexp.MustCompile(`^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$`)

// block reads up to a closing bracket, and returns what is in it if that is a single
// operand.
func (c *codeReader) block(end byte) (only codeText, ok bool) {
	operands, others := 0, 0
	behind := false // whether an operand is before
	for c.space(); c.i < len(c.text); c.space() {
		c.begin()
		if c.text[c.i] == end {
			c.i++
			break
		}
		if x, ok := c.chain(); ok {
			only, behind = x, !beforeValue.MatchString(x.name)
			operands++
			continue
		}
		switch b := c.text[c.i]; {
		case b == '/' && !behind && c.regexps:
			c.i += regexpLen(c.text[c.i:])
		case b == '=' && c.assigns() != "":
			c.vars.forget(c.head(c.i))
		}
		others, behind = others+1, false
		c.i++
	}
	return only, operands == 1 && others == 0
}

// space steps over blanks and comments.
func (c *codeReader) space() {
	for c.i < len(c.text) {
		rest := c.text[c.i:]
		switch n := c.commentLen(rest); {
		case n > 0:
			c.i += n
		case lineEnds(rest) > 0:
			c.i += lineEnds(rest)
		case strings.IndexByte(" \t\r\n\f", rest[0]) >= 0:
			c.i++
		default:
			return
		}
	}
}

// begin takes notice of a line, when its first text is reached.
func (c *codeReader) begin() {
	start := len(strings.TrimRight(c.text[:c.i], " \t"))
	if start == c.line || start > 0 && c.text[start-1] != '\n' {
		return
	}
	c.line, c.first = start, c.i
	c.vars.begin(c.text[start:start+lineLen(c.text[start:])], c.i-start)
}

// commentLen returns the length of the comment that a text begins with, or 0.
func (l *language) commentLen(text string) int {
	for _, open := range l.comments {
		if strings.HasPrefix(text, open) {
			return lineLen(text)
		}
	}
	for _, b := range l.blocks {
		if strings.HasPrefix(text, b[0]) {
			if n := strings.Index(text[len(b[0]):], b[1]); n >= 0 {
				return len(b[0]) + n + len(b[1])
			}
			return len(text)
		}
	}
	return 0
}

// regexpLen returns the length of the regular expression that a text begins with,
// without its end, or 0 if the slash begins none, or a very long one.
func regexpLen(text string) int {
	class := false
	for i := 1; i < min(len(text), longestBefore) && text[i] != '\n'; i++ {
		switch b := text[i]; {
		case b == '\\':
			i++
		case b == '[':
			class = true
		case b == ']':
			class = false
		case b == '/' && !class:
			return i
		}
	}
	return 0
}

// chain reads operands that are joined, and what is assigned to one.
func (c *codeReader) chain() (x codeText, ok bool) {
	start := c.i
	if x, ok = c.operand(); !ok {
		return x, false
	}
	parts := []int{x.kept}
	for written := x.literal; ; {
		y, ok := c.joined(written)
		if !ok {
			break
		}
		written, parts = y.literal, append(parts, y.kept)
		x = c.vars.value(x).with(y)
	}
	if c.isDoc(x, start) {
		c.drop(parts)
		return x, true
	}
	if x = c.keep(x, parts...); x.name != "" {
		c.assignment(x.name, start)
	}
	return x, true
}

// isDoc reports whether what has been read from a place on is a string that explains
// the program.
func (c *codeReader) isDoc(x codeText, start int) bool {
	return c.docs && x.literal && c.depth == 0 && start == c.first && c.endsStatement()
}

// joined reads the next operand that is joined to one before it.
func (c *codeReader) joined(written bool) (y codeText, ok bool) {
	end := c.i
	c.space()
	n := c.joinLen()
	if c.i += n; n > 0 {
		c.space()
	}
	start := c.i
	if n > 0 || written && c.isBeside(end) {
		y, ok = c.operand()
	}
	switch {
	case !ok:
		c.i = end
	case y.own > 0:
		y = newHole(start, c.i) // more than one URL
	}
	return y, ok
}

// isBeside reports whether a string is next that is joined to one that ends at a place,
// as it is in brackets and in the same line.
func (c *codeReader) isBeside(end int) bool {
	between := strings.TrimLeft(c.text[end:c.i], " \t")
	sameLine := !strings.Contains(between, "\n") || lineEnds(between) > 0
	return c.adjacent && (c.depth > 0 || sameLine) && c.atQuote()
}

// joinLen returns the length of the operator that joins strings, if it is next.
func (c *codeReader) joinLen() int {
	rest := c.text[c.i:]
	if c.joins == "" || !strings.HasPrefix(rest, c.joins) ||
		strings.HasPrefix(rest[1:], "=") || strings.HasPrefix(rest[1:], c.joins) {
		return 0
	}
	return len(c.joins)
}

// keep keeps a text that may hold a filter, in the place of its parts.
func (c *codeReader) keep(x codeText, parts ...int) codeText {
	if x.mayFilter() {
		c.drop(parts)
		c.found = append(c.found, x)
		x.kept = len(c.found)
	}
	return x
}

// drop drops texts that are kept.
func (c *codeReader) drop(kept []int) {
	for _, i := range kept {
		if i > 0 {
			c.found[i-1] = codeText{}
		}
	}
}

// operand reads one operand.
func (c *codeReader) operand() (x codeText, ok bool) {
	if c.i == len(c.text) {
		return x, false
	}
	start := c.i
	switch b := c.text[c.i]; {
	case c.atQuote():
		x = c.literal("")
	case b == '(' || b == '[':
		c.i++
		if x, ok = c.inside(closer(b)); !ok || b == '[' {
			x = newHole(start, c.i)
		}
	case isWordByte(b):
		x = c.word()
	default:
		return x, false
	}
	return c.suffixes(x, start), true
}

// word reads a name, or the string that it is the prefix of.
func (c *codeReader) word() codeText {
	start := c.i
	c.i += wordLen(c.text[c.i:])
	name := c.text[start:c.i]
	if c.isStringPrefix(name) && c.atQuote() {
		return c.literal(name)
	}
	x := newHole(start, c.i)
	x.name = name
	return x
}

// deepest is how many brackets and assignments are in each other at most.
const deepest = 200

// inside reads what is in brackets, unless they are too deep.
func (c *codeReader) inside(end byte) (codeText, bool) {
	if c.depth == deepest {
		return codeText{}, false
	}
	c.depth++
	x, ok := c.block(end)
	c.depth--
	return x, ok
}

func closer(open byte) byte {
	if open == '(' {
		return ')'
	}
	return ']'
}

// suffixes reads what is behind an operand: members, arguments and indexes.
func (c *codeReader) suffixes(x codeText, start int) codeText {
	function := x.name
	for c.i < len(c.text) {
		c.i += leadingLen(c.text[c.i:], c.joins)
		rest := c.text[c.i:]
		switch n := memberLen(rest, c.joins); {
		case n > 0:
			member := "." + strings.TrimLeft(rest[:n], "?.>:-")
			c.i, function = c.i+n, function+member
			x = x.member(member, newHole(start, c.i))
		case rest[0] == '(' || rest[0] == '[':
			c.i++
			arg, single := c.inside(closer(rest[0]))
			x = x.call(rest[0], newHole(start, c.i))
			switch {
			case !single || rest[0] != '(':
			case encoderCall.MatchString(function):
				x = arg.encode()
			case arg.kept > 0 && wholeEncoder.MatchString(function):
				c.found[arg.kept-1].format = true
			}
		default:
			return x
		}
	}
	return x
}

// memberLen returns the length of the name of a member that a text begins with, with
// what is before it.
func memberLen(text, joins string) int {
	for _, dot := range []string{".", "?.", "->", "::"} {
		if dot == joins || !strings.HasPrefix(text, dot) {
			continue
		}
		if n := wordLen(text[len(dot):]); n > 0 {
			return len(dot) + n
		}
	}
	return 0
}

// leadingLen returns the length of the blanks that a text begins with, if a member is
// behind them, as in the next line.
func leadingLen(text, joins string) int {
	rest := strings.TrimLeft(text, " \t\r\n")
	if memberLen(rest, joins) == 0 {
		return 0
	}
	return len(text) - len(rest)
}

func isWordByte(b byte) bool {
	return isLetter(b) || '0' <= b && b <= '9' || b == '_' || b == '$' || b == '@' || b >= 0x80
}

func wordLen(text string) int {
	n := 0
	for n < len(text) && isWordByte(text[n]) {
		n++
	}
	return n
}

// isStringPrefix reports whether a word right before a quote says how the string is
// written.
func (l *language) isStringPrefix(word string) bool {
	return len(word) <= 2 && strings.Trim(word, l.marks) == ""
}

// atQuote reports whether a string is next.
func (c *codeReader) atQuote() bool { return c.i < len(c.text) && c.quoting() != nil }

func (c *codeReader) quoting() *quoting {
	for i := range c.quotes {
		if strings.HasPrefix(c.text[c.i:], c.quotes[i].open) {
			return &c.quotes[i]
		}
	}
	return nil
}

// literal reads a string. One that has no end is not known.
func (c *codeReader) literal(prefix string) codeText {
	q, start := c.quoting().behind(prefix), c.i
	x := codeText{literal: true}
	for c.i += len(q.open); c.i < len(c.text); {
		rest := c.text[c.i:]
		switch {
		case strings.HasPrefix(rest, q.end) && !q.doubles(rest):
			c.i += len(q.end)
			x.format = x.format || verb.MatchString(c.text[start:c.i])
			return x
		case rest[0] == '\n' && !q.lines:
			return newHole(start, c.i)
		case q.hole != "" && strings.HasPrefix(rest, q.hole) && !q.doubles(rest):
			x = c.interpolated(x, q.hole)
		default:
			decoded, size := q.decode(rest)
			x.add(decoded, ast.Span{Start: ast.Pos(c.i), End: ast.Pos(c.i + size)})
			c.i += size
		}
	}
	return newHole(start, c.i)
}

// behind returns the quoting as it is behind a prefix.
func (q quoting) behind(prefix string) quoting {
	if q.hole == "" && strings.ContainsAny(prefix, "fF$") {
		q.hole = "{"
	}
	q.raw = strings.ContainsAny(prefix, "rR")
	if strings.Contains(prefix, "@") {
		q.escape, q.lines, q.doubled = 0, true, true
	}
	return q
}

// interpolated reads an expression in a string, and returns the string with it.
func (c *codeReader) interpolated(x codeText, open string) codeText {
	start, end := c.i, byte('}')
	if strings.HasSuffix(open, "(") {
		end = ')'
	}
	c.i += len(open)
	y, single := c.inside(end)
	switch {
	case single && y.name != "" && len(x.text) == 0:
		y = c.vars.value(y)
	case !single || y.own > 0 || y.name != "":
		y = newHole(start, c.i)
	}
	y.name = ""
	if len(x.text) == 0 {
		x.own = y.own
	}
	own := x.own
	x = x.with(y)
	x.own, x.literal = own, true
	return x
}

// doubles reports whether a text begins with two signs that stand for one.
func (q quoting) doubles(text string) bool {
	if q.hole == "{" && strings.HasPrefix(text, "{{") {
		return true
	}
	return q.doubled && strings.HasPrefix(text, q.end+q.end)
}

// decode returns what the first character of a text in a string stands for, and how
// long it is. Two percent signs are one of a format: no URL has them.
func (q quoting) decode(text string) (decoded string, size int) {
	const plain, meant = "ntr0", "\n\t\r\x00"
	switch {
	case q.doubles(text), q.hole == "{" && strings.HasPrefix(text, "}}"), strings.HasPrefix(text, "%%"):
		return text[:1], 2
	case q.escape == 0 || text[0] != q.escape || len(text) == 1:
		return text[:1], 1
	case q.raw:
		return text[:2], 2
	case text[1] == '\n':
		return "", 2
	case strings.IndexByte(plain, text[1]) >= 0:
		i := strings.IndexByte(plain, text[1])
		return meant[i : i+1], 2
	case q.escape == '\\' && text[1] == 'u':
		return unescapeOne(text)
	case strings.IndexByte("\\\"'/$`#{", text[1]) >= 0:
		return text[1:2], 2
	}
	return text[:1], 1
}
