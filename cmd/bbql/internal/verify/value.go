package verify

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/bbql/go-bbql/ast"
)

// values returns the scalars at a path of decoded JSON, where arrays are
// transparent, null among them.
func values(v any, path ast.Path) []any {
	if list, ok := v.([]any); ok {
		var all []any
		for _, element := range list {
			all = append(all, values(element, path)...)
		}
		return all
	}
	object, isObject := v.(map[string]any)
	switch {
	case path == "" && isObject:
		return nil
	case path == "":
		return []any{v}
	case !isObject:
		return nil
	}
	name, rest, _ := strings.Cut(string(path), ".")
	member, ok := object[name]
	if !ok {
		return nil
	}
	return values(member, ast.Path(rest))
}

// present returns the values that are not null.
func present(v any, path ast.Path) []any {
	return slices.DeleteFunc(values(v, path), func(v any) bool { return v == nil })
}

// makers are the ways in which literals are made from values.
var makers = [...]string{"", "last", "text", "word", "swapped", "swapped word", "day", "next day"}

func isMaker(name string) bool { return slices.Contains(makers[:], name) }

// literal makes the text of a literal from a field of an object, and reports
// whether that is possible.
func (p Pick) literal(object any) (text string, ok bool) {
	found := present(object, p.Field)
	if len(found) == 0 {
		return "", false
	}
	v := found[0]
	if p.As == "last" {
		v = found[len(found)-1]
	}
	switch v := v.(type) {
	case json.Number:
		if p.As == "text" {
			return ast.Quote(v.String()), true
		}
		_, err := ast.NewNumber(v.String())
		return v.String(), err == nil
	case bool:
		return strconv.FormatBool(v), true
	case string:
		return p.fromText(v)
	}
	return "", false
}

// minWord is the length of the shortest part of a text that is searched for.
const minWord = 3

// fromText makes a literal from a text.
func (p Pick) fromText(text string) (literal string, ok bool) {
	word := longestWord(text)
	switch p.As {
	case "word":
		return ast.Quote(word), len(word) >= minWord
	case "swapped":
		swapped := swapCase(text)
		return ast.Quote(swapped), swapped != text
	case "swapped word":
		swapped := swapCase(word)
		return ast.Quote(swapped), len(word) >= minWord
	case "day", "next day":
		at, err := ast.NewDateTime(text)
		if err != nil {
			return "", false
		}
		day := at.Value.UTC()
		if p.As == "next day" {
			day = day.AddDate(0, 0, 1)
		}
		return day.Format(time.DateOnly), true
	}
	return ast.Quote(text), true
}

// longestWord returns the longest run of ASCII letters in a text.
func longestWord(text string) string {
	longest := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r)
	}) {
		if len(word) > len(longest) {
			longest = word
		}
	}
	return longest
}

// swapCase returns a text with its ASCII letters in the other case.
func swapCase(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		}
		return r
	}, text)
}
