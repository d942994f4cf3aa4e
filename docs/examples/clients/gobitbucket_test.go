package clients

import (
	"errors"
	"strings"
	"testing"

	"github.com/ktrysmt/go-bitbucket"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// newGoBitbucket returns a client of github.com/ktrysmt/go-bitbucket for a
// server.
func newGoBitbucket(t *testing.T, bb *bbqltest.Server) *bitbucket.Client {
	t.Helper()
	c, err := bitbucket.NewAPITokenAuthWithBaseUrlStr("jo@acme.example", "s1", bb.URL+"/2.0")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestGoBitbucketLists(t *testing.T) {
	bb := serve(t, bbqltest.Auth(bbqltest.Token{
		Secret: "s1", Email: "jo@acme.example", Scopes: []string{"read:pullrequest:bitbucket"},
	}))
	got, err := newGoBitbucket(t, bb).Repositories.PullRequests.List(&bitbucket.PullRequestsOptions{
		Owner: owner, RepoSlug: repo, Query: filter, Sort: sort,
	})
	if err != nil {
		t.Fatal(err)
	}
	var ids []int
	for _, v := range got.(map[string]any)["values"].([]any) {
		ids = append(ids, int(v.(map[string]any)["id"].(float64)))
	}
	if want := wanted(t); join(ids) != join(want) {
		t.Errorf("got  %s\nwant %s", join(ids), join(want))
	}
	if n := requestsTo(bb, prs); n != 2 {
		t.Errorf("%d pages", n)
	}
	bb.AssertQueried(prs, filter)
}

func TestGoBitbucketFindsRepositories(t *testing.T) {
	bb := serve(t)
	c := newGoBitbucket(t, bb)
	word := "SITE"
	found, err := c.Repositories.ListForAccount(&bitbucket.RepositoriesOptions{
		Owner: owner, Keyword: &word,
	})
	if err != nil || len(found.Items) == 0 {
		t.Fatalf("got %v, %v", found, err)
	}
	for _, r := range found.Items {
		if !strings.Contains(strings.ToLower(r.Full_name), "site") {
			t.Errorf("found %s", r.Full_name)
		}
	}
	bb.AssertQueried("/repositories/acme", `full_name ~ "site"`)
	// It writes the quotes of this one into the URL as they are.
	in, err := c.Repositories.ListProject(&bitbucket.RepositoriesOptions{Owner: owner, Project: "WEB"})
	if err != nil || len(in.Items) == 0 {
		t.Fatalf("got %v, %v", in, err)
	}
	for _, r := range in.Items {
		if r.Project.Key != "WEB" {
			t.Errorf("%s is in %s", r.Full_name, r.Project.Key)
		}
	}
}

func TestGoBitbucketGets(t *testing.T) {
	repositories := newGoBitbucket(t, serve(t)).Repositories
	r, err := repositories.Repository.Get(&bitbucket.RepositoryOptions{Owner: owner, RepoSlug: repo})
	if err != nil || r.Full_name != "acme/site" {
		t.Errorf("repository: %v, %v", r, err)
	}
	pr, err := repositories.PullRequests.Get(&bitbucket.PullRequestsOptions{
		Owner: owner, RepoSlug: repo, ID: "36",
	})
	if err != nil || pr.(map[string]any)["title"] != "Add RSS link to the footer" {
		t.Errorf("pull request: %v, %v", pr, err)
	}
	branch, err := repositories.Repository.GetBranch(&bitbucket.RepositoryBranchOptions{
		Owner: owner, RepoSlug: repo, BranchName: "feature/rss",
	})
	if err != nil || branch.Name != "feature/rss" {
		t.Errorf("branch: %v, %v", branch, err)
	}
	branches, err := repositories.Repository.ListBranches(&bitbucket.RepositoryBranchOptions{
		Owner: owner, RepoSlug: repo, Query: "release/1.", Sort: "-name", Pagelen: 2,
	})
	if err != nil || branches.Size != 5 || len(branches.Branches) != 2 ||
		branches.Branches[0].Name != "release/1.10" {
		t.Errorf("branches: %v, %v", branches, err)
	}
}

func TestGoBitbucketErrors(t *testing.T) {
	pulls := newGoBitbucket(t, serve(t)).Repositories.PullRequests
	tests := []struct {
		options bitbucket.PullRequestsOptions
		status  int
		body    string
	}{
		{bitbucket.PullRequestsOptions{RepoSlug: repo, Query: "state = "}, 400,
			"Invalid filter query expression: "},
		{bitbucket.PullRequestsOptions{RepoSlug: repo, Query: "participants.state = null"}, 400,
			`Field \".participants.state\" does not support filtering`},
		{bitbucket.PullRequestsOptions{RepoSlug: repo, Query: `state = "ALL"`}, 500,
			"Something went wrong"},
		{bitbucket.PullRequestsOptions{RepoSlug: "nope"}, 404,
			"You may not have access to this repository"},
	}
	for _, tt := range tests {
		tt.options.Owner = owner
		_, err := pulls.List(&tt.options)
		var unexpected *bitbucket.UnexpectedResponseStatusError
		if !errors.As(err, &unexpected) || unexpected.StatusCode != tt.status ||
			!strings.Contains(string(unexpected.Body), tt.body) {
			t.Errorf("%q: got %v", tt.options.Query, err)
		}
	}
}

func TestGoBitbucketByOAuth(t *testing.T) {
	bb := serve(t, bbqltest.OAuth(bbqltest.Consumer{
		Key: "app", Secret: "hush", Scopes: []string{"pullrequest"},
	}))
	t.Setenv("BITBUCKET_API_BASE_URL", bb.URL+"/2.0")
	c, err := bitbucket.NewOAuthClientCredentialsWithEndpoint("app", "hush", bb.URL+tokenPath)
	if err != nil {
		t.Fatal(err)
	}
	pr := &bitbucket.PullRequestsOptions{Owner: owner, RepoSlug: repo, ID: "36"}
	if _, err := c.Repositories.PullRequests.Get(pr); err != nil {
		t.Errorf("got %v", err)
	}
	_, err = bitbucket.NewOAuthClientCredentialsWithEndpoint("app", "wrong", bb.URL+tokenPath)
	if err == nil || !strings.Contains(err.Error(), "unauthorized_client") {
		t.Errorf("got %v", err)
	}
}
