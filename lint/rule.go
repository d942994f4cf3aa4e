package lint

import (
	"slices"
	"strings"

	"github.com/bbql/go-bbql/schema"
)

// A Rule describes what a kind of findings is about.
type Rule struct {
	ID        string
	Severity  Severity         // of its findings, unless Text says otherwise
	Title     string           // in one line
	Text      string           // what it finds, and why that matters
	Remedy    string           // how to fix it
	Bad       []Example        // it finds something in each of these
	Good      []Example        // and nothing in these
	Source    string           // where it is known from
	Certainty schema.Certainty // and how sure it is

	// Rewrites reports whether the fix changes what the filter means, rather
	// than how it is written.
	Rewrites bool
}

// An Example is a filter or a URL that shows what a rule finds.
type Example struct {
	Text     string          // a filter, or a URL if it begins with / or https:
	Resource schema.Resource // what the filter is for, "" for anything
	Endpoint string          // the path that it is sent to, "" for any
}

// A rule is a Rule with what finds its findings, in a filter or in a URL.
type rule struct {
	Rule
	query func(*pass)
	url   func(*request)
}

// Rules returns all rules in the order in which they look at a filter.
func Rules() []Rule {
	list := make([]Rule, len(rules))
	for i, r := range rules {
		list[i] = r.Rule
		list[i].Bad, list[i].Good = slices.Clone(r.Bad), slices.Clone(r.Good)
	}
	return list
}

// Ignored returns the IDs of the rules that a line of a file tells to leave out,
// and whether it does so: it contains bbql:ignore and then IDs, separated by
// spaces or commas, to the end of the line, or of the comment, which may be one of
// HTML or of C. Without an ID all rules are meant.
//
//	# bbql:ignore redundant-parentheses, mixed-and-or
func Ignored(line string) (ids []string, ok bool) {
	_, list, ok := strings.Cut(line, "bbql:ignore")
	if !ok {
		return nil, false
	}
	list, _, _ = strings.Cut(list, "\n")
	ids = strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) })
	ids = slices.DeleteFunc(ids, func(id string) bool { return id == "-->" || id == "*/" })
	return ids, true
}
