package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// programs by the resource that they import; all filter by some field.
var programs = map[string]string{
	"": `builder.Field("state").Eq("OPEN").String()`,
	"pullrequest": `pullrequest.State.In(pullrequest.StateOpen, pullrequest.StateMerged).String() +
		pullrequest.Source.Branch().Name().Eq("main").String() +
		pullrequest.Reviewers.UUID().Eq("x").String() +
		pullrequest.ID.Eq(1).String() + pullrequest.Draft.IsTrue().String()`,
	"issue":      `issue.Priority.AtLeast(issue.PriorityMajor).String() + issue.Component.Eq("UI").String()`,
	"repository": `repository.Parent.Parent().Owner().Nickname().Eq("x").String()`,
	"branch":     `branch.Target.Author().User().Nickname().Eq("x").String()`,
}

// TestBinaryCost holds what importing a resource adds to a program to 50 KB.
func TestBinaryCost(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	readSources(t)
	plain := binarySize(t, "")
	for resource := range programs {
		cost := binarySize(t, resource) - plain
		t.Logf("importing %q costs %d bytes", resource, cost)
		if cost > 50_000 {
			t.Errorf("importing %s costs %d bytes, more than 50 KB", resource, cost)
		}
	}
}

// readSources lists what the programs are made of, so that go test does not
// answer from its cache after a change.
func readSources(t *testing.T) {
	t.Helper()
	for _, dir := range []string{"ast", "builder"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(_ string, _ fs.DirEntry, err error) error {
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// binarySize builds the program of a resource, as if it were in this directory.
func binarySize(t *testing.T, resource string) int64 {
	t.Helper()
	dir := t.TempDir()
	source, overlay, binary := filepath.Join(dir, "main.go"), filepath.Join(dir, "overlay"), filepath.Join(dir, "binary")
	imports := "import \"github.com/bbql/go-bbql/builder\"\n"
	if resource != "" {
		imports += "import \"github.com/bbql/go-bbql/builder/" + resource + "\"\n"
	}
	writeFile(t, source, "package main\n\n"+imports+
		"func main() { println(builder.Text(\"x\").Eq(\"y\").String(), "+programs[resource]+") }\n")
	place, err := filepath.Abs(filepath.Join("testdata", "cost", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{place: source}})
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, overlay, string(replace))
	out, err := exec.Command("go", "build", "-overlay", overlay, "-o", binary, place).CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, strings.TrimSpace(string(out)))
	}
	info, err := os.Stat(binary)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
