package schema_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// A Types must be what eval takes.
var _ ast.Types = schema.PullRequest.Types

func TestLookup(t *testing.T) {
	tests := map[string]schema.Resource{
		"pullrequest":      schema.PullRequest,
		"issue":            schema.Issue,
		"repository":       schema.Repository,
		"user":             "user",
		"team":             "account",
		"build":            "commitstatus",
		"commit_directory": "treeentry",
		"":                 "",
		"pull_request":     "",
		"PullRequest":      "",
	}
	for name, want := range tests {
		if got, ok := schema.Lookup(name); got != want || ok != (want != "") {
			t.Errorf("Lookup(%q) = %q, %t, want %q", name, got, ok, want)
		}
	}
}

func TestResourcesAreThoseOfLists(t *testing.T) {
	want := map[schema.Resource]bool{}
	for e := range schema.Endpoints() {
		if e.List && e.Resource != "" {
			want[e.Resource] = true
		}
	}
	got := slices.Collect(schema.Resources())
	if !slices.IsSorted(got) || len(got) != len(want) {
		t.Errorf("%d resources, want the %d that are listed, sorted", len(got), len(want))
	}
	for _, r := range got {
		if _, ok := schema.Lookup(string(r)); !ok || !want[r] {
			t.Errorf("%s: found %t, listed %t", r, ok, want[r])
		}
	}
}

func TestFieldsOfEveryResource(t *testing.T) {
	for r := range schema.Resources() {
		var names []ast.Path
		for f := range r.Fields("") {
			names = append(names, f.Path)
			if f.Type.Kind == ast.KindAny || !f.Path.Valid() {
				t.Errorf("%s.%s: kind %s", r, f.Path, f.Type.Kind)
			}
			if f.Type.Ordered && f.Type.Enum == nil || (f.Object != "") && f.Type.Kind != ast.KindObject {
				t.Errorf("%s.%s: %+v", r, f.Path, f)
			}
			for inner := range r.Fields(f.Path) {
				if !strings.HasPrefix(string(inner.Path), string(f.Path)+".") {
					t.Errorf("%s.%s has %s", r, f.Path, inner.Path)
				}
			}
		}
		if len(names) == 0 || !slices.IsSorted(names) {
			t.Errorf("%s: fields %q, want some, sorted", r, names)
		}
	}
}

func TestFieldsStopEarly(t *testing.T) {
	for f := range schema.PullRequest.Fields("author") {
		if f.Path != "author.account_id" {
			t.Errorf("the first field is %s", f.Path)
		}
		break
	}
	for f := range schema.PullRequest.Fields("title") {
		t.Errorf("title has a field %s", f.Path)
	}
	for f := range schema.Resource("nothing").Fields("") {
		t.Errorf("nothing has a field %s", f.Path)
	}
}

// TestPaths holds the schema to the paths that public code uses: nearly all of
// them are known, and of the rest each has its reason.
func TestPaths(t *testing.T) {
	rows := readTable(t, "testdata/paths.txt")
	found := 0
	for _, r := range rows {
		e, ok := schema.EndpointFor("GET", r.words[0])
		if ok {
			_, ok = e.Resource.Field(ast.Path(r.words[1]))
		}
		if ok != (r.remark == "") {
			t.Errorf("%s %s: found %t, though %q", r.words[0], r.words[1], ok, r.remark)
		}
		if ok {
			found++
		}
	}
	if found*100 < len(rows)*95 {
		t.Errorf("%d of %d paths found", found, len(rows))
	}
}

// comparison is a path before an operator, in a query whose strings are gone.
var (
	quoted     = regexp.MustCompile(`"(\\.|[^"\\])*"`)
	comparison = regexp.MustCompile(`(?i)([a-z_][\w.-]*)\s*([=~<>]|!=|!~|\b(?:not\s+)?in\b)`)
)

// TestPathsAreThoseOfTheCorpus keeps testdata/paths.txt complete where the
// collection of queries lies beside the repository.
func TestPathsAreThoseOfTheCorpus(t *testing.T) {
	f, err := os.Open(filepath.FromSlash("../../shared/corpus/queries.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the collection isn't beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	known := map[string]bool{}
	for _, r := range readTable(t, "testdata/paths.txt") {
		known[strings.Join(r.words, " ")] = true
	}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var query struct{ Kind, Text, Endpoint string }
		if err := json.Unmarshal(lines.Bytes(), &query); err != nil {
			t.Fatal(err)
		}
		for _, path := range pathsOf(query.Kind, query.Text) {
			if query.Endpoint != "" && !known[query.Endpoint+" "+path] {
				t.Errorf("not in testdata/paths.txt: %s %s", query.Endpoint, path)
			}
		}
	}
}

// pathsOf returns the paths of a q or a sort.
func pathsOf(kind, text string) []string {
	switch kind {
	case "sort":
		return []string{strings.TrimPrefix(text, "-")}
	case "q":
		var paths []string
		for _, m := range comparison.FindAllStringSubmatch(quoted.ReplaceAllString(text, `""`), -1) {
			if ast.Path(m[1]).Valid() {
				paths = append(paths, m[1])
			}
		}
		return paths
	}
	return nil
}

func BenchmarkLookup(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		schema.Lookup("pullrequest")
	}
}

func BenchmarkField(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		schema.PullRequest.Field("source.repository.owner.nickname")
	}
}
