package bbqltest_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// files returns a file system of fixtures.
func files(texts map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range texts {
		fsys[name+".json"] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestNarrowingParameters(t *testing.T) {
	const site = "repositories/acme/site"
	h := bbqltest.Handler(files(map[string]string{
		site + "/pipelines": `[
			{"id":1,"creator":{"uuid":"{a}"},"trigger":{"type":"pipeline_trigger_push"},
			 "target":{"ref_type":"branch","ref_name":"main","commit":{"hash":"ab"},
			           "selector":{"type":"branches","pattern":"main"}}},
			{"id":2,"creator":{"uuid":"{b}"},"trigger":{"type":"pipeline_trigger_manual"},
			 "target":{"ref_type":"tag","ref_name":"main","commit":{"hash":"cd"},
			           "selector":{"type":"custom","pattern":"deploy"}}},
			{"id":3,"creator":{"uuid":"{a}"},"trigger":{"type":"pipeline_trigger_schedule"},
			 "target":{"ref_type":"branch","ref_name":"dev","commit":{"hash":"cd"},
			           "selector":{"type":"default"}}}]`,
		site + "/branch-restrictions": `[{"id":1,"kind":"push","pattern":"main"},
			{"id":2,"kind":"delete","pattern":"main"},{"id":3,"kind":"push","pattern":"release/*"}]`,
		site + "/commit/c/statuses": `[{"id":1,"refname":"main"},{"id":2,"refname":null},
			{"id":3},{"id":4,"refname":"dev"}]`,
		"repositories": `[{"slug":"old","created_on":"2023-12-31T23:59:59Z"},
			{"slug":"new","created_on":"2024-01-01T00:00:00+00:00"}]`,
		"user/workspaces": `[{"id":1,"administrator":true},{"id":2,"administrator":false}]`,
	}))
	const all = "1 2 3"
	for target, want := range map[string]string{
		"/pipelines":                                           all,
		"/pipelines?creator.uuid=%7Ba%7D":                      "1 3",
		"/pipelines?target.ref_name=main":                      "1 2",
		"/pipelines?target.ref_type=TAG":                       "2",
		"/pipelines?target.branch=main":                        "1",
		"/pipelines?target.commit.hash=cd":                     "2 3",
		"/pipelines?target.selector.pattern=deploy":            "2",
		"/pipelines?target.selector.type=CUSTOM":               "2",
		"/pipelines?target.selector.type=default":              "3",
		"/pipelines?trigger_type=SCHEDULED":                    "3",
		"/pipelines?trigger_type=PUSH&creator.uuid=x":          "",
		"/pipelines?creator.uuid=x&creator.uuid=%7Bb}":         "2", // the last counts
		"/pipelines?creator.uuid=":                             all,
		"/pipelines?status=PASSED":                             all,
		"/pipelines?created_on=2024-01-01":                     all,
		"/branch-restrictions?kind=push":                       "1 3",
		"/branch-restrictions?kind=push&pattern=main":          "1",
		"/commit/c/statuses?refname=main":                      "1 2 3",
		"/commit/c/statuses?refname=main&q=refname=%22main%22": "1",
	} {
		if got := getPage(t, h, "/"+site+target).ids(); got != want {
			t.Errorf("%s: got %s, want %s", target, got, want)
		}
	}
	for target, want := range map[string]string{
		"/repositories?after=2024-01-01T00:00:00.000Z": "new",
		"/user/workspaces?administrator=true":          "1",
		"/user/workspaces?administrator=False":         "2",
	} {
		if got := getPage(t, h, target).ids(); got != want {
			t.Errorf("%s: got %s, want %s", target, got, want)
		}
	}
	for target, want := range map[string]string{
		"/repositories?after=yesterday":                   "Invalid after",
		"/user/workspaces?administrator=1":                "Invalid administrator",
		"/" + site + "/pipelines?trigger_type=ACCIDENT":   "Invalid trigger_type",
		"/" + site + "/pipelines?target.ref_type=%22b%22": "Invalid target.ref_type",
		"/" + site + "/pipelines?creator.uuid=%00":        "Invalid creator.uuid",
		"/" + site + "/pipelines?creator.uuid=%FF":        "Invalid creator.uuid",
	} {
		wantError(t, get(h, target), http.StatusBadRequest, want)
	}
}

func TestRoles(t *testing.T) {
	fixtures := map[string]string{
		"user": `{"uuid":"{me}"}`,
		"repositories/acme": `[{"slug":"a","uuid":"{a}","owner":{"uuid":"{acme}"}},
			{"slug":"b","full_name":"acme/b","owner":{"uuid":"{me}"}},
			{"slug":"c","uuid":"{c}"},{"slug":"d","uuid":"{d}"},{"slug":"e","uuid":"{e}"}]`,
		"repositories/acme/a/forks": `[{"slug":"f","uuid":"{c}"},{"slug":"g","uuid":"{g}"},
			{"slug":"c","full_name":"other/c","uuid":"{h}"}]`,
		"user/permissions/repositories": `[{"permission":"read","repository":{"uuid":"{a}"}},
			{"permission":"write","repository":{"full_name":"acme/b"}},
			{"permission":"none","repository":{"uuid":"{e}"}}]`,
		"user/workspaces/acme/permissions/repositories": `[
			{"permission":"admin","repository":{"uuid":"{c}","full_name":"acme/c","slug":"c"}}]`,
		"workspaces": `[{"slug":"u","uuid":"{u}"},{"slug":"v"},{"slug":"w"}]`,
		"user/permissions/workspaces": `[{"permission":"member","workspace":{"uuid":"{u}"}},
			{"permission":"collaborator","workspace":{"slug":"v"}},
			{"permission":"owner","workspace":{"slug":"w"}}]`,
		"snippets": `[{"id":1,"owner":{"uuid":"{me}"}},{"id":2,"owner":{"uuid":"{x}"}}]`,
	}
	h := bbqltest.Handler(files(fixtures))
	for target, want := range map[string]string{
		"/repositories/acme":                              "a b c d e",
		"/repositories/acme?role=":                        "a b c d e",
		"/repositories/acme?role=member":                  "a b c",
		"/repositories/acme?role=contributor":             "b c",
		"/repositories/acme?role=admin":                   "c",
		"/repositories/acme?role=owner":                   "b",
		"/repositories/acme?role=member&q=slug%3D%22b%22": "b",
		"/repositories/acme/a/forks?role=member":          "f",
		"/workspaces?role=member":                         "u v w",
		"/workspaces?role=collaborator":                   "v w",
		"/workspaces?role=owner":                          "w",
		"/snippets?role=owner":                            "1",
		"/snippets?role=member":                           "1 2", // nothing tells
	} {
		if got := getPage(t, h, target).ids(); got != want {
			t.Errorf("%s: got %s, want %s", target, got, want)
		}
	}
	wantError(t, get(h, "/repositories/acme?role=boss"), http.StatusBadRequest, "Invalid role")
	wantError(t, get(h, "/workspaces?role=admin"), http.StatusBadRequest, "Invalid role")

	for name := range fixtures {
		if strings.HasPrefix(name, "user") {
			delete(fixtures, name)
		}
	}
	h = bbqltest.Handler(files(fixtures))
	for _, role := range []string{"member", "admin", "owner"} {
		if got := getPage(t, h, "/repositories/acme?role="+role).ids(); got != "a b c d e" {
			t.Errorf("%s where nothing tells: got %s", role, got)
		}
	}
}

// Permissions may be added by Go values too.
func TestRolesOfAddedPermissions(t *testing.T) {
	bb := bbqltest.NewServer(t, nil)
	type object map[string]any
	bb.Add("/repositories/acme", object{"slug": "a", "uuid": "{a}"}, object{"slug": "b", "uuid": "{b}"})
	bb.Add("/user/workspaces/acme/permissions/repositories",
		object{"permission": "write", "repository": object{"uuid": "{b}"}})
	body, err := fetch(bb.URL + "/2.0/repositories/acme?role=contributor&fields=values.slug")
	if want := `{"values":[{"slug":"b"}]}`; err != nil || body != want {
		t.Errorf("got %s %v, want %s", body, err, want)
	}
}
