// Package golden compares what tests produce with what is written down, and
// writes it down anew when a test runs with -update.
//
// [Run] does so for the cases of txtar archives, [File] for one whole file. The
// package is for tests only; it owns the -update flag of every test binary
// that imports it, so no test registers one of its own.
package golden

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files with what the tests produce")

// Updating reports whether the tests run with -update.
func Updating() bool { return *update }

// Outputs maps the extension of a file, without its dot, to the text that
// belongs in it.
type Outputs map[string]string

// Run runs every case of every archive dir/*.txtar as a subtest.
//
// A case is the files of an archive that share a name up to the last dot; the
// one whose extension is input makes them a case. The produce function turns a
// case into its outputs. Each must be in the case with the same text, give or
// take the final line break; and every file of the case must be either read by
// produce or among its outputs, so that none is forgotten. Files of other names
// are shared by the cases of their archive; see [Case.Shared].
//
// Under -update the outputs are written into the archive instead. Comments,
// the order of the files and all that is not an output stay as they are.
//
//	golden.Run(t, "../testdata/print", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
//		expr, err := bbql.Parse(c.Input("bbql"))
//		if err != nil {
//			t.Fatal(err)
//		}
//		return golden.Outputs{"want": expr.String()}
//	})
func Run(t *testing.T, dir, input string, produce func(*testing.T, *Case) Outputs) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("no *.txtar in %s", dir)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) { runArchive(t, path, input, produce) })
	}
}

func runArchive(t *testing.T, path, input string, produce func(*testing.T, *Case) Outputs) {
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(old)
	cases, err := group(a, input)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	outputs := map[string]bool{}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			c.tb = t
			got := produce(t, c)
			for ext := range got {
				outputs[ext] = true
			}
			if Updating() {
				a = rewrite(a, c, got)
				return
			}
			for _, problem := range c.problems(got) {
				t.Error(problem)
			}
		})
	}
	for _, name := range orphans(a, input, outputs) {
		t.Errorf("%s: %s belongs to no case: there is no .%s file of that name", path, name, input)
	}
	if Updating() {
		writeArchive(t, path, old, a)
	}
}

func writeArchive(t *testing.T, path string, old []byte, a txtar.Archive) {
	data := txtar.Format(a)
	if len(txtar.Parse(data).Files) != len(a.Files) {
		t.Fatalf("%s: not written: an output has a line that would begin a file", path)
	}
	if string(data) != string(old) {
		write(t, path, data)
	}
}

// File compares a whole file with the text that a test produced; under -update
// it writes the text to the file.
func File(tb testing.TB, path, got string) {
	tb.Helper()
	want, err := os.ReadFile(path)
	switch {
	case err == nil && string(want) == got:
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		tb.Fatal(err)
	case Updating():
		write(tb, path, []byte(got))
	case err != nil:
		tb.Errorf("%s is missing; run the test with -update and review it", path)
	default:
		tb.Errorf("%s mismatch (-want +got):\n%s", path, cmp.Diff(string(want), got))
	}
}

func write(tb testing.TB, path string, data []byte) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		tb.Fatal(err)
	}
}
