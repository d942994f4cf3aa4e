package main

import (
	"iter"
	"regexp"
	"strings"
)

// blockFence is a line that a block of another language begins or ends with in a document.
var blockFence = regexp.MustCompile("^ {0,12}(?:[-*] |[0-9]+\\. )? {0,3}(```+|~~~+) *\\{?\\.?([\\w#+-]*)")

// findText returns what there is in a document, and in the blocks that it shows: they
// are read as files of their languages are.
func (x *lintText) findText(part textLine) ([]target, error) {
	var list []target
	for kind, block := range partsOf(part) {
		found, err := x.find(kind, block)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

// partsOf yields the blocks of a document, and what is between them, with the lines
// that they begin and end with.
func partsOf(part textLine) iter.Seq2[fileKind, textLine] {
	return func(yield func(fileKind, textLine) bool) {
		prose := fileKind{form: formProse}
		kind, open, end := prose, "", 0
		next := textLine{number: part.number, base: part.base}
		flush := func() bool {
			next.text = part.text[next.base-part.base : end]
			ok := next.text == "" || yield(kind, next)
			next.number += strings.Count(next.text, "\n")
			next.base += len(next.text)
			return ok
		}
		for line := range strings.Lines(part.text) {
			m := blockFence.FindStringSubmatch(line)
			switch {
			case m == nil, open != "" && (m[2] != "" || !strings.HasPrefix(m[1], open)):
				end += len(line)
			case open != "":
				if !flush() {
					return
				}
				kind, open, end = prose, "", end+len(line)
			default:
				if end += len(line); !flush() {
					return
				}
				kind, open = blockKind(m[2]), m[1]
			}
		}
		flush()
	}
}

// blockKind returns the kind of a block by the name of its language. What has none may
// be anything.
func blockKind(language string) fileKind {
	kind, known := kindOf("block." + language)
	if !known || kind.form == formQueries || kind.form == formText {
		kind = fileKind{form: formProse}
	}
	return kind
}
