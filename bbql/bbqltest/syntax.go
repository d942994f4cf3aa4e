package bbqltest

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/bbql/go-bbql/bbql"
)

// Bitbucket's parser reads from left to right and reports the first token that
// can't stand where it is (rule F1, observed). Package bbql finds the mistake
// that people made, which is often elsewhere, so that the tokens are read here
// once more: only for text that bbql.Parse has refused, and only to find one.

// syntaxError returns the answer to a query that does not parse.
func syntaxError(q string, err error) error {
	t, ok := refused(q)
	switch {
	case ok:
	case t.class == classEnd:
		return invalidFilter("Syntax error in input (details unknown)")
	default:
		t = accused(q, err)
	}
	line, col := position(q, t.start)
	return invalidFilter(fmt.Sprintf("Syntax error in input at '%s' (type %s) line %d col %d",
		t.text, t.class, line, col))
}

func invalidFilter(text string) error {
	return badRequest("Invalid filter query expression: %s", text)
}

// A lexeme is a token as Bitbucket's error messages show it.
type lexeme struct {
	text  string
	class string // of a keyword its upper-case text
	start int
}

// The classes of tokens, by the names that the messages give them. Only that of
// an equals sign is known: _ANON_2. The others are assumed.
const (
	classEnd      = "$end"
	className     = "NAME"
	classString   = "STRING"
	classNumber   = "NUMBER"
	classDateTime = "DATETIME"
	classIllegal  = "ILLEGAL"
)

// anonymous are the tokens that have no name, in the order of their numbers.
const anonymous = "( ) = != ~ !~ > >= < <= ,"

// lexicon matches one token at the start of a text. The groups are those of
// lexemeClasses. The last one takes what is no token, a character at a time.
var lexicon = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)^(?:` +
		`(\d{4}-\d\d-\d\d(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?)` +
		`|(-?\d+(?:\.\d+)?)` +
		`|("(?:[^"\\]|\\.)*")` +
		`|([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*)` +
		`|(!=|!~|>=|<=|[()=~<>,])` +
		`|(.))`)
})

var lexemeClasses = [...]string{
	classDateTime, classNumber, classString, className, "", classIllegal,
}

// next returns the token of q at or after the offset i, and the offset after it.
func next(q string, i int) (lexeme, int) {
	rest := strings.TrimLeft(q[i:], " \t\r\n")
	i = len(q) - len(rest)
	m := lexicon().FindStringSubmatchIndex(rest)
	if m == nil {
		return lexeme{class: classEnd, start: i}, i
	}
	text := rest[:m[1]]
	group := 0
	for m[2*group+2] < 0 {
		group++
	}
	return lexeme{text: text, class: classOf(text, lexemeClasses[group]), start: i}, i + len(text)
}

// classOf returns the class of a token that matched a group.
func classOf(text, group string) string {
	switch group {
	case "":
		for i, t := range strings.Fields(anonymous) {
			if t == text {
				return fmt.Sprintf("_ANON_%d", i)
			}
		}
	case className:
		switch word := strings.ToUpper(text); word {
		case "AND", "OR", "IN", "NOT", "TRUE", "FALSE", "NULL":
			return word
		}
	}
	return group
}

// A state says what a left-to-right parser takes next.
type state uint8

const (
	stateTerm state = iota
	stateField
	stateNot
	stateValue
	stateList
	stateListValue
	stateListNext
	stateDone
)

// refused returns the first token that can't stand where it is, or false if
// there is none: then the class of the token tells whether the text ends too
// early.
func refused(q string) (lexeme, bool) {
	at, depth := stateTerm, 0
	for i := 0; ; {
		var t lexeme
		t, i = next(q, i)
		if t.class == classEnd {
			if at == stateDone && depth == 0 {
				t.class = ""
			}
			return t, false
		}
		to, ok := step(at, t)
		switch {
		case at == stateTerm && t.text == "(":
			depth++
		case at == stateDone && t.text == ")":
			depth--
		}
		if !ok || depth < 0 {
			return t, true
		}
		at = to
	}
}

// step returns the state after a token, or false if the token is refused.
// Whether a closing parenthesis has an opening one is for the caller to count.
func step(at state, t lexeme) (state, bool) {
	switch at {
	case stateTerm:
		if t.text == "(" {
			return stateTerm, true
		}
		return stateField, t.class == className
	case stateField:
		switch {
		case t.class == "NOT":
			return stateNot, true
		case t.class == "IN":
			return stateList, true
		}
		return stateValue, strings.HasPrefix(t.class, "_ANON_") && !strings.Contains("(),", t.text)
	case stateNot:
		return stateList, t.class == "IN"
	case stateValue:
		return stateDone, isLiteral(t) || t.class == "NULL"
	case stateList:
		return stateListValue, t.text == "("
	case stateListValue:
		return stateListNext, isLiteral(t)
	case stateListNext:
		if t.text == "," {
			return stateListValue, true
		}
		return stateDone, t.text == ")"
	default:
		if t.text == ")" {
			return stateDone, true
		}
		return stateTerm, t.class == "AND" || t.class == "OR"
	}
}

func isLiteral(t lexeme) bool {
	switch t.class {
	case classString, classNumber, classDateTime, "TRUE", "FALSE":
		return true
	}
	return false
}

// accused returns what the first of the parser's errors points at. It is for
// texts whose tokens all stand well and are bad in themselves, such as a date
// that does not exist, and for the parser's limits.
func accused(q string, err error) lexeme {
	var e *bbql.Error
	if !errors.As(err, &e) {
		return lexeme{class: classIllegal}
	}
	end := min(e.Span.End, e.Span.Start+maxShown)
	return lexeme{
		text:  strings.ToValidUTF8(q[e.Span.Start:end], ""),
		class: classIllegal,
		start: int(e.Span.Start),
	}
}

// maxShown is how many bytes of a token that is too long are shown.
const maxShown = 80

// position returns the line and column of an offset in q, both from 1, columns
// in code points.
func position(q string, offset int) (line, col int) {
	before := q[:offset]
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}
