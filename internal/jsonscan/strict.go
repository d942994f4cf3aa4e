package jsonscan

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Strict returns what is wrong with data, which holds one value and white space
// round it: what a [Cursor] refuses, bytes that are not UTF-8, and names that
// an object has twice (rule M13). The error is a [*SyntaxError], nil for none.
func Strict(data []byte) error { return new(Checker).Strict(data) }

// A Checker keeps memory for one call of [Checker.Strict] after the other. The
// zero Checker is ready for use.
type Checker struct{ names nameSets }

// Strict is the function [Strict]. The Checker keeps no reference to data.
func (c *Checker) Strict(data []byte) error {
	defer c.names.reset()
	c.names.data = data
	end, err := skip(data, SkipSpace(data, 0), 0, &c.names)
	if end = SkipSpace(data, end); err == nil && end < len(data) {
		err = expected(data, end, nothingMore)
	}
	switch {
	case err != nil:
		return err
	case !utf8.Valid(data):
		return invalidUTF8(data)
	case c.names.isTwice:
		return metTwice(data, c.names.twice)
	}
	return nil
}

func metTwice(data []byte, i int) *SyntaxError {
	name := unescaped(data[i:closingQuote(data, i)])
	return &SyntaxError{Offset: i, Msg: fmt.Sprintf("the object has the name %.40q twice", name)}
}

func invalidUTF8(data []byte) *SyntaxError {
	i := 0
	for r, size := utf8.DecodeRune(data); r != utf8.RuneError || size > 1; {
		i += size
		r, size = utf8.DecodeRune(data[i:])
	}
	return expected(data, i, "UTF-8")
}

// nameSets knows the names of the objects of data that are open, and which name
// was the first that an object has twice.
type nameSets struct {
	data    []byte
	objects []openObject
	names   []nameAt // of all objects, of the innermost last
	twice   int      // where it is
	isTwice bool     // whether there is one
}

// An openObject is an object that is open.
type openObject struct {
	first int             // of its names
	marks uint64          // a bit for each of its names, which others can share
	many  map[string]bool // the names, once there are too many to compare each
}

// A nameAt is the name whose token is data[start:end].
type nameAt struct {
	start, end int
	plain      bool // whether it has no escapes
}

// manyNames is from where a map finds a name faster than a search does.
const manyNames = 32

func (s *nameSets) enter() { s.objects = append(s.objects, openObject{first: len(s.names)}) }

func (s *nameSets) leave() {
	last := &s.objects[len(s.objects)-1]
	s.names = s.names[:last.first]
	if last.many != nil {
		last.many = nil
	}
	s.objects = s.objects[:len(s.objects)-1]
}

// reset forgets the data, and what an error has left open.
func (s *nameSets) reset() {
	clear(s.objects)
	*s = nameSets{objects: s.objects[:0], names: s.names[:0]}
}

// add adds a name to the innermost object.
func (s *nameSets) add(n nameAt) {
	o, text := &s.objects[len(s.objects)-1], s.text(n)
	if mark := markOf(text); o.marks&mark == 0 && o.many == nil {
		o.marks |= mark
	} else if s.has(o, text) && !s.isTwice {
		s.twice, s.isTwice = n.start, true
	}
	s.names = append(s.names, n)
}

// text returns what a name stands for.
func (s *nameSets) text(n nameAt) []byte {
	if n.plain {
		return s.data[n.start+1 : n.end-1]
	}
	return unescaped(s.data[n.start:n.end])
}

// has reports whether an object, of which the last names are, has a name.
func (s *nameSets) has(o *openObject, name []byte) bool {
	names := s.names[o.first:]
	if len(names) < manyNames {
		for _, known := range names {
			if bytes.Equal(s.text(known), name) {
				return true
			}
		}
		return false
	}
	if o.many == nil {
		o.many = make(map[string]bool)
		for _, known := range names {
			o.many[string(s.text(known))] = true
		}
	}
	if o.many[string(name)] {
		return true
	}
	o.many[string(name)] = true
	return false
}

func markOf(name []byte) uint64 {
	if len(name) == 0 {
		return 1
	}
	return 1 << ((int(name[0]) + 7*int(name[len(name)/2]) + 31*len(name)) % 64)
}

// unescaped returns what a string token stands for.
func unescaped(token []byte) []byte {
	inner := token[1 : len(token)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	return appendText(make([]byte, 0, len(inner)), inner)
}
