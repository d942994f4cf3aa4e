// Package builder builds filters and list requests in Go: no quoting, no
// escaping, and every mistake an error.
//
//	q, err := builder.
//		Where(pullrequest.State.In(pullrequest.StateOpen, pullrequest.StateMerged)).
//		And(pullrequest.Reviewers.Nickname().Eq("jdoe")).
//		And(builder.If(branch != "", pullrequest.Source.Branch().Name().Eq(branch))).
//		SortBy(pullrequest.UpdatedOn.Desc()).
//		Build()
//
// What comes out is the tree of package ast, as from bbql.Parse. A value can
// only ever become one literal: whatever a string holds, the filter has exactly
// the comparisons that were built.
//
// # Conditions
//
// A condition is an [Expr]. It comes from a field, from [And] or [Or], whose
// nesting is that of the filter, from bbql.Parse by way of [Parsed], and it can
// depend on something by way of [If]. [Where] begins a whole [Request].
//
// Nothing fails on the way. Build returns every error at once, each with its
// place; the text of what can't be built is %!bbql(reason), which no parser
// accepts. Everything is an immutable value, may be shared and reused, and is
// safe for concurrent use.
//
// # Fields
//
// [Field] takes any path and any value. The packages below this one, one for
// each resource of Bitbucket, have a constant for every field that it can filter
// or sort by, of a type with just the methods that make sense for it:
//
//	Text         pullrequest.Title.Contains("fix")
//	Number       pullrequest.ID.In(1, 2, 3)
//	Bool         pullrequest.Draft.IsFalse()
//	Time         pullrequest.CreatedOn.OnDay(time.Now())
//	UUID         pullrequest.Author.UUID().Eq(me)
//	Enum         pullrequest.State.Eq(pullrequest.StateOpen)
//	OrderedEnum  issue.Priority.AtLeast(issue.PriorityMajor)
//	SortOnly     pullrequest.ClosedOn.Desc()
//
// So pullrequest.State.Eq("OPNE"), pullrequest.ID.Contains("5") and
// pullrequest.Draft.After(t) do not compile. The values of an enumeration have a
// type of their own; those that Bitbucket has added since are made by a function,
// such as pullrequest.StateOf("QUEUED").
//
// A field that is an object has its fields as methods, to any depth:
//
//	pullrequest.Source.Branch().Name().Eq("main")
//	issue.Assignee.IsNull()
//	issue.Component.Eq("UI") // the object's name stands for it
//
// Arrays are transparent, as in the language: pullrequest.Reviewers.Nickname()
// is compared with the nickname of every reviewer. Eq, Contains and In hold if
// any element does; Ne, NotContains and NotIn are their exact complements, and
// hold if none does.
//
// A field that has no constant yet is a conversion away: builder.Text("new.path")
// has the same methods.
//
// All of that is constants and methods, of which a program gets those that it
// calls: importing such a package runs nothing and adds up to some 40 KB.
package builder
