package eval

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// pageWindow is how much of an object is looked at to tell a page from it.
const pageWindow = 1 << 20

// openPage goes to the first element of values if there is a page at the
// input's position, and reports whether there is.
func (r *Reader) openPage() (bool, error) {
	in := r.innermost()
	if in != nil && in.page {
		return false, nil
	}
	start, err := r.pageStart()
	if start == 0 || err != nil {
		return false, err
	}
	r.open = append(r.open, level{page: true, begin: r.in.at})
	r.in.advance(start)
	return true, nil
}

// pageStart is [pageStart] of the object at the input's position.
func (r *Reader) pageStart() (int, error) {
	r.in.shape = brackets{}
	for {
		object := r.in.buf[r.in.pos:]
		start, err := pageStart(object)
		if err == nil || start > 0 && len(object) >= min(pageWindow, r.in.maxValue()) {
			return start, nil
		}
		switch err := r.in.grow(); {
		case err == io.EOF || err != nil && start > 0:
			return start, nil // the elements come first, then the error
		case err != nil:
			return 0, err
		}
	}
}

// restOfPage goes over what follows the values of the page l, and its end.
func (r *Reader) restOfPage(l *level) error {
	for {
		c, err := r.want(l, ",}")
		r.in.advance(1)
		if err != nil || c == '}' {
			return err
		}
		if err := r.skipMember(l); err != nil {
			return err
		}
	}
}

// skipMember goes over one member after the values of the page l.
func (r *Reader) skipMember(l *level) error {
	if _, err := r.want(l, `"`); err != nil {
		return err
	}
	end, err := r.in.scan()
	if err != nil {
		return err
	}
	if name := r.in.buf[r.in.pos:end]; memberOf(name) == stranger {
		return r.in.fault(r.in.pos, "%.40q after %v belongs to no page", jsonscan.Text(name), l)
	}
	r.in.advance(end - r.in.pos)
	if _, err := r.want(l, ":"); err != nil {
		return err
	}
	r.in.advance(1)
	if _, err := r.want(l, ""); err != nil {
		return err
	}
	if end, err = r.in.scan(); err == nil {
		r.in.advance(end - r.in.pos)
	}
	return err
}

// want returns the next byte after white space, which must be one of those
// given, if there are any. It must be there in any case, since the page l goes
// on.
func (r *Reader) want(l *level, oneOf string) (byte, error) {
	c, err := r.in.peek()
	switch {
	case err == io.EOF:
		return 0, r.in.fault(r.in.pos, "the input ends after %v", l)
	case err == nil && oneOf != "" && strings.IndexByte(oneOf, c) < 0:
		return 0, r.in.fault(r.in.pos, "expected %s after %v, found %s",
			describe(oneOf[0]), l, describe(c))
	}
	return c, err
}

// pageStart returns where the elements of values begin in the page that data
// begins with, and 0 if that object is not a page. Beside
// [jsonscan.ErrIncomplete] that is the answer for as much as there is. Where the
// syntax is broken it is the answer for the part before: who goes on reading
// comes to the fault.
func pageStart(data []byte) (start int, err error) {
	c := jsonscan.NewCursor(data, 0)
	for c.Enter(); ; {
		name, ok := c.NextName()
		if !ok {
			break
		}
		switch memberOf(name) {
		case values:
			if start > 0 {
				break
			}
			if start, err = valuesStart(data, c.Offset()); start == 0 {
				return 0, err
			}
		case stranger:
			return 0, nil
		}
		c.Value()
	}
	if errors.Is(c.Err(), jsonscan.ErrIncomplete) {
		return start, jsonscan.ErrIncomplete
	}
	return start, nil
}

// valuesStart returns where the elements of the array at i begin, 0 if there is
// no array or one that begins with something else than an object.
func valuesStart(data []byte, i int) (int, error) {
	if i < len(data) && data[i] != '[' {
		return 0, nil
	}
	first := jsonscan.SkipSpace(data, min(i+1, len(data)))
	switch {
	case first == len(data):
		return 0, jsonscan.ErrIncomplete
	case data[first] == '{' || data[first] == ']':
		return i + 1, nil
	}
	return 0, nil
}

// A member is what a name is in a page.
type member uint8

const (
	stranger member = iota
	values
	envelope // what may be beside values
)

// memberOf says what a name, a string token, is in a page.
func memberOf(token []byte) member {
	name := token[1 : len(token)-1]
	if bytes.IndexByte(name, '\\') >= 0 {
		name = jsonscan.AppendText(nil, token)
	}
	switch string(name) {
	case "values":
		return values
	case "size", "page", "pagelen", "next", "previous", "query_substituted":
		return envelope
	}
	return stranger
}
