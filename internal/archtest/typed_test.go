package archtest

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"testing"
)

// typed type-checks one source file as package example.org/m/p.
func typed(t *testing.T, source string) *typedPackage {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	p, err := checkTypes("example.org/m/p", fset, []*ast.File{f}, importer.Default())
	if err != nil {
		t.Fatal(err)
	}
	p.dir = "p"
	return p
}
