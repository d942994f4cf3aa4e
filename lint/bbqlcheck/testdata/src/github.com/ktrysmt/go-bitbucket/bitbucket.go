// Package bitbucket has what the fixtures need of the package of this name.
package bitbucket

type PullRequestsOptions struct{ Owner, RepoSlug, Query string }

type IssuesOptions struct{ Query string }

type PipelinesOptions struct{ Query string }

type RepositoryBranchOptions struct{ Query string }
