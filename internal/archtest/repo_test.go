package archtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/bbql/go-bbql/internal/golden"
)

// root is the root of the repository.
const root = "../.."

// Groups of packages that the import table names together.
var (
	// shared are the internal packages that parts of the library share.
	shared = []string{
		"internal/jsonscan", "internal/snippet", "internal/spell", "internal/urlquery", "internal/value",
	}
	// public are the packages that programs import.
	public = []string{"ast", "bbql/...", "builder/...", "eval", "lint", "schema", "sqlwhere"}
)

// repoImports is the import table of the library: a query is a small tree,
// everything else is a way into the tree or a way out of it, and the ways don't
// know each other.
var repoImports = importRules{
	root: "github.com/bbql/go-bbql",
	ours: []importRule{
		{"ast", []string{"internal/value"}},
		{"bbql", join("ast", shared, "internal/goliteral")},
		{"bbql/bbqltest", join("ast", shared, "bbql", "eval", "lint", "schema")},
		{"builder", []string{"ast", "internal/goliteral", "internal/urlquery"}},
		{"builder/...", []string{"builder", "builder/object"}},
		{"eval", []string{"ast", "internal/jsonscan", "internal/value"}},
		{"schema", []string{"ast"}},
		{"lint", join("ast", shared, "internal/logic", "bbql", "schema")},
		{"sqlwhere", []string{"ast", "internal/value"}},
		{"fuzz", join("internal/...", public)},
		{"docs/testing", public}, // the code of a document

		{"cmd/bbql/...", join("cmd/bbql/...", shared, "internal/route", public)},
		{"lint/bbqlcheck/...", join("lint/bbqlcheck/...", "internal/route", "internal/spell", public)},
		{"sqlwhere/enginetest/...", public},
		{"bench/...", public},
		{"docs/examples/clients", public},
		{"cmd/bbql/sariftest", nil},

		{"internal/goliteral", []string{"ast", "internal/value"}},
		{"internal/golden", []string{"internal/txtar"}},
		// It asks the evaluator what a comparison means, so that the rules of
		// the language stay in one place.
		{"internal/logic", []string{"ast", "eval", "internal/value"}},
		{"internal/route", []string{"ast", "schema"}},
		{"internal/...", nil},
	},
	theirs: map[string][]string{
		"github.com/alecthomas/participle/v2": {"bbql"},
		"github.com/google/go-cmp":            {"fuzz", "internal/doctest", "internal/golden"},
	},
	inTests: []string{"github.com/google/go-cmp"},
}

// repoGrants is the capability baseline: everything else in the library
// computes, and does nothing else.
var repoGrants = []grant{
	{"bbql/bbqltest", []string{"net/http", "net/http/httptest", "testing"}, "a server for tests"},
	{"eval", []string{"reflect"}, "matches Go values of any type"},
	{"eval", []string{"runtime"}, "asks how many goroutines run at once"},
	{"internal/archtest", []string{"os", "os/exec"}, "reads the repository and runs go list"},
	{"internal/doctest", []string{"os/exec"}, "runs the commands of the documents"},
	{"internal/gen", []string{"flag", "os"}, "a command of go generate"},
	{"internal/golden", []string{"flag", "os", "testing"}, "a helper of tests"},
	{"internal/goliteral", []string{"reflect"}, "converts Go values of any type"},
	{"internal/stopwatch", []string{"syscall"}, "asks for the time of processors"},
}

var repoModules = moduleRules{
	requires: []string{"github.com/alecthomas/participle/v2", "github.com/google/go-cmp"},
	replaces: []string{"github.com/bbql/go-bbql v0.0.0 => ./"},
	// Modules with tools or peers too large for a fresh clone's tests.
	outside: []string{"bench", "cmd/bbql/sariftest", "docs/examples/clients", "sqlwhere/enginetest", "tools"},
}

var repoLimits = limits{
	functionMedian: 9,
	functionP90:    40,
	function:       100,
	typeSwitch:     150,
	fileLines:      800,
	columns:        100,
	wideShare:      0.01,
	parameters:     4,
}

var repoExceptions = exceptions{
	parameters: []string{
		"cmd/bbql.numberVar", // takes what the functions of pflag take
	},
}

// repoPlugins are packages that a host finds by what they register when it
// imports them, which takes an init function.
var repoPlugins = []string{"lint/bbqlcheck/golangci"}

var repoNames = map[string]int{
	"ast": 60, "bbql": 20, "builder": 45, "eval": 25, "lint": 20, "schema": 25,
}

// join puts directories and lists of directories into one list.
func join(parts ...any) []string {
	var list []string
	for _, part := range parts {
		switch part := part.(type) {
		case string:
			list = append(list, part)
		case []string:
			list = append(list, part...)
		}
	}
	return list
}

var repoTree = sync.OnceValues(func() (*tree, error) { return loadTree(os.DirFS(root)) })

var repoTyped = sync.OnceValues(func() ([]*typedPackage, error) {
	dir, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	return loadTyped(dir)
})

// report fails the test with the findings of a check.
func report(t *testing.T, found []string) {
	t.Helper()
	for _, f := range found {
		t.Error(f)
	}
}

func TestRepositorySources(t *testing.T) {
	tree, err := repoTree()
	if err != nil {
		t.Fatal(err)
	}
	checks := map[string]func() []string{
		"modules":      func() []string { return checkModules(tree.modules, tree.works, repoModules) },
		"imports":      func() []string { return checkImports(tree, repoImports) },
		"capabilities": func() []string { return checkCapabilities(tree, repoGrants) },
		"functions":    func() []string { return checkFunctions(functions(tree), repoLimits, repoExceptions) },
		"files":        func() []string { return checkFiles(tree, repoLimits) },
		"width":        func() []string { return checkWidth(tree, repoLimits) },
		"names":        func() []string { return checkNames(tree, repoNames) },
		"docs":         func() []string { return checkDocs(tree) },
	}
	for name, check := range checks {
		t.Run(name, func(t *testing.T) { report(t, check()) })
	}
}

func TestRepositoryLeaks(t *testing.T) {
	found, err := checkLeaks(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	report(t, found)
}

// TestRepositoryAssembly allows it where bytes are scanned.
func TestRepositoryAssembly(t *testing.T) {
	found, err := checkAssembly(os.DirFS(root), []string{"internal/jsonscan"})
	if err != nil {
		t.Fatal(err)
	}
	report(t, found)
}

func TestRepositoryState(t *testing.T) {
	typed, err := repoTyped()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range typed {
		if !slices.Contains(repoPlugins, p.dir) {
			report(t, checkState(p))
		}
	}
}

// TestRepositoryAPI compares the exported API of the public packages with
// testdata/api. A line that goes away breaks somebody's program; a line that is
// new is a promise. Neither happens by itself.
func TestRepositoryAPI(t *testing.T) {
	typed, err := repoTyped()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, p := range typed {
		if !matchesAny(public, p.dir) || p.types.Name() == "main" {
			continue
		}
		path := filepath.Join("testdata", "api", filepath.FromSlash(p.dir)+".txt")
		known[path] = true
		golden.File(t, path, api(p.types))
	}
	err = filepath.WalkDir(filepath.Join("testdata", "api"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !known[path] {
			t.Errorf("%s is the API of a package that is gone", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
