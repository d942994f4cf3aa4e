package fuzz_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/fuzz"
	"github.com/bbql/go-bbql/internal/value"
)

func FuzzEval(f *testing.F)       { mutate(f, printingKeepsAnswers) }
func FuzzComplement(f *testing.F) { mutate(f, negationsAreComplements) }
func FuzzLogic(f *testing.F)      { mutate(f, logicHolds) }
func FuzzOperators(f *testing.F)  { mutate(f, operatorsAgree) }
func FuzzArrays(f *testing.F)     { mutate(f, arraysAreTransparent) }

func TestPrintingKeepsAnswers(t *testing.T)    { quick(t, 2_500, printingKeepsAnswers) }
func TestNegationsAreComplements(t *testing.T) { quick(t, 3_000, negationsAreComplements) }
func TestLogicHolds(t *testing.T)              { quick(t, 800, logicHolds) }
func TestOperatorsAgree(t *testing.T)          { quick(t, 3_000, operatorsAgree) }
func TestArraysAreTransparent(t *testing.T)    { quick(t, 3_000, arraysAreTransparent) }

// printingKeepsAnswers: a tree, its printed and parsed self, and its JSON form
// select the same objects, whether these come decoded or as bytes.
func printingKeepsAnswers(t *testing.T, s *fuzz.Source) {
	tree := fuzz.Tree(s)
	document := fuzz.Document(s, tree)
	want := match(t, tree, document)
	printed, err := bbql.Parse(bbql.Format(tree))
	if err != nil {
		t.Fatalf("Parse(%q): %v", tree, err)
	}
	if got := match(t, printed, document); got != want {
		t.Errorf("%s\nholds for %s: %t; printed and parsed: %t", tree, document, want, got)
	}
	if got := matchDecoded(t, tree, decode(t, document)); got != want {
		t.Errorf("%s\nholds for %s: %t; decoded: %t", tree, document, want, got)
	}
	data, err := ast.MarshalJSON(ast.Query{Filter: tree})
	if err != nil {
		t.Fatalf("MarshalJSON of %s: %v", tree, err)
	}
	read, err := ast.UnmarshalJSON(data)
	if err != nil {
		t.Fatalf("UnmarshalJSON(%s): %v", data, err)
	}
	if got := match(t, read.Filter, document); got != want {
		t.Errorf("%s\nholds for %s: %t; through JSON: %t", tree, document, want, got)
	}
}

// negationsAreComplements: !=, !~ and NOT IN hold exactly where =, ~ and IN do
// not, whatever the document (rule M2).
func negationsAreComplements(t *testing.T, s *fuzz.Source) {
	tree := fuzz.Tree(s)
	document := fuzz.Document(s, tree)
	for _, c := range comparisonsOf(tree) {
		positive := with(c, c.Op.Positive())
		if positive.Op.IsOrdering() {
			continue
		}
		negative := with(c, positive.Op+1)
		if match(t, positive, document) == match(t, negative, document) {
			t.Errorf("%s and %s are both %t for %s",
				positive, negative, match(t, positive, document), document)
		}
	}
}

// logicHolds: And and Or are those of logic, and parentheses mean nothing.
func logicHolds(t *testing.T, s *fuzz.Source) {
	tree := fuzz.Tree(s)
	document := fuzz.Document(s, tree)
	for n := range ast.Preorder(tree) {
		e, ok := n.(ast.Expr)
		if !ok {
			continue
		}
		if got, want := match(t, e, document), logic(t, e, document); got != want {
			t.Fatalf("%T %s\nholds for %s: %t, want %t", e, e, document, got, want)
		}
	}
}

// logic works out what e says from what its children say.
func logic(t *testing.T, e ast.Expr, document []byte) bool {
	t.Helper()
	switch e := e.(type) {
	case *ast.And:
		for _, term := range e.Terms {
			if !match(t, term, document) {
				return false
			}
		}
		return true
	case *ast.Or:
		for _, term := range e.Terms {
			if match(t, term, document) {
				return true
			}
		}
		return false
	case *ast.Paren:
		return match(t, e.X, document)
	}
	return match(t, e, document)
}

