package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

// report prints what is wrong to standard error: pictures for queries, one line
// for everything else.
func (t *tool) report(err error) {
	var failed *failure
	if err == nil || errors.As(err, &failed) && failed.err == nil {
		return
	}
	list := queryErrors(err)
	if len(list) == 0 {
		fmt.Fprintf(t.stderr, "bbql: %s\n", flagNames(err.Error()))
		return
	}
	ink := newInk(t.color(t.errTerminal))
	for _, e := range list {
		fmt.Fprint(t.stderr, picture(e, ink))
	}
	for _, fixed := range repairs(list) {
		fmt.Fprintf(t.stderr, "try: %s\n", ink.bold(fixed))
	}
}

// tell prints remarks to standard error, as many as most.
func (t *tool) tell(remarks []string, most int) {
	for i, text := range remarks {
		if i == most {
			fmt.Fprintf(t.stderr, "bbql: and %d more\n", len(remarks)-most)
			return
		}
		fmt.Fprintf(t.stderr, "bbql: %s\n", shown(text))
	}
}

// picture returns the picture of e with its mark and its message painted.
func picture(e *bbql.Error, ink ink) string {
	told := *e
	told.Hint = flagHint(e)
	p := newPicture(told.Detail())
	return p.line + "\n" + p.indent + ink.red(p.mark) + " " + ink.bold(p.label) + "\n"
}

// A pictured is a picture taken apart: a line of a text, and below it a mark and
// a message.
type pictured struct{ line, indent, mark, label string }

func newPicture(detail string) (p pictured) {
	var below string
	p.line, below, _ = strings.Cut(detail, "\n")
	gutter := strings.Index(below, "| ") + len("| ")
	start := gutter + len(below[gutter:]) - len(strings.TrimLeft(below[gutter:], " "))
	p.indent = below[:start]
	p.mark, p.label, _ = strings.Cut(strings.TrimSuffix(below[start:], "\n"), " ")
	return p
}

// flagHint returns the hint of e with the names of flags. No --var can name a ?.
func flagHint(e *bbql.Error) string {
	hint := flagNames(e.Hint)
	if strings.HasPrefix(hint, "--var ") && e.Query[e.Span.Start:e.Span.End] == "?" {
		return "write :NAME, since " + hint
	}
	return hint
}

// flagNames puts the names of flags in the places of what they set in the
// library.
func flagNames(text string) string {
	return strings.NewReplacer(
		"the limit of MaxBytes", "--max-bytes",
		"the limit of MaxDepth", "--max-depth",
		"the limit of MaxList", "--max-list",
		"the limit of MaxDocument", "--max-document",
		"FromFirstPage", "--restart",
		"bbql.Bind puts values in the places of placeholders",
		"--var NAME=VALUE puts values in the places of :NAME",
		"one of the names of the bbql.Named", "the NAME of a --var NAME=VALUE",
		"the bbql.Named has no ", "there is no --var ",
		"remove it from the bbql.Named", "take its --var away",
		"give a slice, or put", "give a list, as in --var NAME:='[1, 2]', or put",
	).Replace(text)
}

// longestRepair is the longest repaired query that is worth showing.
const longestRepair = 300

// repairs returns the texts that the errors are about as they would be right:
// those in which every error has an obvious repair.
func repairs(list []*bbql.Error) []string {
	var texts []string
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Query == list[0].Query {
			n++
		}
		if text, ok := repair(list[:n]); ok {
			texts = append(texts, text)
		}
		list = list[n:]
	}
	return texts
}

// repair makes all fixes to the text that the errors are about, and reports
// whether that is worth showing.
func repair(list []*bbql.Error) (string, bool) {
	text := list[0].Query
	for end, i := ast.Pos(len(text)), len(list)-1; i >= 0; i-- {
		fix := list[i].Fix
		if fix == nil || fix.Span.End > end {
			return "", false
		}
		text, end = fix.Apply(text), fix.Span.Start
	}
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longestRepair || escape(text) != text {
		return "", false
	}
	_, err := bbql.Parse(text)
	if err != nil {
		_, err = bbql.ParseSort(text)
	}
	return text, err == nil
}

// An ink paints text for a terminal.
type ink struct{ on bool }

func newInk(on bool) ink { return ink{on} }

func (k ink) red(s string) string  { return k.paint("31;1", s) }
func (k ink) bold(s string) string { return k.paint("1", s) }

func (k ink) paint(code, s string) string {
	if !k.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
