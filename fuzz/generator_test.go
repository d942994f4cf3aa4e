package fuzz_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

// generate calls every generator.
func generate(s *fuzz.Source) string {
	q := fuzz.Query(s)
	broken := &ast.Paren{X: fuzz.BrokenTree(s)}
	tree := fuzz.Tree(s)
	return fmt.Sprint(q, broken, fuzz.Spelling(s, tree), fuzz.Mistaken(s, tree),
		string(fuzz.Document(s, tree)))
}

func TestSameChoicesSameResults(t *testing.T) {
	for seed := range uint64(200) {
		if a, b := generate(fuzz.NewSource(seed)), generate(fuzz.NewSource(seed)); a != b {
			t.Fatalf("seed %d makes\n%s\nand then\n%s", seed, a, b)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[string]bool{}
	for range 200 {
		data := make([]byte, r.IntN(2000))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		a, b := generate(fuzz.FromBytes(data)), generate(fuzz.FromBytes(bytes.Clone(data)))
		if a != b {
			t.Fatalf("%x makes\n%s\nand then\n%s", data, a, b)
		}
		seen[a] = true
	}
	if len(seen) < 150 {
		t.Errorf("200 inputs make only %d different results", len(seen))
	}
}

// Generators come to an end without any bytes, and with bytes that always
// choose the last.
func TestGeneratorsEnd(t *testing.T) {
	for _, data := range []string{"", strings.Repeat("\xff", 1<<16), strings.Repeat("\x08",
		1<<16)} {
		generate(fuzz.FromBytes([]byte(data)))
	}
}

// Trees are of everything that the package comment promises.
func TestTreesAreVaried(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(5000) {
		for n := range ast.Preorder(fuzz.Tree(fuzz.NewSource(seed))) {
			for _, trait := range traits(n) {
				seen[trait]++
			}
		}
	}
	want := []string{"long chain", "and of one", "or of one", "paren", "empty filter",
		"keyword name"}
	for op := ast.OpEq; op <= ast.OpNotIn; op++ {
		want = append(want, op.String())
	}
	for plane := range 17 {
		want = append(want, fmt.Sprintf("plane %d", plane))
	}
	for precision := range 12 {
		want = append(want, fmt.Sprintf("precision %d", precision))
	}
	for _, kind := range []string{"String", "Number", "Bool", "Null", "DateTime"} {
		want = append(want, "built *ast."+kind, "honest *ast."+kind, "lying *ast."+kind)
	}
	want = append(want, "control character", "*ast.List", "offset true", "offset false")
	for _, trait := range want {
		if seen[trait] < 10 {
			t.Errorf("%s: %d times in 5000 trees", trait, seen[trait])
		}
	}
}

// traits names what is special about a node.
func traits(n ast.Node) []string {
	kind := fmt.Sprintf("%T", n)
	switch n := n.(type) {
	case *ast.And:
		return []string{chainTrait("and", len(n.Terms))}
	case *ast.Or:
		return []string{chainTrait("or", len(n.Terms))}
	case *ast.Paren:
		return []string{"paren"}
	case *ast.Comparison:
		if strings.Contains(strings.ToLower(string(n.Field)+"."), "in.") {
			return []string{n.Op.String(), "keyword name"}
		}
		return []string{n.Op.String()}
	case *ast.String:
		return append(runeTraits(n.Value), textTrait(kind, n.Text, n))
	case *ast.Number:
		return []string{textTrait(kind, n.Text, n)}
	case *ast.Bool:
		return []string{textTrait(kind, strings.ToLower(n.Text), n)}
	case *ast.Null:
		return []string{textTrait(kind, strings.ToLower(n.Text), n)}
	case *ast.DateTime:
		return []string{
			textTrait(kind, n.Text, n),
			fmt.Sprintf("precision %d", n.Precision),
			fmt.Sprintf("offset %t", n.HasOffset),
		}
	}
	return []string{kind}
}

func chainTrait(name string, terms int) string {
	switch {
	case terms == 0:
		return "empty filter"
	case terms == 1:
		return name + " of one"
	case terms > 100:
		return "long chain"
	}
	return name
}

func textTrait(kind, text string, v ast.Value) string {
	switch text {
	case "":
		return "built " + kind
	case v.String():
		return "honest " + kind
	}
	return "lying " + kind
}

func runeTraits(s string) []string {
	var all []string
	for _, r := range s {
		all = append(all, fmt.Sprintf("plane %d", r>>16))
		if r < ' ' {
			all = append(all, "control character")
		}
	}
	return all
}

// Documents are JSON objects, and every operator both holds and fails often
// enough for the oracles to mean something.
func TestDocumentsMatchTrees(t *testing.T) {
	type tally struct{ holds, fails int }
	tallies := map[ast.Op]tally{}
	for seed := range uint64(1500) {
		s := fuzz.NewSource(seed)
		tree := fuzz.Tree(s)
		document := fuzz.Document(s, tree)
		expectNoDuplicates(t, document)
		for _, c := range comparisonsOf(tree) {
			n := tallies[c.Op]
			if match(t, c, document) {
				n.holds++
			} else {
				n.fails++
			}
			tallies[c.Op] = n
		}
	}
	if len(tallies) != 10 {
		t.Errorf("the trees have %d operators, want 10", len(tallies))
	}
	for op, n := range tallies {
		if all := n.holds + n.fails; n.holds < all/20 || n.fails < all/20 {
			t.Errorf("%v holds %d times and fails %d times", op, n.holds, n.fails)
		}
	}
}

// expectNoDuplicates fails the test if an object of the document has a name
// twice: decoding would lose a member.
func expectNoDuplicates(t *testing.T, document []byte) {
	t.Helper()
	decoded, err := json.Marshal(decode(t, document))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := tokens(t, decoded), tokens(t, document); got != want {
		t.Fatalf("%s has %d tokens, %d when decoded", document, want, got)
	}
}

func tokens(t *testing.T, document []byte) int {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	for n := 0; ; n++ {
		switch _, err := d.Token(); err {
		case nil:
		case io.EOF:
			return n
		default:
			t.Fatalf("%s: %v", document, err)
		}
	}
}

func TestDiff(t *testing.T) {
	tree := fuzz.Tree(fuzz.NewSource(2))
	if diff := fuzz.Diff(tree, fuzz.Tree(fuzz.NewSource(2))); diff != "" {
		t.Errorf("Diff of a tree and itself:\n%s", diff)
	}
	c := &ast.Comparison{Field: "a", Op: ast.OpEq, Value: &ast.Number{Value: "1"}}
	for name, other := range map[string]*ast.Comparison{
		"field": {Field: "b", Op: ast.OpEq, Value: &ast.Number{Value: "1"}},
		"value": {Field: "a", Op: ast.OpEq, Value: &ast.Number{Value: "2"}},
		"text":  {Field: "a", Op: ast.OpEq, Value: &ast.Number{Value: "1", Text: "1"}},
		"span":  {Field: "a", Op: ast.OpEq, Value: &ast.Number{Value: "1"}, OpAt: ast.Span{End: 3}},
	} {
		if fuzz.Diff(c, other) == "" {
			t.Errorf("Diff sees no difference between %s and one of another %s", c, name)
		}
	}
}
