package eval

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

const (
	maxText    = 60 // characters of a clause
	maxPreview = 40 // characters of a value
)

// preview shows a leaf to people: strings without quotes where they can't be
// taken for anything else, objects by what stands for them.
func (l leafOf[T]) preview() string {
	switch l.kind {
	case kindNull:
		return "null"
	case kindBool:
		return strconv.FormatBool(l.is)
	case kindNumber:
		return cut(string(l.text), maxPreview)
	case kindObject:
		if !l.is {
			return "{…}"
		}
		return "{" + previewText(string(l.text)) + "}"
	}
	return previewText(string(l.text))
}

func previewText(s string) string {
	shown := cut(s, maxPreview)
	if isBare(shown) {
		return shown
	}
	return strconv.Quote(shown)
}

// isBare reports whether a string is one word that looks like nothing else.
func isBare(s string) bool {
	switch s {
	case "", "null", "true", "false", "missing":
		return false
	}
	if jsonscan.IsNumber(s) {
		return false
	}
	for _, r := range s {
		if strings.ContainsRune(" ,;\"", r) || r == utf8.RuneError || !strconv.IsPrint(r) {
			return false
		}
	}
	return true
}

// cut shortens s to n characters, the last of which then says so.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	end := 0
	for i := range s {
		switch n--; {
		case n == 0:
			end = i
		case n < 0:
			return s[:end] + "…"
		}
	}
	return s
}

// more says how many values are not shown.
func more(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

// A table is text in two columns.
type table struct {
	lines [][2]string
	width int // of the left column, at least
}

func (t *table) add(left, right string) {
	t.lines = append(t.lines, [2]string{left, right})
	if right != "" {
		t.width = max(t.width, utf8.RuneCountInString(left))
	}
}

// String returns the lines, each with a newline at its end.
func (t *table) String() string {
	var b strings.Builder
	for _, line := range t.lines {
		b.WriteString(line[0])
		if line[1] != "" {
			pad := t.width - utf8.RuneCountInString(line[0])
			b.WriteString(strings.Repeat(" ", pad+2))
			b.WriteString(line[1])
		}
		b.WriteByte('\n')
	}
	return b.String()
}
