package route_test

import (
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/route"
	"github.com/bbql/go-bbql/schema"
)

func TestList(t *testing.T) {
	tests := []struct{ path, want string }{
		{"/2.0/repositories/acme/site/pullrequests", "/repositories/{workspace}/{repo_slug}/pullrequests"},
		{"/repositories/$/$/pullrequests", "/repositories/{workspace}/{repo_slug}/pullrequests"},
		{"/repositories/$/pullrequests", "/repositories/{workspace}/{repo_slug}/pullrequests"},
		{"$/repositories/$/pullrequests", "/repositories/{workspace}/{repo_slug}/pullrequests"},
		{"$/2.0/repositories/$/pullrequests", "/repositories/{workspace}/{repo_slug}/pullrequests"},
		{"https://$/2.0/repositories/$/pullrequests/", "/repositories/{workspace}/{repo_slug}/pullrequests"},
		{"/repositories/$/commit/$/statuses", "/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses"},
		{"/repositories/$-$/pullrequests", "/repositories/{workspace}/{repo_slug}/pullrequests"},
		{"/repositories/acme/$/pullrequests", "/repositories/{workspace}/{repo_slug}/pullrequests"},
		{"/repositories/$", "/repositories/{workspace}"},
		{"/repositories/$/$", ""}, // a repository, or any list of it
		{"/repositories/$/$/$", ""},
		{"/$/pullrequests", ""},
		{"$/pullrequests", ""},
		{"$", ""},
		{"", ""},
		{"/search", ""},
		{"/repositories/" + strings.Repeat("$", 1000) + "/pullrequests", ""},
	}
	for _, test := range tests {
		e, ok := route.List(strings.ReplaceAll(test.path, "$", route.Hole))
		if e.Path != test.want || ok != (test.want != "") {
			t.Errorf("List(%q) = %q, %t, want %q", test.path, e.Path, ok, test.want)
		}
	}
}

// Whatever of a list's path is in variables, the list is found: no other one
// fits, nor does the repository of that name.
func TestListOfEveryTemplate(t *testing.T) {
	for e := range schema.Endpoints() {
		if e.Method != "GET" || !e.List {
			continue
		}
		path := ""
		for part := range strings.SplitSeq(e.Path[1:], "/") {
			if strings.HasPrefix(part, "{") {
				part = route.Hole
			}
			path += "/" + part
		}
		two := strings.Replace(path, route.Hole+"/"+route.Hole, route.Hole, 1)
		for _, path := range []string{path, two} {
			if found, _ := route.List(path); found.Path != e.Path {
				t.Errorf("List(%q) = %q, want %q", path, found.Path, e.Path)
			}
		}
	}
}
