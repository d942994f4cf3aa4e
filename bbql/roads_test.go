package bbql

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/txtar"
)

// TestRoadsOnSuite compares the two roads on every query of the conformance
// suite, right and wrong ones.
func TestRoadsOnSuite(t *testing.T) {
	valid, invalid := 0, 0
	for _, q := range suiteQueries(t) {
		if checkRoads(t, q) {
			valid++
		} else {
			invalid++
		}
	}
	if valid < 400 || invalid < 300 {
		t.Errorf("found %d queries and %d texts that are none, fewer than there are", valid, invalid)
	}
}

// suiteQueries returns the .bbql files of all archives in testdata.
func suiteQueries(t *testing.T) []string {
	t.Helper()
	var queries []string
	err := filepath.WalkDir("../testdata", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txtar" {
			return err
		}
		data, err := os.ReadFile(path)
		for _, f := range txtar.Parse(data).Files {
			if strings.HasSuffix(f.Name, ".bbql") {
				queries = append(queries, strings.TrimSuffix(f.Data, "\n"))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return queries
}
