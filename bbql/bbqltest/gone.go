package bbqltest

import (
	"net/http"

	"github.com/bbql/go-bbql/schema"
)

// successor returns what to ask instead of an endpoint that Bitbucket removed in
// April 2026 (observed), "" for any other.
func successor(e schema.Endpoint) string {
	switch e.Path {
	case "/workspaces", "/user/permissions/workspaces":
		return "/user/workspaces"
	case "/user/permissions/repositories":
		return "/user/workspaces/{workspace}/permissions/repositories"
	case "/repositories":
		return "/repositories/{workspace}"
	}
	return ""
}

// gone refuses in strict mode what Bitbucket has removed, with its words.
func (a *api) gone(e schema.Endpoint) error {
	instead := successor(e)
	if !a.strict || instead == "" {
		return nil
	}
	if a.tb != nil {
		a.tb.Errorf("bbqltest: Bitbucket has removed %s: ask %s (CHANGE-2770)", e.Path, instead)
	}
	return &failure{
		status:  http.StatusGone,
		message: "CHANGE-2770 - Functionality has been deprecated",
		detail:  "Please read the changelog entry for more details.",
		data: map[string]string{
			"announcement_url": "https://developer.atlassian.com/cloud/bitbucket/changelog#CHANGE-2770",
		},
	}
}
