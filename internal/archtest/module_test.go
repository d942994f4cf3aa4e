package archtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseModule(t *testing.T) {
	got := parseModule("x", `// A comment.
module example.org/m // why

go 1.26.0

require lib.org/one v1.0.0

require (
	lib.org/two/v2 v2.0.0
	lib.org/three v3.0.0 // indirect
)

use (
	.
	./cmd/tool
)

replace lib.org/one v1.0.0 => ./one
`)
	want := &module{
		dir: "x", path: "example.org/m", version: "1.26.0",
		requires: []string{"lib.org/one", "lib.org/two/v2", "lib.org/three"},
		uses:     []string{".", "./cmd/tool"},
		replaces: []string{"lib.org/one v1.0.0 => ./one"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(module{})); diff != "" {
		t.Errorf("parseModule mismatch (-want +got):\n%s", diff)
	}
}

func TestCheckModules(t *testing.T) {
	const (
		root = "go 1.26.0\nrequire a.org/a v1.0.0\n"
		cmd  = "go 1.26.0\nrequire b.org/b v1.0.0\n"
		work = "go 1.26.0\nuse (\n\t.\n\t./cmd\n)\nreplace m v0.0.0 => ./\n"
	)
	tests := []struct {
		name, root, cmd, work string
		want                  []string
	}{
		{"good", root, cmd, work, nil},
		{
			"replace in a module", root, cmd + "replace b.org/b => ../b\n", work,
			[]string{"cmd/go.mod: a module with a replace"},
		},
		{
			"other go line", root, "go 1.25.0\n", work,
			[]string{"cmd/go.mod: go 1.25.0, but go.work says go 1.26.0"},
		},
		{
			"new requirement", root + "require c.org/c v1.0.0 // indirect\n", cmd, work,
			[]string{"go.mod: require: c.org/c is not expected"},
		},
		{
			"lost requirement", "go 1.26.0\n", cmd, work,
			[]string{"go.mod: require: a.org/a is missing"},
		},
		{
			"module not in use", root, cmd, "go 1.26.0\nuse .\nreplace m v0.0.0 => ./\n",
			[]string{"go.work: use: ./cmd is missing"},
		},
		{
			"heavy module in use", root, cmd, work + "use ./bench\n",
			[]string{"go.work: use: ./bench is not expected"},
		},
		{
			"other replace", root, cmd, "go 1.26.0\nuse (\n\t.\n\t./cmd\n)\nreplace m => ../m\n",
			[]string{
				"go.work: replace: m => ../m is not expected",
				"go.work: replace: m v0.0.0 => ./ is missing",
			},
		},
	}
	rules := moduleRules{
		requires: []string{"a.org/a"},
		replaces: []string{"m v0.0.0 => ./"},
		outside:  []string{"bench"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			mods := []*module{
				parseModule(".", tt.root), parseModule("cmd", tt.cmd), parseModule("bench", "go 1.26.0\n"),
			}
			expect(t, checkModules(mods, []*module{parseModule(".", tt.work)}, rules), tt.want...)
		})
	}
}

func TestCheckModulesWorkspaces(t *testing.T) {
	root, other := parseModule(".", "go 1.26.0\n"), parseModule("bench", "go 1.25.0\n")
	expect(t, checkModules(nil, []*module{root}, moduleRules{}))
	expect(t, checkModules(nil, []*module{other, root}, moduleRules{}),
		"bench/go.work: go 1.25.0, but go.work says go 1.26.0")
	expect(t, checkModules(nil, []*module{other}, moduleRules{}), "go.work: there is none")
}
