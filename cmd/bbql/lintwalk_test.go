package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A directory's binary files are left out, and so is what links lead to, unless
// the link is what lint is told to look at.
func TestWalk(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, data := range map[string]string{
		"a/text.bbql":      "state = \"OPEN\"\n",
		"a/utf16.bbql":     "\xff\xfes\x00t\x00",
		"a/program":        "#!\x00",
		"a/script":         "#!/bin/sh\n",
		"a/empty.bbql":     "",
		"a/empty":          "",
		"a/sub/UPPER.YAML": "a: b\n",
		"b/other.bbql":     "state = \"OPEN\"\n",
	} {
		writeFile(t, name, data)
	}
	for link, target := range map[string]string{
		"a/link.bbql": "../b/other.bbql", "a/folder": "../b", "a/circle": ".", "c": "b",
	} {
		if err := os.Symlink(target, link); err != nil {
			skipLinks(t, err)
		}
	}
	want := map[string][]string{
		"a":  {"a/empty.bbql", "a/script", "a/sub/UPPER.YAML", "a/text.bbql"},
		"a/": {"a/empty.bbql", "a/script", "a/sub/UPPER.YAML", "a/text.bbql"},
		"c":  {"c/other.bbql"},
	}
	for dir, files := range want {
		var config lintConfig
		got, err := config.walk(dir)
		for i := range got {
			got[i] = filepath.ToSlash(got[i])
		}
		if !slices.Equal(got, files) || err != nil {
			t.Errorf("%s has %q, %v, want %q", dir, got, err, files)
		}
	}
}
