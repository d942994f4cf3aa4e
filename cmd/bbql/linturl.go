package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/snippet"
)

var (
	// scheme is what a whole URL begins with.
	scheme = regexp.MustCompile(`(?i)https?://`)

	// yamlValue is what stands before a value of YAML that is not quoted.
	yamlValue = regexp.MustCompile(`^\s*(?:- +)*(?:[\w.-]+: +)?$`)

	// yamlRest is what may stand behind one that is quoted.
	yamlRest = regexp.MustCompile(`^\s*(?: #.*)?$`)
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
	if !filterWord.MatchString(line) {
		return nil
	}
	switch f {
	case formYAML:
		if p, ok := quotedValue(line); ok {
			return p.urls()
		}
	case formJSON:
		return stringURLs(line)
	case formProse:
		text, source := replaced(line, 0, "&amp;", "&", "&quot;", "%22")
		p := newPiece(f, text, source)
		p.nested = false
		return p.urls()
	}
	return newPiece(f, line, nil).urls()
}

// stringURLs returns the URLs of Bitbucket with a filter in the strings of a line of
// JSON. The strings are their own sources: a file may be one line.
func stringURLs(line string) []target {
	var list []target
	counted, columns := 0, 0
	for start := strings.IndexByte(line, '"'); start >= 0; {
		end := closing(line, start+1)
		text, source := unescape(line[start+1:end], 0)
		if urls := newPiece(formJSON, text, source).urls(); len(urls) > 0 {
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

// quotedValue returns the value of a line of YAML, if that is all in quotes: like a
// string of JSON.
func quotedValue(line string) (*piece, bool) {
	start := strings.IndexAny(line, `"'`)
	if start < 0 || !beginsValue(line[:start]) {
		return nil, false
	}
	end := closing(line, start+1)
	if line[start] == '\'' {
		end = closingSingle(line, start+1)
	}
	if end == len(line) || !yamlRest.MatchString(line[end+1:]) {
		return nil, false
	}
	text, source := unescape(line[start+1:end], start+1)
	if line[start] == '\'' {
		text, source = replaced(line[start+1:end], start+1, "''", "'")
	}
	return newPiece(formJSON, text, source), true
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

// urls returns the URLs of Bitbucket with a filter: those that curl asks, and all
// others.
func (p *piece) urls() []target {
	var list []target
	asked := p.curls()
	for _, u := range asked {
		if filterParam.MatchString(u.text) {
			list = append(list, u.target)
		}
	}
	return append(list, p.others(asked)...)
}

// others returns the URLs of Bitbucket with a filter that are not asked by curl.
func (p *piece) others(asked []curlURL) []target {
	var list []target
	for done := 0; ; {
		m := filterParam.FindStringIndex(p.text[done:])
		if m == nil {
			return list
		}
		param := done + m[0]
		done += m[1]
		for len(asked) > 0 && asked[0].end <= param {
			asked = asked[1:]
		}
		if len(asked) > 0 && asked[0].start <= param {
			continue
		}
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
const delimiters = " \t\r\n\"'`<>()|"

// longestBefore is how many bytes of a URL are before its filter at most: what
// looks like thousands of filters would take long otherwise.
const longestBefore = 2000

// startOf returns where the URL begins that has a parameter, and the quote
// before it, or else 0.
func (p *piece) startOf(param int) (start int, quote byte, ok bool) {
	from := max(0, param-longestBefore)
	start = from + strings.LastIndexAny(p.text[from:param], delimiters) + 1
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

// isHole reports whether there is nothing but a hole before a place, if anything.
func (p *piece) isHole(end int) bool {
	if end == 0 {
		return true
	}
	first := p.holes.at(p.place(0, 1).Start)
	return first >= 0 && first == p.holes.at(p.place(end-1, end).Start)
}

// endOf returns where a URL ends, and whether that is a guess.
func (p *piece) endOf(start, param int, quote byte) (end int, cut bool) {
	before, rest := p.text[:start], p.text[param:]
	switch {
	case quote == '"':
		end = closing(p.text, param)
		return end, strings.HasPrefix(p.text[min(end+1, len(p.text)):], `"`) // doubled, as in CSV
	case quote == '\'':
		end = closingSingle(p.text, param)
		return end, strings.Contains(p.text[start:end], "''")
	case p.form == formJSON && p.isHole(start):
		return len(p.text), false
	case p.form == formYAML && beginsValue(before):
		value, _, _ := strings.Cut(rest, " #")
		return param + len(strings.TrimRight(value, " \t")), false
	}
	end = len(p.text)
	if i := strings.IndexAny(rest, " \t\r\n\"'`<>|"); i >= 0 {
		end = param + i
	}
	set := ".,;:!?)"
	if strings.Contains(p.text[start:end], "(") {
		set = ".,;:!?"
	}
	end = param + len(strings.TrimRight(p.text[param:end], set))
	comma := p.form == formProse && strings.Contains(p.text[param:end], ",") // as in CSV
	return end, comma || end < len(p.text)
}

// find returns the URL that begins at a place and has a parameter at another, and
// where it ends.
func (p *piece) find(start, param int, quote byte) (target, int) {
	if p.inShell(start, quote) {
		g, end := p.word(start, quote)
		g.background = nil // it may well be a comment, or some other text
		return g, end
	}
	end, cut := p.endOf(start, param, quote)
	g := target{text: p.text[start:end], holes: p.holes, embedded: true, cut: cut}
	if quote == '"' || quote == '\'' && p.form == formShell { // in a string
		var at []ast.Span
		g.text, at = unescape(g.text, start)
		for _, s := range at {
			g.letters = append(g.letters, p.letter(int(s.Start), int(s.End), 0))
		}
		return g, end
	}
	for i := start; i < end; i++ {
		g.letters = append(g.letters, p.letter(i, i+1, 0))
	}
	return g, end
}

// isBitbucket reports whether a text is a URL of Bitbucket's API.
func (g *target) isBitbucket() bool {
	if !isURL(g.text) {
		return false
	}
	_, known := g.endpoint()
	_, rest, absolute := strings.Cut(g.text, "://")
	host, path, _ := strings.Cut(rest, "/")
	return known && (!absolute || strings.HasPrefix(path, "2.0/")) ||
		strings.EqualFold(host, "api.bitbucket.org")
}

// unescape returns what stands in double quotes, and where each byte of it is,
// counted from start. It knows the escapes that JSON, YAML and shells have in
// common; a backslash before anything else stays.
func unescape(raw string, start int) (text string, at []ast.Span) {
	var b strings.Builder
	for i := 0; i < len(raw); {
		decoded, size := raw[i:i+1], 1
		if raw[i] == '\\' {
			decoded, size = unescapeOne(raw[i:])
		}
		b.WriteString(decoded)
		for range len(decoded) {
			at = append(at, ast.Span{Start: ast.Pos(start + i), End: ast.Pos(start + i + size)})
		}
		i += size
	}
	return b.String(), at
}

// replaced returns a text with what stands for signs replaced by them, given in pairs,
// and where each byte of it is, counted from start.
func replaced(raw string, start int, pairs ...string) (text string, at []ast.Span) {
	var b strings.Builder
	for i := 0; i < len(raw); {
		sign, size := raw[i:i+1], 1
		for j := 0; j < len(pairs); j += 2 {
			if strings.HasPrefix(raw[i:], pairs[j]) {
				sign, size = pairs[j+1], len(pairs[j])
			}
		}
		b.WriteString(sign)
		s := ast.Span{Start: ast.Pos(start + i), End: ast.Pos(start + i + size)}
		at = append(at, slices.Repeat([]ast.Span{s}, len(sign))...)
		i += size
	}
	return b.String(), at
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
