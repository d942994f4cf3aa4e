package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/internal/snippet"
)

// A language is what must be known of a programming language to find its strings.
type language struct {
	comments []string    // what begins one that ends with its line
	blocks   [][2]string // what other comments begin and end with
	quotes   []quoting   // the longest first
	marks    string      // the letters before a quote that say how the string is written
	joins    string      // the operator that joins strings
	adjacent bool        // whether strings side by side are joined
	regexps  bool        // whether a slash may begin a regular expression
	docs     bool        // whether a string that is a statement is a comment
}

// A quoting is a way to write strings.
type quoting struct {
	open, end string
	lines     bool   // whether one may go on over lines
	escape    byte   // what takes the meaning of a character away; 0 for nothing
	hole      string // what begins an expression in it, which a bracket ends
	doubled   bool   // whether two of its ends stand for one
	raw       bool   // whether what is escaped stays as it is written
}

// cComments are the comments of C and of most languages since.
var cComments = [][2]string{{"/*", "*/"}}

// double and single are strings as most languages have them.
var (
	double = quoting{open: `"`, end: `"`, escape: '\\'}
	single = quoting{open: "'", end: "'", escape: '\\'}
)

// languages are those of files, by suffixes and names, and by what runs them. Where a
// single quote has other uses too, it matters only around a double one.
var languages = []struct {
	names, program string
	language
}{
	{".go .golang", "", language{comments: []string{"//"}, blocks: cComments, joins: "+", quotes: []quoting{
		{open: "`", end: "`", lines: true}, double, single}}},
	{".py .pyi .python", "python", language{
		comments: []string{"#"}, joins: "+", adjacent: true, docs: true, marks: "fFrRbBuU", quotes: []quoting{
			double.long(""), single.long(""), double, single}}},
	{".js .mjs .cjs .jsx .ts .mts .cts .tsx .javascript .typescript", "node", language{
		comments: []string{"//"}, blocks: cComments, joins: "+", regexps: true, quotes: []quoting{
			{open: "`", end: "`", lines: true, escape: '\\', hole: "${"}, double, single}}},
	{".swift", "", language{comments: []string{"//"}, blocks: cComments, joins: "+", quotes: []quoting{
		{open: `#"`, end: `"#`}, double.long(`\(`), double.with(`\(`)}}},
	{".java .kt .kts .kotlin .scala .dart .groovy .gradle jenkinsfile", "", language{
		comments: []string{"//"}, blocks: cComments, joins: "+", marks: "sfr", quotes: []quoting{
			double.long("${"), single.long(""), double.with("${"), single}}},
	{".cs .csharp", "", language{comments: []string{"//"}, blocks: cComments, joins: "+", marks: "$@", quotes: []quoting{
		{open: `"""`, end: `"""`, lines: true}, double, single}}},
	{".rs .rust", "", language{comments: []string{"//"}, blocks: cComments, joins: "+", marks: "bc", quotes: []quoting{
		{open: `r##"`, end: `"##`, lines: true}, {open: `r#"`, end: `"#`, lines: true},
		{open: `r"`, end: `"`, lines: true}, {open: `"`, end: `"`, lines: true, escape: '\\'},
		{open: `'"'`}, {open: `'\"'`}}}},
	{".c .cc .cpp .h", "", language{
		comments: []string{"//"}, blocks: cComments, joins: "+", adjacent: true, marks: "LuU8", quotes: []quoting{
			{open: `R"(`, end: `)"`, lines: true}, double, {open: `'"'`}, {open: `'\"'`}}}},
	{".rb .rake .ruby rakefile", "ruby", language{comments: []string{"#"}, joins: "+", quotes: []quoting{
		{open: "%w[", end: "]", lines: true}, {open: "%w(", end: ")", lines: true},
		{open: `"`, end: `"`, lines: true, escape: '\\', hole: "#{"}, {open: "'", end: "'", lines: true, escape: '\\'}}}},
	{".php .pl .pm", "", language{comments: []string{"//", "#"}, blocks: cComments, joins: ".", quotes: []quoting{
		{open: `"`, end: `"`, lines: true, escape: '\\', hole: "{$"}, {open: "'", end: "'", lines: true, escape: '\\'}}}},
	{".tf .tfvars .hcl .terraform", "", language{comments: []string{"#", "//"}, blocks: cComments, quotes: []quoting{
		double.with("${")}}},
	{".ps1 .psm1 .powershell", "pwsh", language{comments: []string{"#"}, blocks: [][2]string{{"<#", "#>"}}, joins: "+",
		quotes: []quoting{
			{open: `@"`, end: "\n\"@", lines: true, escape: '`', hole: "$("}, {open: "@'", end: "\n'@", lines: true},
			{open: `"`, end: `"`, lines: true, escape: '`', hole: "$(", doubled: true},
			{open: "'", end: "'", lines: true, doubled: true}}}},
}

