package main

import (
	"strings"
	"unicode"
)

// words are written in their own way, in the names of Go and in English.
var words = map[string]string{
	"commitstatus": "commit status",
	"inprogress":   "in progress",
	"mainbranch":   "main branch",
	"pullrequest":  "pull request",
	"refname":      "ref name",
	"treeentry":    "tree entry",
}

// initialisms are in capitals in the names of Go.
var initialisms = map[string]bool{
	"2fa": true, "cpu": true, "html": true, "id": true, "lfs": true, "scm": true, "ssh": true,
	"uri": true, "url": true, "uuid": true,
}

// goTypes are the objects whose name in Go is not that of the API file.
var goTypes = map[string]string{"pullrequest_endpoint": "Endpoint"}

// split returns the words of a name or a value: on_hold, ON HOLD.
func split(name string) []string {
	list := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for i, word := range list {
		if text, ok := words[word]; ok {
			list[i] = text
		}
	}
	return strings.Fields(strings.Join(list, " "))
}

// goName returns a name of the API as an exported name of Go.
func goName(name string) string {
	if typ, ok := goTypes[name]; ok {
		return typ
	}
	var b strings.Builder
	for _, word := range split(name) {
		if initialisms[word] {
			b.WriteString(strings.ToUpper(word))
			continue
		}
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// packageName returns the name of a resource's package, which has no underscore.
func packageName(resource string) string { return strings.ReplaceAll(resource, "_", "") }

// english returns the name of an object in English.
func english(name string) string { return strings.Join(split(name), " ") }

// article returns the indefinite article of a word, and the word.
func article(word string) string {
	if strings.ContainsAny(word[:1], "aeioAEIO") {
		return "an " + word
	}
	return "a " + word
}

// plural returns the plural of English words.
func plural(word string) string {
	switch {
	case strings.HasSuffix(word, "y"):
		return word[:len(word)-1] + "ies"
	case strings.HasSuffix(word, "s"), strings.HasSuffix(word, "ch"):
		return word + "es"
	}
	return word + "s"
}

// capital returns the text with a capital first letter.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
