package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A tree is the Go source of a repository: every module, package and file,
// parsed but not type-checked.
type tree struct {
	fset     *token.FileSet
	modules  []*module
	works    []*module // what the go.work files say
	packages []*pkg    // in the order of their directories
}

// A pkg is a directory with Go files.
type pkg struct {
	dir    string // slash-separated, from the root of the repository
	module *module
	files  []*file
}

// A file is a Go source file.
type file struct {
	path      string // slash-separated, from the root of the repository
	test      bool
	generated bool
	text      string
	syntax    *ast.File
}

// loadTree reads the repository whose root is fsys. Directories that the go
// command ignores are left out.
func loadTree(fsys fs.FS) (*tree, error) {
	t := &tree{fset: token.NewFileSet()}
	dirs := map[string]*pkg{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && ignored(d.Name()):
			return fs.SkipDir
		case d.Name() == "go.mod":
			return addModule(fsys, name, &t.modules)
		case d.Name() == "go.work":
			return addModule(fsys, name, &t.works)
		case strings.HasSuffix(name, ".go"):
			return t.addFile(fsys, name, dirs)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, p := range dirs {
		p.module = t.moduleOf(p.dir)
		t.packages = append(t.packages, p)
	}
	slices.SortFunc(t.packages, func(a, b *pkg) int { return strings.Compare(a.dir, b.dir) })
	return t, nil
}

// ignored reports whether the go command, or git, ignores a directory of this
// name.
func ignored(name string) bool {
	return name == "testdata" || name != "." && strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

func addModule(fsys fs.FS, name string, list *[]*module) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	*list = append(*list, parseModule(path.Dir(name), string(text)))
	return nil
}

func (t *tree) addFile(fsys fs.FS, name string, dirs map[string]*pkg) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	syntax, err := parser.ParseFile(t.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	dir := path.Dir(name)
	if dirs[dir] == nil {
		dirs[dir] = &pkg{dir: dir}
	}
	dirs[dir].files = append(dirs[dir].files, &file{
		path:      name,
		test:      strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(syntax),
		text:      string(text),
		syntax:    syntax,
	})
	return nil
}

// moduleOf returns the module with the longest directory that holds dir.
func (t *tree) moduleOf(dir string) *module {
	var best *module
	for _, m := range t.modules {
		if m.holds(dir) && (best == nil || len(m.dir) > len(best.dir)) {
			best = m
		}
	}
	return best
}

// code returns the files of the repository that people wrote and that are not
// tests.
func (t *tree) code() []*file {
	var files []*file
	for _, p := range t.packages {
		files = append(files, p.code()...)
	}
	return files
}

// code is like [tree.code] for one package.
func (p *pkg) code() []*file {
	return slices.DeleteFunc(p.sources(), func(f *file) bool { return f.generated })
}

// sources returns the files of the package that are not tests.
func (p *pkg) sources() []*file {
	return slices.DeleteFunc(slices.Clone(p.files), func(f *file) bool { return f.test })
}

// line returns the position of a node as path:line.
func (t *tree) line(n ast.Node) string {
	pos := t.fset.Position(n.Pos())
	pos.Column = 0
	return pos.String()
}
