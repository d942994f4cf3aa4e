// Package verify asks the live API what the rules of the language assume, and
// compares its answers with those of package eval.
//
// A [Plan] has queries for each rule. The literals in them are picked from the
// objects that the API lists, so that the objects tell the rule from its other
// reading: where they don't, a query is undecided and is not asked. A [Runner]
// asks the queries; the [Report] says what came of it, rule by rule.
package verify
