// Package urlquery reads and writes the raw query string of a URL, parameter by
// parameter, without touching the parameters that it is not asked about: the E
// rules. net/url decodes, sorts and re-encodes all of them, writes a space as
// +, and drops what it can't read.
package urlquery

import (
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strings"
)

// MaxFilter is how many characters of a URL a filter should have at most once it
// is encoded: longer URLs are refused by servers and proxies here and there.
const MaxFilter = 2000

const upperHex = "0123456789ABCDEF"

// Escape returns s with every byte outside the unreserved set of RFC 3986
// percent-encoded, so that a space is %20 and a plus sign %2B (rule E1).
func Escape(s string) string {
	b := make([]byte, 0, len(s)+len(s)/2)
	for i := range len(s) {
		c := s[i]
		if isUnreserved(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return string(b)
}

func isUnreserved(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return c == '-' || c == '.' || c == '_' || c == '~'
}

// An EscapeError says which bytes of a text are no percent-encoding.
type EscapeError struct{ Start, End int }

// Error says that the escape is broken.
func (e *EscapeError) Error() string {
	return fmt.Sprintf("bytes %d to %d: a %% is followed by two hexadecimal digits", e.Start, e.End)
}

// Unescape decodes s: %20 and + are a space (rule E1). A broken escape is an
// error of type [*EscapeError].
func Unescape(s string) (string, error) {
	if !strings.ContainsAny(s, "%+") {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '+':
			b = append(b, ' ')
		case '%':
			if i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
				return "", &EscapeError{i, min(i+3, len(s))}
			}
			b = append(b, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return string(b), nil
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}

// A Param is one parameter of a raw query string, as written.
type Param struct {
	Start, End int    // its bytes in the raw query
	ValueStart int    // where its value begins; End where it has none
	Key        string // decoded, or as written where it can't be decoded
	Value      string // as written
}

// Params yields the parameters of rawQuery in order. Empty ones, as in a&&b,
// are left out.
func Params(rawQuery string) iter.Seq[Param] {
	return func(yield func(Param) bool) {
		for start := 0; start <= len(rawQuery); {
			end := len(rawQuery)
			if n := strings.IndexByte(rawQuery[start:], '&'); n >= 0 {
				end = start + n
			}
			if end > start && !yield(param(rawQuery, start, end)) {
				return
			}
			start = end + 1
		}
	}
}

func param(rawQuery string, start, end int) Param {
	p := Param{Start: start, End: end, ValueStart: end}
	key := rawQuery[start:end]
	if n := strings.IndexByte(key, '='); n >= 0 {
		p.ValueStart = start + n + 1
		key = key[:n]
	}
	p.Value = rawQuery[p.ValueStart:end]
	p.Key = key
	if decoded, err := Unescape(key); err == nil {
		p.Key = decoded
	}
	return p
}

// Set returns rawQuery with the parameter key given once, with value, in the
// place of the first one of that name or else at the end; without value it is
// left out. All others stay in order and as written (rule E2).
func Set(rawQuery, key, value string) string {
	var kept []string
	done := value == ""
	for p := range Params(rawQuery) {
		switch {
		case p.Key != key:
			kept = append(kept, rawQuery[p.Start:p.End])
		case !done:
			kept = append(kept, key+"="+Escape(value))
			done = true
		}
	}
	if !done {
		kept = append(kept, key+"="+Escape(value))
	}
	return strings.Join(kept, "&")
}

// Restart returns the raw query of u without the page and ctx parameters of a
// next link. Unless restarting is what the caller was told to do it refuses such
// a link, which carries its own filter and is to be used as it is (rule E3). A
// nil URL is an error of SetOn.
func Restart(u *url.URL, told bool) (string, error) {
	if u == nil {
		return "", errors.New("SetOn was given no URL")
	}
	rawQuery := u.RawQuery
	for _, key := range []string{"page", "ctx"} {
		if !has(rawQuery, key) {
			continue
		}
		if !told {
			return "", fmt.Errorf("the URL has a %s parameter, as a next link has: "+
				"follow such links as they are, or start over with FromFirstPage", key)
		}
		rawQuery = Set(rawQuery, key, "")
	}
	return rawQuery, nil
}

func has(rawQuery, key string) bool {
	for p := range Params(rawQuery) {
		if p.Key == key {
			return true
		}
	}
	return false
}
