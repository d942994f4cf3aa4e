package bbqltest_test

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// states is a repository with a pull request in each of three states, and with
// some of everything else.
func states(t *testing.T) fs.FS {
	t.Helper()
	files := map[string]string{
		"workspaces.json":        `[{"type":"workspace","slug":"acme","uuid":"{w}"}]`,
		"repositories/acme.json": `[{"type":"repository","full_name":"acme/site","uuid":"{r}"}]`,
		"repositories/acme/site/pullrequests.json": `[{"id":1,"state":"OPEN"},
			{"id":2,"state":"MERGED"},{"id":3,"state":"DECLINED"}]`,
		"repositories/acme/site/pullrequests/4.json":          `{"id":4}`,
		"repositories/acme/site/pullrequests/1/comments.json": `{"values":[{"id":11}]}`,
		"repositories/acme/site/deployments.json":             `[{"uuid":"{d}"}]`,
		"repositories/acme/site/pipelines.json": `[{"uuid":"{p1}","created_on":"2024-01-02T00:00:00Z"},
			{"uuid":"{p2}","created_on":"2024-01-01T00:00:00Z"}]`,
		"repositories/acme/site/commits.json":         `[{"hash":"c0ffee"}]`,
		"repositories/acme/site/refs/branches.json":   `[{"name":"release/1.0"},{"name":"main"}]`,
		"repositories/acme/site/src/main.json":        `[{"path":"docs"},{"path":"a.txt","size":6}]`,
		"repositories/acme/site/src/main/docs.json":   `[{"path":"docs/b.txt"}]`,
		"repositories/acme/site/src/main/a.txt":       "hello\n",
		"repositories/acme/site/diff/main":            "--- a\n+++ b\n",
		"repositories/acme/site/commit/c/stat.json":   `{}`,
		"repositories/acme/site/secret/elsewhere.txt": "no",
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestObjects(t *testing.T) {
	h := bbqltest.Handler(states(t))
	const site = "/repositories/acme/site"
	tests := []struct{ path, want string }{
		{site, `{"type":"repository","full_name":"acme/site","uuid":"{r}"}`},
		{site + "/", `{"type":"repository","full_name":"acme/site","uuid":"{r}"}`},
		{"/repositories/acme/%7Br%7D", `{"type":"repository","full_name":"acme/site","uuid":"{r}"}`},
		{"/repositories/%7Bw%7D/{r}", `{"type":"repository","full_name":"acme/site","uuid":"{r}"}`},
		{"/workspaces/acme", `{"type":"workspace","slug":"acme","uuid":"{w}"}`},
		{"/workspaces/{w}", `{"type":"workspace","slug":"acme","uuid":"{w}"}`},
		{site + "/pullrequests/2", `{"id":2,"state":"MERGED"}`},
		{site + "/pullrequests/4", `{"id":4}`},
		{"/repositories/{w}/{r}/pullrequests/3", `{"id":3,"state":"DECLINED"}`},
		{site + "/pullrequests/1/comments/11", `{"id":11}`},
		{site + "/pipelines/%7bp2%7d", `{"uuid":"{p2}","created_on":"2024-01-01T00:00:00Z"}`},
		{site + "/commit/c0ffee", `{"hash":"c0ffee"}`},
		{site + "/refs/branches/release/1.0", `{"name":"release/1.0"}`},
		{site + "/refs/branches/release%2F1.0", `{"name":"release/1.0"}`},
		{site + "/refs/branches/main", `{"name":"main"}`},
		{site + "/src/main/a.txt", "hello\n"},
		{site + "/src/main/a.txt?format=meta", `{"path":"a.txt","size":6}`},
		{site + "/src/main/docs/?format=meta&fields=path", `{"path":"docs"}`},
		{site + "/src/main/docs/b.txt?format=meta", `{"path":"docs/b.txt"}`},
		{site + "/diff/main", "--- a\n+++ b\n"},
	}
	for _, tt := range tests {
		if w := get(h, tt.path); w.Code != http.StatusOK || w.Body.String() != tt.want {
			t.Errorf("%s: got %d %s, want %s", tt.path, w.Code, w.Body, tt.want)
		}
	}
	if got := getPage(t, h, "/repositories/{w}/{r}/pullrequests").ids(); got != "1" {
		t.Errorf("pull requests by uuid: %q", got)
	}
	wantMissing(t, get(h, site+"/src/main/b.txt?format=meta"), "No such file or directory: b.txt",
		"bbqltest: there is no object with this path in repositories/acme/site/src/main.json")
	if p := getPage(t, h, site+"/src/main/"); len(p.Values) != 2 {
		t.Errorf("the root of src has %d entries", len(p.Values))
	}
}

// TestMissing tells who wrote fixtures which one would have answered.
func TestMissing(t *testing.T) {
	const site, found = "/repositories/acme/site", "Resource not found"
	const repository = "You may not have access to this repository or it no longer exists in this " +
		"workspace. If you think this repository exists and you have access, make sure you are " +
		"authenticated."
	h := bbqltest.Handler(states(t))
	for path, want := range map[string][2]string{
		"/nope": {found, "There is no API hosted at this URL.\n\nFor information about our API's, please " +
			"refer to the documentation at: https://developer.atlassian.com/bitbucket/api/2/reference/"},
		site + "//issues": {found, "There is no API hosted at this URL."},
		site + "/issues": {found + ": " + site + "/issues",
			"bbqltest: there is no fixture repositories/acme/site/issues.json"},
		site + "/pullrequests/9": {found + ": " + site + "/pullrequests/9",
			"bbqltest: there is no fixture repositories/acme/site/pullrequests/9.json, and no such " +
				"object in repositories/acme/site/pullrequests.json"},
		site + "/patch/x": {found + ": " + site + "/patch/x",
			"bbqltest: there is no fixture repositories/acme/site/patch/x.json or " +
				"repositories/acme/site/patch/x"},
		site + "/src/main/b/c": {"No such file or directory: b/c",
			"bbqltest: there is no fixture repositories/acme/site/src/main/b/c.json or "},
		"/repositories/acme/nope": {repository,
			"bbqltest: there is no fixture repositories/acme/nope.json, and no such object in " +
				"repositories/acme.json"},
		"/repositories/{w}/nope/issues": {repository,
			"bbqltest: there is no fixture repositories/acme/nope/issues.json"},
		"/repositories/nope/site": {repository, "bbqltest: there is no fixture "},
		"/repositories/nope": {"No workspace with identifier 'nope'.",
			"bbqltest: there is no fixture repositories/nope.json"},
		"/workspaces/acme/projects": {found + ": /workspaces/acme/projects",
			"bbqltest: there is no fixture workspaces/acme/projects.json"},
		"/workspaces/nope/projects": {"No workspace with identifier 'nope'.",
			"bbqltest: there is no fixture workspaces/nope/projects.json"},
	} {
		wantMissing(t, get(h, path), want[0], want[1])
	}
	bb := bbqltest.NewServer(t, nil)
	bb.Add("/repositories/new/site/issues", json.RawMessage(`{"id":1}`))
	if got, err := fetch(bb.URL + "/2.0/repositories/new/site"); !strings.Contains(got, found+": /r") {
		t.Errorf("a repository of which an issue was added: %s %v", got, err)
	}
}

// TestIdentities asks for objects of lists by all that identifies them.
func TestIdentities(t *testing.T) {
	const site, acme = "/repositories/acme/site", "/workspaces/acme"
	const user = `{"type":"x","user":{"uuid":"{u}","account_id":"712020:a","nickname":"jo"}}`
	const hash = `{"hash":"0123456789abcdef"}`
	tests := []struct{ list, object, path string }{
		{site + "/commits", hash, site + "/commit/0123456789abcdef"},
		{site + "/commits", hash, site + "/commit/0123456"},
		{site + "/commit/c/statuses", `{"key":"ci"}`, site + "/commit/c/statuses/build/ci"},
		{site + "/commit/c/reports", `{"uuid":"{x}","external_id":"r-1"}`, site + "/commit/c/reports/r-1"},
		{site + "/downloads", `{"name":"a.zip"}`, site + "/downloads/a.zip"},
		{site + "/default-reviewers", `{"uuid":"{u}","username":"jo"}`, site + "/default-reviewers/jo"},
		{site + "/permissions-config/users", user, site + "/permissions-config/users/%7Bu%7D"},
		{site + "/permissions-config/groups", `{"group":{"slug":"dev"}}`,
			site + "/permissions-config/groups/dev"},
		{acme + "/members", user, acme + "/members/{u}"},
		{acme + "/members", user, acme + "/members/712020:a"},
		{acme + "/projects", `{"key":"WEB","uuid":"{p}"}`, acme + "/projects/WEB"},
		{"/users/jo/gpg-keys", `{"fingerprint":"ab12"}`, "/users/jo/gpg-keys/ab12"},
		{"/user/emails", `{"email":"jo@acme.example"}`, "/user/emails/jo@acme.example"},
	}
	for _, tt := range tests {
		bb := bbqltest.NewServer(t, nil)
		bb.Add(tt.list, json.RawMessage(tt.object))
		if got, err := fetch(bb.URL + "/2.0" + tt.path); got != tt.object {
			t.Errorf("%s: got %s %v, want %s", tt.path, got, err, tt.object)
		}
	}
	bb := bbqltest.NewServer(t, nil)
	bb.Add(prs+"/1/comments", json.RawMessage(`{"id":1,"user":{"uuid":"{u}"}}`))
	bb.Add(site+"/commits", json.RawMessage(hash))
	for path, want := range map[string]string{
		prs + "/1/comments/{u}":                   "Resource not found",
		site + "/commit/012345":                   "Commit not found",
		"/repositories/acme/other/commit/0123456": "You may not have access to this repository",
	} {
		if got, err := fetch(bb.URL + "/2.0" + path); !strings.Contains(got, want) {
			t.Errorf("%s: got %s %v, want %s", path, got, err, want)
		}
	}
}

// TestShortHashes: the beginning of a hash names the one commit that has it.
func TestShortHashes(t *testing.T) {
	h := bbqltest.Handler(fstest.MapFS{"repositories/acme/site/commits.json": {Data: []byte(`[
		{"hash":"0123456789aaaa"},
		{"hash":"0123456789bbbb"},
		{"hash":"0123456789"},
		{"hash":"fedcba9876","message":"one"},
		{"hash":"fedcba9876","message":"the same, met twice"}
	]`)}})
	const commit = "/repositories/acme/site/commit/"
	for hash, want := range map[string]string{
		"0123456789aaaa": `{"hash":"0123456789aaaa"}`,
		"0123456789a":    `{"hash":"0123456789aaaa"}`,
		"0123456789":     `{"hash":"0123456789"}`, // as a whole it is the hash of one
		"fedcba9":        `{"hash":"fedcba9876","message":"one"}`,
	} {
		if got := get(h, commit+hash).Body.String(); got != want {
			t.Errorf("%s: got %s, want %s", hash, got, want)
		}
	}
	for hash, why := range map[string]string{
		"01234567": `,"detail":"3 commits begin with 01234567"`,
		"0123456c": "",
		"fedcba":   "", // too short
	} {
		w := get(h, commit+hash)
		want := `{"type":"error","error":{"message":"Commit not found"` + why +
			`,"data":{"shas":["` + hash + `"]}}}`
		if w.Code != http.StatusNotFound || w.Body.String() != want {
			t.Errorf("%s: got %d %s, want %s", hash, w.Code, w.Body, want)
		}
	}
}

// TestNamesByUUID checks where the uuids of workspaces and repositories may be
// known from.
func TestNamesByUUID(t *testing.T) {
	tests := map[string]map[string]string{
		"objects of their own": {
			"workspaces/acme.json":        `{"type":"workspace","uuid":"{w}"}`,
			"repositories/acme/site.json": `{"type":"repository","uuid":"{r}"}`,
		},
		"the workspace of a repository": {
			"repositories/acme.json": `[{"type":"repository","uuid":"{r}","slug":"site",
				"workspace":{"uuid":"{w}"}}]`,
		},
		"the owner of a repository": {
			"repositories/acme.json": `[{"type":"repository","uuid":"{r}","full_name":"acme/site",
				"owner":{"uuid":"{w}"}}]`,
		},
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{
				"repositories/acme/site/issues.json": {Data: []byte(`[{"id":1}]`)},
				"repositories/other.json":            {Data: []byte(`[{"type":"repository"}]`)},
			}
			for file, text := range files {
				fsys[file] = &fstest.MapFile{Data: []byte(text)}
			}
			h := bbqltest.Handler(fsys)
			if got := getPage(t, h, "/repositories/{w}/{r}/issues").ids(); got != "1" {
				t.Errorf("issues: %q", got)
			}
			unknown := []string{"/repositories/{w}/{x}/issues", "/repositories/{x}/site/issues"}
			for _, unknown := range unknown {
				if w := get(h, unknown); w.Code != http.StatusNotFound {
					t.Errorf("%s: %d", unknown, w.Code)
				}
			}
		})
	}
}

