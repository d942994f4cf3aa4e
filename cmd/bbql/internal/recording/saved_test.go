package recording_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/cmd/bbql/internal/recording"
)

// saved returns the URL, or the problem, of the one response in a file.
func saved(t *testing.T, name, data string) string {
	t.Helper()
	var all []string
	for resp, err := range recording.ReadSaved(fstest.MapFS{name: {Data: []byte(data)}}) {
		switch {
		case err != nil:
			t.Fatal(err)
		case resp.Problem != "":
			all = append(all, resp.Problem)
		default:
			all = append(all, strings.TrimPrefix(resp.URL, api))
		}
	}
	if len(all) != 1 {
		t.Fatalf("%s: %q", name, all)
	}
	return all[0]
}

// self returns an object with a link to itself.
func self(path string) string {
	return fmt.Sprintf(`{"links": {"self": {"href": "%s%s"}}}`, api, path)
}

func TestSaved(t *testing.T) {
	const unknown = "nothing in the file or its path says what it answers"
	tests := []struct{ name, data, want string }{
		{"a.json", `{"values": [], "next": "` + api + `/repositories/acme?page=2"}`, "/repositories/acme?page=2"},
		{"a.json", `{"values": [], "previous": "` + api + `/repositories/acme"}`, "/repositories/acme"},
		{"a.json", self("/repositories/acme/site"), "/repositories/acme/site"},
		{"a.json", `[` + self("/repositories/acme/a") + `, ` + self("/repositories/acme/b") + `]`, "/repositories/acme"},
		{"a.json", `[` + self("/repositories/a/b/commit/ab") + `]`, "/repositories/a/b/commits"},
		{"a.json", `[` + self("/repositories/a/b/refs/branches/x/y") + `]`, "/repositories/a/b/refs/branches"},
		{"a.json", `[` + self("/repositories/acme/a") + `, ` + self("/repositories/other/b") + `]`, unknown},
		{"a.json", `[` + self("/repositories/acme/a") + `, {}]`, unknown},
		{"a.json", `{"next": "` + api + `/repositories/acme"}`, unknown}, // of no page
		{"a.json", `{"values": []}`, unknown},
		{"a.json", `{}`, unknown},
		{"repositories/acme.json", `[]`, "/repositories/acme"},
		{"repositories/acme.json", `{"values": []}`, "/repositories/acme"},
		{"repositories/acme.json", `{}`, unknown}, // no list, but a list is there
		{"repositories/acme/site.json", self("/user"), "/repositories/acme/site"},
		{"repositories/acme/{e1}.json", `{}`, "/repositories/acme/%7Be1%7D"},
		{"repositories/acme/100%.json", `{}`, "/repositories/acme/100%25"},
		{"repositories/a/b/src/main.json", `[]`, "/repositories/a/b/src/main/"},
		{"x/api.bitbucket.org/2.0/repositories/acme?page=2", `[]`, "/repositories/acme"},
		{"repositories/a/b/refs/tags/2.0/user.json", `{}`, "/repositories/a/b/refs/tags/2.0/user"},
		{"user.json", "\ufeff{}", "/user"},
		{"user.json", string(zipped(t, "{}")), "/user"},
		{"user.json", "\x1f\x8b", "the file can't be decompressed"},
		{"user.json", "{", "the file is no JSON"},
		{"user.json", "", "the file is no JSON"},
		{"user.json", strings.Repeat(" ", 17<<20), "the file has more than 16 MiB"},
	}
	for _, tt := range tests {
		if got := saved(t, tt.name, tt.data); got != tt.want {
			t.Errorf("%s, %.80q: %s, want %s", tt.name, tt.data, got, tt.want)
		}
	}
}

// A directory may hold HARs too; where one is broken its path is told.
func TestSavedHAR(t *testing.T) {
	dir := fstest.MapFS{
		"a/x.har":  {Data: []byte(har(`{"text": "{}"}`, ""))},
		"b.har":    {Data: []byte("{")},
		"c.json":   {Data: []byte("[]")},
		"link.har": {Mode: fs.ModeSymlink},
	}
	var urls []string
	var last error
	for resp, err := range recording.ReadSaved(dir) {
		if last = err; err == nil {
			urls = append(urls, resp.URL)
		}
	}
	if diff := cmp.Diff([]string{api + "/user"}, urls); diff != "" {
		t.Errorf("URLs (-want +got):\n%s", diff)
	}
	within := (*fs.PathError)(nil)
	if !errors.As(last, &within) || within.Path != "b.har" {
		t.Errorf("error %v", last)
	}
	for range recording.ReadSaved(dir) {
		break // and nothing is yielded after that
	}
}
