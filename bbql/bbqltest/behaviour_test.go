package bbqltest_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// A behaviour is what is known of q and sort at an endpoint, and from where. Its
// list holds two objects, in this order: q selects the second one, and sort puts
// it first.
type behaviour struct {
	path, objects, q, sort string
	filters, sorts         string // honoured, ignored, rejected; "" is not known
	evidence               string // declared: by Bitbucket's API file; text: of the operation
}

// behaviours has a row for each endpoint of which anything is known.
func behaviours() []behaviour {
	const (
		site = "/repositories/acme/site"
		name = `{"name":"a"} {"name":"b"}`
		id   = `{"id":1} {"id":2}`
		date = `{"created_on":"2024-01-02T00:00:00Z"} {"created_on":"2024-01-01T00:00:00Z"}`
		hash = `{"hash":"a"} {"hash":"b"}`
		key  = `{"key":"a"} {"key":"b"}`
		slug = `{"workspace":{"slug":"b"}} {"workspace":{"slug":"a"}}`
		may  = `{"permission":"read"} {"permission":"write"}`
		repo = `{"repository":{"name":"a"}} {"repository":{"name":"b"}}`

		yes, no = "honoured", "ignored"
	)
	return []behaviour{
		{site + "/pullrequests", `{"id":1,"state":"OPEN"} {"id":2,"state":"OPEN"}`, `id = 2`, "-id",
			yes, yes, "text; atlascode, Renovate, PostHog"},
		{"/workspaces/acme/pullrequests/jo", `{"id":1,"state":"OPEN"} {"id":2,"state":"OPEN"}`,
			`id = 2`, "-id", yes, yes, "text"},
		{site + "/pullrequests/1/comments", id, `id = 2`, "-id", yes, yes, "text; PostHog probes"},
		{site + "/pullrequests/activity", id, `id = 2`, "-id", no, no, "BCLOUD-21067"},
		{site + "/pullrequests/1/activity", id, `id = 2`, "-id", no, no, "BCLOUD-21067"},
		{site + "/pullrequests/1/statuses", key, `key = "b"`, "-key", yes, yes, "declared"},
		{site + "/pullrequests/1/tasks", id, `id = 2`, "-id", yes, yes, "declared"},
		{site + "/commits", hash, `hash = "b"`, "-hash", no, no, "atlassian-python-api 1249; PostHog"},
		{site + "/commits/main", hash, `hash = "b"`, "-hash", no, no, "the same"},
		{site + "/commit/c/statuses", key, `key = "b"`, "-key", yes, yes, "declared"},
		{site + "/commit/c/comments", id, `id = 2`, "-id", yes, yes, "declared"},
		{site + "/pipelines", date, `build_number = 2`, "created_on", no, yes,
			"text; atlassian-python-api 1248; PostHog"},
		{site + "/deployments", name, `name = "b"`, "last_update_time", no, "rejected",
			"node-bitbucket 102"},
		{site + "/issues", id, `id = 2`, "-id", yes, yes, "documentation's examples; Renovate, bite"},
		{site + "/issues/1/changes", date, `created_on < 2024-01-02`, "created_on", yes, yes, "declared"},
		{site + "/issues/1/comments", id, `id = 2`, "", yes, "", "declared"},
		{"/repositories", name, `name = "b"`, "-name", yes, yes, "declared; q needs role"},
		{"/repositories/acme", name, `name = "b"`, "-name", yes, yes, "declared"},
		{site + "/forks", name, `name = "b"`, "-name", yes, yes, "declared"},
		{site + "/refs", name, `name = "b"`, "-name", yes, yes, "declared; nvchecker"},
		{site + "/refs/branches", `{"name":"1.10"} {"name":"1.2"}`, `name = "1.2"`, "name", yes, yes,
			"declared; text: name in natural order"},
		{site + "/refs/tags", `{"name":"v1","target":{"date":"2024-01-01T00:00:00Z"}} ` +
			`{"name":"w2","target":{"date":"2024-01-02T00:00:00Z"}}`, `name ~ "W"`, "-target.date",
			yes, yes, "declared; nvchecker"},
		{site + "/src/main/docs", `{"path":"a","size":1} {"path":"b","size":9}`, `size > 5`, "-size",
			yes, yes, "declared; SharpBucket"},
		{site + "/filehistory/main/a", `{"path":"a"} {"path":"b"}`, `path = "b"`, "-path", yes, yes,
			"declared"},
		{"/workspaces/acme/projects", name, `name ~ "B"`, "-name", yes, yes, "SharpBucket; PostHog"},
		{"/workspaces/acme/members", `{"user":{"nickname":"a"}} {"user":{"nickname":"b"}}`,
			`user.nickname = "b"`, "", yes, "", "text; atlascode"},
		{"/workspaces/acme/permissions", `{"permission":"member"} {"permission":"owner"}`,
			`permission = "owner"`, "", yes, "", "text"},
		{"/workspaces/acme/permissions/repositories", may, `permission > "read"`, "-permission",
			yes, yes, "text"},
		{"/workspaces/acme/permissions/repositories/site", repo, `repository.name = "b"`,
			"-repository.name", yes, yes, "text"},
		{"/user/permissions/repositories", may, `permission>"read"`, "-permission", yes, yes, "text"},
		{"/user/workspaces/acme/permissions/repositories", repo, `repository.name = "b"`,
			"-repository.name", yes, yes, "declared"},
		{"/user/permissions/workspaces", slug, `workspace.slug = "a"`, "workspace.slug", yes, yes,
			"text"},
		{"/user/workspaces", slug, `slug = "a"`, "slug", yes, yes, "text: slug alone"},
		{"/user/workspaces", slug, `workspace.slug = "a"`, "workspace.slug", yes, "rejected",
			"text: slug alone"},
		{"/workspaces", `{"slug":"a"} {"slug":"b"}`, `slug = "b"`, "", yes, "",
			"declared; against it aashari/mcp-server-atlassian-bitbucket e6ccd9b"},
		{site + "/permissions-config/users", may, `permission = "write"`, "-permission", no, no, "text"},
		{site + "/permissions-config/groups", may, `permission = "write"`, "-permission", no, no, "text"},
		{"/workspaces/acme/projects/P/permissions-config/users", may, `permission = "write"`,
			"-permission", no, no, "text"},
		{"/workspaces/acme/projects/P/permissions-config/groups", may, `permission = "write"`,
			"-permission", no, no, "text"},
	}
}

