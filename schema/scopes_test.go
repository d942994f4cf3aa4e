package schema_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/schema"
)

func TestLeastScopes(t *testing.T) {
	list := endpoint(t, "GET", repo+"/pullrequests")
	create := endpoint(t, "POST", repo+"/pullrequests")
	read := endpoint(t, "GET", repo)
	public := endpoint(t, "GET", "/hook_events")
	tests := map[string]struct {
		endpoints []schema.Endpoint
		want      string
	}{
		"none":       {nil, `{"oauth":[],"api_token":[]}`},
		"no scope":   {[]schema.Endpoint{public}, `{"oauth":[],"api_token":[]}`},
		"one":        {[]schema.Endpoint{list}, `{"oauth":["pullrequest"],"api_token":["read:pullrequest:bitbucket"]}`},
		"twice":      {[]schema.Endpoint{list, list}, `{"oauth":["pullrequest"],"api_token":["read:pullrequest:bitbucket"]}`},
		"implied":    {[]schema.Endpoint{read, list}, `{"oauth":["pullrequest"],"api_token":["read:pullrequest:bitbucket","read:repository:bitbucket"]}`},
		"twice over": {[]schema.Endpoint{create, read}, `{"oauth":["pullrequest:write"],"api_token":["read:pullrequest:bitbucket","read:repository:bitbucket","write:pullrequest:bitbucket"]}`},
	}
	for name, test := range tests {
		got, err := json.Marshal(schema.LeastScopes(test.endpoints...))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// TestAdminImpliesNothing: administrators of a repository don't read it.
func TestAdminImpliesNothing(t *testing.T) {
	all := slices.Collect(schema.Endpoints())
	got := schema.LeastScopes(all...)
	if !slices.Contains(got.OAuth, "repository:admin") || !slices.IsSorted(got.OAuth) {
		t.Errorf("scopes of everything: %q", got.OAuth)
	}
	for _, implied := range []string{"repository", "pullrequest", "issue", "snippet", "repository:write"} {
		if slices.Contains(got.OAuth, implied) {
			t.Errorf("%s is implied by others of %q", implied, got.OAuth)
		}
	}
	for _, kept := range []string{"account", "pipeline", "runner", "email"} {
		if !slices.Contains(got.OAuth, kept) {
			t.Errorf("nothing implies %s, but it isn't in %q", kept, got.OAuth)
		}
	}
}

// TestLeastScopesLeavesItsArgumentsAlone: scopes are sorted in a copy.
func TestLeastScopesLeavesItsArgumentsAlone(t *testing.T) {
	e := schema.Endpoint{Scopes: schema.Scopes{OAuth: []string{"b", "a"}}}
	schema.LeastScopes(e)
	if got := strings.Join(e.Scopes.OAuth, " "); got != "b a" {
		t.Errorf("scopes are now %s", got)
	}
}

func TestEveryOperationHasScopes(t *testing.T) {
	for e := range schema.Endpoints() {
		if e.Scopes.OAuth == nil || e.Scopes.APIToken == nil {
			t.Errorf("%s %s: %v", e.Method, e.Path, e.Scopes)
		}
	}
}
