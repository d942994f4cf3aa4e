package fuzz_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/fuzz"
	"github.com/bbql/go-bbql/internal/txtar"
)

// maxInput is how many bytes of an input a fuzz target reads.
const maxInput = 4 << 10

// A property fails the test if it does not hold for what the source chooses.
type property func(t *testing.T, s *fuzz.Source)

// quick tries a property on random choices. Those of a failure can be repeated
// by its seed.
func quick(t *testing.T, times uint64, holds property) {
	t.Helper()
	for seed := range times / haste {
		if holds(t, fuzz.NewSource(seed)); t.Failed() {
			t.Fatalf("with the choices of seed %d", seed)
		}
	}
}

// mutate tries a property on choices that native fuzzing makes.
func mutate(f *testing.F, holds property) {
	for _, seed := range []string{"", "\x00", "\x1e\x05\x02", strings.Repeat("\x07\x81\xc4", 99)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		holds(t, fuzz.FromBytes(data[:min(len(data), maxInput)]))
	})
}

// queries returns every query of the conformance suite, right and wrong.
func queries(tb testing.TB) []string {
	tb.Helper()
	var all []string
	err := filepath.WalkDir("../testdata", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txtar" {
			return err
		}
		data, err := os.ReadFile(path)
		for _, file := range txtar.Parse(data).Files {
			if strings.HasSuffix(file.Name, ".bbql") {
				all = append(all, strings.TrimSuffix(file.Data, "\n"))
			}
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(all) == 0 {
		tb.Fatal("no queries in ../testdata")
	}
	return all
}
