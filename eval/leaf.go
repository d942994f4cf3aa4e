package eval

import (
	"strings"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
	"github.com/bbql/go-bbql/internal/value"
)

// A kind is the type of a JSON value that a path can yield. Arrays are
// transparent, so there is none for them (rule M12).
type kind uint8

const (
	kindNull kind = iota
	kindBool
	kindNumber
	kindString
	kindObject
	kinds // how many there are
)

// A leafOf is a value that a path yields, with text of either kind.
type leafOf[T value.Text] struct {
	kind kind
	text T    // of a number as in JSON; of a string; what stands for an object
	is   bool // the value of a boolean; whether text stands for an object
}

type (
	// A leaf is one whose text is UTF-8.
	leaf = leafOf[string]
	// A rawLeaf refers to raw JSON, and its text may hold bytes that are not
	// UTF-8.
	rawLeaf = leafOf[[]byte]
)

func boolLeaf(b bool) leaf { return leaf{kind: kindBool, is: b} }

func numberLeaf(text string) leaf { return leaf{kind: kindNumber, text: text} }

// stringLeaf is the leaf of a Go string.
func stringLeaf(s string) leaf { return leaf{kind: kindString, text: clean(s)} }

// clean returns a string whose invalid bytes are U+FFFD, as encoding/json
// writes and reads them.
func clean(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune { return r }, s)
}

// tokenLeaf is the leaf of a scalar in raw JSON.
func tokenLeaf(token []byte) leaf {
	switch token[0] {
	case 'n':
		return leaf{kind: kindNull}
	case 't', 'f':
		return boolLeaf(token[0] == 't')
	case '"':
		return leaf{kind: kindString, text: jsonscan.Text(token)}
	}
	return numberLeaf(string(token))
}

// objectLeaf is the leaf of an object for which the string in a token stands,
// or nothing.
func objectLeaf(token []byte) leaf {
	if token == nil {
		return leaf{kind: kindObject}
	}
	return leaf{kind: kindObject, text: jsonscan.Text(token), is: true}
}

// operand returns what the leaf is beside a string: itself, or the text that
// stands for an object (rule M11, documented by example).
func (l leafOf[T]) operand() (text T, ok bool) {
	return l.text, l.kind == kindString || l.kind == kindObject && l.is
}
