package eval

import (
	"strings"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
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

// A leaf is a value that a path yields.
type leaf struct {
	kind kind
	text string // of a number as in JSON; of a string; what stands for an object
	is   bool   // the value of a boolean; whether text stands for an object
}

func boolLeaf(b bool) leaf { return leaf{kind: kindBool, is: b} }

func numberLeaf(text string) leaf { return leaf{kind: kindNumber, text: text} }

// stringLeaf is the leaf of a Go string, whose invalid bytes encoding/json
// writes as U+FFFD.
func stringLeaf(s string) leaf {
	if !utf8.ValidString(s) {
		s = strings.Map(func(r rune) rune { return r }, s)
	}
	return leaf{kind: kindString, text: s}
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

// operand returns what the leaf is beside a string: itself, or the text that
// stands for an object (rule M11, documented by example).
func (l leaf) operand() (text string, ok bool) {
	return l.text, l.kind == kindString || l.kind == kindObject && l.is
}
