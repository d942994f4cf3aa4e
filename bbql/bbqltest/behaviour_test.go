package bbqltest_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// TestBehaviourOfEndpoints is the table of what is known about q and sort,
// endpoint by endpoint. Each list holds the two objects of its row, in this
// order; q selects the second one, and sort puts it first.
func TestBehaviourOfEndpoints(t *testing.T) {
	const (
		site = "/repositories/acme/site"
		name = `{"name":"a"} {"name":"b"}`
		date = `{"created_on":"2024-01-02T00:00:00Z"} {"created_on":"2024-01-01T00:00:00Z"}`
	)
	tests := []struct {
		path, objects, q, sort string
		filters, sorts         string // honoured, ignored, rejected; "" is not known
	}{
		{site + "/pullrequests", `{"id":1,"state":"OPEN"} {"id":2,"state":"OPEN"}`, `id = 2`, "-id",
			"honoured", "honoured"},
		{site + "/pullrequests/1/comments", `{"id":1} {"id":2}`, `id = 2`, "-id",
			"honoured", "honoured"},
		{site + "/pullrequests/activity", `{"id":1} {"id":2}`, `id = 2`, "-id", "ignored", "ignored"},
		{site + "/pullrequests/1/activity", `{"id":1} {"id":2}`, `id = 2`, "-id", "ignored", "ignored"},
		{site + "/commits", `{"hash":"a"} {"hash":"b"}`, `hash = "b"`, "-hash", "ignored", "ignored"},
		{site + "/commits/main", `{"hash":"a"} {"hash":"b"}`, `hash = "b"`, "-hash",
			"ignored", "ignored"},
		{site + "/pipelines", date, `build_number = 2`, "created_on", "ignored", "honoured"},
		{site + "/deployments", name, `name = "b"`, "last_update_time", "ignored", "rejected"},
		{site + "/issues", `{"id":1} {"id":2}`, `id = 2`, "-id", "honoured", "honoured"},
		{site + "/issues/1/changes", date, `created_on < 2024-01-02`, "created_on",
			"honoured", "honoured"},
		{site + "/issues/1/comments", `{"id":1} {"id":2}`, `id = 2`, "", "honoured", ""},
		{"/repositories/acme", name, `name = "b"`, "-name", "honoured", "honoured"},
		{"/repositories", name, `name = "b"`, "-name", "honoured", "honoured"},
		{site + "/forks", name, `name = "b"`, "-name", "honoured", "honoured"},
		{site + "/refs", name, `name = "b"`, "-name", "honoured", "honoured"},
		{site + "/refs/branches", `{"name":"1.10"} {"name":"1.2"}`, `name = "1.2"`, "name",
			"honoured", "honoured"},
		{site + "/refs/tags", name, `name = "b"`, "-name", "honoured", "honoured"},
		{site + "/src/main/docs", `{"path":"a","size":1} {"path":"b","size":9}`, `size > 5`, "-size",
			"honoured", "honoured"},
		{site + "/filehistory/main/a", `{"path":"a"} {"path":"b"}`, `path = "b"`, "-path",
			"honoured", "honoured"},
		{site + "/commit/c/statuses", `{"key":"a"} {"key":"b"}`, `key = "b"`, "-key",
			"honoured", "honoured"},
		{site + "/commit/c/comments", `{"id":1} {"id":2}`, `id = 2`, "-id", "honoured", "honoured"},
		{site + "/pullrequests/1/statuses", `{"key":"a"} {"key":"b"}`, `key = "b"`, "-key",
			"honoured", "honoured"},
		{site + "/pullrequests/1/tasks", `{"id":1} {"id":2}`, `id = 2`, "-id", "honoured", "honoured"},
		{"/workspaces/acme/projects", name, `name = "b"`, "-name", "honoured", "honoured"},
		{"/workspaces/acme/members", `{"user":{"nickname":"a"}} {"user":{"nickname":"b"}}`,
			`user.nickname = "b"`, "", "honoured", ""},
		{"/workspaces/acme/permissions", `{"permission":"member"} {"permission":"owner"}`,
			`permission = "owner"`, "", "honoured", ""},
		{"/workspaces/acme/permissions/repositories", `{"permission":"read"} {"permission":"write"}`,
			`permission > "read"`, "-permission", "honoured", "honoured"},
		{"/user/permissions/repositories", `{"permission":"read"} {"permission":"admin"}`,
			`permission > "read"`, "-permission", "honoured", "honoured"},
		{"/user/workspaces", `{"workspace":{"slug":"b"}} {"workspace":{"slug":"a"}}`,
			`workspace.slug = "a"`, "", "honoured", ""},
		{site + "/permissions-config/users", `{"permission":"read"} {"permission":"write"}`,
			`permission = "write"`, "-permission", "ignored", "ignored"},
	}
	for _, tt := range tests {
		t.Run(strings.Trim(tt.path, "/"), func(t *testing.T) {
			bb := bbqltest.NewServer(t, nil)
			objects := strings.Fields(tt.objects)
			bb.Add(tt.path, json.RawMessage(objects[0]), json.RawMessage(objects[1]))
			ask := func(name, value string) string {
				target := bb.URL + "/2.0" + tt.path + "?role=member&" + name + "=" + url.QueryEscape(value)
				return behaviour(t, target, objects)
			}
			if got := ask("q", tt.q); got != tt.filters {
				t.Errorf("q is %s, want %s", got, tt.filters)
			}
			if tt.sort == "" {
				return
			}
			if got := ask("sort", tt.sort); got != tt.sorts {
				t.Errorf("sort is %s, want %s", got, tt.sorts)
			}
		})
	}
}

// behaviour tells from an answer what became of a parameter.
func behaviour(t *testing.T, target string, objects []string) string {
	t.Helper()
	body, err := fetch(target)
	if err != nil {
		t.Fatal(err)
	}
	_, values, ok := strings.Cut(body, `"values":[`)
	values = strings.TrimSuffix(values, "]}")
	switch {
	case !ok:
		return "rejected"
	case values == objects[0]+","+objects[1]:
		return "ignored"
	case values == objects[1], values == objects[1]+","+objects[0]:
		return "honoured"
	}
	return http.StatusText(http.StatusOK) + " with " + values
}
