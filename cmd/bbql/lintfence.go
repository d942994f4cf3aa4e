package main

import (
	"regexp"
	"strings"
)

// blockFence is a line that a block of another language begins or ends with in a document.
var blockFence = regexp.MustCompile("^ {0,12}(?:[-*] |[0-9]+\\. )? {0,3}(```+|~~~+) *\\{?\\.?([\\w#+-]*)")

// findText returns what there is in a document, and in the blocks that it shows: they
// are read as files of their languages are.
func (x *lintText) findText(part textLine) ([]target, error) {
	var list []target
	open, kind := "", fileKind{form: formProse}
	next := textLine{number: part.number, base: part.base}
	flush := func() error {
		found, err := x.find(kind, next)
		list = append(list, found...)
		next.number += strings.Count(next.text, "\n")
		next.base += len(next.text)
		next.text = ""
		return err
	}
	for line := range strings.Lines(part.text) {
		m := blockFence.FindStringSubmatch(line)
		next.text = part.text[next.base-part.base:][:len(next.text)+len(line)]
		switch {
		case m == nil, open != "" && (m[2] != "" || !strings.HasPrefix(m[1], open)):
			continue
		case open != "":
			next.text = next.text[:len(next.text)-len(line)]
		}
		if err := flush(); err != nil {
			return nil, err
		}
		if open != "" {
			next.text = part.text[next.base-part.base:][:len(line)]
			open, kind = "", fileKind{form: formProse}
			continue
		}
		open, kind = m[1], blockKind(m[2])
	}
	return list, flush()
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
