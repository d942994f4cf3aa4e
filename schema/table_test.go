package schema_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// A row is a line of a table in testdata: words, and a remark behind " # ".
type row struct {
	words  []string
	remark string
}

// readTable returns the lines of a file in testdata that are not comments.
func readTable(t *testing.T, path string) []row {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []row
	for lines := bufio.NewScanner(f); lines.Scan(); {
		text, remark, _ := strings.Cut(lines.Text(), " # ")
		if words := strings.Fields(text); len(words) > 0 && words[0] != "#" {
			rows = append(rows, row{words, remark})
		}
	}
	if len(rows) == 0 {
		t.Fatalf("%s: no rows", path)
	}
	return rows
}
