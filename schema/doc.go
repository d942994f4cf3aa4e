// Package schema holds facts about Bitbucket Cloud's REST API as far as its
// query language is concerned: which resources there are, which fields they
// have and of what type, which endpoints list them, whether q and sort work
// there, how long a page may be, and which scopes a token needs.
//
//	pr, _ := schema.Lookup("pullrequest")
//	f, ok := pr.Field("source.branch.name")   // a string that filters
//	e, ok := schema.EndpointFor("GET", "/2.0/repositories/acme/site/commits")
//	e.Filter.Verdict                           // ignored
//	m, err := eval.Compile(expr, eval.WithTypes(schema.PullRequest.Types))
//
// The facts are generated from Bitbucket's own API file and from
// corrections.json, which says what that file leaves out or gets wrong. Bitbucket
// documents little of its language, so that every verdict has a [Certainty].
//
// Everything here is safe for concurrent use, runs nothing at start-up, and
// returns values that the caller may change.
package schema

//go:generate go run ../internal/gen
