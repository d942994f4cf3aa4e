package yardstick_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/bench/yardstick"
	"github.com/bbql/go-bbql/internal/txtar"
)

// queries yields the queries of the conformance suite, good and bad ones.
func queries(tb testing.TB, yield func(name, query string)) {
	root := os.DirFS(filepath.Join("..", "..", "testdata"))
	names, err := fs.Glob(root, "*/*.txtar")
	if err != nil || len(names) == 0 {
		tb.Fatal("no conformance suite", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range txtar.Parse(data).Files {
			if strings.HasSuffix(f.Name, ".bbql") {
				yield(name+"/"+f.Name, strings.TrimSuffix(f.Data, "\n"))
			}
		}
	}
}

// TestParse checks that the yardstick reads what the library reads.
func TestParse(t *testing.T) {
	good, bad := 0, 0
	queries(t, func(name, query string) {
		t.Run(name, func(t *testing.T) { compare(t, query) })
		if _, err := bbql.Parse(query); err == nil {
			good++
		} else {
			bad++
		}
	})
	if good < 100 || bad < 100 {
		t.Errorf("only %d good and %d bad queries", good, bad)
	}
}

func FuzzParse(f *testing.F) {
	queries(f, func(_, query string) { f.Add(query) })
	f.Fuzz(func(t *testing.T, query string) { compare(t, query) })
}

// compare checks that both parsers accept the query, with the same tree and
// the same spans, or that neither does.
func compare(t *testing.T, query string) {
	t.Helper()
	want, wantErr := bbql.Parse(query)
	got, gotErr := yardstick.Parse(query)
	if (wantErr == nil) != (gotErr == nil) {
		t.Fatalf("%q: library: %v, yardstick: %v", query, wantErr, gotErr)
	}
	if wantErr != nil {
		return
	}
	if got, want := dump(got), dumpExpr(want); got != want {
		t.Errorf("%q:\n got %s\nwant %s", query, got, want)
	}
}

// dump returns a node as text, spans included.
func dump(n *yardstick.Node) string {
	if n.Kind == yardstick.Comparison {
		return fmt.Sprintf("%s %s %s", n.Field, n.Op, dumpValue(n.Value))
	}
	var terms []string
	for _, t := range n.Terms {
		terms = append(terms, dump(t))
	}
	return fmt.Sprintf("%d%q", n.Kind, terms)
}

func dumpValue(v yardstick.Value) string {
	if v.Kind != yardstick.List {
		return fmt.Sprintf("%q %d-%d", v.Text, v.Start, v.End)
	}
	text := ""
	for _, item := range v.List {
		text += dumpValue(item) + ","
	}
	return fmt.Sprintf("(%s) %d-%d", text, v.Start, v.End)
}

// dumpExpr is dump for the library's tree.
func dumpExpr(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.And:
		return dumpTerms(yardstick.And, e.Terms)
	case *ast.Or:
		return dumpTerms(yardstick.Or, e.Terms)
	case *ast.Paren:
		return dumpExpr(e.X)
	case *ast.Comparison:
		return fmt.Sprintf("%s %s %s", e.Field, e.Op, dumpLiteral(e.Value))
	}
	panic("no such node")
}

func dumpTerms(kind yardstick.Kind, exprs []ast.Expr) string {
	var terms []string
	for _, e := range exprs {
		terms = append(terms, dumpExpr(e))
	}
	return fmt.Sprintf("%d%q", kind, terms)
}

func dumpLiteral(v ast.Value) string {
	switch v := v.(type) {
	case *ast.String:
		return dumpText(v.Value, v)
	case *ast.Number:
		return dumpText(v.Text, v)
	case *ast.Bool:
		return dumpText(v.Text, v)
	case *ast.Null:
		return dumpText(v.Text, v)
	case *ast.DateTime:
		return dumpText(v.Text, v)
	case *ast.List:
		text := ""
		for _, item := range v.Values {
			text += dumpLiteral(item) + ","
		}
		return fmt.Sprintf("(%s) %d-%d", text, v.At.Start, v.At.End)
	}
	panic("no such value")
}

func dumpText(text string, v ast.Value) string {
	return fmt.Sprintf("%q %d-%d", text, v.Span().Start, v.Span().End)
}
