package recording_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/cmd/bbql/internal/recording"
)

// addSeeds adds answers with two objects of each list in the repository's
// fixtures, and the people of other tests.
func addSeeds(f *testing.F) {
	for _, path := range []string{
		"repositories/acme", "repositories/acme/site/pullrequests",
		"repositories/acme/site/issues", "repositories/acme/site/refs/branches",
	} {
		data, err := os.ReadFile("../../../../testdata/bitbucket/" + path + ".json")
		if err != nil {
			f.Fatal(err)
		}
		var page struct {
			Values []json.RawMessage `json:"values"`
		}
		if err := json.Unmarshal(data, &page); err != nil {
			f.Fatal(err)
		}
		page.Values = page.Values[:2]
		short, err := json.Marshal(page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("/"+path, string(short), true)
		f.Add("/"+path+"/7", string(page.Values[0]), false)
	}
	f.Add("/users/jdoe", jane, true)
	f.Add("/repositories/a/b/src/main/%7e/", `[{"path": "a"}, {"path": "a"}]`, false)
}

// FuzzRecord checks that what is recorded is JSON at paths that lead nowhere
// else, and that recording the files once more makes the same files.
func FuzzRecord(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, path, body string, personal bool) {
		tree := record(t, recording.Options{ReplacePersonal: personal}, got(api+path, body))
		dir := fstest.MapFS{}
		for _, out := range tree.Files {
			if !fs.ValidPath(out.Name) || strings.ContainsAny(out.Name, "\\:\x00") || !json.Valid(out.Data) {
				t.Errorf("%q: %q", out.Name, out.Data)
			}
			dir[out.Name] = &fstest.MapFile{Data: out.Data}
		}
		var saved []recording.Response
		for resp, err := range recording.ReadSaved(dir) {
			if err != nil {
				t.Fatal(err)
			}
			saved = append(saved, resp)
		}
		again := record(t, recording.Options{}, saved...)
		for i := range tree.Files {
			tree.Files[i].Partial = false // only a page tells
		}
		if diff := cmp.Diff(tree.Files, again.Files); diff != "" {
			t.Errorf("recorded again (-first +again):\n%s\nleft %v", diff, again.Left)
		}
	})
}
