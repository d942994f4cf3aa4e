package eval

import (
	"errors"
	"fmt"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A DataError says why data could not be tested: it is not JSON, it is not an
// object, or it is a Go value that encoding/json can't write.
type DataError struct {
	Offset int    // in raw JSON, of the byte that is wrong; -1 in a Go value
	Path   string // in a Go value, as in source.branch.name; "" for the object itself
	Msg    string // what is wrong
	Err    error  // what encoding/json would say, or what a Marshaler said; may be nil
}

// Error returns the message, after the offset or the path if there is one.
func (e *DataError) Error() string {
	switch {
	case e.Offset >= 0:
		return fmt.Sprintf("offset %d: %s", e.Offset, e.Msg)
	case e.Path != "":
		return e.Path + ": " + e.Msg
	}
	return e.Msg
}

// Unwrap returns Err.
func (e *DataError) Unwrap() error { return e.Err }

// syntaxFault turns an error of jsonscan into a DataError.
func syntaxFault(err error) error {
	if err == nil {
		return nil
	}
	var syntax *jsonscan.SyntaxError
	if errors.As(err, &syntax) {
		return &DataError{Offset: syntax.Offset, Msg: syntax.Msg}
	}
	return valueFault(err)
}

// valueFault is the error for a Go value that err keeps from being written.
func valueFault(err error) error { return &DataError{Offset: -1, Msg: err.Error(), Err: err} }
