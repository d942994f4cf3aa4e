package main

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/snippet"
)

// A form is in what form a file holds queries.
type form uint8

const (
	formQueries form = iota // one query or URL on a line
	formJSON                // URLs in strings
	formYAML
	formShell
)

var (
	// filterParam is where the filter of a URL begins.
	filterParam = regexp.MustCompile(`[?&]q=`)

	// holePattern is what a shell, a template or a format puts something into.
	holePattern = regexp.MustCompile(
		"\\$\\{\\{.*?\\}\\}|\\{\\{.*?\\}\\}|\\$\\{[^}]*\\}|\\$\\([^)]*\\)|\\$\\w+|`[^`]*`|%[sv]|" +
			"\\{[A-Za-z_]\\w*\\}|%\\([A-Za-z_]\\w*\\)[sd]|(%d)(?:[^0-9A-Fa-f]|$)")

	// scheme is what a whole URL begins with.
	scheme = regexp.MustCompile(`https?://`)

	// yamlValue is what stands before a value of YAML that is not quoted.
	yamlValue = regexp.MustCompile(`^\s*(?:- +)*(?:[\w.-]+: +)?$`)
)

// targets returns the queries and URLs in a line of a file.
func (f form) targets(line string) []target {
	if f == formQueries {
		return wholeLine(line)
	}
	return f.urls(line)
}

// urls returns the URLs of Bitbucket with a filter in a line of a file.
func (f form) urls(line string) []target {
	if !filterParam.MatchString(line) {
		return nil
	}
	if f != formJSON {
		return newPiece(f, line, nil).urls()
	}
	// The strings are their own sources: a file may be one line.
	var list []target
	counted, columns := 0, 0
	for start := strings.IndexByte(line, '"'); start >= 0; {
		end := closing(line, start+1)
		text, at := unescape(line[start+1:end], 0)
		if urls := newPiece(f, text, at).urls(); len(urls) > 0 {
			columns += utf8.RuneCountInString(line[counted : start+1])
			counted = start + 1
			source := snippet.NewText(line[start+1 : end])
			for _, g := range urls {
				g.source, g.base, g.columns = source, start+1, columns
				list = append(list, g)
			}
		}
		next := strings.IndexByte(line[min(end+1, len(line)):], '"')
		if next < 0 {
			break
		}
		start = end + 1 + next
	}
	return list
}

// closing returns where in a line the quote is that closes one before start, or
// where the line ends.
func closing(line string, start int) int {
	for i := start; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(line)
}

// closingSingle is closing for single quotes, which are doubled in YAML to stand
// for one.
func closingSingle(line string, start int) int {
	for i := start; i < len(line); i++ {
		switch {
		case line[i] != '\'':
		case strings.HasPrefix(line[i+1:], "'"):
			i++
		default:
			return i
		}
	}
	return len(line)
}

// beginsValue reports whether a value of YAML begins behind a text. It doesn't look
// through long ones, which are no key: once for each URL, that takes long.
func beginsValue(before string) bool {
	const longest = 1000
	return len(before) <= longest && yamlValue.MatchString(before)
}

// A piece is a line, or a string in one, with its holes filled.
type piece struct {
	form  form
	text  string
	at    []int // as in a target
	holes []ast.Span
}

// newPiece fills the holes with digits, which may be a part of a path, of a
// string and a number, so that the rest can be read.
func newPiece(f form, text string, at []int) *piece {
	p := &piece{form: f, at: at}
	var b strings.Builder
	for done := 0; ; {
		m := holePattern.FindStringSubmatchIndex(text[done:])
		if m == nil {
			b.WriteString(text[done:])
			p.text = b.String()
			return p
		}
		start, end := done+m[0], done+m[1]
		if m[2] >= 0 {
			end = done + m[3] // without what shows that it is no percent-encoding
		}
		if filterParam.MatchString(text[start:end]) {
			end = start + 1 // a command, with a URL of its own
			b.WriteString(text[done:end])
		} else {
			b.WriteString(text[done:start] + strings.Repeat("1", end-start))
			p.holes = append(p.holes, p.place(start, end))
		}
		done = end
	}
}

// place returns a range of the piece as one of the line.
func (p *piece) place(start, end int) ast.Span {
	if p.at != nil {
		start, end = p.at[start], p.at[end]
	}
	return ast.Span{Start: ast.Pos(start), End: ast.Pos(end)}
}

