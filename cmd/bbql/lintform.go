package main

import (
	"path/filepath"
	"slices"
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
	if kind, known = kindBy(filepath.Ext(base), base); !known {
		first, _, _ := strings.Cut(base[min(1, len(base)):], ".")
		kind, known = kindBy(base[:min(1, len(base))] + first) // of Makefile.am and .env.local
	}
	return kind, known
}

// kindBy returns the kind of files that one of some words stands for.
func kindBy(words ...string) (kind fileKind, known bool) {
	for _, f := range forms {
		if hasWord(f.names, words) {
			return fileKind{form: f.form}, true
		}
	}
	for _, l := range languages {
		if hasWord(l.names, words) {
			return fileKind{formCode, &l.language}, true
		}
	}
	return fileKind{}, false
}

// hasWord reports whether a list has one of some words.
func hasWord(list string, words []string) bool {
	return slices.ContainsFunc(strings.Fields(list), func(word string) bool {
		return slices.Contains(words, word)
	})
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
