package ast_test

import (
	goast "go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
)

var (
	_ = []ast.Expr{(*ast.And)(nil), (*ast.Or)(nil), (*ast.Paren)(nil), (*ast.Comparison)(nil)}
	_ = []ast.Value{
		(*ast.String)(nil), (*ast.Number)(nil), (*ast.Bool)(nil),
		(*ast.Null)(nil), (*ast.DateTime)(nil), (*ast.List)(nil),
	}
)

// The types with the marker method of an interface are those that the comment
// of the interface lists, in that order.
func TestClosedSums(t *testing.T) {
	files := parsePackage(t)
	for _, sum := range []struct{ iface, marker string }{{"Expr", "expr"}, {"Value", "value"}} {
		listed := listedTypes(t, files, sum.iface)
		marked := receivers(files, sum.marker)
		if len(listed) < 4 || !slices.Equal(listed, marked) {
			t.Errorf("the comment of %s lists %v, but %v have the method %s",
				sum.iface, listed, marked, sum.marker)
		}
		for _, name := range marked {
			if !slices.Contains(receivers(files, "node"), name) {
				t.Errorf("%s has the method %s, but not node", name, sum.marker)
			}
		}
	}
}

func parsePackage(t *testing.T) []*goast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*goast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// listedTypes returns the links to pointer types in the comment of a type.
func listedTypes(t *testing.T, files []*goast.File, name string) []string {
	t.Helper()
	for _, file := range files {
		for _, decl := range file.Decls {
			gen, ok := decl.(*goast.GenDecl)
			if !ok || gen.Tok != token.TYPE || gen.Specs[0].(*goast.TypeSpec).Name.Name != name {
				continue
			}
			var types []string
			for _, m := range regexp.MustCompile(`\[\*(\w+)\]`).FindAllStringSubmatch(gen.Doc.Text(),
				-1) {
				types = append(types, m[1])
			}
			return types
		}
	}
	t.Fatalf("no type %s", name)
	return nil
}

// receivers returns the types whose pointers have a method without results, in
// the order of the source. The one other node, which never leaves the package,
// is no pointer.
func receivers(files []*goast.File, method string) []string {
	var types []string
	for _, file := range files {
		for _, decl := range file.Decls {
			f, ok := decl.(*goast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != method || f.Type.Results != nil {
				continue
			}
			if star, ok := f.Recv.List[0].Type.(*goast.StarExpr); ok {
				types = append(types, star.X.(*goast.Ident).Name)
			}
		}
	}
	return types
}

func TestComparisonSpan(t *testing.T) {
	field, value := ast.Span{Start: 2, End: 4}, ast.Span{Start: 7, End: 9}
	tests := []struct {
		name       string
		comparison ast.Comparison
		want       ast.Span
	}{
		{"parsed", ast.Comparison{FieldAt: field, Value: &ast.Null{At: value}},
			ast.Span{Start: 2, End: 9}},
		{"built", ast.Comparison{Value: &ast.Null{}}, ast.Span{}},
		{"value replaced", ast.Comparison{FieldAt: field, Value: &ast.Null{}}, ast.Span{}},
		{"no value", ast.Comparison{FieldAt: field}, ast.Span{}},
		{"nil value", ast.Comparison{FieldAt: field, Value: (*ast.Null)(nil)}, ast.Span{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.comparison.Span(); got != test.want {
				t.Errorf("Span of %+v = %v, want %v", test.comparison, got, test.want)
			}
		})
	}
}

func TestSpans(t *testing.T) {
	at := ast.Span{Start: 3, End: 8}
	for _, n := range []ast.Node{
		&ast.And{At: at}, &ast.Or{At: at}, &ast.Paren{At: at}, &ast.String{At: at},
		&ast.Number{At: at},
		&ast.Bool{At: at}, &ast.Null{At: at}, &ast.DateTime{At: at}, &ast.List{At: at},
	} {
		if got := n.Span(); got != at {
			t.Errorf("Span of %T = %v, want %v", n, got, at)
		}
	}
}
