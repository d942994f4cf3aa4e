package bench_test

import "fmt"

// An op is how a clause compares.
type op int

const (
	eq       op = iota
	ne          // no value is equal
	contains    // ignoring case
	in
	either // equal to one of two
	gt
	after // an instant
	null
)

// A clause compares one field. All contestants are made from clauses, in their
// own language or by hand, so that all do the same work.
type clause struct {
	path  string // names, with dots between them
	op    op
	value any  // a string, bool or float64, a []string for in and either
	array bool // whether the first name is that of an array
}

// A query is clauses that must all hold.
type query []clause

// mission is the query of the headline numbers: four comparisons as people
// write them.
var mission = query{
	{path: "state", op: either, value: []string{"OPEN", "MERGED"}},
	{path: "reviewers.nickname", value: "jdoe", array: true},
	{path: "updated_on", op: after, value: "2020-11-11T00:00:00-07:00"},
}

// four are four comparisons that every contestant has words for.
var four = query{
	{path: "state", value: "OPEN"},
	{path: "draft", value: false},
	{path: "author.nickname", value: "jdoe"},
	{path: "destination.branch.name", value: "main"},
}

// Queries that are hard in one way or another.
var (
	earlyMiss = append(query{{path: "state", value: "SUPERSEDED"}}, four[1:]...)
	in200     = query{{path: "author.nickname", op: in, value: nicknames(200)}}
	number    = query{{path: "id", op: gt, value: 1007.0}}
	ascii     = query{{path: "title", op: contains, value: "login of USERS"}}
	nonASCII  = query{{path: "title", op: contains, value: "größe ändern"}}
	longText  = query{{path: "description", op: contains, value: "was NOT renewed"}}
	textFirst = query{longText[0], {path: "state", value: "DECLINED"}}
	member    = query{{path: "reviewers.nickname", value: "jdoe", array: true}}
	noMember  = query{{path: "reviewers.nickname", op: ne, value: "jdoe", array: true}}
	missing   = query{{path: "closed_by", op: null}}
)

// nicknames returns n names, of which the last is in the data.
func nicknames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("somebody.%d", i)
	}
	names[n-1] = "jdoe"
	return names
}

// chain returns a query of n clauses, four after four.
func chain(n int) query {
	q := append(query{}, four...)
	for i := len(q); i < n; i++ {
		c := four[i%len(four)]
		if text, ok := c.value.(string); ok {
			c.value = fmt.Sprintf("%s-%d", text, i)
		}
		q = append(q, c)
	}
	return q[:n]
}