func TestNotFound(t *testing.T) {
	h := bbqltest.Handler(states(t))
	const site = "/2.0/repositories/acme/site"
	for _, path := range []string{
		"/", "/2.0", "/2.0/", "/1.0/repositories/acme", "/repositories/acme",
		"/2.0/nope", "/2.0/repositories/other", "/2.0/repositories/other/x/pullrequests",
		site + "/pullrequests/99", site + "/pullrequests/1/nope", site + "/pullrequests.json",
		"/2.0//repositories/acme", site + "//pullrequests", site + "/pullrequests//1",
		site + "/./pullrequests", site + "/../site", "/2.0/../2.0/repositories/acme",
		site + "/%2e%2e/site", site + "/src/main//a.txt", site + "/src/main/../main/a.txt",
		site + "/src/main/%2E%2E/%2E%2E/secret/elsewhere.txt",
		site + "/src/main/..%2f..%2fsecret%2felsewhere.txt",
		site + "/src/main/x%00y", site + "/src/main/" + strings.Repeat("x", 5000),
		site + "/diff/none",
	} {
		u := &url.URL{Scheme: "http", Host: "bitbucket.test", Path: path}
		if p, err := url.PathUnescape(path); err == nil && p != path {
			u.Path, u.RawPath = p, path
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, &http.Request{Method: http.MethodGet, URL: u, Host: u.Host})
		const layout = `{"type":"error","error":{"message":"`
		if w.Code != http.StatusNotFound || !strings.HasPrefix(w.Body.String(), layout) {
			t.Errorf("%.100s: got %d %.100s", path, w.Code, w.Body)
		}
	}
}

