package doctest

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// An example is an example function in its three forms.
type example struct {
	body    string // without its output comment
	output  string // the output comment, "" if there is none
	program string // the program that pkg.go.dev lets people run, if there is one
}

// findExample finds an example function by its directory and name, such as
// bbql.ExampleParse.
func findExample(fsys fs.FS, ref string) (*example, error) {
	i := strings.LastIndexByte(ref, '.')
	if i < 0 {
		return nil, fmt.Errorf("%s isn't of the form directory.ExampleName", ref)
	}
	dir, name := ref[:i], ref[i+1:]
	paths, err := fs.Glob(fsys, path.Join(dir, "*_test.go"))
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		source, err := fs.ReadFile(fsys, p)
		if err != nil {
			return nil, err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, p, source, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, ex := range doc.Examples(f) {
			if "Example"+ex.Name == name {
				return newExample(fset, source, f, ex)
			}
		}
	}
	return nil, fmt.Errorf("there is no %s in the tests of %s", name, dir)
}

func newExample(fset *token.FileSet, source []byte, f *ast.File, ex *doc.Example) (*example, error) {
	text := func(from, to token.Pos) string {
		return string(source[fset.Position(from).Offset:fset.Position(to).Offset])
	}
	var e example
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Name.Name != "Example"+ex.Name {
			continue
		}
		end := fn.Body.Rbrace
		if comment := lastComment(f, fn.Body); comment != nil && (ex.Output != "" || ex.EmptyOutput) {
			e.output = dedent(text(comment.Pos(), end))
			end = comment.Pos()
		}
		e.body = dedent(text(fn.Body.Lbrace+1, end))
	}
	if ex.Play != nil {
		var b strings.Builder
		if err := format.Node(&b, fset, ex.Play); err != nil {
			return nil, err
		}
		e.program = b.String()
	}
	return &e, nil
}

// lastComment returns the last comment in a function: where an example has
// output, it says so there.
func lastComment(f *ast.File, body *ast.BlockStmt) *ast.CommentGroup {
	var last *ast.CommentGroup
	for _, c := range f.Comments {
		if body.Pos() < c.Pos() && c.End() < body.End() {
			last = c
		}
	}
	return last
}

// dedent takes one tab off the front of each line, and the blank lines around
// them.
func dedent(text string) string {
	text = strings.ReplaceAll("\n"+text, "\n\t", "\n")
	return strings.TrimSpace(text) + "\n"
}

var outputComment = regexp.MustCompile(`(?im)^// (unordered )?output:`)

// form returns the example in the form that a block has chosen, or "" if it
// has no such form.
func (e *example) form(block string) string {
	switch {
	case strings.HasPrefix(block, "package "):
		return e.program
	case e.output != "" && outputComment.MatchString(block):
		return e.body + "\n" + e.output
	default:
		return e.body
	}
}

// checkExamples compares the go blocks of a document with the example
// functions that they name. It returns what is wrong, how many examples there
// are, and the text of the blocks as it should be.
func checkExamples(d *document, fsys fs.FS) (problems []string, examples int, want map[*block]string) {
	want = map[*block]string{}
	for _, b := range d.blocks {
		if b.language != "go" {
			continue
		}
		examples++
		problem := func(format string, args ...any) {
			problems = append(problems, fmt.Sprintf("%s:%d: %s", d.name, b.line, fmt.Sprintf(format, args...)))
		}
		if b.example == "" {
			problem("a go block needs a comment before it that names its example function")
			continue
		}
		e, err := findExample(fsys, b.example)
		if err != nil {
			problem("%v", err)
			continue
		}
		text := e.form(b.text)
		if text == "" {
			problem("%s can't be a program of its own", b.example)
			continue
		}
		want[b] = text
		if diff := cmp.Diff(b.text, text); diff != "" {
			problem("the block isn't %s (-document +real):\n%s", b.example, diff)
		}
	}
	return problems, examples, want
}
