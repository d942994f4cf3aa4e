package main

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escape returns s with everything that could move the cursor, hide text or
// look like something else written as an escape: control characters,
// characters without a shape such as those that turn the direction of writing,
// and bytes that are no UTF-8.
func escape(s string) string {
	if strings.IndexFunc(s, isUnsafe) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isUnsafe(r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// The characters without a shape that words and pictures need.
const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

func isUnsafe(r rune) bool {
	if r == zeroWidthJoiner || r == zeroWidthNonJoiner {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
