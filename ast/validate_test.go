package ast_test

import (
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

// Validate returns nil exactly if String has no %!bbql( outside of strings, for
// trees that are broken in any place and way.
func TestValidateAgreesWithString(t *testing.T) {
	valid, invalid := 0, 0
	for seed := range uint64(5_000) {
		tree := paren(fuzz.BrokenTree(fuzz.NewSource(seed)))
		err := ast.Validate(tree)
		if printed := tree.String(); isBroken(printed) != (err != nil) {
			t.Fatalf("seed %d: Validate of %s: %v", seed, printed, err)
		}
		if err == nil {
			valid++
		} else {
			invalid++
		}
	}
	if valid < 1000 || invalid < 1000 {
		t.Errorf("%d valid and %d invalid trees are too few to mean much", valid, invalid)
	}
}

func TestValidTreesAreValid(t *testing.T) {
	for seed := range uint64(5_000) {
		tree := fuzz.Tree(fuzz.NewSource(seed))
		if err := ast.Validate(tree); err != nil {
			t.Fatalf("seed %d: Validate of %s: %v", seed, tree, err)
		}
	}
}

// No function panics on a broken tree, but for the traversals, whose panic is
// documented.
func TestBrokenTreesNeverPanic(t *testing.T) {
	for seed := range uint64(2_000) {
		tree := paren(fuzz.BrokenTree(fuzz.NewSource(seed)))
		if !ast.Equal(tree, tree) {
			t.Fatalf("seed %d: %s is not Equal to itself", seed, tree)
		}
		invalid := ast.Validate(tree) != nil
		if _, err := ast.MarshalJSON(ast.Query{Filter: tree}); (err != nil) != invalid {
			t.Fatalf("seed %d: MarshalJSON of %s: %v", seed, tree, err)
		}
		ast.NewAnd(tree, tree.X)
		if got, err := ast.NewOr(tree, tree.X); err == nil && got == nil {
			t.Fatalf("seed %d: NewOr of %s gives neither a tree nor an error", seed, tree)
		}
	}
}
