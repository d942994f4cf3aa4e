package bbql

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/snippet"
)

// An Error is one thing that is wrong with a query, a sort key or a URL's query
// string.
//
// Error returns one line, Detail a picture:
//
//	1:9: strings need double quotes: "OPEN"
//
//	1| state = OPEN AND author.nickname = "jdoe"
//	 |         ~~~~ strings need double quotes: "OPEN"
type Error struct {
	Query string   // the whole text
	Span  ast.Span // where in it, in bytes; empty where something is missing
	Msg   string   // what is wrong
	Hint  string   // what to write instead; "" if Msg says it all
	Fix   *Fix     // the repair, where there is an obvious one, else nil

	// Incomplete reports whether more text at the end could make it right, as
	// while somebody is typing.
	Incomplete bool
}

// Error returns line, column, what is wrong and what to write, in one line.
// Lines and columns count from 1, columns in code points.
func (e *Error) Error() string {
	line, col := e.Position()
	return fmt.Sprintf("%d:%d: %s", line, col, e.label())
}

func (e *Error) label() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + ": " + e.Hint
}

// Position returns the line and column of the start of Span. Both count from
// 1, columns in code points.
func (e *Error) Position() (line, col int) {
	return snippet.Position(e.Query, int(e.Span.Start))
}

// Detail returns the line of the query with a mark under Span and the message
// beside it. It ends in a line feed.
func (e *Error) Detail() string {
	return snippet.Render(e.Query, int(e.Span.Start), int(e.Span.End), e.label())
}

// A Fix is an edit that repairs an error: Text in the place of the bytes of
// Span. The fix of a query's only error makes it a query.
type Fix struct {
	Span ast.Span
	Text string
}

// Apply returns query, the text that the error is about, with the fix made. A
// nil Fix changes nothing.
func (f *Fix) Apply(query string) string {
	if f == nil || f.Span.Start < 0 || f.Span.Start > f.Span.End || int(f.Span.End) > len(query) {
		return query
	}
	return query[:f.Span.Start] + f.Text + query[f.Span.End:]
}

// Errors is everything that is wrong with one text, in its order. It holds at
// least one error. Errors that follow from another one are left out, and so is
// what comes after the first 25. errors.As finds the first.
type Errors []*Error

// Error returns the first error and says how many more there are.
func (e Errors) Error() string {
	switch len(e) {
	case 0:
		return "no errors"
	case 1:
		return e[0].Error()
	case 2:
		return e[0].Error() + " (and 1 more error)"
	}
	return fmt.Sprintf("%s (and %d more errors)", e[0].Error(), len(e)-1)
}

// Detail returns the pictures of all errors, one after the other.
func (e Errors) Detail() string {
	var b strings.Builder
	for _, err := range e {
		b.WriteString(err.Detail())
	}
	return b.String()
}

// Unwrap returns the errors for errors.Is and errors.As.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i, err := range e {
		out[i] = err
	}
	return out
}
