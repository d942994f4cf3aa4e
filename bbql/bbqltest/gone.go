package bbqltest

import (
	"net/http"

	"github.com/bbql/go-bbql/schema"
)

// gone refuses in strict mode what Bitbucket has removed, with its words.
func (a *api) gone(e schema.Endpoint) error {
	if !a.strict || e.Successor == "" {
		return nil
	}
	if a.tb != nil {
		a.tb.Errorf("bbqltest: Bitbucket has removed %s: ask %s", e.Path, e.Successor)
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
