package yardstick

import (
	"slices"
	"strings"
	"time"
)

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }

// isWord reports whether a word goes on with c: nothing else may follow a
// number directly. Characters beyond ASCII make a word that is none of ours.
func isWord(c byte) bool {
	return isLetter(c) || isDigit(c) || c > ' ' && c != 0x7f && strings.IndexByte(marks, c) < 0
}

const marks = "=!~<>&|\"'`(),"

// keywords are no paths.
var keywords = []string{"AND", "OR", "IN", "NOT", "TRUE", "FALSE", "NULL"}

func isPath(s string) bool {
	start := true // of a name
	for i := range len(s) {
		c := s[i]
		switch {
		case isLetter(c), !start && (isDigit(c) || c == '-'):
			start = false
		case c == '.' && !start:
			start = true
		default:
			return false
		}
	}
	return !start && (len(s) > len("FALSE") || !isKeyword(s))
}

func isKeyword(s string) bool {
	return slices.ContainsFunc(keywords, func(k string) bool { return strings.EqualFold(k, s) })
}

// wordKind says which value a word is.
func wordKind(s string) (Kind, bool) {
	switch {
	case isNumber(s):
		return Number, true
	case strings.EqualFold(s, "true"), strings.EqualFold(s, "false"):
		return Bool, true
	case strings.EqualFold(s, "null"):
		return Null, true
	}
	return DateTime, isDateTime(s)
}

func isNumber(s string) bool {
	whole, fraction, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return allDigits(whole) && (!dot || allDigits(fraction))
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// isDateTime reports whether s is a date, optionally with a time, which may
// have an offset.
func isDateTime(s string) bool {
	date, clock, timed := strings.Cut(s, "T")
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return false
	}
	return !timed || isClock(clock)
}

// isClock reads hh:mm, seconds with a fraction, and an offset.
func isClock(s string) bool {
	s, local := strings.CutSuffix(s, "Z")
	if i := strings.IndexAny(s, "+-"); i >= 0 {
		if local || !isOffset(s[i+1:]) {
			return false
		}
		s = s[:i]
	}
	if len(s) < 5 || !isPair(s[:2], 23) || s[2] != ':' || !isPair(s[3:5], 59) {
		return false
	}
	if s = s[5:]; s == "" {
		return true
	}
	if len(s) < 3 || s[0] != ':' || !isPair(s[1:3], 59) {
		return false
	}
	return len(s) == 3 || len(s) <= 13 && s[3] == '.' && allDigits(s[4:])
}

func isOffset(s string) bool {
	if len(s) == 5 && s[2] == ':' {
		s = s[:2] + s[3:]
	}
	return len(s) == 4 && isPair(s[:2], 23) && isPair(s[2:], 59)
}

// isPair reports whether s is a number of two digits, at most max.
func isPair(s string, max byte) bool {
	return allDigits(s) && (s[0]-'0')*10+s[1]-'0' <= max
}
