package archtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A typedPackage is a package of the repository after type-checking, without
// its tests.
type typedPackage struct {
	dir   string // slash-separated, from the root of the repository
	fset  *token.FileSet
	files []*ast.File
	types *types.Package
	info  *types.Info
}

// A listed package is one record of go list.
type listed struct {
	Dir        string
	ImportPath string
	Export     string // file with the compiler's export data
	GoFiles    []string
	Module     *struct{ Main bool }
}

// loadTyped type-checks the packages of all modules that the go.work at root
// uses, with the compiler's own data about what they import.
func loadTyped(root string) ([]*typedPackage, error) {
	list, err := goList(root)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for _, l := range list {
		exports[l.ImportPath] = l.Export
	}
	fset := token.NewFileSet()
	imp := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	var typed []*typedPackage
	for _, l := range list {
		if l.Module == nil || !l.Module.Main || len(l.GoFiles) == 0 {
			continue
		}
		dir, err := filepath.Rel(root, l.Dir)
		if err != nil {
			return nil, err
		}
		p, err := l.check(fset, imp)
		if err != nil {
			return nil, err
		}
		p.dir = filepath.ToSlash(dir)
		typed = append(typed, p)
	}
	return typed, nil
}

// goList lists the packages of the workspace and all that they depend on,
// compiling what has no export data yet.
func goList(root string) ([]listed, error) {
	cmd := exec.Command("go", "list", "-deps", "-export", "-json=Dir,ImportPath,Export,GoFiles,Module", "work")
	cmd.Dir = root
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, stderr.String())
	}
	var list []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var l listed
		switch err := dec.Decode(&l); {
		case errors.Is(err, io.EOF):
			return list, nil
		case err != nil:
			return nil, err
		}
		list = append(list, l)
	}
}

// check parses and type-checks one listed package.
func (l listed) check(fset *token.FileSet, imp types.Importer) (*typedPackage, error) {
	var files []*ast.File
	for _, name := range l.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(l.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return checkTypes(l.ImportPath, fset, files, imp)
}

func checkTypes(path string, fset *token.FileSet, files []*ast.File, imp types.Importer) (*typedPackage, error) {
	p := &typedPackage{
		fset:  fset,
		files: files,
		info:  &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}},
	}
	conf := types.Config{Importer: imp}
	var err error
	p.types, err = conf.Check(path, fset, files, p.info)
	return p, err
}
