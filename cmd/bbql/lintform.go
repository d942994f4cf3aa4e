package main

import (
	"path/filepath"
	"strings"
)

// A form is in what form a text holds queries.
type form uint8

const (
	formQueries form = iota // one query or URL on a line
	formJSON                // URLs in strings
	formYAML
	formShell
	formProse // URLs among other text
	formText  // formProse, with blocks of other forms
	formCode  // URLs in strings of a programming language
)

// A fileKind is the form of a file, and of programs the language.
type fileKind struct {
	form     form
	language *language
}

// kind returns in what form the file holds queries.
func (x *lintText) kind() fileKind {
	kind, known := kindOf(x.name)
	if !known && strings.HasPrefix(x.text, "#!") {
		return interpreted(x.text[:lineLen(x.text)])
	}
	return kind
}

// interpreted returns the kind of a script by its first line.
func interpreted(line string) fileKind {
	for _, l := range languages {
		if l.program != "" && strings.Contains(line, l.program) {
			return fileKind{formCode, &l.language}
		}
	}
	return fileKind{form: formShell}
}

// kindOf returns in what form a file with a name holds queries, as far as the name
// tells.
func kindOf(name string) (kind fileKind, known bool) {
	base := strings.ToLower(filepath.Base(name))
	suffix := filepath.Ext(base)
	for _, f := range forms {
		if hasWord(f.names, base, suffix) {
			return fileKind{form: f.form}, true
		}
	}
	if l := languageOf(base, suffix); l != nil {
		return fileKind{formCode, l}, true
	}
	return fileKind{}, false
}

// languageOf returns the language of a file with a name and a suffix, nil if it is of
// none.
func languageOf(base, suffix string) *language {
	for _, l := range languages {
		if hasWord(l.names, base, suffix) {
			return &l.language
		}
	}
	return nil
}

// hasWord reports whether a list has the name of a file, or what it begins with, or
// its suffix.
func hasWord(list, base, suffix string) bool {
	for _, word := range strings.Fields(list) {
		if word == suffix || word == base || strings.HasPrefix(base, word+".") {
			return true
		}
	}
	return false
}

// forms are those of files that are no programs, by suffixes and names. Blocks in
// documents go by the suffixes too, without the dot.
var forms = []struct {
	names string
	form  form
}{
	{".bbql .txt", formQueries},
	{".json .ipynb .har .jsonc .json5 .ndjson .jsonl", formJSON},
	{".yaml .yml", formYAML},
	{".sh .bash .zsh .ksh .bats .mk .shell .console makefile gnumakefile dockerfile containerfile justfile " +
		".bat .cmd", formShell},
	{".md .markdown .mdx .rst .adoc .html .htm .xml .svg .vue .svelte .toml .ini .cfg .conf .properties .env .http .rest " +
		".csv .tsv .log .sql .lua .r .ex .exs .hs .clj .fish .css .scss .proto .graphql", formText},
}
