package fuzz_test

import (
	"bytes"
	"net/url"
	"reflect"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/fuzz"
)

func FuzzPrint(f *testing.F)    { mutate(f, printParses) }
func FuzzBroken(f *testing.F)   { mutate(f, brokenStaysOut) }
func FuzzURL(f *testing.F)      { mutate(f, urlKeepsQuery) }
func FuzzJSON(f *testing.F)     { mutate(f, jsonKeepsQuery) }
func FuzzSpelling(f *testing.F) { mutate(f, spellingsAreEqual) }

func TestPrintParses(t *testing.T)       { quick(t, 10_000, printParses) }
func TestBrokenStaysOut(t *testing.T)    { quick(t, 2_000, brokenStaysOut) }
func TestURLKeepsQuery(t *testing.T)     { quick(t, 5_000, urlKeepsQuery) }
func TestJSONKeepsQuery(t *testing.T)    { quick(t, 2_500, jsonKeepsQuery) }
func TestSpellingsAreEqual(t *testing.T) { quick(t, 5_000, spellingsAreEqual) }

// printParses: what a tree prints parses to an equal tree, and prints the same
// again.
func printParses(t *testing.T, s *fuzz.Source) {
	tree := fuzz.Tree(s)
	text := bbql.Format(tree)
	got, err := bbql.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	if !ast.Equal(got, tree) {
		t.Errorf("%q parses to %q", text, got)
	}
	if again := bbql.Format(got); again != text {
		t.Errorf("%q prints again as %q", text, again)
	}
}

// brokenStaysOut: a tree that is not valid parses from no text, goes into no URL
// and matches nothing; one that is valid does.
func brokenStaysOut(t *testing.T, s *fuzz.Source) {
	tree := &ast.Paren{X: fuzz.BrokenTree(s)}
	invalid := ast.Validate(tree)
	text := tree.String()
	if _, err := bbql.Parse(text); (err == nil) != (invalid == nil) {
		t.Errorf("Parse(%q): %v, Validate: %v", text, err, invalid)
	}
	if err := bbql.SetOn(&url.URL{}, ast.Query{Filter: tree}); (err == nil) != (invalid == nil) {
		t.Errorf("SetOn with %q: %v, Validate: %v", text, err, invalid)
	}
	if _, err := eval.Compile(tree); (err == nil) != (invalid == nil) {
		t.Errorf("Compile(%s): %v, Validate: %v", text, err, invalid)
	}
	encoded := bbql.EncodeQuery(ast.Query{Filter: tree})
	if _, err := bbql.Decode(encoded); (err == nil) != (invalid == nil) {
		t.Errorf("Decode(%q): %v, Validate: %v", encoded, err, invalid)
	}
}

// urlKeepsQuery: a query comes back from a URL, also if package url reads it or
// writes it.
func urlKeepsQuery(t *testing.T, s *fuzz.Source) {
	q := fuzz.Query(s)
	encoded := bbql.EncodeQuery(q)
	got, err := bbql.Decode(encoded)
	if err != nil {
		t.Fatalf("Decode(%q): %v", encoded, err)
	}
	expectQuery(t, encoded, got, q)

	values, err := url.ParseQuery(encoded)
	if err != nil {
		t.Fatalf("url.ParseQuery(%q): %v", encoded, err)
	}
	if values.Get("q") != bbql.Format(q.Filter) || values.Get("sort") != q.Sort.String() {
		t.Errorf("url.ParseQuery(%q) = %q", encoded, values)
	}
	theirs := values.Encode()
	if got, err = bbql.Decode(theirs); err != nil {
		t.Fatalf("Decode(%q): %v", theirs, err)
	}
	expectQuery(t, theirs, got, q)

	u := &url.URL{RawQuery: "pagelen=50&q=old&fields=%2Bvalues&sort=old"}
	if err := bbql.SetOn(u, q); err != nil {
		t.Fatalf("SetOn with %q: %v", encoded, err)
	}
	if got, err = bbql.Decode(u.RawQuery); err != nil {
		t.Fatalf("Decode(%q): %v", u.RawQuery, err)
	}
	expectQuery(t, u.RawQuery, got, q)
	if rest := u.Query(); rest.Get("pagelen") != "50" || rest.Get("fields") != "+values" {
		t.Errorf("SetOn changes other parameters: %s", u.RawQuery)
	}
}

func expectQuery(t *testing.T, encoded string, got, want ast.Query) {
	t.Helper()
	if want.Filter == nil {
		want.Filter = &ast.And{}
	}
	if !ast.Equal(got.Filter, want.Filter) || got.Sort.String() != want.Sort.String() {
		t.Errorf("%q means %q sorted by %q, want %q sorted by %q",
			encoded, got.Filter, got.Sort, want.Filter, want.Sort)
	}
}

// jsonKeepsQuery: the JSON form of a parsed query gives back every node, text
// and span.
func jsonKeepsQuery(t *testing.T, s *fuzz.Source) {
	text := fuzz.Spelling(s, fuzz.Tree(s))
	tree, err := bbql.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	q := ast.Query{Filter: tree}
	if s.IntN(2) == 0 {
		q.Sort = fuzz.SortKey(s)
	}
	data, err := ast.MarshalJSON(q)
	if err != nil {
		t.Fatalf("MarshalJSON of %q: %v", text, err)
	}
	got, err := ast.UnmarshalJSON(data)
	if err != nil {
		t.Fatalf("UnmarshalJSON(%s): %v", data, err)
	}
	if !reflect.DeepEqual(got.Sort, q.Sort) || fuzz.Diff(q.Filter, got.Filter) != "" {
		t.Errorf("%s mismatch (-want +got):\n%s", data, fuzz.Diff(q.Filter, got.Filter))
	}
	if again, err := ast.MarshalJSON(got); err != nil || !bytes.Equal(again, data) {
		t.Errorf("JSON %s becomes %s, %v", data, again, err)
	}
}

// spellingsAreEqual: neither the case of keywords nor white space changes what
// a text means (rules Y2 and Y4).
func spellingsAreEqual(t *testing.T, s *fuzz.Source) {
	tree := fuzz.Tree(s)
	text := fuzz.Spelling(s, tree)
	got, err := bbql.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	if !ast.Equal(got, tree) {
		t.Errorf("%q parses to %q, want %q", text, got, tree)
	}
	expectSpans(t, text, got)
}
