package main

import (
	"math"
	"regexp"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// yamlKey is what stands before a value of YAML: entries of lists, and a key.
const yamlKey = `^( *(?:- +)*)((?:[\w./-]+|"[^"]*"|'[^']*') *: +)?`

var (
	// yamlHeader is the line above a block of YAML.
	yamlHeader = regexp.MustCompile(yamlKey + `(?:[&!]\S+ +)*([|>])[-+0-9]*[ \t]*(?:#.*)?\r?\n$`)

	// yamlPlain is a line whose value has no quotes, and may go on in the next one.
	yamlPlain = regexp.MustCompile(yamlKey + "([^\\s\"'|>&*!%@{\\[#`-].*)\n$")
)

// A yamlScalar is a value of YAML with lines of its own: a block, or one without
// quotes that goes on over lines.
type yamlScalar struct {
	start, end int // in the file: its lines
	first      int // where it begins in the first of them
	indent     int // how many blanks in front of each are no part of it
	folded     bool
}

// yamlBlock returns the value whose first line, or the one above it, begins at a
// place. It is empty if there is none.
func yamlBlock(text string, base int) yamlScalar {
	line := text[base : base+lineLen(text[base:])]
	if m := yamlHeader.FindStringSubmatch(line); m != nil {
		start := base + len(line)
		indent := firstIndent(text[start:])
		if indent <= yamlParent(m[1], m[2]) {
			return yamlScalar{}
		}
		return yamlScalar{start, start + indented(text[start:], indent), start, indent, m[3] == ">"}
	}
	return yamlLines(text, base, line)
}

// yamlLines returns the command without quotes whose first line is at a place.
func yamlLines(text string, base int, line string) yamlScalar {
	m := yamlPlain.FindStringSubmatch(line)
	if m == nil || !askWord.MatchString(line) || endsInBackslash(line) {
		return yamlScalar{}
	}
	n := plainLen(text[base:], yamlParent(m[1], m[2]))
	if n == len(line) {
		return yamlScalar{}
	}
	return yamlScalar{base, base + n, base + len(m[1]) + len(m[2]), math.MaxInt, true}
}

// yamlParent returns the column that the lines of a value must be behind, by what is
// before the value in its first line.
func yamlParent(entries, key string) int {
	if dash := strings.LastIndexByte(entries, '-'); key == "" && dash >= 0 {
		return dash
	} else if key == "" {
		return math.MaxInt // no value of anything
	}
	return len(entries)
}

// firstIndent returns how many spaces are before the first text of all.
func firstIndent(text string) int {
	for line := range strings.Lines(text) {
		if n, blank := indentOf(line); !blank {
			return n
		}
	}
	return 0
}

// indented returns the length of the lines that begin with so many spaces, or are
// blank.
func indented(text string, indent int) int {
	end := 0
	for line := range strings.Lines(text) {
		if n, blank := indentOf(line); !blank && n < indent {
			break
		}
		end += len(line)
	}
	return end
}

// plainLen returns the length of a line, and of those that a value without quotes
// goes on in: they are behind a column. A comment ends it.
func plainLen(text string, parent int) int {
	end := 0
	for line := range strings.Lines(text) {
		n, blank := indentOf(line)
		if end > 0 && (blank || n <= parent || isComment(line)) {
			break
		}
		if end += len(line); strings.Contains(line, " #") {
			break
		}
	}
	return end
}

func indentOf(line string) (spaces int, blank bool) {
	text := strings.TrimLeft(line, " ")
	return len(line) - len(text), strings.TrimSpace(text) == ""
}

// hasFilter reports whether there may be a filter in the value.
func (v yamlScalar) hasFilter(text string) bool {
	return filterWord.MatchString(text[v.start:v.end])
}

// read returns what the value stands for.
func (v yamlScalar) read(text string) *script {
	r := yamlReader{yamlScalar: v}
	for at := v.start; at < v.end; at += lineLen(text[at:]) {
		line := strings.TrimRight(text[at:at+lineLen(text[at:])], "\r\n")
		end := at + len(line)
		skip := max(v.first-at, min(v.indent, len(line)-len(strings.TrimLeft(line, " \t"))))
		if strings.TrimSpace(line) != "" {
			r.line(text, at+skip, end)
		}
		r.breaks = append(r.breaks, end)
	}
	return &script{r.text.String(), r.at, v.folded}
}

// A yamlReader puts a value together.
type yamlReader struct {
	yamlScalar
	text   strings.Builder
	at     []ast.Span
	breaks []int // where lines ended since the last text
	spaced bool  // whether that began with a blank
}

// line takes the next line that is not blank.
func (r *yamlReader) line(text string, start, end int) {
	spaced := strings.IndexByte(" \t", text[start]) >= 0
	if r.text.Len() > 0 {
		r.join(start, r.folded && !spaced && !r.spaced)
	}
	for i := start; i < end; i++ {
		r.at = append(r.at, ast.Span{Start: ast.Pos(i), End: ast.Pos(i + 1)})
	}
	r.text.WriteString(text[start:end])
	r.breaks, r.spaced = r.breaks[:0], spaced
}

// join writes the line ends since the last text, before another one. Where lines are
// folded one of them is a space, and of more the first is left out.
func (r *yamlReader) join(next int, folded bool) {
	b, breaks := byte('\n'), r.breaks
	switch {
	case folded && len(breaks) == 1:
		b = ' '
	case folded:
		breaks = breaks[1:]
	}
	at := r.breaks[0]
	for i := range breaks {
		end := next
		if i+1 < len(breaks) {
			end = breaks[i+1]
		}
		r.text.WriteByte(b)
		r.at = append(r.at, ast.Span{Start: ast.Pos(at), End: ast.Pos(end)})
		at = end
	}
}