func TestBehaviourOfEndpoints(t *testing.T) {
	for _, tt := range behaviours() {
		t.Run(strings.Trim(tt.path, "/")+" "+tt.q, func(t *testing.T) {
			bb := bbqltest.NewServer(t, nil)
			objects := strings.Fields(tt.objects)
			bb.Add(tt.path, json.RawMessage(objects[0]), json.RawMessage(objects[1]))
			ask := func(name, value string) string {
				target := bb.URL + "/2.0" + tt.path + "?role=member&" + name + "=" + url.QueryEscape(value)
				return fate(t, target, objects)
			}
			if got := ask("q", tt.q); got != tt.filters {
				t.Errorf("q is %s, want %s (%s)", got, tt.filters, tt.evidence)
			}
			if tt.sort == "" {
				return
			}
			if got := ask("sort", tt.sort); got != tt.sorts {
				t.Errorf("sort is %s, want %s (%s)", got, tt.sorts, tt.evidence)
			}
		})
	}
}

// TestBehaviourOfErrors has a row for each error that Bitbucket was seen to
// answer, or says that it does, and for what it was seen not to complain of.
func TestBehaviourOfErrors(t *testing.T) {
	const wrong, most = "Something went wrong", "pagelen 50 is the most; PostHog"
	const participants = "measured, before anybody was authorized"
	filter := func(q string) string { return asking(prs, "q", q) }
	emails := "user.email IN (" + strings.Repeat(`"a@b.example",`, 90) + `"a@b.example")`
	tests := []struct {
		target   string
		status   int
		message  string
		evidence string
	}{
		{filter("bogus==="), 400, "Invalid filter query expression: Syntax error in input at '=' " +
			"(type _ANON_2) line 1 col 7", "agent-fleet, measured"},
		{filter(`values.closed_on > 2023-06-05`), 400,
			`Field ".values.closed_on" does not support filtering`, "BCLOUD-22709"},
		{filter(`participants.uuid = "x"`), 400,
			`Field ".participants.uuid" does not support filtering`, participants},
		{filter(`participants.user.uuid = "x"`), 400,
			`Field ".participants.user.uuid" does not support filtering`, participants},
		{filter(`participants.approved = true`), 400,
			`Field ".participants.approved" does not support filtering`, participants},
		{filter(`participants.state = "approved"`), 400,
			`Field ".participants.state" does not support filtering`, participants},
		{filter(`participants.role = "REVIEWER"`), 400,
			`Field ".participants.role" does not support filtering`, participants},
		{filter(`reviewers.username = "jo"`), 400,
			`Field ".reviewers.username" does not support filtering`, "bb-bash"},
		{filter(`state = "MERGED" AND closed_on > 2023-06-05T14:00:00-07:00`), 500, wrong, "BCLOUD-22709"},
		{filter(`state="ALL"`), 500, wrong, "BCLOUD-22703"},
		{prs + "?pagelen=50", 200, "", most},
		{prs + "?pagelen=51", 400, "Invalid pagelen", most},
		{prs + "?pagelen=100", 400, "Invalid pagelen", most},
		{prs + "?pagelen=1", 200, "", "atlascode, PostHog: less than the documented least"},
		{prs + "?page=2/", 400, "Invalid page", "atlassian-python-api 801, 839, 844, 1405"},
		{prs + "?page=2/&q=id=1", 400, "Invalid page", "atlassian-python-api 844"},
		{"/repositories/acme/site/deployments?sort=last_update_time", 400, "Bad Request",
			"node-bitbucket 102"},
		{asking("/workspaces/acme/members", "q", emails), 400, `More than 90 values for ".user.email"`,
			"text: 400 for more than 90; the words are ours"},
		{prs + "?state=OPEN,MERGED", 400, "Invalid state", "one report of a 400; the words are ours"},
		{"/repositories?q=name=%22x%22", 400, "The role parameter must be specified with q", "text"},
		{prs + "/99", 404, "Resource not found: " + prs + "/99", "the words after the colon are ours"},
		{"/teams/acme/repositories", 404, "Resource not found", "removed; sourcebot 295"},
		{"/repositories/acme/nope", 404, "You may not have access to this repository or it no longer " +
			"exists in this workspace. If you think this repository exists and you have access, make " +
			"sure you are authenticated.", "several clients handle it"},
		{"/workspaces/nope", 404, "No workspace with identifier 'nope'.", "several clients handle it"},
		{"/repositories/acme/site/src/main/deploy/a.yaml", 404,
			"No such file or directory: deploy/a.yaml", "node-bitbucket 58"},
		{"/repositories/acme/site/commits?q=hash=%22nope%22", 200, "", "ignored without a word"},
	}
	h := bbqltest.Handler(states(t))
	for _, tt := range tests {
		w := get(h, tt.target)
		var body struct{ Error struct{ Message string } }
		err := json.Unmarshal(w.Body.Bytes(), &body)
		if err != nil || w.Code != tt.status || body.Error.Message != tt.message {
			t.Errorf("%.200s: got %d %.300s, want %d %s (%s)",
				tt.target, w.Code, w.Body, tt.status, tt.message, tt.evidence)
		}
	}
}

// fate tells from an answer what became of a parameter.
func fate(t *testing.T, target string, objects []string) string {
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
