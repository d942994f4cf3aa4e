package lint_test

import (
	"encoding/json"
	"fmt"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

func ExampleCheck() {
	q := `stat = "OPEN" AND closed_on > 2024-01-01`
	for _, d := range lint.Check(q, lint.Options{Resource: schema.PullRequest}) {
		fmt.Println(d.Severity, d.Rule, d)
	}
	// Output:
	// error unknown-field 1:1: unknown field `stat` of pullrequest (did you mean `state`?)
	// error unfilterable-field 1:19: `closed_on` can't be filtered by (observed: BCLOUD-22709): answers 500; filter on updated_on and look again
}

func ExampleCheckURL() {
	const url = "/2.0/repositories/acme/site/pullrequests?q=updated_on>2024-01-01T00:00:00+02:00&pagelen=100"
	list := lint.CheckURL(url, lint.Options{})
	for _, d := range list {
		fmt.Println(d)
	}
	fmt.Println(lint.Apply(url, list))
	// Output:
	// 1:74: a plus sign in a URL is a space: write %2B
	// 1:89: this endpoint gives at most 50 on a page
	// /2.0/repositories/acme/site/pullrequests?q=updated_on>2024-01-01T00:00:00%2B02:00&pagelen=50
}

func ExampleDiagnostic_Detail() {
	for _, d := range lint.Check(`a = 1 OR b = 2 AND c = "x\y"`, lint.Options{}) {
		fmt.Print(d.Detail())
	}
	// Output:
	// 1| a = 1 OR b = 2 AND c = "x\y"
	//  | ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ AND and OR are mixed without parentheses: put parentheses round each AND, if that is what is meant
	// 1| a = 1 OR b = 2 AND c = "x\y"
	//  |                          ~~ nobody knows what `\y` means to the server: double the backslash if you mean one
}

func ExampleApply() {
	const q = `values.state = "open" OR values.state = "MERGED"`
	fmt.Println(lint.Apply(q, lint.Check(q, lint.Options{})))
	// Output:
	// state = "open" OR state = "MERGED"
}

func ExampleSimplify() {
	e := bbql.MustParse(`id > 5 AND (state = "OPEN" OR state = "MERGED") AND id > 3 AND state != "DECLINED"`)
	fmt.Println(lint.Simplify(e, nil))
	fmt.Println(lint.Simplify(e, schema.PullRequest.Types))
	// Output:
	// id > 5 AND state IN ("OPEN", "MERGED") AND state != "DECLINED"
	// id > 5 AND state IN ("OPEN", "MERGED")
}

func ExampleEquivalent() {
	a := bbql.MustParse(`state = "OPEN" OR state = "MERGED"`)
	b := bbql.MustParse(`state IN ("MERGED", "OPEN")`)
	c := bbql.MustParse(`state != "DECLINED"`)
	answer, _ := lint.Equivalent(a, b, nil)
	fmt.Println(answer)
	answer, witness := lint.Equivalent(a, c, nil)
	text, err := json.Marshal(witness)
	fmt.Println(answer, string(text), err)
	// Output:
	// yes
	// no {"state":["DECLINED","MERGED"]} <nil>
}

func ExampleIgnored() {
	fmt.Println(lint.Ignored("# bbql:ignore mixed-and-or, date-only"))
	// Output:
	// [mixed-and-or date-only] true
}
