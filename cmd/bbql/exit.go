package main

import (
	"errors"
	"fmt"

	"github.com/bbql/go-bbql/bbql"
)

// The exit codes.
const (
	exitOK        = iota // done
	exitFindings         // what was looked for: see exitCodes
	exitUsage            // wrong usage, unreadable input, unwritable output
	exitQuery            // an invalid query or sort key
	exitData             // invalid data
	exitUndecided        // equal can't tell
	exitNetwork          // the API or the network fails

	exitInterrupted = 128 + 2 // by a signal, as shells count
)

// A failure is an error that knows the exit code it leads to. Without an error
// within there is nothing more to say.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit code %d", f.code)
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// usagef returns an error in how the command was called.
func usagef(format string, args ...any) error {
	return &failure{exitUsage, fmt.Errorf(format, args...)}
}

// findings returns the error of a command that has done its work and found
// something.
func findings() error { return &failure{code: exitFindings} }

// exitCode returns the code that a command ends with which returned err.
func exitCode(err error) int {
	var failed *failure
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &failed):
		return failed.code
	case len(queryErrors(err)) > 0:
		return exitQuery
	}
	return exitUsage
}

// queryErrors returns what err says about a query.
func queryErrors(err error) []*bbql.Error {
	switch err := err.(type) {
	case *bbql.Error:
		return []*bbql.Error{err}
	case interface{ Unwrap() []error }:
		var all []*bbql.Error
		for _, e := range err.Unwrap() {
			all = append(all, queryErrors(e)...)
		}
		return all
	case interface{ Unwrap() error }:
		return queryErrors(err.Unwrap())
	}
	return nil
}
