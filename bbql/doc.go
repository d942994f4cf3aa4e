// Package bbql reads and writes BBQL, the filter language of the Bitbucket
// Cloud REST API: the q and sort parameters of its list requests.
//
//	expr, err := bbql.Parse(`state = "OPEN" AND reviewers.nickname = "jdoe"`)
//	if err != nil {
//		return err // for state = OPEN it would be 1:9: strings need double quotes: "OPEN"
//	}
//	err = bbql.SetOn(req.URL, ast.Query{Filter: expr})
//
// The tree that [Parse] returns is that of package ast. Package eval runs it on
// JSON.
//
// # The language
//
// A filter is made of comparisons, such as id >= 100, joined by AND and OR; AND
// binds tighter. There are ten operators: =, !=, ~ (contains, ignoring case),
// !~, >, >=, <, <=, IN and NOT IN. Values are "strings", numbers, true, false,
// null, dates and times without quotes, and, after IN and NOT IN, lists of
// values in parentheses. The grammar is docs/grammar.ebnf; docs/language.md
// says what every part means, and how sure that is: Bitbucket documents little
// of it.
//
// # Errors
//
// Every error of this package about a text is of type [Errors] and holds one
// [Error] for each independent defect, with its place, what is wrong, what to
// write instead and, where one repair is obvious, a [Fix].
//
// # Limits
//
// Queries may come from strangers: text is limited in length, nesting and
// number of list values ([MaxBytes], [MaxDepth], [MaxList]), and everything
// takes linear time.
package bbql
