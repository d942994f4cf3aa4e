package jsonscan

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Strict returns what is wrong with data, which holds one value and white space
// round it: what a [Cursor] refuses, bytes that are not UTF-8, and names that
// an object has twice (rule M13). The error is a [*SyntaxError], nil for none.
func Strict(data []byte) error {
	c := NewCursor(data, 0)
	c.Value()
	c.End()
	if err := c.Err(); err != nil {
		return err
	}
	if !utf8.Valid(data) {
		return invalidUTF8(data)
	}
	return uniqueNames(data)
}

func invalidUTF8(data []byte) *SyntaxError {
	i := 0
	for r, size := utf8.DecodeRune(data); r != utf8.RuneError || size > 1; {
		i += size
		r, size = utf8.DecodeRune(data[i:])
	}
	return expected(data, i, "UTF-8")
}

// An openObject is an object, or an array, in which uniqueNames is.
type openObject struct {
	first int             // of its names
	marks uint64          // a bit for each of its names, which others can share
	many  map[string]bool // the names, once there are too many to compare each
}

// manyNames is from where a map finds a name faster than a search does.
const manyNames = 32

// uniqueNames returns an error for the first name that an object in data, which
// is valid, has twice.
func uniqueNames(data []byte) error {
	objects := make([]openObject, 0, 32)
	names := make([][]byte, 0, 128)
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '{', '[':
			objects = append(objects, openObject{first: len(names)})
		case '}', ']':
			last := len(objects) - 1
			names = names[:objects[last].first]
			objects = objects[:last]
		case '"':
			end := closingQuote(data, i)
			after := SkipSpace(data, end)
			if after < len(data) && data[after] == ':' { // only a name has one there
				name := unescaped(data[i:end])
				object := &objects[len(objects)-1]
				if object.has(names, name) {
					msg := fmt.Sprintf("the object has the name %.40q twice", name)
					return &SyntaxError{Offset: i, Msg: msg}
				}
				names = append(names, name)
			}
			i = end - 1
		}
	}
	return nil
}

// has reports whether an object, of which names are the last ones, has a name.
func (o *openObject) has(names [][]byte, name []byte) bool {
	names = names[o.first:]
	if mark := markOf(name); o.marks&mark == 0 && o.many == nil {
		o.marks |= mark
		return false
	}
	if len(names) < manyNames {
		for _, known := range names {
			if bytes.Equal(known, name) {
				return true
			}
		}
		return false
	}
	if o.many == nil {
		o.many = make(map[string]bool)
		for _, known := range names {
			o.many[string(known)] = true
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
