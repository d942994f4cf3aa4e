package bench_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/bbql/go-bbql/bench/pulls"
)

// A structMatcher is a contestant of matching Go structs.
type structMatcher struct {
	name  string
	match func(*pulls.PullRequest) bool
}

// A structCase is a query of pull requests, also written by hand.
type structCase struct {
	name  string
	query query
	hand  func(*pulls.PullRequest) bool
}

var structCases = []structCase{
	{"4 clauses", mission, func(pr *pulls.PullRequest) bool {
		return (pr.State == "OPEN" || pr.State == "MERGED") &&
			slices.ContainsFunc(pr.Reviewers, isJdoe) && afterText(pr.UpdatedOn)
	}},
	{"4 equations", four, func(pr *pulls.PullRequest) bool {
		return pr.State == "OPEN" && !pr.Draft && pr.Author.Nickname == "jdoe" &&
			pr.Destination.Branch.Name == "main"
	}},
	{"number", number, func(pr *pulls.PullRequest) bool { return pr.ID > 1007 }},
	{"~ ASCII", ascii, func(pr *pulls.PullRequest) bool { return asciiText(pr.Title) }},
	{"member of array", member, func(pr *pulls.PullRequest) bool {
		return slices.ContainsFunc(pr.Reviewers, isJdoe)
	}},
}

func isJdoe(u pulls.User) bool { return u.Nickname == "jdoe" }

var asciiText = predicateOf(ascii[0]).text

// structMatchers returns all contestants of a case. Those of other languages
// need the struct as JSON.
func structMatchers(tb testing.TB, c structCase) []structMatcher {
	m, closure := compile(tb, c.query), all(c.query, closureOf)
	return []structMatcher{
		{"bbql", func(pr *pulls.PullRequest) bool {
			ok, err := m.Match(pr)
			return must(tb, ok, err)
		}},
		{"by hand", c.hand},
		{"JSON and closures", func(pr *pulls.PullRequest) bool {
			data, err := json.Marshal(pr)
			must(tb, true, err)
			var v map[string]any
			return must(tb, true, json.Unmarshal(data, &v)) && closure(v)
		}},
	}
}

func BenchmarkStruct(b *testing.B) {
	var prs [ring]pulls.PullRequest
	for i := range prs {
		prs[i] = pulls.Shape{Match: pulls.All}.PullRequest(i)
	}
	for _, c := range structCases {
		for _, m := range structMatchers(b, c) {
			b.Run(c.name+"/"+m.name, func(b *testing.B) {
				b.ReportAllocs()
				loop(b, func(i int) { m.match(&prs[i%ring]) })
			})
		}
	}
}

// TestStructMatchersAgree checks that all matchers give the same answers.
func TestStructMatchersAgree(t *testing.T) {
	for _, c := range structCases {
		for _, m := range structMatchers(t, c) {
			for i := range agreeing {
				pr := pulls.New(i)
				if got, want := m.match(&pr), c.hand(&pr); got != want {
					t.Errorf("%s: %s: object %d: got %t", c.name, m.name, i, got)
				}
			}
		}
	}
}
