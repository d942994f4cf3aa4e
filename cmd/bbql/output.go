package main

import (
	"bufio"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A sink prints objects in one of the formats.
type sink interface {
	add(object []byte) error // the bytes are lent
	close() error            // ends the output, also after an error in the data
}

// A lineSink prints one object on a line.
type lineSink struct {
	out  *bufio.Writer
	line []byte
}

func (s *lineSink) add(object []byte) error {
	s.line = append(jsonscan.AppendCompact(s.line[:0], object), '\n')
	_, err := s.out.Write(s.line)
	return err
}

func (s *lineSink) close() error { return nil }

// An arraySink prints a JSON array with one object on a line.
type arraySink struct {
	out  *bufio.Writer
	line []byte
	n    int
}

func (s *arraySink) add(object []byte) error {
	s.line = append(s.line[:0], ",\n"...)
	if s.n == 0 {
		s.line = append(s.line[:0], "[\n"...)
	}
	s.n++
	s.line = jsonscan.AppendCompact(s.line, object)
	_, err := s.out.Write(s.line)
	return err
}

func (s *arraySink) close() error {
	end := "\n]\n"
	if s.n == 0 {
		end = "[]\n"
	}
	_, err := s.out.WriteString(end)
	return err
}
