// Package options has filters in the options of a client.
package options

import (
	"fmt"

	bitbucket "github.com/ktrysmt/go-bitbucket"
)

func options(s string, n int) {
	_ = &bitbucket.PullRequestsOptions{Owner: "acme", Query: `stat = "OPEN"`} // want `\(unknown-field\)`
	_ = bitbucket.IssuesOptions{Query: `status = "open"`}                     // want `\(foreign-field\)`
	_ = bitbucket.PipelinesOptions{Query: `state.name = "FAILED"`}            // want `\(ignored-filter\)` `\(unknown-enum\)`
	_ = bitbucket.RepositoryBranchOptions{Query: "main"}
	_ = bitbucket.PullRequestsOptions{"acme", "site", "state = OPEN"} // want `\(syntax\)`

	opts := &bitbucket.PullRequestsOptions{}
	opts.Query = `state = "open"`               // want `\(enum-case\)`
	opts.Query = fmt.Sprintf(`title ~ "%s"`, s) // want `a quote in s`
	opts.Query = fmt.Sprintf("idd > %d", n)     // want `\(unknown-field\)`
	opts.Owner = "state = OPEN"

	var own struct {
		*bitbucket.PullRequestsOptions
		Query2 string
	}
	own.Query = "state = OPEN" // want `\(syntax\)`
	own.Query2 = "state = OPEN"
	own.PullRequestsOptions.Query = "a == 1" // want `\(syntax\)`

	_ = []*bitbucket.PullRequestsOptions{{"acme", "site", "b == 1"}} // want `\(syntax\)`
	_ = []bitbucket.PullRequestsOptions{{Query: "a == 1"}}           // want `\(syntax\)`
	_ = []*bitbucket.PullRequestsOptions{{Query: "id == 1"}}         // want `\(syntax\)`
}
