package schema_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// repo is where most of the API is.
const repo = "/repositories/{workspace}/{repo_slug}"

// endpoint returns the endpoint of a template.
func endpoint(t *testing.T, method, path string) schema.Endpoint {
	t.Helper()
	e, ok := schema.EndpointFor(method, path)
	if !ok || e.Path != path {
		t.Fatalf("EndpointFor(%s, %s) = %s, %t", method, path, e.Path, ok)
	}
	return e
}

// TestVerdicts walks the facts: every list, what it does with q and sort, and
// how long its pages may be.
func TestVerdicts(t *testing.T) {
	for _, r := range readTable(t, "testdata/verdicts.txt") {
		e := endpoint(t, "GET", r.words[0])
		got := fmt.Sprintln(cmp.Or(e.Resource, "-"),
			e.Filter.Verdict, e.Filter.Certainty, e.Sort.Verdict, e.Sort.Certainty,
			e.MaxPageLen, e.PageCertainty)
		if want := strings.Join(r.words[1:], " ") + "\n"; got != want || !e.List {
			t.Errorf("%s\n got %swant %slist: %t", e.Path, got, want, e.List)
		}
	}
}

// TestVerdictsOfEveryList keeps the table complete: a list that it lacks would
// be held to nothing.
func TestVerdictsOfEveryList(t *testing.T) {
	listed := map[string]bool{}
	for _, r := range readTable(t, "testdata/verdicts.txt") {
		listed[r.words[0]] = true
	}
	for e := range schema.Endpoints() {
		if e.List && !listed[e.Path] {
			t.Errorf("not in testdata/verdicts.txt: %s", e.Path)
		}
	}
}

func TestVerdictsHaveSources(t *testing.T) {
	for e := range schema.Endpoints() {
		for _, s := range []schema.Support{e.Filter, e.Sort} {
			if (s.Verdict != schema.Unknown) != (s.Source != "") && s.Certainty == schema.Assumed {
				t.Errorf("%s %s: verdict %s, source %q", e.Method, e.Path, s.Verdict, s.Source)
			}
		}
		if !e.List && e.Filter.Verdict != schema.Ignored {
			t.Errorf("%s %s is no list and yet filters", e.Method, e.Path)
		}
	}
}

func TestEndpointsAreSorted(t *testing.T) {
	list := slices.Collect(schema.Endpoints())
	if len(list) != 331+1 {
		t.Errorf("%d endpoints, want the 331 of the API file and one of old", len(list))
	}
	sorted := slices.IsSortedFunc(list, func(a, b schema.Endpoint) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Method, b.Method))
	})
	if !sorted {
		t.Error("not sorted by path and method")
	}
}

func TestStateOfPullRequests(t *testing.T) {
	for _, path := range []string{repo + "/pullrequests", "/workspaces/{workspace}/pullrequests/{selected_user}"} {
		e := endpoint(t, "GET", path)
		want := "[{state OPEN [OPEN MERGED DECLINED SUPERSEDED] false true false}]"
		if got := fmt.Sprint(e.Params); got != want {
			t.Errorf("%s: parameters %s, want %s", path, got, want)
		}
	}
}

func TestRoleStandsBesideFilter(t *testing.T) {
	for e := range schema.Endpoints() {
		for _, p := range e.Params {
			if want := e.Path == "/repositories" && p.Name == "role"; p.WithFilter != want {
				t.Errorf("%s: %s.WithFilter = %t", e.Path, p.Name, p.WithFilter)
			}
		}
	}
}

func TestNinetyAddresses(t *testing.T) {
	if n := endpoint(t, "GET", "/workspaces/{workspace}/members").MaxValues; n != 90 {
		t.Errorf("MaxValues = %d, want 90", n)
	}
}

func TestSortKeys(t *testing.T) {
	tests := map[string][]ast.Path{
		"/user/workspaces":    {"slug"},
		repo + "/pipelines":   {"creator.uuid", "created_on", "run_creation_date", "build_number"},
		repo + "/issues":      nil,
		repo + "/deployments": nil,
	}
	for path, want := range tests {
		e := endpoint(t, "GET", path)
		if !slices.Equal(e.SortKeys, want) {
			t.Errorf("%s: sort keys %q, want %q", path, e.SortKeys, want)
		}
		for _, key := range e.SortKeys {
			f, ok := e.Resource.Field(key)
			if !ok || f.Sort.Verdict != schema.Honoured {
				t.Errorf("%s: sort key %s: %v, %t", path, key, f.Sort, ok)
			}
		}
	}
}

func TestDefaultPageLength(t *testing.T) {
	for e := range schema.Endpoints() {
		want := 0
		switch {
		case e.Path == repo+"/commit/{commit}/pullrequests":
			want = 30
		case e.List:
			want = 10
		}
		if e.PageLen != want || e.PageLen > e.MaxPageLen {
			t.Errorf("%s %s: pages of %d to %d", e.Method, e.Path, e.PageLen, e.MaxPageLen)
		}
	}
}

func TestEndpointIsTheCallersOwn(t *testing.T) {
	path := repo + "/pullrequests"
	e := endpoint(t, "GET", path)
	want := fmt.Sprint(e)
	e.Params[0].Enum[0], e.Scopes.OAuth[0], e.Notes[0].Text = "x", "x", "x"
	if got := fmt.Sprint(endpoint(t, "GET", path)); got != want {
		t.Errorf("a change went through:\n got %s\nwant %s", got, want)
	}
}
