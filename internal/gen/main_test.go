package main

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// root is the root of the repository, and beside where the API file may lie.
const root = "../.."

// readAPI returns the API file, or skips the test where there is none.
func readAPI(t *testing.T) []byte {
	t.Helper()
	path := cmp.Or(os.Getenv("BBQL_OPENAPI"), filepath.Join("..", filepath.FromSlash(defaultSource)))
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("there is no API file at", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func readCorrectionsFile(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, correctionsPath))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestGeneratedFilesAreFresh: what is committed is what comes out, byte by byte,
// every time.
func TestGeneratedFilesAreFresh(t *testing.T) {
	api, fixes := readAPI(t), readCorrectionsFile(t)
	for range 2 {
		files, err := generate(api, fixes)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			old, err := os.ReadFile(filepath.Join(root, f.path))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(old, f.text) {
				t.Errorf("%s is stale: run go generate ./schema", f.path)
			}
		}
	}
}

// TestNoProse: facts and names of the API file are used, its sentences are not.
// A sentence is eight words in a row of a description.
func TestNoProse(t *testing.T) {
	api, fixes := readAPI(t), readCorrectionsFile(t)
	files, err := generate(api, fixes)
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, file{correctionsPath, fixes})
	prose := shingles(string(api))
	for _, f := range files {
		for s := range shingles(string(f.text)) {
			if prose[s] {
				t.Errorf("%s has words of the API file: %s", f.path, s)
			}
		}
	}
}

// shingles returns the runs of eight lower-case words of a text.
func shingles(text string) map[string]bool {
	const length = 8
	all := map[string]bool{}
	var run []string
	for _, word := range strings.Fields(text) {
		if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz',.") != "" {
			run = run[:0]
			continue
		}
		run = append(run, word)
		if len(run) >= length {
			all[strings.Join(run[len(run)-length:], " ")] = true
		}
	}
	return all
}

func TestRunWithoutAPIFile(t *testing.T) {
	if err := run(filepath.Join(t.TempDir(), "none.json"), t.TempDir()); err != nil {
		t.Error(err)
	}
}

func TestBadInput(t *testing.T) {
	const api = `{"components":{"schemas":{"a":{"properties":{"b":{"type":"string"}}}}},` +
		`"paths":{"/a":{"get":{"responses":{"200":{"content":{"application/json":` +
		`{"schema":{"$ref":"#/components/schemas/a"}}}}}}}}}`
	const known = `"certainty": "assumed", "source": "x"`
	if _, err := generate([]byte(api), []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ api, fixes, want string }{
		"not JSON":       {`{`, `{}`, "API file"},
		"bad fix":        {api, `[]`, "corrections"},
		"typo":           {api, `{"fact": []}`, `unknown field "fact"`},
		"no source":      {api, `{"facts": [{"objects": ["a"], "paths": ["b"], "certainty": "assumed"}]}`, `source ""`},
		"certainty":      {api, `{"scopes": [{"scope": "a", "certainty": "sure", "source": "x"}]}`, `certainty "sure"`},
		"verdict":        {api, `{"facts": [{"objects": ["a"], "paths": ["b"], "filter": "works", ` + known + `}]}`, `no verdict "works"`},
		"fact object":    {api, `{"facts": [{"objects": ["z"], "paths": ["b"], ` + known + `}]}`, "no object z"},
		"fact path":      {api, `{"facts": [{"objects": ["a"], "paths": ["b.c"], ` + known + `}]}`, "no field b.c of a"},
		"field object":   {api, `{"fields": [{"object": "z", "field": "c", "type": "string", ` + known + `}]}`, "no object z"},
		"field type":     {api, `{"fields": [{"object": "a", "field": "c", "type": "text", ` + known + `}]}`, `no type "text"`},
		"field ref":      {api, `{"fields": [{"object": "a", "field": "c", "type": "@z", ` + known + `}]}`, `no type "@z"`},
		"enum":           {api, `{"enums": [{"object": "a", "field": "c", ` + known + `}]}`, "no field c of a"},
		"key":            {api, `{"keys": [{"object": "z", "key": "name", ` + known + `}]}`, "no object z"},
		"type":           {api, `{"types": [{"type": "t", "object": "z", ` + known + `}]}`, "no object z"},
		"endpoint":       {api, `{"endpoints": [{"endpoint": "GET /z", ` + known + `}]}`, "no endpoint GET /z"},
		"parameter":      {api, `{"params": [{"endpoint": "GET /a", "name": "p", ` + known + `}]}`, "no parameter p"},
		"like":           {api, `{"operations": [{"endpoint": "GET /y", "like": "GET /z", ` + known + `}]}`, "no endpoint GET /z"},
		"bad operation":  {`{"paths": {"/a": {"get": []}}}`, `{}`, "GET /a"},
		"bad parameters": {`{"paths": {"/a": {"get": {}, "parameters": 1}}}`, `{}`, "GET /a"},
	}
	for name, test := range tests {
		_, err := generate([]byte(test.api), []byte(test.fixes))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}
