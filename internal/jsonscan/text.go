package jsonscan

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// Text returns what a string token, which is valid and has its quotes, stands
// for. Invalid UTF-8 and unpaired surrogates read as U+FFFD (rule M15).
func Text(token []byte) string {
	inner := token[1 : len(token)-1]
	if bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return string(inner)
	}
	return string(appendText(make([]byte, 0, len(inner)), inner))
}

// TextIs reports whether a string token, as in [Text], stands for text, which
// is ASCII. It allocates only if the token has an escape.
func TextIs(token []byte, text string) bool {
	inner := token[1 : len(token)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner) == text
	}
	return Text(token) == text
}

// IsNumber reports whether text is a number in the syntax of JSON.
func IsNumber(text string) bool {
	if text == "" || text[0] != '-' && !isDigit(text[0]) {
		return false
	}
	end, err := number([]byte(text), 0)
	return err == nil && end == len(text)
}

// AppendText appends to dst what a string token stands for, as in [Text].
func AppendText(dst, token []byte) []byte { return appendText(dst, token[1:len(token)-1]) }

func appendText(dst, inner []byte) []byte {
	for {
		n := bytes.IndexByte(inner, '\\')
		if n < 0 {
			return appendValid(dst, inner)
		}
		dst = appendValid(dst, inner[:n])
		r, size := unescape(inner[n:])
		dst = utf8.AppendRune(dst, r)
		inner = inner[n+size:]
	}
}

// appendValid appends text without escapes, with U+FFFD for each byte that is
// not UTF-8.
func appendValid(dst, text []byte) []byte {
	if utf8.Valid(text) {
		return append(dst, text...)
	}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		dst = utf8.AppendRune(dst, r)
		text = text[size:]
	}
	return dst
}

// unescape returns the character that the escape at the start of s stands for,
// and the escape's length: two escapes for a pair of surrogates.
func unescape(s []byte) (rune, int) {
	switch s[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		return unescapeUnicode(s)
	}
	return rune(s[1]), 2
}

func unescapeUnicode(s []byte) (rune, int) {
	const size = len(`\u0000`)
	r := hex4(s[2:])
	if !utf16.IsSurrogate(r) {
		return r, size
	}
	if len(s) >= 2*size && s[size] == '\\' && s[size+1] == 'u' {
		if pair := utf16.DecodeRune(r, hex4(s[size+2:])); pair != utf8.RuneError {
			return pair, 2 * size
		}
	}
	return utf8.RuneError, size
}

// hex4 returns the value of the four hexadecimal digits that s begins with.
func hex4(s []byte) rune {
	var r rune
	for _, c := range s[:4] {
		r = r<<4 | hexDigit(c)
	}
	return r
}
