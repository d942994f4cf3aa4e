package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/lint"
)

// A quotedRun is a part of a word of a shell that is between double quotes which
// the shell takes away, though they look like those of a string:
//
//	"q=state = "OPEN""   and   q=state="OPEN"
type quotedRun struct {
	start, end int      // in the text
	source     ast.Span // with its quotes
	closed     bool     // whether there is a quote behind it
}

// paramName is what a text ends with before the value of a parameter.
var paramName = regexp.MustCompile(`[?&]\w+=$`)

// missRules are the rules that find something where a string has no quotes.
var missRules = []string{syntaxRule, "literal-type", "operator-type"}

// unquote says of findings about strings without quotes that a shell took their
// quotes, once for each string.
func (g *target) unquote(found []lint.Diagnostic) []finding {
	var list []finding
	last := -1
	for _, d := range found {
		run, ok := g.quotedRun(d)
		if !ok {
			list = append(list, g.finding(g.locate(d)))
			continue
		}
		if run.start != last {
			list = append(list, g.finding(g.taken(run)))
		}
		last = run.start
	}
	return list
}

// quotedRun returns the part of the word that a finding is about, if it is between
// quotes that the shell takes.
func (g *target) quotedRun(d lint.Diagnostic) (run quotedRun, ok bool) {
	at := int(d.Span.End) - 1
	if !g.word || !slices.Contains(missRules, d.Rule) || at < int(d.Span.Start) {
		return run, false
	}
	if run.start, run.end = g.around(at, len(g.letters), g.together); run.start == 0 {
		return run, false
	}
	source := g.source.String()
	before, first, last := g.letters[run.start-1], g.letters[run.start], g.letters[run.end-1]
	run.source = ast.Span{Start: before.End, End: last.End}
	if n := quoteLen(source[before.End:]); n == 0 || before.End+ast.Pos(n) != first.Start {
		return run, false
	}
	n := quoteLen(source[last.End:])
	run.source.End += ast.Pos(n)
	if run.closed = n > 0; first.quote == 0 {
		return run, before.quote == '"'
	}
	own := first.quote == '"' && before.quote == 0
	return run, own && run.closed && !paramName.MatchString(g.text[:run.start])
}

// quoteLen returns the length of the double quote that a source begins with, or 0.
// In a string it has a backslash; among letters of a shell such a one is a letter.
func quoteLen(source string) int {
	switch {
	case strings.HasPrefix(source, `"`):
		return 1
	case strings.HasPrefix(source, `\"`):
		return 2
	}
	return 0
}

// together reports whether a byte of the text and the next one are written one
// behind the other, in the same quotes.
func (g *target) together(i int) bool {
	a, b := g.letters[i], g.letters[i+1]
	return (a.End == b.Start || a.Span == b.Span) && a.quote == b.quote && a.encoded == b.encoded
}

// argument returns the part of the source that a part of a word is in, up to the
// blanks around it, if they aren't far.
func (g *target) argument(run quotedRun) ast.Span {
	start, end := g.around(run.start, longestBefore, g.inWord)
	return ast.Span{Start: g.letters[start].Start, End: g.letters[max(end, run.end)-1].End}
}

// around returns the bytes around one, at most so many on either side, of which each
// and the next one are joined.
func (g *target) around(at, most int, joined func(int) bool) (start, end int) {
	start, end = at, at+1
	for start > max(0, at-most) && joined(start-1) {
		start--
	}
	for end < min(len(g.letters), at+most) && joined(end-1) {
		end++
	}
	return start, end
}

// inWord reports whether there are but quotes between a byte of the text and the next
// one, if anything.
func (g *target) inWord(i int) bool {
	a, b := g.letters[i], g.letters[i+1]
	if a.Span == b.Span {
		return true
	}
	return a.End <= b.Start && b.Start-a.End < 4 &&
		strings.Trim(g.source.String()[a.End:b.Start], `\"'`) == ""
}

// taken returns the finding that the shell takes the quotes around a part of a
// word.
func (g *target) taken(run quotedRun) lint.Diagnostic {
	d := lint.Diagnostic{
		Rule: syntaxRule, Severity: lint.Error, Text: g.source.String(), Span: run.source,
		Msg:  "the shell takes these quotes for its own, and sends none",
		Hint: `write \" for each, or put the whole argument in single quotes`,
	}
	switch {
	case g.nested:
		d.Hint = "put the whole argument in single quotes"
		return d // where a backslash means something else
	case g.holes.meets(g.argument(run)):
		d.Hint = `write \" for each`
	}
	if run.closed {
		d.Fix = run.escape(g.letters[run.start].quote != 0)
	}
	return d
}

// escape returns the edits with which the quotes are sent: those that are there, or
// others in them.
func (run quotedRun) escape(inside bool) []lint.Edit {
	start, end, text := run.source.Start, run.source.End-1, `\`
	if inside {
		start, text = start+1, `\"`
	}
	return []lint.Edit{{Span: emptyAt(start), Text: text}, {Span: emptyAt(end), Text: text}}
}
