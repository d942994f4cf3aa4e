package archtest

import "testing"

func TestCheckState(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"constant tables", `package p

import (
	"errors"
	"sync"
)

var table = map[string]int{"a": 1}

var ErrBad = errors.New("bad")

type opaque struct{ text string }

var Opaque = opaque{"a"}

var lazy = sync.OnceValue(func() int { return 1 })

func f() int {
	table := map[string]int{}
	table["a"] = 2
	for k, v := range table {
		_, _ = k, v
	}
	return table["a"] + lazy()
}
`, nil},
		{"init", "package p\n\nfunc init() {}\n\ntype T int\n\nfunc (T) init() {}\n", []string{"p/p.go:3: init function"}},
		{"assigned", "package p\n\nvar v int\n\nfunc f() { v = 1 }\n", []string{"p/p.go:5: v is written to"}},
		{"counted", "package p\n\nvar v int\n\nfunc f() { v++ }\n", []string{"v is written to"}},
		{"added to", "package p\n\nvar v int\n\nfunc f() { v += 2 }\n", []string{"v is written to"}},
		{"map entry", "package p\n\nvar v = map[int]int{}\n\nfunc f() { v[1] = 1 }\n", []string{"v is written to"}},
		{"field", "package p\n\nvar v struct{ x []int }\n\nfunc f() { v.x[0] = 1 }\n", []string{"v is written to"}},
		{"pointed to", "package p\n\nvar v = new(int)\n\nfunc f() { *v = 1 }\n", []string{"v is written to"}},
		{"address taken", "package p\n\nvar v int\n\nfunc f() *int { return &(v) }\n", []string{"v is written to"}},
		{"slice of array", "package p\n\nvar v [2]int\n\nfunc f() { v[:][0] = 1 }\n", []string{"v is written to"}},
		{
			"range", "package p\n\nvar i, v int\n\nfunc f() {\n\tfor i, v = range []int{1} {\n\t}\n}\n",
			[]string{"i is written to", "v is written to"},
		},
		{
			"cleared", "package p\n\nvar v = map[int]int{}\n\nfunc f() {\n\tdelete(v, 1)\n\tclear(v)\n}\n",
			[]string{"p/p.go:6: v is written to", "p/p.go:7: v is written to"},
		},
		{
			"made to be written to", "package p\n\nimport (\n\t\"sync\"\n\t\"sync/atomic\"\n)\n\n" +
				"var m sync.Map\n\nvar n = new(atomic.Int64)\n",
			[]string{"n is a sync/atomic.Int64", "m is a sync.Map"},
		},
		{"exported", "package p\n\nvar V = 1\n", []string{"V can be written to by other packages"}},
		{
			"exported with an open field", "package p\n\nvar V = struct{ A int }{1}\n",
			[]string{"V can be written to by other packages"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			expect(t, checkState(typed(t, tt.source)), tt.want...)
		})
	}
}
