package ast

import (
	"fmt"
	"iter"
	"strings"
)

// A Path names a field: ASCII names of letters, digits, _ and -, none of which
// begins with a digit or -, joined by dots to any depth (rule Y11).
//
//	author.nickname
//
// The keywords AND, OR, IN, NOT, TRUE, FALSE and NULL, in any case, are no
// paths of their own, but may be names within one: links.in (rule Y2).
// A Path is comparable; convert a constant, or check other text by [ParsePath].
type Path string

// ParsePath returns s as a Path, or an error that says what is wrong with it.
func ParsePath(s string) (Path, error) {
	if isKeyword(s) {
		return "", fmt.Errorf("field path %q is a keyword", s)
	}
	for name := range strings.SplitSeq(s, ".") {
		if !isName(name) {
			return "", fmt.Errorf("field path %q: %s", s, nameFault(name))
		}
	}
	return Path(s), nil
}

// Valid reports whether p has the form of rule Y11.
func (p Path) Valid() bool {
	if isKeyword(string(p)) {
		return false
	}
	begins := true // whether a name does
	for i := range len(p) {
		c := p[i]
		switch {
		case c == '.' && !begins:
			begins = true
		case !isNameByte(c), begins && (c == '-' || isDigit(c)):
			return false
		default:
			begins = false
		}
	}
	return !begins
}

// Names yields the names between the dots, outermost first.
func (p Path) Names() iter.Seq[string] { return strings.SplitSeq(string(p), ".") }

// keywords are reserved as whole paths, in any ASCII case (rule Y2).
var keywords = [...]string{"AND", "OR", "IN", "NOT", "TRUE", "FALSE", "NULL"}

// isKeyword reports whether s is a keyword of the language in any ASCII case:
// AND, OR, IN, NOT, TRUE, FALSE or NULL (rule Y2).
func isKeyword(s string) bool {
	if len(s) < 2 || len(s) > 5 {
		return false
	}
	for _, k := range keywords {
		if equalFoldASCII(s, k) {
			return true
		}
	}
	return false
}

// equalFoldASCII compares s with the upper-case ASCII text upper. Unicode
// folding would take the long s for an S.
func equalFoldASCII(s, upper string) bool {
	if len(s) != len(upper) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != upper[i] {
			return false
		}
	}
	return true
}

func isName(s string) bool {
	if s == "" || s[0] == '-' || isDigit(s[0]) {
		return false
	}
	for i := range len(s) {
		if !isNameByte(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c) || c == '_' || c == '-'
}

// nameFault says why name is no name.
func nameFault(name string) string {
	switch {
	case name == "":
		return "a name is empty"
	case isDigit(name[0]) || name[0] == '-':
		return fmt.Sprintf("the name %q begins with %q", name, name[0])
	}
	return fmt.Sprintf("the name %q has characters other than letters, digits, _ and -", name)
}