// with returns the quoting with what begins an expression.
func (q quoting) with(hole string) quoting {
	q.hole = hole
	return q
}

// long returns the quoting with three quotes on either side, over lines.
func (q quoting) long(hole string) quoting {
	q.open, q.end = strings.Repeat(q.open, 3), strings.Repeat(q.end, 3)
	q.lines, q.hole = true, hole
	return q
}

// findCode returns what there is in the strings of a program, silenced by comments in
// their lines and above.
func (x *lintText) findCode(l *language, part textLine) ([]target, error) {
	if !filterWord.MatchString(part.text) {
		return nil, nil
	}
	silences, err := x.silences(l, part)
	if err != nil {
		return nil, err
	}
	var list []target
	source := snippet.NewText(part.text)
	for _, text := range l.read(part.text) {
		p, ok := text.piece()
		if !ok {
			continue
		}
		own, end := int(text.at[text.own].Start), int(text.at[len(text.at)-1].End)
		first, _ := source.Position(own)
		last, _ := source.Position(end)
		said := silences.of(first, last)
		for _, g := range p.urls() {
			if !g.isOfAPI() {
				continue
			}
			g.source, g.line, g.base, g.unit = source, part.number, part.base, first
			g.own, g.open, g.format, g.inFile, g.silence = own, true, text.format, true, said
			list = append(list, g)
		}
	}
	return list, nil
}

// longPath is the path of an endpoint that other services are not likely to have.
var longPath = regexp.MustCompile(`^/(?:2\.0/|repositories/|\w+/[^/]+/[^/?])`)

// isOfAPI reports whether a URL in a program is one of Bitbucket: programs have paths
// of their own, and patterns of such.
func (g *target) isOfAPI() bool {
	return g.text[0] != '/' || longPath.MatchString(g.text) && !strings.Contains(g.text, "/:")
}

// lineSilences are what comments leave out, by line.
type lineSilences map[int]silence

// of returns what is left out in lines.
func (list lineSilences) of(first, last int) (said silence) {
	for line := first; line <= last; line++ {
		said = said.and(list[line])
	}
	return said
}

// silences returns what the comments of a program leave out.
func (x *lintText) silences(l *language, part textLine) (lineSilences, error) {
	list := lineSilences{}
	var above silence
	number := 0
	for line := range strings.Lines(part.text) {
		number++
		comment, alone := l.comment(line)
		here, err := newSilence(x.name, part.number-1+number, comment)
		if err != nil {
			return nil, err
		}
		if above = above.and(here); above.said && !alone {
			list[number] = above
			above = silence{}
		}
	}
	return list, nil
}

// comment returns what stands behind the sign of a comment in a line, and whether
// nothing is before it.
func (l *language) comment(line string) (text string, alone bool) {
	alone = l.commentLen(strings.TrimLeft(line, blanks)) > 0
	before, _, _ := strings.Cut(line, "bbql:ignore")
	in := slices.ContainsFunc(l.comments, func(open string) bool { return strings.Contains(before, open) })
	if !in && !alone {
		return "", false
	}
	return line, alone
}
