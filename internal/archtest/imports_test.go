package archtest

import "testing"

var sampleImports = importRules{
	root: "example.org/m",
	ours: []importRule{
		{"ast", nil},
		{"eval", []string{"ast", "internal/..."}},
		{"internal/...", nil},
		{"cmd/...", []string{"eval"}},
	},
	theirs:  map[string][]string{"lib.org/parser": {"ast"}, "lib.org/cmp": {"internal/golden"}},
	inTests: []string{"lib.org/cmp"},
}

func TestCheckImports(t *testing.T) {
	tests := []struct {
		name, files string
		want        []string
	}{
		{
			"allowed", `
-- ast/a.go --
package ast

import _ "lib.org/parser/lexer"
-- ast/a_test.go --
package ast_test

import (
	_ "example.org/m/eval"
	_ "lib.org/cmp/cmpopts"
)
-- eval/e.go --
package eval

import (
	_ "encoding/json"
	_ "example.org/m/ast"
	_ "example.org/m/internal/value"
)
-- internal/golden/g.go --
package golden

import _ "lib.org/cmp"
-- cmd/go.mod --
module example.org/m/cmd
-- cmd/c.go --
package main

import _ "lib.org/flags"
`, nil,
		},
		{
			"upwards", "-- ast/a.go --\npackage ast\n\nimport _ \"example.org/m/eval\"\n",
			[]string{"ast/a.go: imports example.org/m/eval: ast may import only"},
		},
		{
			"root package", "-- ast/a.go --\npackage ast\n\nimport _ \"example.org/m\"\n",
			[]string{"ast/a.go: imports example.org/m: ast may import only"},
		},
		{
			"unknown package", "-- new/n.go --\npackage new\n",
			[]string{"new: not in the import table"},
		},
		{
			"parser elsewhere", "-- eval/e.go --\npackage eval\n\nimport _ \"lib.org/parser\"\n",
			[]string{"eval/e.go: imports lib.org/parser: only [\"ast\"] may"},
		},
		{
			"parser in a test elsewhere", "-- eval/e_test.go --\npackage eval\n\nimport _ \"lib.org/parser\"\n",
			[]string{"eval/e_test.go: imports lib.org/parser: only [\"ast\"] may"},
		},
		{
			"parser in a nested module",
			"-- cmd/go.mod --\nmodule example.org/m/cmd\n-- cmd/c.go --\npackage main\n\nimport _ \"lib.org/parser\"\n",
			[]string{"cmd/c.go: imports lib.org/parser: only [\"ast\"] may"},
		},
		{
			"test library outside of tests", "-- eval/e.go --\npackage eval\n\nimport _ \"lib.org/cmp\"\n",
			[]string{"eval/e.go: imports lib.org/cmp: only [\"internal/golden\"] may"},
		},
		{
			"new dependency", "-- eval/e.go --\npackage eval\n\nimport _ \"lib.org/parsers\"\n",
			[]string{"eval/e.go: imports lib.org/parsers: not a dependency of this module"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			expect(t, checkImports(sources(t, tt.files), sampleImports), tt.want...)
		})
	}
}

func TestMatches(t *testing.T) {
	tests := []struct {
		pattern, dir string
		want         bool
	}{
		{"ast", "ast", true},
		{"ast", "ast/x", false},
		{"ast", "astx", false},
		{"ast/...", "ast", true},
		{"ast/...", "ast/x/y", true},
		{"ast/...", "astx", false},
	}
	for _, tt := range tests {
		if got := matches(tt.pattern, tt.dir); got != tt.want {
			t.Errorf("matches(%q, %q) = %t, want %t", tt.pattern, tt.dir, got, tt.want)
		}
	}
}
