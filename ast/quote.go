package ast

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Quote returns s as a string literal. It escapes the quote and the backslash
// and nothing else (rule Y6). No literal can hold NUL or invalid UTF-8: such
// text comes back as %!bbql(reason), which no parser accepts.
func Quote(s string) string {
	if fault := textFault(s); fault != nil {
		return broken("%v", fault)
	}
	return string(appendQuoted(make([]byte, 0, len(s)+2), s))
}

func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

var (
	errNUL      = errors.New("a string can't hold a NUL character")
	errUTF8     = errors.New("a string can't hold invalid UTF-8")
	errNoString = errors.New("not a string literal")
)

// textFault returns why no string literal can hold s, or nil.
func textFault(s string) error {
	switch {
	case strings.IndexByte(s, 0) >= 0:
		return errNUL
	case !utf8.ValidString(s):
		return errUTF8
	}
	return nil
}

// Unquote returns the text that the string literal stands for: the inverse of
// [Quote], which also reads what people write. \" is a quote, \\ a backslash,
// and any other \x keeps both characters (rule Y6).
func Unquote(literal string) (string, error) {
	n := len(literal)
	if n < 2 || literal[0] != '"' || literal[n-1] != '"' {
		return "", fmt.Errorf("%w: %.40q", errNoString, literal)
	}
	inner := literal[1 : n-1]
	if fault := textFault(inner); fault != nil {
		return "", fault
	}
	if strings.IndexByte(inner, '"') < 0 && strings.IndexByte(inner, '\\') < 0 {
		return inner, nil
	}
	return unescape(inner)
}

func unescape(inner string) (string, error) {
	b := make([]byte, 0, len(inner))
	for i := 0; i < len(inner); i++ {
		c := inner[i]
		if c == '"' {
			return "", fmt.Errorf("%w: a quote within it is not escaped", errNoString)
		}
		if c != '\\' {
			b = append(b, c)
			continue
		}
		i++
		if i == len(inner) {
			return "", fmt.Errorf("%w: its last quote is escaped", errNoString)
		}
		if next := inner[i]; next != '"' && next != '\\' {
			b = append(b, '\\')
		}
		b = append(b, inner[i])
	}
	return string(b), nil
}

// broken returns text for what has no text. No lexer accepts the percent sign.
func broken(format string, args ...any) string {
	return "%!bbql(" + fmt.Sprintf(format, args...) + ")"
}

func pathText(p Path) string {
	if !p.Valid() {
		return broken("bad field path %q", string(p))
	}
	return string(p)
}
