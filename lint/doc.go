// Package lint says what is wrong with a filter before it is sent. Bitbucket
// answers a wrong filter with a parser's raw message, with a 500, or with
// everything, as if there had been no filter.
//
//	for _, d := range lint.Check(q, lint.Options{Resource: schema.PullRequest}) {
//		fmt.Println(d) // 1:1: unknown field `stat` of pullrequest (did you mean `state`?)
//	}
//
// [Check] looks at a filter, [CheckURL] at a whole URL with the filter in it.
// Each finding is a [Diagnostic] of a [Rule], with its place, what to write
// instead and, where there is one obvious repair, the edits that make it.
// [Rules] lists the rules; docs/lint has a page for each.
//
// The rules about logic rest on proofs, and so do [Simplify] and [Equivalent]:
// they say nothing where they can't be sure. None of this needs data or a
// network.
//
// Everything here is safe for concurrent use.
package lint
