package bbqlcheck

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/bbql/go-bbql/lint"
)

// A line is one of a file.
type line struct {
	file   string
	number int
}

// ignored holds the rules that comments silence, by the lines of the comments.
// A list without rules silences all.
type ignored map[line][]string

func newIgnored(fset *token.FileSet, files []*ast.File) ignored {
	m := ignored{}
	for _, f := range files {
		for _, group := range f.Comments {
			for _, comment := range group.List {
				if rules, ok := lint.Ignored(comment.Text); ok {
					at := fset.Position(comment.Pos())
					m[line{at.Filename, at.Line}] = rules
				}
			}
		}
	}
	return m
}

// at reports whether a rule is silenced at a place: by a comment in its line or
// in the one before.
func (m ignored) at(pos token.Position, rule string) bool {
	for n := pos.Line - 1; n <= pos.Line; n++ {
		rules, ok := m[line{pos.Filename, n}]
		if ok && (len(rules) == 0 || slices.Contains(rules, rule)) {
			return true
		}
	}
	return false
}
