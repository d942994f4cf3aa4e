package eval_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

func ExampleCompile() {
	expr, err := bbql.Parse(`state IN ("OPEN", "MERGED") AND author.nickname != "bot"`)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := eval.Compile(expr)
	if err != nil {
		fmt.Println(err)
		return
	}
	pr := map[string]any{"state": "OPEN", "author": map[string]any{"nickname": "jdoe"}}
	fmt.Println(m.Match(pr))
	// Output: true <nil>
}

func ExampleMatcher_MatchJSON() {
	m, err := eval.Compile(bbql.MustParse(`reviewers.nickname = "jdoe" AND id > 9007199254740992`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.MatchJSON([]byte(`{"id": 9007199254740993, "reviewers": [{"nickname": "jdoe"}]}`)))
	_, err = m.MatchJSON([]byte(`{"id": 9007199254740993, "reviewers": [`))
	fmt.Println(err)
	var fault *eval.DataError
	if errors.As(err, &fault) {
		fmt.Println(fault.Offset)
	}
	// Output:
	// true <nil>
	// offset 39: expected a value or ']', but the text ends
	// 39
}

type pullRequest struct {
	Title string `json:"title"`
	State string `json:"state"`
	Votes int    `json:"votes,omitempty"`
}

var pullRequests = []pullRequest{
	{"Fix login", "OPEN", 2},
	{"Add a logo", "MERGED", 5},
	{"fix typos", "OPEN", 0},
	{"Prefix all", "OPEN", 7},
}

func ExampleFilter() {
	m, err := eval.Compile(bbql.MustParse(`state = "OPEN" AND title ~ "fix" AND votes != null`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for pr, err := range eval.Filter(m, slices.Values(pullRequests)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(pr.Title)
	}
	// Output:
	// Fix login
	// Prefix all
}

func ExampleSort() {
	key, err := bbql.ParseSort("-votes")
	if err != nil {
		fmt.Println(err)
		return
	}
	prs := slices.Clone(pullRequests)
	if err := eval.Sort(prs, key); err != nil {
		fmt.Println(err)
		return
	}
	for _, pr := range prs {
		fmt.Println(pr.Votes, pr.Title)
	}
	// Output:
	// 0 fix typos
	// 7 Prefix all
	// 5 Add a logo
	// 2 Fix login
}

func ExampleMatcher_Explain() {
	m, err := eval.Compile(bbql.MustParse(`state = "OPEN" AND (title ~ "FIX" OR votes > 3)`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(m.Explain(pullRequest{"Fix login", "MERGED", 2}))
	// Output:
	// AND                ✗
	//   state = "OPEN"   ✗ MERGED
	//   OR               ✓
	//     title ~ "FIX"  ✓ "Fix login"
	//     votes > 3      ✗ 2
}

func ExampleFunnel() {
	m, err := eval.Compile(bbql.MustParse(`title ~ "fix" AND state = "open"`))
	if err != nil {
		fmt.Println(err)
		return
	}
	f := m.Funnel()
	for _, pr := range pullRequests {
		if _, err := f.Add(pr); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Print(f)
	// Output:
	// 4 objects
	// 3 after title ~ "fix"
	// 0 after state = "open"        values seen: OPEN (3×); = is case-sensitive
}

// Where a producer can be trusted, the rest of an object need not be looked at
// once the answer is certain.
func ExampleWithCheck() {
	filter := bbql.MustParse(`state = "OPEN"`)
	truncated := []byte(`{"id": 1, "state": "OPEN", "title": "Fix th`)
	for _, check := range []eval.Check{eval.Fast, eval.Whole} {
		m, err := eval.Compile(filter, eval.WithCheck(check))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(m.MatchJSON(truncated))
	}
	// Output:
	// true <nil>
	// false offset 43: expected the closing quote of a string, but the text ends
}
