package main

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/route"
	"github.com/bbql/go-bbql/internal/snippet"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// A target is a query or a URL, with where it is.
type target struct {
	text    string        // as it is checked
	source  *snippet.Text // what it is in: a line of a file or a string there, or itself
	start   int           // where in source text begins
	letters []letter      // where in source each byte of text is; nil if text is there as it is
	line    int           // the number of the first line of source
	base    int           // the bytes before source
	inFile  bool

	columns int // of the line before source
	unit    int // in a program, the line that findings are shown together with
	own     int // the bytes of source before what is looked at, though the text begins there

	embedded   bool       // whether it is among other text
	nested     bool       // whether that is in a string, with quotes of its own
	word       bool       // whether it is a word of a shell
	cut        bool       // whether it may go on in the source
	open       bool       // whether it may go on at its end
	format     bool       // whether a percent sign in it may mean something else
	holes      holes      // in source, what is not known before a program runs
	background []ast.Span // in source, where a shell takes an ampersand for the end of the command
	silence
}

// A finding is a diagnostic whose text is the source of its target.
type finding struct {
	lint.Diagnostic
	source  *snippet.Text // Text, where places are found fast
	line    int           // the number of the first line of Text
	base    int           // the bytes before Text
	columns int           // of the first line before Text
	unit    int           // in a program, the line that it is shown together with
}

// position returns the line and column where the finding begins and where it
// ends.
func (f finding) position() (line, col, endLine, endCol int) {
	line, col = f.source.Position(int(f.Span.Start))
	endLine, endCol = f.source.Position(int(f.Span.End))
	if line == 1 {
		col += f.columns
	}
	if endLine == 1 {
		endCol += f.columns
	}
	return f.line + line - 1, col, f.line + endLine - 1, endCol
}

// picture draws the finding's line, without what is before source.
func (f finding) picture() pictured {
	return newPicture(f.source.Render(int(f.Span.Start), int(f.Span.End), f.Message()))
}

// span returns a range of the text as one of the file.
func (f finding) span(s ast.Span) [2]ast.Pos {
	base := ast.Pos(f.base)
	return [2]ast.Pos{base + s.Start, base + s.End}
}

// groups yields the findings that are beside each other and belong together.
func groups(found []finding, together func(a, b finding) bool) iter.Seq[[]finding] {
	return func(yield func([]finding) bool) {
		for len(found) > 0 {
			n := 1
			for n < len(found) && together(found[0], found[n]) {
				n++
			}
			if !yield(found[:n]) {
				return
			}
			found = found[n:]
		}
	}
}

// sameSource reports whether findings are in one line of a file, in one argument, or
// in one program.
func sameSource(a, b finding) bool { return a.base == b.base }

// sameUnit reports whether findings are shown together.
func sameUnit(a, b finding) bool { return a.base == b.base && a.unit == b.unit }

// check returns the findings in a target.
func (g *target) check(opts lint.Options) []finding {
	if g.all {
		return nil
	}
	opts.Disable = slices.Concat(opts.Disable, g.rules)
	if g.cut {
		opts.Disable = append(opts.Disable, syntaxRule)
	}
	found := slices.DeleteFunc(g.diagnostics(opts), func(d lint.Diagnostic) bool {
		return g.embedded && isVerb(g.text, d) || g.open && g.isIncomplete(d)
	})
	list := g.certain(g.unquote(found))
	list = slices.DeleteFunc(list, func(f finding) bool { return int(f.Span.Start) < g.own })
	if len(g.background) > 0 && !slices.Contains(opts.Disable, ampersandRule) {
		list = append(list, g.finding(g.ampersand()))
	}
	return list
}

func (g *target) finding(d lint.Diagnostic) finding {
	return finding{d, g.source, g.line, g.base, g.columns, g.unit}
}

// ampersandRule is the rule of ampersands that end something.
const ampersandRule = "bare-ampersand"