func (p *piece) urls() []target {
	var list []target
	for done := 0; ; {
		m := filterParam.FindStringIndex(p.text[done:])
		if m == nil {
			return list
		}
		param := done + m[0]
		done = done + m[1]
		start, quote, ok := p.startOf(param)
		if !ok {
			continue
		}
		g, end := p.find(start, param, quote)
		if g.isBitbucket() {
			list = append(list, g)
		}
		done = max(done, end)
	}
}

// delimiters are what a URL is set apart by.
const delimiters = " \t\"'`<>()|"

// startOf returns where the URL begins that has a parameter, and the quote
// before it, or else 0.
func (p *piece) startOf(param int) (start int, quote byte, ok bool) {
	start = strings.LastIndexAny(p.text[:param], delimiters) + 1
	if start > 0 && strings.IndexByte(`"'`, p.text[start-1]) >= 0 {
		quote = p.text[start-1]
	}
	word := p.text[start:param]
	if m := scheme.FindStringIndex(word); m != nil {
		return start + m[0], quote, true
	}
	i := strings.IndexByte(word, '/')
	if i < 0 {
		return 0, 0, false
	}
	return start + i, quote, i == 0 || p.endsHole(start+i)
}

// endsHole reports whether a hole ends at a place.
func (p *piece) endsHole(end int) bool {
	at := p.place(end, end).End
	for _, hole := range p.holes {
		if hole.End == at {
			return true
		}
	}
	return false
}

// endOf returns where a URL ends, and whether that is a guess.
func (p *piece) endOf(start, param int, quote byte) (end int, cut bool) {
	before, rest := p.text[:start], p.text[param:]
	switch {
	case quote == '"':
		return closing(p.text, param), false
	case quote == '\'':
		end = closingSingle(p.text, param)
		return end, strings.Contains(p.text[start:end], "''")
	case p.form == formJSON && start == 0:
		return len(p.text), false
	case p.form == formYAML && beginsValue(before):
		value, _, _ := strings.Cut(rest, " #")
		return param + len(strings.TrimRight(value, " \t")), false
	}
	end = len(p.text)
	if i := strings.IndexAny(rest, " \t\"'`<>|"); i >= 0 {
		end = param + i
	}
	if p.text[end-1] == ')' && !strings.Contains(p.text[start:end], "(") {
		end--
	}
	return end, end < len(p.text)
}

func (p *piece) target(start, end int, quote byte) target {
	g := target{text: p.text[start:end], start: start, holes: p.holes, embedded: true}
	var at []int
	if g.text, at = unescape(g.text, start); quote != '"' || len(g.text) == end-start {
		g.text, at = p.text[start:end], nil
	}
	switch {
	case at != nil && p.at != nil:
		for i := range at {
			at[i] = p.at[at[i]]
		}
	case p.at != nil:
		at = p.at[start : end+1]
	}
	g.at = at
	return g
}

// isBitbucket reports whether a URL is one of Bitbucket's API.
func (g *target) isBitbucket() bool {
	_, known := g.endpoint()
	_, rest, absolute := strings.Cut(g.text, "://")
	if !absolute {
		return known
	}
	host, path, _ := strings.Cut(rest, "/")
	return host == "api.bitbucket.org" || known && strings.HasPrefix(path, "2.0/")
}

// unescape returns what stands in double quotes, and where each byte of it and
// its end are, counted from start. It knows the escapes that JSON, YAML and
// shells have in common; a backslash before anything else stays.
func unescape(raw string, start int) (text string, at []int) {
	var b strings.Builder
	for i := 0; i < len(raw); {
		decoded, size := raw[i:i+1], 1
		if raw[i] == '\\' {
			decoded, size = unescapeOne(raw[i:])
		}
		b.WriteString(decoded)
		for range len(decoded) {
			at = append(at, start+i)
		}
		i += size
	}
	return b.String(), append(at, start+len(raw))
}

// unescapeOne returns what the escape stands for that a text begins with, and
// how long it is.
func unescapeOne(raw string) (decoded string, size int) {
	const hexDigits = 4
	switch {
	case len(raw) > 1 && strings.IndexByte("\\\"/$`", raw[1]) >= 0:
		return raw[1:2], 2
	case len(raw) >= 2+hexDigits && raw[1] == 'u':
		if n, err := strconv.ParseUint(raw[2:2+hexDigits], 16, 16); err == nil {
			return string(rune(n)), 2 + hexDigits
		}
	}
	return raw[:1], 1
}
