package bbql

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// isPartial reports whether token i is the last, with nothing behind it, and
// begins what could stand in its place: AN of AND, tr of true, 2024-0 of a
// date. Then whoever types has not made a mistake yet.
func (r *recovery) isPartial(i int) bool {
	t := r.tokens[i]
	if int(t.end) != len(r.query) || t.start == t.end {
		return false
	}
	text := t.text(r.query)
	switch r.placeOf(i) {
	case atTerm:
		return ast.Path(text + "a").Valid()
	case atOperator:
		return text == "!" || beginsKeyword(text, kindIn, kindNot)
	case atIn:
		return beginsKeyword(text, kindIn)
	case atConnector:
		return beginsKeyword(text, kindAnd, kindOr)
	case atValue:
		return isPartialValue(text) || beginsKeyword(text, kindNull)
	case atFirstListed, atListed:
		return isPartialValue(text)
	}
	return false
}

func beginsKeyword(text string, kinds ...kind) bool {
	for _, k := range kinds {
		word := keywordTexts[k-kindAnd]
		if len(text) < len(word) && strings.EqualFold(word[:len(text)], text) {
			return true
		}
	}
	return false
}

// isPartialValue reports whether text begins a number, a date, true or false.
func isPartialValue(text string) bool {
	return beginsKeyword(text, kindTrue, kindFalse) || value.IsNumber(text+"0") ||
		isPartialDate(text)
}

// dateEndings hold, as their ends, what completes whatever begins a datetime:
// ones, and zeros where a one would make a number too large.
var dateEndings = []string{"-11-11T11:11:11+11:11", "-10-10T10:10:10+10:10", "0000"}

func isPartialDate(text string) bool {
	if !looksLikeDate(text) {
		return false
	}
	for _, ending := range dateEndings {
		for i := range ending {
			if _, fault := value.ParseDateTime(text + ending[i:]); fault.Msg == "" {
				return true
			}
		}
	}
	return false
}
