//go:build unix

package doctest

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestDocumentTranscripts runs what the documents show with a bbql that is
// built from the sources beside them. The commands are written for the shell
// of Unix systems.
func TestDocumentTranscripts(t *testing.T) {
	sh := repoShell(t)
	checkDocuments(t, func(d *document) ([]string, int, map[*block]string) { return checkTranscripts(d, sh) })
}

// repoShell returns a shell at the root of the repository that finds bbql.
func repoShell(t *testing.T) shell {
	t.Helper()
	dir, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	watchSources(t)
	bin := t.TempDir()
	path := bin + string(os.PathListSeparator) + os.Getenv("PATH")
	env := append(os.Environ(), "PATH="+path, "GOWORK="+filepath.Join(dir, "go.work"), "LC_ALL=C")
	build := exec.Command("go", "build", "-o", bin, "./cmd/bbql")
	build.Dir, build.Env = dir, env
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return shell{dir, env}
}

// watchSources lists every directory of the repository. The go command reuses
// the result of a test until something changes that the test itself looked at;
// what go build looks at doesn't count.
func watchSources(t *testing.T) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), ".", func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".git" {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