// TestEmptySegments shows that src/main//a is a path of its own, which nobody
// cleans: it is that of an object which was added there, and never src/main/a.
func TestEmptySegments(t *testing.T) {
	const site = "/repositories/acme/site"
	bb := bbqltest.NewServer(t, states(t))
	bb.Add(site+"/src/main//a.txt", map[string]int{"size": 7})
	bb.Add(site+"/src/dev/", map[string]int{"size": 8})
	bb.Add("/users/%7Bu%7D", map[string]int{"size": 9})
	for path, want := range map[string]string{
		"/src/main//a.txt": `"values":[{"size":7}]`, "/src/main/a.txt": "hello",
		"/src/dev/": `"values":[{"size":8}]`, "/src/main///a.txt": "No such file",
	} {
		if got, err := fetch(bb.URL + "/2.0" + site + path); !strings.Contains(got, want) {
			t.Errorf("%s: got %s %v, want %s", path, got, err, want)
		}
	}
	if got, err := fetch(bb.URL + "/2.0/users/{u}"); got != `{"size":9}` {
		t.Errorf("a user: %s %v", got, err)
	}
	if r := bb.Requests()[0]; !strings.HasPrefix(r.Path, site+"/src/") {
		t.Errorf("recorded as %s", r.Path)
	}
	for _, path := range []string{site + "//src/main/a.txt", site + "/src//main/a.txt"} {
		if failures := try(t, func(tb *tester) {
			bbqltest.NewServer(tb, nil).Add(path, map[string]int{})
		}); len(failures) != 1 {
			t.Errorf("%s: got %q", path, failures)
		}
	}
}

