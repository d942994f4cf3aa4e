package main

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/internal/snippet"
	"github.com/bbql/go-bbql/lint"
)

// A lintText is what lint looks at: an argument, standard input or a file. The text of
// the latter two is there once it has been loaded.
type lintText struct {
	name string // "" for an argument, - for standard input
	text string
	opts lint.Options
	mode fs.FileMode // of the file
}

// lintTexts returns what the arguments name. A single one that is no file is a
// query or a URL itself.
func (t *tool) lintTexts(f *lintFlags, args []string) ([]*lintText, error) {
	opts, err := f.options()
	if err != nil {
		return nil, err
	}
	config, err := f.loadConfig()
	if err != nil {
		return nil, err
	}
	opts.Disable = append(opts.Disable, config.off()...)
	if len(args) == 1 && !isFile(args[0]) && !isFileName(args[0]) {
		if apiHost.MatchString(args[0]) {
			return nil, usagef("a URL begins with https://: put that before %s", args[0])
		}
		return []*lintText{{text: args[0], opts: opts}}, nil
	}
	files, err := t.lintFiles(args, config)
	if err != nil {
		return nil, err
	}
	var texts []*lintText
	for _, file := range files {
		x := &lintText{name: file.path}
		if x.opts, err = f.optionsFor(x.name, config); err != nil {
			return nil, err
		}
		texts = append(texts, x)
	}
	return texts, nil
}

// isFile reports whether an argument is the name of a file or a directory, or -
// for standard input. No query and no URL of Bitbucket is likely to be one.
func isFile(arg string) bool {
	info, err := os.Stat(arg)
	return arg == "-" || err == nil && (info.Mode().IsRegular() || info.IsDir())
}

// isFileName reports whether an argument can't be meant as anything but a file,
// though none may be there: it has a suffix of those or begins with a directory,
// and nothing that compares.
func isFileName(arg string) bool {
	if strings.ContainsAny(arg, "=~<>? ") || strings.Contains(arg, "://") {
		return false
	}
	_, known := kindOf(arg)
	return known || beginsHere(arg)
}

// beginsHere reports whether a path begins with the working directory, or the one
// above.
func beginsHere(path string) bool {
	first, _, ok := strings.Cut(filepath.ToSlash(path), "/")
	return ok && (first == "." || first == "..")
}

// load reads what isn't an argument.
func (t *tool) load(x *lintText) (err error) {
	switch x.name {
	case "":
	case "-":
		x.text, err = t.readInput("queries")
	default:
		x.text, x.mode, err = readWhole(x.name)
	}
	return err
}

func readWhole(path string) (string, fs.FileMode, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", 0, unreadable(path, err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", 0, unreadable(path, err)
	}
	return string(data), info.Mode().Perm(), nil
}

// targets returns the queries and URLs of a text.
func (x *lintText) targets() ([]target, error) {
	if x.name == "" {
		return []target{{text: x.text, source: snippet.NewText(x.text), line: 1}}, nil
	}
	return x.find(x.kind(), textLine{text: x.text, number: 1})
}

// find returns what there is in a part of a file of a kind, silenced as comments say.
func (x *lintText) find(kind fileKind, part textLine) ([]target, error) {
	switch kind.form {
	case formCode:
		return x.findCode(kind.language, part)
	case formText:
		return x.findText(part)
	}
	return x.findLines(kind.form, part)
}

// findLines returns what there is in the lines of a part that are no comments,
// silenced as comments say: those above, and where a line holds more than a query,
// those in it.
func (x *lintText) findLines(in form, part textLine) ([]target, error) {
	var list []target
	var above silence
	for l := range in.lines(part.text) {
		comment := isComment(l.text)
		if comment || in != formQueries {
			here, err := newSilence(x.name, part.number-1+l.number, l.text)
			if err != nil {
				return nil, err
			}
			above = above.and(here)
		}
		if comment || in == formProse && above.said && !filterWord.MatchString(l.text) {
			continue
		}
		for _, g := range l.targets(in, above) {
			g.line, g.base = part.number-1+g.line, part.base+g.base
			list = append(list, g)
		}
		above = silence{}
	}
	return list, nil
}

// blanks are what may stand around a query in a line: also the mark that some
// editors begin files with.
const blanks = " \t" + byteOrderMark

// wholeLine returns the query or URL that a line is, if it is not blank.
func wholeLine(line string) []target {
	text := strings.TrimLeft(line, blanks)
	start := len(line) - len(text)
	if text = strings.TrimRight(text, blanks); text == "" {
		return nil
	}
	return []target{{text: text, start: start}}
}

// check returns what is found in a text.
func (x *lintText) check() ([]finding, error) {
	targets, err := x.targets()
	if err != nil {
		return nil, err
	}
	var found []finding
	for i := range targets {
		found = append(found, targets[i].check(x.opts)...)
	}
	slices.SortStableFunc(found, func(a, b finding) int {
		return cmp.Compare(a.span(a.Span)[0], b.span(b.Span)[0])
	})
	return found, nil
}

// maxFixes is how often the fixes of what the last fixes leave are made.
const maxFixes = 10

// fix makes the fixes of what is found in a text, and returns what is left to
// say about it.
func (x *lintText) fix() ([]finding, error) {
	found, err := x.check()
	for range maxFixes {
		fixed := applyAll(x.text, found)
		if err != nil || fixed == x.text {
			break
		}
		x.text = fixed
		found, err = x.check()
	}
	return found, err
}

// applyAll returns a text with the fixes of the findings made.
func applyAll(text string, found []finding) string {
	var b strings.Builder
	end := 0
	for group := range groups(found, sameSource) {
		var list []lint.Diagnostic
		for _, d := range group {
			list = append(list, d.Diagnostic)
		}
		base, source := group[0].base, group[0].Text
		b.WriteString(text[end:base])
		b.WriteString(lint.Apply(source, list))
		end = base + len(source)
	}
	b.WriteString(text[end:])
	return b.String()
}