// operatorsAgree: IN is an OR of =, what is equal to a string contains it, and
// >= is > or = wherever the order and equality are of the same things.
func operatorsAgree(t *testing.T, s *fuzz.Source) {
	tree := fuzz.Tree(s)
	document := fuzz.Document(s, tree)
	for _, c := range comparisonsOf(tree) {
		list, isList := c.Value.(*ast.List)
		switch {
		case isList:
			expectIn(t, c, list, document)
		case ordersWhatItEquals(c.Value):
			expectOrder(t, c, document)
		}
		if _, ok := c.Value.(*ast.String); ok && match(t, with(c, ast.OpEq), document) {
			if contains := with(c, ast.OpContains); !match(t, contains, document) {
				t.Errorf("%s holds for %s, but %s does not", with(c, ast.OpEq), document, contains)
			}
		}
	}
}

func expectIn(t *testing.T, c *ast.Comparison, list *ast.List, document []byte) {
	t.Helper()
	or := &ast.Or{}
	for _, v := range list.Values {
		or.Terms = append(or.Terms, &ast.Comparison{Field: c.Field, Op: ast.OpEq, Value: v})
	}
	in := with(c, ast.OpIn)
	if got, want := match(t, in, document), match(t, or, document); got != want {
		t.Errorf("%s is %t for %s, but %s is %t", in, got, document, or, want)
	}
}

func expectOrder(t *testing.T, c *ast.Comparison, document []byte) {
	t.Helper()
	equal := match(t, with(c, ast.OpEq), document)
	for _, op := range []ast.Op{ast.OpGt, ast.OpLt} {
		want := equal || match(t, with(c, op), document)
		if got := match(t, with(c, op+1), document); got != want {
			t.Errorf("%s is %t for %s, want %t", with(c, op+1), got, document, want)
		}
	}
}

// ordersWhatItEquals reports whether v has an order that is about the same
// things as its equality: not so booleans, null, and quoted datetimes, which
// are equal by text and ordered by instant (rule M7).
func ordersWhatItEquals(v ast.Value) bool {
	switch v := v.(type) {
	case *ast.Number, *ast.DateTime:
		return true
	case *ast.String:
		_, fault := value.ParseDateTime(v.Value)
		return fault.Msg != ""
	}
	return false
}

// arraysAreTransparent: a document in which every value is in an array by
// itself, or in two, gets the same answers (rules M3 and M12).
func arraysAreTransparent(t *testing.T, s *fuzz.Source) {
	tree := fuzz.Tree(s)
	document := decode(t, fuzz.Document(s, tree))
	want := matchDecoded(t, tree, document)
	wrapped := wrapMembers(document).(map[string]any)
	if got := matchDecoded(t, tree, wrapped); got != want {
		t.Errorf("%s\nis %t for %v, but %t with every value in an array", tree, want, document, got)
	}
}

// wrapMembers returns a copy of v in which each member of an object, but for
// the name that stands for it (rule M11), is in one or two arrays.
func wrapMembers(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			switch {
			case name == "name":
				out[name] = wrapMembers(member)
			case len(name)%2 == 0:
				out[name] = []any{wrapMembers(member)}
			default:
				out[name] = []any{[]any{}, []any{wrapMembers(member)}}
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = wrapMembers(element)
		}
		return out
	}
	return v
}

// comparisonsOf returns the comparisons of a tree, at most so many that a test
// stays quick.
func comparisonsOf(tree ast.Expr) []*ast.Comparison {
	const most = 30
	var all []*ast.Comparison
	for n := range ast.Preorder(tree) {
		if c, ok := n.(*ast.Comparison); ok {
			all = append(all, c)
		}
		if len(all) == most {
			break
		}
	}
	return all
}

// with returns c with another operator.
func with(c *ast.Comparison, op ast.Op) *ast.Comparison {
	return &ast.Comparison{Field: c.Field, Op: op, Value: c.Value}
}

func match(t *testing.T, e ast.Expr, document []byte) bool {
	t.Helper()
	m, err := eval.Compile(e)
	if err != nil {
		t.Fatalf("Compile(%s): %v", e, err)
	}
	got, err := m.MatchJSON(document)
	if err != nil {
		t.Fatalf("MatchJSON(%s): %v", document, err)
	}
	return got
}

func matchDecoded(t *testing.T, e ast.Expr, document map[string]any) bool {
	t.Helper()
	m, err := eval.Compile(e)
	if err != nil {
		t.Fatalf("Compile(%s): %v", e, err)
	}
	got, err := m.Match(document)
	if err != nil {
		t.Fatalf("Match(%v): %v", document, err)
	}
	return got
}

func decode(t *testing.T, document []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("decoding %s: %v", document, err)
	}
	return v
}
