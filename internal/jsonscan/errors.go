package jsonscan

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrIncomplete says, by [errors.Is], that the data ended inside a value: more
// data could make it valid.
var ErrIncomplete = errors.New("the JSON text ends too early")

// A SyntaxError says where data is not JSON, and why.
type SyntaxError struct {
	Offset int    // of the first byte that can't be there, len(data) at the end
	Msg    string // what was expected and what was found

	incomplete bool
}

// Error returns the offset and the message.
func (e *SyntaxError) Error() string { return fmt.Sprintf("offset %d: %s", e.Offset, e.Msg) }

// Is reports whether target is [ErrIncomplete] and the data ended too early.
func (e *SyntaxError) Is(target error) bool { return e.incomplete && target == ErrIncomplete }

// expected returns the error for data[i], or the end of data, where something
// else belongs.
func expected(data []byte, i int, what string) *SyntaxError {
	if i >= len(data) {
		msg := fmt.Sprintf("expected %s, but the text ends", what)
		return &SyntaxError{Offset: len(data), Msg: msg, incomplete: true}
	}
	return &SyntaxError{Offset: i, Msg: fmt.Sprintf("expected %s, found %s", what, found(data[i:]))}
}

// found shows the first character of rest.
func found(rest []byte) string {
	r, size := utf8.DecodeRune(rest)
	if r == utf8.RuneError && size == 1 {
		return fmt.Sprintf("the byte 0x%02X", rest[0])
	}
	return fmt.Sprintf("%q", r)
}

func tooDeep(i int) *SyntaxError {
	return &SyntaxError{Offset: i, Msg: fmt.Sprintf("nested more than %d levels deep", MaxDepth)}
}
