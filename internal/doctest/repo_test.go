package doctest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/bbql/go-bbql/internal/golden"
)

// root is the root of the repository.
const root = "../.."

// A check checks one document: it returns what is wrong, how much there was to
// check, and what the blocks should say.
type check func(*document) (problems []string, checked int, want map[*block]string)

// checkDocuments runs a check on README.md, where it must find something to
// check, and on all of docs.
func checkDocuments(t *testing.T, run check) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	if checkDocument(t, filepath.Join(root, "README.md"), run) == 0 {
		t.Error("README.md shows nothing of the kind")
	}
	for _, name := range names {
		checkDocument(t, name, run)
	}
}

func checkDocument(t *testing.T, path string, run check) (checked int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, problems := parseDocument(path, string(text))
	more, checked, want := run(d)
	if golden.Updating() {
		golden.File(t, path, d.replace(want))
		return checked
	}
	for _, problem := range append(problems, more...) {
		t.Error(problem)
	}
	return checked
}

func TestDocumentExamples(t *testing.T) {
	fsys := os.DirFS(root)
	checkDocuments(t, func(d *document) ([]string, int, map[*block]string) { return checkExamples(d, fsys) })
}
