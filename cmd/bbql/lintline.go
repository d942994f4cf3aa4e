package main

import (
	"iter"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/snippet"
)

// A textLine is a line of a file, without its end, or several that are read as one.
type textLine struct {
	text   string
	number int     // of the first
	base   int     // the bytes before it
	read   *script // as what text is read; nil if it is read as it stands there
}

// A script is what a text stands for that holds the commands of a shell, such as a
// block of YAML.
type script struct {
	text   string
	at     []ast.Span // where each byte is in the file
	folded bool       // whether it may be other text as well
}

// lines yields the lines of a text. Those of scripts may be joined, as they are in
// YAML, which has scripts in it.
func (f form) lines(text string) iter.Seq[textLine] {
	return func(yield func(textLine) bool) {
		l := textLine{number: 1}
		empty := 0 // before it there is no block that holds a filter
		for l.base < len(text) {
			rest := text[l.base:]
			if f == formYAML && l.base >= empty {
				block := yamlBlock(text, l.base)
				if empty = block.end; block.hasFilter(text) {
					if !l.readAll(text, block, yield) {
						return
					}
					continue
				}
			}
			if !l.take(rest[:f.lineLen(rest)], yield) {
				return
			}
		}
	}
}

// take yields the next line of a text and goes on behind it.
func (l *textLine) take(raw string, yield func(textLine) bool) bool {
	l.text = strings.TrimRight(raw, "\r\n")
	ok := yield(*l)
	l.number += strings.Count(raw, "\n")
	l.base += len(raw)
	return ok
}

// readAll yields the lines of a block, of which the first may be above what is
// read.
func (l *textLine) readAll(text string, block yamlScalar, yield func(textLine) bool) bool {
	if block.start > l.base && !l.take(text[l.base:block.start], yield) {
		return false
	}
	s := block.read(text)
	for s.text != "" {
		n := formShell.lineLen(s.text)
		end := int(s.at[n-1].Start)
		end += lineLen(text[end:])
		l.read = &script{strings.TrimSuffix(s.text[:n], "\n"), s.at[:n], s.folded}
		if !l.take(text[l.base:end], yield) {
			return false
		}
		s.text, s.at = s.text[n:], s.at[n:]
	}
	l.read = nil
	return true
}

// piece returns what there is to read in a line of a script.
func (l textLine) piece(f form) *piece {
	source, base := slices.Clone(l.read.at[:len(l.read.text)]), ast.Pos(l.base)
	for i, s := range source {
		source[i] = ast.Span{Start: s.Start - base, End: s.End - base}
	}
	if l.read.folded {
		f = formProse // a URL ends before the end of the line that it begins
	}
	p := newPiece(f, l.read.text, source)
	p.nested = false // the quotes are those of the shell
	return p
}

// lineLen returns the length of the first line of a text, with its end.
func lineLen(text string) int {
	if n := strings.IndexByte(text, '\n'); n >= 0 {
		return n + 1
	}
	return len(text)
}

// lineLen returns the length of the first line of a text, and of those that belong
// to it.
func (f form) lineLen(text string) int {
	end := lineLen(text)
	if f != formShell && f != formYAML || isComment(text[:end]) {
		return end
	}
	end = continued(text, end)
	if f == formShell {
		end = commandsEnd(text, end)
	}
	return end
}

// continued returns the end of the line that ends at a place, with those that a
// backslash at the end of each makes part of it.
func continued(text string, end int) int {
	for end < len(text) && endsInBackslash(text[:end]) {
		end += lineLen(text[end:])
	}
	return end
}

// endsInBackslash reports whether a line ends in a backslash that no other escapes.
func endsInBackslash(line string) bool {
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	backslashes := len(line) - len(strings.TrimRight(line, `\`))
	return backslashes%2 == 1
}

// commandsEnd returns the end of a line that ends at a place, with those that the
// arguments of commands in it go on in, as quoted ones do.
func commandsEnd(text string, end int) int {
	for from := 0; ; {
		m := askWord.FindStringSubmatchIndex(text[from:end])
		if m == nil {
			return end
		}
		p := piece{text: text[:end], quotes: quoteCount{text: text[:end]}}
		start := from + m[2]
		if from += m[1] - 1; p.inText(start) {
			continue
		}
		if stop, ok := commandEnd(text, from); ok {
			from = stop
		}
		if from > end {
			end = continued(text, from+lineLen(text[from:]))
		}
	}
}

// commandEnd returns where the command ends whose words begin at a place, and false
// if that is not known.
func commandEnd(text string, i int) (end int, ok bool) {
	for i < len(text) {
		switch b := text[i]; {
		case b == '\\':
			i += max(2, lineEnds(text[i:]))
		case b == '\'' || b == '"':
			n := argumentLen(text[i:])
			if n == 0 || strings.Contains(text[i:i+n], "\n") && !mayOpen(text[:i]) {
				return 0, false
			}
			i += n
		case strings.IndexByte("\n;|&)`", b) >= 0, b == '#' && strings.IndexByte(blanks, text[i-1]) >= 0:
			return i, true
		default:
			i++
		}
	}
	return len(text), true
}

// longestArgument is how many bytes an argument has at most that goes on over
// lines.
const longestArgument = 10_000

// argumentLen returns the length of what stands in quotes, with them, 0 if they are
// not closed. A text begins with it.
func argumentLen(text string) int {
	quote, end := text[:1], min(len(text), longestArgument)
	for i := 1; i < end; i++ {
		n := strings.IndexAny(text[i:end], `\`+quote)
		if n < 0 {
			return 0
		}
		i += n
		switch {
		case text[i] == quote[0]:
			return i + 1
		case quote == `"`:
			i++
		}
	}
	return 0
}

// mayOpen reports whether a quote behind a text opens an argument, or a part of one,
// and is no apostrophe: one behind a letter is, unless that is an option.
func mayOpen(before string) bool {
	n := len(before)
	if n == 0 || !isLetter(before[n-1]) {
		return true
	}
	return n > 2 && before[n-2] == '-' && strings.IndexByte(blanks, before[n-3]) >= 0
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// find returns the queries and URLs in the line.
func (l textLine) find(in form) []target {
	switch {
	case l.read == nil:
		return in.targets(l.text)
	case filterWord.MatchString(l.read.text):
		return l.piece(in).urls()
	}
	return nil
}

// targets returns the queries and URLs in the line, silenced.
func (l textLine) targets(in form, silence silence) []target {
	list := l.find(in)
	if len(list) == 0 {
		return nil
	}
	source := snippet.NewText(l.text)
	for i := range list {
		g := &list[i]
		if g.source == nil {
			g.source = source
		}
		g.line, g.silence, g.inFile = l.number, silence.and(g.silence), true
		g.base += l.base
	}
	return list
}

func isComment(line string) bool { return strings.HasPrefix(strings.TrimLeft(line, blanks), "#") }
