package archtest

import "testing"

const namesSample = `
-- p/p.go --
// Package p is a sample.
package p

// A T has a comment.
type T struct{ Field int }

// M has a comment.
func (T) M() {}

type unexported struct{}

func (unexported) Exported() {}

func f() {}

const (
	A = iota // a comment behind
	B        // another
)
-- p/p_test.go --
package p

func InTest() {}
`

func TestCheckNames(t *testing.T) {
	tree := sources(t, namesSample)
	expect(t, checkNames(tree, map[string]int{"p": 3, "later": 0}))
	expect(t, checkNames(tree, map[string]int{"p": 2}), "p: exports 3 names, 2 allowed")
}

func TestCheckDocs(t *testing.T) {
	tests := []struct {
		name, files string
		want        []string
	}{
		{"documented", namesSample, nil},
		{
			"bare names", "-- p/p.go --\n// Package p.\npackage p\n\ntype T int\n\nfunc (*T) M() {}\n\nvar V, w int\n",
			[]string{"exported T has no comment", "exported M has no comment", "exported V has no comment"},
		},
		{
			"group comment", "-- p/p.go --\n// Package p.\npackage p\n\n// Operators.\nconst (\n\tA = 1\n\tB = 2\n)\n",
			nil,
		},
		{"no package comment", "-- p/p.go --\npackage p\n", []string{"p: 0 package comments"}},
		{
			"two package comments", "-- p/a.go --\n// Package p.\npackage p\n-- p/b.go --\n// Package p.\npackage p\n",
			[]string{"p: 2 package comments"},
		},
		{"tests alone", "-- p/p_test.go --\npackage p\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			expect(t, checkDocs(sources(t, tt.files)), tt.want...)
		})
	}
}
