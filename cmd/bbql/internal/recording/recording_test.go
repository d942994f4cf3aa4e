package recording_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/cmd/bbql/internal/recording"
)

const api = "https://api.bitbucket.org/2.0"

// got returns the answer to a GET.
func got(url, body string) recording.Response {
	return recording.Response{Method: "GET", URL: url, Status: 200, Body: []byte(body)}
}

// record returns the tree of responses.
func record(t *testing.T, o recording.Options, responses ...recording.Response) *recording.Tree {
	t.Helper()
	r := recording.New(o)
	for _, resp := range responses {
		if err := r.Add(resp); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := r.Tree()
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// files returns the files of a tree without white space, as in "NAME DATA".
func files(tree *recording.Tree) []string {
	var list []string
	for _, f := range tree.Files {
		data := strings.Join(strings.Fields(string(f.Data)), "")
		list = append(list, strings.TrimSuffix(f.Name, ".json")+" "+data)
	}
	return list
}

func TestFiles(t *testing.T) {
	const site = api + "/repositories/acme/site"
	tests := map[string]struct {
		responses []recording.Response
		want      []string
	}{
		"pages": {
			[]recording.Response{
				got(site+"/issues?page=2", `{"page": 2, "values": [{"id": 3}, {"id": 2}]}`),
				got(site+"/issues", `{"page": 1, "next": "x", "values": [{"id": 1}, {"id": 2}]}`),
			},
			[]string{`repositories/acme/site/issues [{"id":1},{"id":2},{"id":3}]`},
		},
		"the last state counts": {
			[]recording.Response{
				got(site+"/issues?q=a", `{"values": [{"id": 1, "state": "new"}, {"id": 2}]}`),
				got(site+"/issues?q=b", `{"values": [{"id": 1, "state": "closed"}]}`),
			},
			[]string{`repositories/acme/site/issues [{"id":1,"state":"closed"},{"id":2}]`},
		},
		"an object by itself": {
			[]recording.Response{got(site, `{"uuid": "{1}"}`)},
			[]string{`repositories/acme/site {"uuid":"{1}"}`},
		},
		"what a list leaves out": {
			[]recording.Response{
				got(site+"/pullrequests", `{"values": [{"id": 1, "state": "OPEN"}, {"id": 2}]}`),
				got(site+"/pullrequests/1", `{"id": 1, "state": "MERGED", "reviewers": [5]}`),
			},
			[]string{
				`repositories/acme/site/pullrequests [{"id":1,"state":"OPEN","reviewers":[5]},{"id":2}]`,
				`repositories/acme/site/pullrequests/1 {"id":1,"state":"MERGED","reviewers":[5]}`,
			},
		},
		"a commit": {
			[]recording.Response{
				got(site+"/commits", `{"values": [{"hash": "ab"}]}`),
				got(site+"/commit/ab", `{"hash": "ab", "x": 1}`),
			},
			[]string{
				`repositories/acme/site/commit/ab {"hash":"ab","x":1}`,
				`repositories/acme/site/commits [{"hash":"ab","x":1}]`,
			},
		},
		"trimmed ones add only": {
			[]recording.Response{
				got(site+"/issues?fields=values.id,values.a", `{"values": [{"id": 1, "a": 1}]}`),
				got(site+"/issues", `{"values": [{"id": 1, "b": 2, "a": 3}]}`),
				got(site+"/issues?fields=-values.b", `{"values": [{"id": 1, "a": 4, "c": 5}]}`),
				got(site+"/issues/1?fields=id", `{"id": 1}`),
			},
			[]string{`repositories/acme/site/issues [{"id":1,"b":2,"a":3,"c":5}]`},
		},
		"added fields are no trim": {
			[]recording.Response{
				got(site+"/issues", `{"values": [{"id": 1, "a": 1}]}`),
				got(site+"/issues?fields=%2Bvalues.b", `{"values": [{"id": 1, "a": 2, "b": 3}]}`),
			},
			[]string{`repositories/acme/site/issues [{"id":1,"a":2,"b":3}]`},
		},
		"uuids in paths": {
			[]recording.Response{
				got(api+"/repositories/%7Bw%7D/%7Br%7D/issues?page=2", `{"page": 2, "values": [{"id": 2}]}`),
				got(api+"/repositories/%7B%7D/%7Br%7D/issues/7", `{"id": 7}`),
				got(site+"/issues", `{"values": [{"id": 1, "repository":
					{"type": "repository", "uuid": "{r}", "full_name": "acme/site"}}]}`),
				got(api+"/workspaces/%7Bw%7D", `{"type": "workspace", "uuid": "{w}", "slug": "acme"}`),
			},
			[]string{
				`repositories/acme/site/issues [{"id":1,"repository":` +
					`{"type":"repository","uuid":"{r}","full_name":"acme/site"}},{"id":2}]`,
				`repositories/acme/site/issues/7 {"id":7}`,
				`workspaces/acme {"type":"workspace","uuid":"{w}","slug":"acme"}`,
			},
		},
		"names": {
			[]recording.Response{
				got(site+"/refs", `{"values": [{"type": "branch", "name": "1"}, {"type": "tag", "name": "1"}]}`),
				got(site+"/refs?page=2", `{"page": 2, "values": [{"type": "tag", "name": "1", "x": 1}]}`),
				got(site+"/refs/branches/release%2F1.0", `{"name": "release/1.0"}`),
				got(site+"/src/main/", `{"values": [{"path": "a"}, {"path": "a"}]}`),
			},
			[]string{
				`repositories/acme/site/refs [{"type":"branch","name":"1"},{"type":"tag","name":"1","x":1}]`,
				`repositories/acme/site/refs/branches/release/1.0 {"name":"release/1.0"}`,
				`repositories/acme/site/src/main [{"path":"a"}]`,
			},
		},
		"what nothing identifies": {
			[]recording.Response{
				got(site+"/pullrequests/activity", `{"values": [{"update": 1}, {"update": 2}, {"update": 1}]}`),
			},
			[]string{`repositories/acme/site/pullrequests/activity [{"update":1},{"update":2}]`},
		},
		"no objects": {
			[]recording.Response{got(site+"/issues", `{"size": 0, "values": []}`)},
			[]string{`repositories/acme/site/issues []`},
		},
		"bytes as they came": {
			[]recording.Response{got(site, `{"a": 1.0e2, "b": "\u0041\/<", "a": -0}`)},
			[]string{`repositories/acme/site {"a":1.0e2,"b":"\u0041\/<","a":-0}`},
		},
		"other bases": {
			[]recording.Response{
				got("https://bitbucket.org/!api/2.0/user", `{"a": 1}`),
				got("https://Bitbucket.org/api/2.0/repositories/a/b", `{"a": 2}`),
			},
			[]string{`repositories/a/b {"a":2}`, `user {"a":1}`},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tree := record(t, recording.Options{}, tt.responses...)
			if diff := cmp.Diff(tt.want, files(tree)); diff != "" || len(tree.Left) > 0 {
				t.Errorf("files (-want +got):\n%s\nleft %v", diff, tree.Left)
			}
		})
	}
}

func TestLeftOut(t *testing.T) {
	with := func(change func(*recording.Response)) recording.Response {
		r := got(api+"/user", `{"a": 1}`)
		change(&r)
		return r
	}
	url := func(u string) recording.Response {
		return with(func(r *recording.Response) { r.URL = u })
	}
	body := func(b string) recording.Response {
		return with(func(r *recording.Response) { r.Body = []byte(b) })
	}
	list := func(b string) recording.Response { return got(api+"/repositories/acme", b) }
	for want, responses := range map[string][]recording.Response{
		"another host": {
			url("https://example.com/2.0/user"), url("https://api.bitbucket.org.example.com/2.0/user"),
			url("http://127.0.0.1:8081/2.0/user"), url("/2.0/user"), url(""),
		},
		"no GET": {with(func(r *recording.Response) { r.Method = "POST" })},
		"the status is not 200": {
			with(func(r *recording.Response) { r.Status = 304 }), with(func(r *recording.Response) { r.Status = 0 }),
		},
		"no path of the API": {
			url("https://bitbucket.org/acme/site"), url(api + "/nothing"), url(api + "/2.0/user"),
			url(api + "/repositories/acme/site/../../../../etc/passwd"), url(api + "//user"),
			got(api+"/repositories/acme%2Fsite%2Fissues", `{"values": [{"id": 1}]}`),
			got(api+"/repositories/acme%2Fnotes/x", `{}`),
			got(api+"/repositories/acme/site/issues/1%2Fcomments", `{}`),
		},
		"a path that not every file system takes": {
			got(api+"/repositories/..%2F..%2Fetc/passwd", `{}`), got(api+"/repositories/a/%2E%2E", `{}`),
			got(api+"/repositories/acme/a%00b", `{}`), got(api+"/repositories/acme/a%5Cb", `{}`),
			got(api+"/repositories/acme/C%3Ab", `{}`), got(api+"/repositories/acme/con", `{}`),
			got(api+"/repositories/acme/Nul.x", `{}`), got(api+"/repositories/acme/a.", `{}`),
			got(api+"/repositories/acme/a%0Ab", `{}`), got(api+"/repositories/acme/%FF", `{}`),
			got(api+"/repositories/acme/"+strings.Repeat("x", 300), `{}`),
			got(api+"/repositories/a/b/refs/tags/"+strings.Repeat("x/", 600)+"x", `{}`),
			got(api+"/repositories/a/b/refs/tags/x/../../../../y", `{}`),
			got(api+"/repositories/a/b/refs/tags//x", `{}`),
		},
		"there is no body: export contents too": {body("")},
		"the body is no JSON":                   {body("<html>"), body(`{"a": 1} x`), body(`{"a": }`), body("\xff")},
		"the body is no object":                 {body("1"), body("null"), body(`"a"`)},
		"a page where the API has one object":   {body(`{"values": [{"a": 1}]}`), body(`[]`)},
		"no page where the API has a list":      {list(`{"a": 1}`), list(`{"values": 1}`)},
		"a page of what is no object":           {list(`{"values": [{"a": 1}, 2]}`), list(`[[]]`)},
		"its fields parameter left nothing to tell the objects apart": {
			got(api+"/repositories/acme?fields=values.description", `{"values": [{"description": "x"}]}`),
		},
		"broken": {with(func(r *recording.Response) { r.Problem = "broken" })},
	} {
		for _, resp := range responses {
			tree := record(t, recording.Options{Hosts: []string{"127.0.0.1:8080"}}, resp)
			if len(tree.Files) > 0 || len(tree.Left) != 1 || tree.Left[0].Reason != want {
				t.Errorf("%s: %q, left %v, want %q", resp.URL, files(tree), tree.Left, want)
			}
		}
	}
}

// Reasons come in the order of their first, without parameters and passwords.
func TestLeavings(t *testing.T) {
	tree := record(t, recording.Options{},
		got("https://jane:secret@example.com/a?token=secret#secret", ""), got(api+"/user", ""),
		got("https://example.com/b", ""))
	want := []recording.Leaving{
		{Reason: "another host", Count: 2, First: "https://example.com/a"},
		{Reason: "there is no body: export contents too", Count: 1, First: api + "/user"},
	}
	if diff := cmp.Diff(want, tree.Left); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}

func TestOtherHosts(t *testing.T) {
	for host, url := range map[string]string{
		"127.0.0.1:8080":              "http://127.0.0.1:8080/2.0/user",
		"http://127.0.0.1:8080":       "http://127.0.0.1:8080/2.0/user",
		"https://Proxy.example/2.0/x": "https://proxy.example:443/2.0/user",
		"":                            "https://API.bitbucket.org:443/2.0/user",
	} {
		tree := record(t, recording.Options{Hosts: []string{host}}, got(url, `{"a": 1}`))
		if diff := cmp.Diff([]string{`user {"a":1}`}, files(tree)); diff != "" {
			t.Errorf("%s, %s: files (-want +got):\n%s", host, url, diff)
		}
	}
}

func TestPartial(t *testing.T) {
	page := func(n int, next string) recording.Response {
		return got(api+"/repositories/acme",
			fmt.Sprintf(`{"page": %d, "values": [{"uuid": "%d"}]%s}`, n, n, next))
	}
	for _, tt := range []struct {
		name string
		list []recording.Response
		want bool
	}{
		{"whole", []recording.Response{page(2, ""), page(1, `, "next": "x"`)}, false},
		{"cut", []recording.Response{page(1, `, "next": "x"`), page(2, `, "next": "x"`)}, true},
	} {
		tree := record(t, recording.Options{}, tt.list...)
		if len(tree.Files) != 1 || tree.Files[0].Partial != tt.want || tree.Files[0].Objects != 2 {
			t.Errorf("%s: %+v", tt.name, tree.Files)
		}
	}
}