// TestEncodedSlashes shows that an encoded slash is part of a name: it doesn't
// make one endpoint answer with what is another's, for which others are let in.
func TestEncodedSlashes(t *testing.T) {
	const site = "/repositories/acme/site"
	h := bbqltest.Handler(fstest.MapFS{
		"repositories/acme/site.json":                        {Data: []byte(`{"slug":"site"}`)},
		"repositories/acme/site/notes.json":                  {Data: []byte(`[{"id":5}]`)},
		"repositories/acme/site/pullrequests.json":           {Data: []byte(`[{"id":1}]`)},
		"repositories/acme/site/pullrequests/1/commits.json": {Data: []byte(`[{"hash":"ab"}]`)},
		"repositories/acme/site/refs/branches.json":          {Data: []byte(`[{"name":"fix/x"}]`)},
		"repositories/acme/site/commits/fix/x.json":          {Data: []byte(`[{"hash":"cd"}]`)},
		"repositories/acme/site/src/fix/x/a.txt":             {Data: []byte("hello")},
	})
	for path, want := range map[string]int{
		"/repositories/acme%2Fsite":                http.StatusNotFound,
		"/repositories/acme%2Fsite%2Fnotes":        http.StatusNotFound,
		"/repositories/acme%2Fsite%2Fpullrequests": http.StatusNotFound,
		"/repositories/acme/site%2fpullrequests":   http.StatusNotFound,
		site + "/pullrequests/1%2Fcommits":         http.StatusNotFound,
		site + "/refs/branches/fix%2Fx":            http.StatusOK,
		site + "/commits/fix%2Fx":                  http.StatusOK,
		site + "/src/fix%2Fx/a.txt":                http.StatusOK,
	} {
		if w := get(h, path); w.Code != want {
			t.Errorf("%s: got %d %s, want %d", path, w.Code, w.Body, want)
		}
	}
}

