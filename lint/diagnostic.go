package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/snippet"
)

// A Severity says how bad a finding is.
type Severity uint8

// The severities, the mildest first.
const (
	Info    Severity = iota // good to know; nothing may be wrong
	Warning                 // likely not what was meant
	Error                   // Bitbucket refuses it, or answers something else
)

var severityTexts = [...]string{"info", "warning", "error"}

// String returns the lower-case name of the severity.
func (s Severity) String() string {
	if int(s) < len(severityTexts) {
		return severityTexts[s]
	}
	return fmt.Sprintf("severity %d", uint8(s))
}

// MarshalText returns what String does, so that JSON shows the name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Diagnostic is one finding in a text.
type Diagnostic struct {
	Rule     string // the ID of its rule
	Severity Severity
	Text     string   // the whole text, of the filter or of the URL
	Span     ast.Span // where in it
	Msg      string   // what is wrong
	Hint     string   // what to write instead; "" if Msg says it all
	Related  ast.Span // another place that explains it; the zero Span if there is none
	Fix      []Edit   // the repair, where there is an obvious one
}

// An Edit puts Text in the place of the bytes of Span.
type Edit struct {
	Span ast.Span
	Text string
}

// String returns one line: line, column, message and hint.
func (d Diagnostic) String() string {
	line, col := d.Position()
	return fmt.Sprintf("%d:%d: %s", line, col, d.Message())
}

// Position returns the line and column of the start of Span. Both count from 1,
// columns in code points.
func (d Diagnostic) Position() (line, col int) {
	return snippet.Position(d.Text, int(d.Span.Start))
}

// Detail returns the line of the text with a mark under Span, and the message
// beside it. It ends in a line feed.
func (d Diagnostic) Detail() string {
	return snippet.Render(d.Text, int(d.Span.Start), int(d.Span.End), d.Message())
}

// Message returns what is wrong and what to write instead, without the place.
func (d Diagnostic) Message() string {
	switch {
	case d.Hint == "":
		return d.Msg
	case strings.HasPrefix(d.Hint, "did you mean"):
		return d.Msg + " (" + d.Hint + ")"
	}
	return d.Msg + ": " + d.Hint
}

// Apply returns the text that the diagnostics are about with their fixes made.
// Of two fixes that touch the same bytes the first one is made: check the
// result again for the other.
func Apply(text string, list []Diagnostic) string {
	var made edits
	for _, d := range list {
		if !slices.ContainsFunc(d.Fix, made.touch) {
			for _, e := range d.Fix {
				made = slices.Insert(made, made.upTo(e.Span.Start), e)
			}
		}
	}
	var b strings.Builder
	end := ast.Pos(0)
	for _, e := range made {
		b.WriteString(text[end:e.Span.Start])
		b.WriteString(e.Text)
		end = e.Span.End
	}
	b.WriteString(text[end:])
	return b.String()
}

// edits are edits of one text, none of which overlaps with another, in its order.
type edits []Edit

// upTo returns how many of the edits begin at a place or before it.
func (list edits) upTo(at ast.Pos) int {
	i, _ := slices.BinarySearchFunc(list, at, func(e Edit, at ast.Pos) int {
		if e.Span.Start <= at {
			return -1
		}
		return 1
	})
	return i
}

// touch reports whether e meets one of the edits, or is right beside it.
func (list edits) touch(e Edit) bool {
	n := list.upTo(e.Span.End)
	return n > 0 && e.Span.Start <= list[n-1].Span.End
}
