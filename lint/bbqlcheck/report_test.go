package bbqlcheck_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/bbql/go-bbql/lint/bbqlcheck"
)

// TestPlaces checks where exactly findings are: analysistest looks at lines only.
func TestPlaces(t *testing.T) {
	tests := []struct{ name, expr, want string }{
		{"raw", "`state = OPEN`", "OPEN"},
		{"interpreted", `"state = OPEN"`, "OPEN"},
		{"escapes before it", `"title = \"\u00e9\x41\u20ac\" AND state = OPEN"`, "OPEN"},
		{"escapes in it", `"state = \u004fPEN"`, `\u004fPEN`},
		{"two bytes", "`title = \"é\" AND state = OPEN`", "OPEN"},
		{"line feeds", "`id > 5\n AND state = OPEN`", "OPEN"},
		{"carriage returns", "`id > 5\r\n AND state = OPEN`", "`id > 5\r\n AND state = OPEN`"},
		{"concatenation", `"id > 5 AND " + "state = OPEN"`, "OPEN"},
		{"in two literals", "`title = 'a` + `b'`", "'a"},
		{"at the end", `"state ="`, ""},
		{"between two", `"id = 1 draft = true"`, "draft"},
		{"before a parenthesis", `"(id = ) AND draft = true"`, ")"},
		{"missing in the middle", `"id IN () AND draft = true"`, "()"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := places(t, tt.expr); !slices.Equal(got, []string{tt.want}) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// places returns the source that the findings about a filter are about.
func places(t *testing.T, filter string) []string {
	t.Helper()
	source := fmt.Sprintf("package bitbucket\nvar _ = map[string]string{\"q\": %s}\n", filter)
	pass := newPass(t, source)
	var found []string
	pass.Report = func(d analysis.Diagnostic) {
		from, to := pass.Fset.Position(d.Pos).Offset, pass.Fset.Position(d.End).Offset
		found = append(found, source[from:to])
	}
	if _, err := bbqlcheck.New().Run(pass); err != nil {
		t.Fatal(err)
	}
	return found
}

// TestOrder checks that findings come in the order of the source, whatever they
// are found by.
func TestOrder(t *testing.T) {
	pass := newPass(t, `package bitbucket

import "net/url"

const api = "https://api.bitbucket.org/2.0/repositories/acme/site/commits?q=a+%3D%3D+1"

func set(v url.Values, title string) {
	filter := "id = 1"
	if title != "" {
		filter += " AND title = \"" + title + "\""
	}
	v.Set("q", filter)
	_ = "https://api.bitbucket.org/2.0/repositories/acme/site/commits?q=a+%3D+1&q=a+%3D+1"
	v.Set("q", "id = 1 OR id = 2 OR id == 3")
}
`)
	var found []token.Pos
	pass.Report = func(d analysis.Diagnostic) { found = append(found, d.Pos) }
	if _, err := bbqlcheck.New().Run(pass); err != nil {
		t.Fatal(err)
	}
	if len(found) < 6 || !slices.IsSorted(found) {
		t.Errorf("%d findings, at %d", len(found), found)
	}
}

// newPass returns what an analyzer gets to see of a package of one file.
func newPass(t *testing.T, source string) *analysis.Pass {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "bitbucket.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	files := []*ast.File{f}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	config := types.Config{Importer: importer.Default()}
	pkg, err := config.Check(f.Name.Name, fset, files, info)
	if err != nil {
		t.Fatal(err)
	}
	return &analysis.Pass{
		Fset: fset, Files: files, Pkg: pkg, TypesInfo: info,
		ResultOf: map[*analysis.Analyzer]any{inspect.Analyzer: inspector.New(files)},
		Report:   func(analysis.Diagnostic) {},
	}
}
