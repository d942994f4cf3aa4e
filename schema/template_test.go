package schema_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/schema"
)

func TestEndpointFor(t *testing.T) {
	const host = "https://api.bitbucket.org/2.0"
	tests := []struct{ method, url, want string }{
		{"GET", host + "/repositories/acme/site/pullrequests", repo + "/pullrequests"},
		{"GET", host + "/repositories/acme/site/pullrequests/?q=a%3D1&page=2#top", repo + "/pullrequests"},
		{"get", "/2.0/repositories/acme/site/pullrequests", repo + "/pullrequests"},
		{"POST", "/repositories/acme/site/pullrequests", repo + "/pullrequests"},
		{"GET", "repositories/acme/site/pullrequests", repo + "/pullrequests"},
		{"GET", "api.bitbucket.org/2.0/repositories/acme", "/repositories/{workspace}"},
		{"GET", "http://127.0.0.1:8080/2.0/repositories/acme", "/repositories/{workspace}"},
		{"GET", "https://bitbucket.org/!api/2.0/repositories/acme", "/repositories/{workspace}"},
		{"GET", "https://bitbucket.org/api/2.0/repositories/acme", "/repositories/{workspace}"},
		{"GET", host + "/repositories?after=2011&role=member", "/repositories"},
		{"GET", "/repositories/2.0/2.0", repo},

		{"GET", "/repositories/{d301aafa-d676-4ee0-88be-962be7417567}/site/issues", repo + "/issues"},
		{"GET", "/repositories/%7Bd301aafa-d676-4ee0-88be-962be7417567%7D/%7B1%7d/issues", repo + "/issues"},
		{"GET", "/repositories/{}/{1f}/issues", repo + "/issues"},
		{"GET", "/repositories/acme/site/%70ullrequests", repo + "/pullrequests"},
		{"GET", "/repositories/acme/100%/issues", repo + "/issues"},
		{"GET", "/repositories/ac%2Fme/site/issues", repo + "/issues"},
		{"GET", "/repositories/acmé/日本/issues", repo + "/issues"},

		{"GET", "/repositories/a/b/pullrequests/activity", repo + "/pullrequests/activity"},
		{"GET", "/repositories/a/b/pullrequests/7", repo + "/pullrequests/{pull_request_id}"},
		{"GET", "/snippets/a/b/comments", "/snippets/{workspace}/{encoded_id}/comments"},
		{"GET", "/snippets/a/b/c0ffee", "/snippets/{workspace}/{encoded_id}/{node_id}"},
		{"GET", "/snippets/a/b/c/files/d/e.go", "/snippets/{workspace}/{encoded_id}/{node_id}/files/{path}"},
		{"GET", "/snippets/a/b/files/files/e.go", "/snippets/{workspace}/{encoded_id}/files/{path}"},

		{"GET", "/repositories/a/b/src", repo + "/src"},
		{"GET", "/repositories/a/b/src/", repo + "/src"},
		{"GET", "/repositories/a/b/src/main/", repo + "/src/{commit}/{path}"},
		{"GET", "/repositories/a/b/src/main", ""},
		{"GET", "/repositories/a/b/src/main/cmd/x.go", repo + "/src/{commit}/{path}"},
		{"GET", "/repositories/a/b/src/main/cmd//x/", repo + "/src/{commit}/{path}"},
		{"GET", "/repositories/a/b/filehistory/main/a/b/c", repo + "/filehistory/{commit}/{path}"},
		{"GET", "/repositories/a/b/refs/branches/feature/x/y", repo + "/refs/branches/{name}"},
		{"GET", "/repositories/a/b/refs/branches/", repo + "/refs/branches"},
		{"DELETE", "/repositories/a/b/refs/tags/v1/rc", repo + "/refs/tags/{name}"},
		{"GET", "/repositories/a/b/commits/feature/x", repo + "/commits/{revision}"},
		{"GET", "/repositories/a/b/diff/a..feature/x", repo + "/diff/{spec}"},
		{"GET", "/repositories/a/b/issues/export/site-issues-12.zip",
			repo + "/issues/export/{repo_name}-issues-{task_id}.zip"},
		{"GET", "/repositories/a/b/issues/export/x-issues--issues-1.zip",
			repo + "/issues/export/{repo_name}-issues-{task_id}.zip"},
		{"GET", "/repositories/a/b/issues/export/-issues-.zip", ""},

		{"GET", "/repositories/a//issues", ""},
		{"GET", "/repositories/a/b/issues/7/comments/1/2", ""},
		{"GET", "/1.0/repositories/a", ""},
		{"PATCH", "/repositories/a/b", ""},
		{"", "/repositories/a/b", ""},
		{"GET", "", ""},
		{"GET", "/", ""},
		{"GET", "https://api.bitbucket.org", ""},
		{"GET", "/2.0", ""},
		{"GET", "%zz", ""},
	}
	for _, test := range tests {
		e, ok := schema.EndpointFor(test.method, test.url)
		if e.Path != test.want || ok != (test.want != "") {
			t.Errorf("EndpointFor(%q, %q) = %q, %t, want %q", test.method, test.url, e.Path, ok, test.want)
		}
	}
}

// hole is a hole of a template.
var hole = regexp.MustCompile(`\{\w+\}`)

// TestTemplatesFindThemselves fills every template with itself and with odd
// text, and expects it back.
func TestTemplatesFindThemselves(t *testing.T) {
	for e := range schema.Endpoints() {
		for _, fill := range []string{"$0", "%7Bx%7D", "a.b", "~", "%", "a b", "%2F", "..", "日本"} {
			url := hole.ReplaceAllString(e.Path, fill)
			got, ok := schema.EndpointFor(e.Method, "/2.0"+url)
			if !ok || got.Path != e.Path {
				t.Errorf("EndpointFor(%s, %s) = %s, want %s", e.Method, url, got.Path, e.Path)
			}
		}
	}
}

func TestDeepHolesTakeSlashes(t *testing.T) {
	deep := 0
	for e := range schema.Endpoints() {
		if !strings.HasSuffix(e.Path, "}") {
			if e.Deep {
				t.Errorf("%s: its last segment is no hole", e.Path)
			}
			continue
		}
		url := hole.ReplaceAllString(e.Path, "x") + "/feature/y/z"
		got, _ := schema.EndpointFor(e.Method, url)
		if (got.Path == e.Path) != e.Deep {
			t.Errorf("EndpointFor(%s, %s) = %s, deep: %t", e.Method, url, got.Path, e.Deep)
		}
		if e.Deep {
			deep++
		}
	}
	if deep == 0 {
		t.Error("no hole takes slashes")
	}
}

func FuzzEndpointFor(f *testing.F) {
	for e := range schema.Endpoints() {
		f.Add(e.Method, "https://api.bitbucket.org/2.0"+e.Path+"?q=x")
	}
	f.Fuzz(func(t *testing.T, method, url string) {
		e, ok := schema.EndpointFor(method, url)
		if ok != (e.Path != "") {
			t.Fatalf("found: %t, path %q", ok, e.Path)
		}
		if !ok {
			return
		}
		if again, _ := schema.EndpointFor(e.Method, e.Path); again.Path != e.Path {
			t.Errorf("%q is found by %q, but not by itself", e.Path, url)
		}
		if !strings.EqualFold(e.Method, method) {
			t.Errorf("asked for %q, got %q", method, e.Method)
		}
	})
}

func BenchmarkEndpointFor(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		schema.EndpointFor("GET", "https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests/7/comments")
	}
}