// ampersand returns the finding that ampersands of the URL are not quoted.
func (g *target) ampersand() lint.Diagnostic {
	d := lint.Diagnostic{
		Rule: ampersandRule, Severity: lint.Error, Text: g.source.String(), Span: g.background[0],
		Msg:  "a shell ends the command at this ampersand",
		Hint: "put the URL in quotes",
	}
	for _, at := range g.background {
		if g.nested {
			break // where a backslash means something else
		}
		d.Fix = append(d.Fix, lint.Edit{Span: emptyAt(at.Start), Text: `\`})
	}
	return d
}

// isVerb reports whether a finding is about a percent sign that something may put
// a value in place of, such as %5d or %NAME%.
func isVerb(text string, d lint.Diagnostic) bool {
	rest := text[d.Span.End:]
	return d.Rule == "bare-percent" && rest != "" && isPlain(rest[:1])
}

// isIncomplete reports whether a finding is that there is no more: at the end, and
// repaired, if at all, by more text.
func (g *target) isIncomplete(d lint.Diagnostic) bool {
	inside := slices.ContainsFunc(d.Fix, func(e lint.Edit) bool { return int(e.Span.Start) < len(g.text) })
	return d.Rule == syntaxRule && int(d.Span.End) == len(g.text) && !inside
}

// syntaxRule is the rule of what does not parse.
const syntaxRule = "syntax"

func (g *target) diagnostics(opts lint.Options) []lint.Diagnostic {
	if !isURL(g.text) {
		return lint.Check(g.text, opts)
	}
	endpoint, known := g.endpoint()
	switch {
	case known && g.inFile:
		// What is said of a file is said of its queries: a URL knows better.
		opts.Resource, opts.Endpoint = "", endpoint
	case !known && opts.Endpoint == "":
		opts.Endpoint = endpoint
	}
	return lint.CheckURL(g.text, opts)
}

// endpoint returns the path of the endpoint that a URL is of, and whether there
// is one. A path with holes is at most known to be of a list.
func (g *target) endpoint() (path string, known bool) {
	path, hasHoles := g.path()
	if hasHoles {
		e, known := route.List(path)
		return cmp.Or(e.Path, "/"), known
	}
	_, known = schema.EndpointFor("GET", path)
	return path, known
}

// path returns a URL without its query string, and with a [route.Hole] in the
// place of each of its holes, if it has any.
func (g *target) path() (path string, hasHoles bool) {
	path, _, _ = strings.Cut(g.text, "?")
	var b strings.Builder
	last := -1
	for i := range len(path) {
		hole := -1
		if g.letters != nil {
			hole = g.holes.at(g.letters[i].Start)
		}
		switch {
		case hole < 0:
			b.WriteByte(path[i])
		case hole != last:
			b.WriteString(route.Hole)
			hasHoles = true
		}
		last = hole
	}
	return b.String(), hasHoles
}

// isURL reports whether a text is a URL, and no query.
func isURL(text string) bool {
	at := scheme.FindStringIndex(text)
	return strings.HasPrefix(text, "/") || at != nil && at[0] == 0
}

// locate returns a diagnostic about a target as one about its source.
func (g *target) locate(d lint.Diagnostic) lint.Diagnostic {
	d.Text, d.Span = g.source.String(), g.inSource(d.Span)
	if d.Related.IsValid() {
		d.Related = g.inSource(d.Related)
	}
	fix := make([]lint.Edit, 0, len(d.Fix))
	for _, e := range d.Fix {
		edit, ok := g.edit(e)
		if !ok {
			d.Fix = nil
			return d
		}
		fix = append(fix, edit)
	}
	d.Fix = fix
	return d
}

func (g *target) inSource(s ast.Span) ast.Span {
	switch {
	case g.letters == nil:
		start := ast.Pos(g.start)
		return ast.Span{Start: start + s.Start, End: start + s.End}
	case s.Start < s.End:
		return ast.Span{Start: g.letters[s.Start].Start, End: g.letters[s.End-1].End}
	case int(s.Start) < len(g.letters):
		return emptyAt(g.letters[s.Start].Start)
	}
	return emptyAt(g.letters[s.Start-1].End)
}

// edit returns an edit of a target as one of its source, and false if what must
// be written there is not known.
func (g *target) edit(e lint.Edit) (lint.Edit, bool) {
	out := lint.Edit{Span: g.inSource(e.Span), Text: e.Text}
	if !g.embedded {
		return out, true
	}
	at, ok := g.writable(e.Span)
	if ok && at.encoded {
		var err error
		out.Text, err = urlquery.Unescape(e.Text)
		ok = err == nil
	}
	if g.nested {
		at.quote = 0
	}
	if g.format && strings.Contains(out.Text, "%") {
		return out, false
	}
	text, quotable := inQuotes(out.Text, at.quote)
	out.Text = text
	return out, ok && quotable
}

// writable returns how a range of the text is written, and false if it is not all
// written alike, at one place of the source.
func (g *target) writable(s ast.Span) (letter, bool) {
	first, last := int(s.Start), int(s.End)-1
	if first > last {
		first, last = max(first-1, 0), min(first, len(g.letters)-1)
	}
	for i := first; i < last; i++ {
		if !g.together(i) {
			return letter{}, false
		}
	}
	if strings.Contains(g.source.String()[g.letters[first].Start:g.letters[max(first, last)].End], "\n") {
		return letter{}, false
	}
	// An encoded byte is one byte of the source, all of it or none.
	whole := !g.same(int(s.Start)-1, int(s.Start)) && !g.same(int(s.End)-1, int(s.End))
	return g.letters[first], whole
}

// same reports whether two bytes of the text are one of the source.
func (g *target) same(i, j int) bool {
	return 0 <= i && j < len(g.letters) && g.letters[i].Span == g.letters[j].Span
}

// isPlain reports whether a text means the same in quotes of any kind and
// without.
func isPlain(text string) bool {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	return strings.Trim(text, letters+"0123456789%-._~+") == ""
}

// certain returns the findings that hold whatever is put in the holes: not
// those about what a hole is in, and none of the syntax if a hole may complete
// it.
func (g *target) certain(found []finding) []finding {
	open := slices.ContainsFunc(found, func(f finding) bool {
		return f.Rule == syntaxRule && g.holes.meets(f.Span)
	})
	return slices.DeleteFunc(found, func(f finding) bool {
		return g.holes.meets(f.Span) || open && f.Rule == syntaxRule
	})
}

// A silence says which rules a comment leaves out.
type silence struct {
	said  bool // whether there is such a comment
	all   bool
	rules []string
}

// newSilence returns what a line of a file leaves out. A rule that does not
// exist is an error: it would leave out nothing, and nobody would notice.
func newSilence(name string, number int, line string) (silence, error) {
	ids, ok := lint.Ignored(line)
	for _, id := range ids {
		if _, err := findRule(id); err != nil {
			return silence{}, usagef("%s:%d: bbql:ignore: %w", name, number, err)
		}
	}
	return silence{ok, ok && len(ids) == 0, ids}, nil
}

func (s silence) and(other silence) silence {
	return silence{s.said || other.said, s.all || other.all, slices.Concat(s.rules, other.rules)}
}
