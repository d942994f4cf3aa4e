package clients

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/drone/go-scm/scm"
	scmbitbucket "github.com/drone/go-scm/scm/driver/bitbucket"
	"github.com/drone/go-scm/scm/transport"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// newGoSCM returns a client of github.com/drone/go-scm for a server.
func newGoSCM(t *testing.T, bb *bbqltest.Server) *scm.Client {
	t.Helper()
	c, err := scmbitbucket.New(bb.URL)
	if err != nil {
		t.Fatal(err)
	}
	c.Client = &http.Client{Transport: &transport.BearerToken{Token: "s1"}}
	return c
}

// TestGoSCMLists walks all pages of a filtered list by the links to the next
// ones, as the client gives them.
func TestGoSCMLists(t *testing.T) {
	bb := serve(t, bbqltest.Auth(bbqltest.Token{Secret: "s1", Scopes: []string{"repository"}}))
	bb.Add("/repositories", map[string]any{"name": "Other", "full_name": "x/other"})
	for _, name := range []string{"alpha", "beta", "gamma", "alphabet", "Alpha 2"} {
		bb.Add("/repositories", map[string]any{"name": name, "full_name": "x/" + name})
	}
	c := newGoSCM(t, bb)
	opts := scm.RepoListOptions{RepoSearchTerm: scm.RepoSearchTerm{RepoName: "alpha"}}
	opts.ListOptions.Size = 2
	var names []string
	for {
		page, res, err := c.Repositories.ListV2(t.Context(), opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page {
			names = append(names, r.Name)
		}
		if res.Page.NextURL == "" {
			break
		}
		opts.ListOptions = scm.ListOptions{URL: res.Page.NextURL}
	}
	if got := strings.Join(names, ","); got != "alpha,alphabet,Alpha 2" {
		t.Errorf("got %s", got)
	}
	if n := requestsTo(bb, "/repositories"); n != 2 {
		t.Errorf("%d pages", n)
	}
	bb.AssertQueried("/repositories", `name ~ "alpha"`)
}

func TestGoSCMListsPullRequests(t *testing.T) {
	c := newGoSCM(t, serve(t))
	open := 0
	for page := 1; page != 0; {
		list, res, err := c.PullRequests.List(t.Context(), "acme/site",
			scm.PullRequestListOptions{Page: page, Size: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, pr := range list {
			if pr.Closed || pr.Number == 0 {
				t.Errorf("got %+v", pr)
			}
			open++
		}
		page = res.Page.Next
	}
	if open != 14 {
		t.Errorf("%d open pull requests", open)
	}
}

func TestGoSCMFinds(t *testing.T) {
	bb := serve(t)
	const site = "/repositories/acme/site"
	bb.Add("/user/permissions/repositories",
		map[string]any{"permission": "admin", "repository": map[string]any{"full_name": "acme/other"}},
		map[string]any{"permission": "write", "repository": map[string]any{"full_name": "acme/site"}})
	bb.Add(site+"/pullrequests/36/commits", map[string]any{"hash": "c1"}, map[string]any{"hash": "c2"})
	c := newGoSCM(t, bb)
	ctx := t.Context()

	r, _, err := c.Repositories.Find(ctx, "acme/site")
	if err != nil || r.Namespace != "acme" || r.Name != "site" {
		t.Errorf("repository: %+v, %v", r, err)
	}
	perm, _, err := c.Repositories.FindPerms(ctx, "acme/site")
	if err != nil || perm.Admin || !perm.Push {
		t.Errorf("permissions: %+v, %v", perm, err)
	}
	branch, _, err := c.Git.FindBranch(ctx, "acme/site", "feature/rss")
	if err != nil || branch.Name != "feature/rss" {
		t.Errorf("branch: %+v, %v", branch, err)
	}
	branches, _, err := c.Git.ListBranchesV2(ctx, "acme/site", scm.BranchListOptions{SearchTerm: "HOTFIX"})
	if err != nil || len(branches) != 3 {
		t.Errorf("branches: %+v, %v", branches, err)
	}
	pr, _, err := c.PullRequests.Find(ctx, "acme/site", 36)
	if err != nil || pr.Title != "Add RSS link to the footer" || pr.Source != "feature/rss" {
		t.Errorf("pull request: %+v, %v", pr, err)
	}
	commits, _, err := c.PullRequests.ListCommits(ctx, "acme/site", 36, scm.ListOptions{})
	if err != nil || len(commits) != 2 || commits[1].Sha != "c2" {
		t.Errorf("commits: %+v, %v", commits, err)
	}
}

// TestGoSCMReadsFiles reads a file and what the API says of it.
func TestGoSCMReadsFiles(t *testing.T) {
	const dir = "repositories/acme/site/src/feature/x"
	bb := bbqltest.NewServer(t, fstest.MapFS{
		dir + "/docs.json": &fstest.MapFile{Data: []byte(`[{"type":"commit_file",
			"path":"docs/a.md","commit":{"hash":"c0ffee"}},{"type":"commit_directory","path":"docs/b"}]`)},
		dir + "/docs/a.md": &fstest.MapFile{Data: []byte("# A\n")},
	})
	c := newGoSCM(t, bb)
	file, _, err := c.Contents.Find(t.Context(), "acme/site", "docs/a.md", "feature/x")
	if err != nil || string(file.Data) != "# A\n" || file.Sha != "c0ffee" {
		t.Errorf("got %+v, %v", file, err)
	}
	list, _, err := c.Contents.List(t.Context(), "acme/site", "docs", "feature/x", scm.ListOptions{})
	if err != nil || len(list) != 2 || list[1].Path != "docs/b" {
		t.Errorf("got %+v, %v", list, err)
	}
}

func TestGoSCMErrors(t *testing.T) {
	c := newGoSCM(t, serve(t))
	_, res, err := c.Repositories.Find(t.Context(), "acme/nope")
	if err == nil || res.Status != 404 ||
		!strings.Contains(err.Error(), "You may not have access to this repository") {
		t.Errorf("got %v", err)
	}
	_, res, err = c.Git.ListBranchesV2(t.Context(), "acme/site", scm.BranchListOptions{SearchTerm: `a"b`})
	if err == nil || res.Status != 400 || !strings.Contains(err.Error(), "Invalid filter query") {
		t.Errorf("got %v", err)
	}
	bb := serve(t, bbqltest.Auth(bbqltest.Token{Secret: "other"}))
	if _, _, err := newGoSCM(t, bb).Users.Find(t.Context()); err != scm.ErrNotAuthorized {
		t.Errorf("got %v", err)
	}
}
