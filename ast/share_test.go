package ast_test

import (
	"reflect"
	"sync"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

// useTree calls everything that takes a tree.
func useTree(t *testing.T, tree ast.Expr) {
	t.Helper()
	_ = tree.String()
	if err := ast.Validate(tree); err != nil {
		t.Errorf("Validate of %s: %v", tree, err)
	}
	if !ast.Equal(tree, paren(tree)) {
		t.Errorf("%s is not Equal to itself in parentheses", tree)
	}
	if _, err := ast.MarshalJSON(ast.Query{Filter: tree}); err != nil {
		t.Errorf("MarshalJSON of %s: %v", tree, err)
	}
	for n := range ast.Preorder(tree) {
		_ = n.Span()
	}
	ast.NewAnd(tree, tree)
	if _, err := ast.NewOr(tree, tree); err != nil && text(tree) != "" {
		t.Errorf("NewOr of %s: %v", tree, err)
	}
	ast.Rewrite(tree, drop("id", "title", "state"))
	ast.Rewrite(tree, func(e ast.Expr) ast.Expr { return paren(e) })
}

// A tree is after all of that what it was before, to its last byte.
func TestTreesAreImmutable(t *testing.T) {
	for seed := range uint64(1000) {
		tree, want := fuzz.Tree(fuzz.NewSource(seed)), fuzz.Tree(fuzz.NewSource(seed))
		useTree(t, tree)
		if !reflect.DeepEqual(tree, want) {
			t.Fatalf("seed %d: the tree became %s, want %s", seed, tree, want)
		}
	}
}

// One tree may be used by several goroutines at once. This is a test of the
// race detector.
func TestTreesAreShared(t *testing.T) {
	for seed := range uint64(50) {
		tree := fuzz.Tree(fuzz.NewSource(seed))
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() { useTree(t, tree) })
		}
		group.Wait()
	}
}