func TestMethods(t *testing.T) {
	h := handler()
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, "http://bitbucket.test/2.0"+prs, nil))
		wantError(t, w, http.StatusMethodNotAllowed, "Method not allowed: "+method)
		if got := w.Header().Get("Allow"); got != "GET, HEAD" {
			t.Errorf("%s: Allow is %q", method, got)
		}
	}
}

func TestHead(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t))
	resp, err := http.Head(bb.URL + "/2.0" + prs)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 || len(body) != 0 || resp.ContentLength < 50 {
		t.Errorf("got %d, %d bytes, %s %v", resp.StatusCode, resp.ContentLength, body, err)
	}
}

func TestFileThatChanges(t *testing.T) {
	dir := t.TempDir()
	outdated := ""
	observe := func(_ *http.Request, seen bbqltest.Request) { outdated = seen.Outdated }
	h := bbqltest.Handler(os.DirFS(dir), bbqltest.Observe(observe))
	if err := os.WriteFile(dir+"/user.json", []byte(`{"nick`), 0o600); err != nil {
		t.Fatal(err)
	}
	if w := get(h, "/user"); w.Code != http.StatusInternalServerError ||
		!strings.Contains(w.Body.String(), "user.json:1:7: ") {
		t.Errorf("a file that was never whole answers %d %s", w.Code, w.Body)
	}
	for _, want := range []string{`{"nickname":"al"}`, `{"nickname":"someone else"}`} {
		if err := os.WriteFile(dir+"/user.json", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := get(h, "/user").Body.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for text, why := range map[string]string{
		" \n":      "user.json: there is nothing in it",
		`{"nickna`: "user.json:1:9: ",
	} { // half written
		if err := os.WriteFile(dir+"/user.json", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		w := get(h, "/user")
		if w.Code != http.StatusOK || w.Body.String() != `{"nickname":"someone else"}` {
			t.Errorf("%q: got %d %s, want the last good version", text, w.Code, w.Body)
		}
		if !strings.Contains(outdated, why) {
			t.Errorf("%q: outdated is %q, want %q", text, outdated, why)
		}
	}
	if err := os.WriteFile(dir+"/user.json", []byte(`{"nickname":"el"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := get(h, "/user").Body.String(); got != `{"nickname":"el"}` || outdated != "" {
		t.Errorf("a file that is whole again: got %s, outdated %q", got, outdated)
	}
	if err := os.Remove(dir + "/user.json"); err != nil {
		t.Fatal(err)
	}
	if w := get(h, "/user"); w.Code != http.StatusNotFound {
		t.Errorf("a file that is gone answers %d", w.Code)
	}
}

// A readCounter counts how often files are read.
type readCounter struct {
	fs.FS
	reads int
}

func (c *readCounter) Open(name string) (fs.File, error) {
	c.reads++
	return c.FS.Open(name)
}

func (c *readCounter) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.FS, name) }

// TestFileThatChangesUnseen changes a file without a new time or size, as happens
// within a tick of the clock that times files: only one that is old counts as
// what it was.
func TestFileThatChangesUnseen(t *testing.T) {
	dir := t.TempDir()
	file := dir + "/user.json"
	fsys := &readCounter{FS: os.DirFS(dir)}
	h := bbqltest.Handler(fsys)
	write := func(text string, age time.Duration) {
		t.Helper()
		modified := time.Now().Add(-age).Truncate(24 * time.Hour)
		err := os.WriteFile(file, []byte(text), 0o600)
		if err == nil {
			err = os.Chtimes(file, modified, modified)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{`{"nickname":"al"}`, `{"nickname":"bo"}`} {
		write(want, -48*time.Hour) // it stays new
		if got := get(h, "/user").Body.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	write(`{"nickname":"cy"}`, 48*time.Hour)
	fsys.reads = 0
	for range 3 {
		get(h, "/user")
	}
	if fsys.reads != 1 {
		t.Errorf("an old file was read %d times", fsys.reads)
	}
}
