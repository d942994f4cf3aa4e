package bbqlcheck

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bbql/go-bbql/lint"
)

// A line is one of a file.
type line struct {
	file   string
	number int
}

// A silence is what the comments of a line leave out: the rules that they name,
// or all if one names none.
type silence struct {
	rules []string
	all   bool
	alone bool // whether it reaches the next line: there is no code in its own
}

func (s silence) covers(rule string) bool { return s.all || slices.Contains(s.rules, rule) }

// ignored holds what comments silence, by their lines.
type ignored map[line]silence

func newIgnored(fset *token.FileSet, files []*ast.File) ignored {
	m := ignored{}
	for _, f := range files {
		list := silencing(f)
		if len(list) == 0 {
			continue
		}
		code := codeLines(fset, f)
		for _, comment := range list {
			rules, _ := lint.Ignored(comment.Text)
			at := lineOf(fset, comment.Pos())
			s := m[at]
			m[at] = silence{append(s.rules, rules...), s.all || len(rules) == 0, !code[at]}
		}
	}
	return m
}

// silencing returns the comments of a file that silence rules.
func silencing(f *ast.File) []*ast.Comment {
	var list []*ast.Comment
	for _, group := range f.Comments {
		for _, comment := range group.List {
			if _, ok := lint.Ignored(comment.Text); ok {
				list = append(list, comment)
			}
		}
	}
	return list
}

// codeLines returns the lines of a file in which something but a comment begins
// or ends.
func codeLines(fset *token.FileSet, f *ast.File) map[line]bool {
	lines := map[line]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.CommentGroup:
			return false
		}
		lines[lineOf(fset, n.Pos())], lines[lineOf(fset, n.End())] = true, true
		return true
	})
	return lines
}

func lineOf(fset *token.FileSet, pos token.Pos) line {
	at := fset.Position(pos)
	return line{at.Filename, at.Line}
}

// at reports whether a rule is silenced at a place: by a comment in its line, or
// by one that is alone in the line before.
func (m ignored) at(pos token.Position, rule string) bool {
	here, above := m[line{pos.Filename, pos.Line}], m[line{pos.Filename, pos.Line - 1}]
	return here.covers(rule) || above.alone && above.covers(rule)
}

// mistakes reports the comments that name what is no rule: they silence nothing,
// and nobody would notice. One that does not begin with bbql:ignore, as this one,
// may only speak of it.
func (c *checker) mistakes() {
	for _, f := range c.pass.Files {
		for _, comment := range silencing(f) {
			rules, _ := lint.Ignored(comment.Text)
			err := checkRules(rules)
			if err == nil || !strings.HasPrefix(strings.TrimLeft(comment.Text, "/* \t"), "bbql:ignore") {
				continue
			}
			c.found = append(c.found, analysis.Diagnostic{
				Pos: comment.Pos(), End: comment.End(), Message: "bbql:ignore: " + err.Error(),
			})
		}
	}
}
