package bbql_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/url"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

func Example() {
	expr, err := bbql.Parse(`state = "OPEN" AND reviewers.nickname = "jdoe"`)
	if err != nil {
		log.Fatal(err)
	}

	// Ask Bitbucket: q and sort, encoded once, other parameters untouched.
	u, _ := url.Parse("https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?pagelen=50")
	if err := bbql.SetOn(u, ast.Query{Filter: expr}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(u.RawQuery)

	// Or ask JSON that you have.
	m, err := eval.Compile(expr)
	if err != nil {
		log.Fatal(err)
	}
	ok, err := m.MatchJSON([]byte(`{"state": "OPEN", "reviewers": [{"nickname": "jdoe"}]}`))
	fmt.Println(ok, err)
	// Output:
	// pagelen=50&q=state%20%3D%20%22OPEN%22%20AND%20reviewers.nickname%20%3D%20%22jdoe%22
	// true <nil>
}

func ExampleParse() {
	expr, err := bbql.Parse(`state = "OPEN" and (author.nickname = "jdoe" OR reviewers.nickname = "jdoe")`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for n := range ast.Preorder(expr) {
		if c, ok := n.(*ast.Comparison); ok {
			fmt.Println(c.Field, c.Op, c.Value)
		}
	}
	// Output:
	// state = "OPEN"
	// author.nickname = "jdoe"
	// reviewers.nickname = "jdoe"
}

func ExampleParse_error() {
	_, err := bbql.Parse(`state = OPEN AND author.nickname = "jdoe"`)
	fmt.Println(err)

	var e *bbql.Error
	if errors.As(err, &e) {
		fmt.Print(e.Detail())
		fmt.Println(e.Fix.Apply(e.Query))
	}
	// Output:
	// 1:9: strings need double quotes: "OPEN"
	// 1| state = OPEN AND author.nickname = "jdoe"
	//  |         ~~~~ strings need double quotes: "OPEN"
	// state = "OPEN" AND author.nickname = "jdoe"
}

func ExampleErrors() {
	_, err := bbql.Parse(`state == "OPEN" && title LIKE "fix%" AND id IN ()`)
	var errs bbql.Errors
	if errors.As(err, &errs) {
		fmt.Print(errs.Detail())
	}
	// Output:
	// 1| state == "OPEN" && title LIKE "fix%" AND id IN ()
	//  |       ~~ `==` is not an operator: use `=`
	// 1| state == "OPEN" && title LIKE "fix%" AND id IN ()
	//  |                 ~~ `&&` does not join comparisons: use AND
	// 1| state == "OPEN" && title LIKE "fix%" AND id IN ()
	//  |                          ~~~~ `LIKE` is not an operator: use `~`, which knows no wildcards
	// 1| state == "OPEN" && title LIKE "fix%" AND id IN ()
	//  |                                                ~~ the list is empty: IN needs at least one value, as in ("OPEN", "MERGED")
}

func ExampleParseSort() {
	key, err := bbql.ParseSort("-updated_on")
	fmt.Println(key.Field, key.Desc, err)

	_, err = bbql.ParseSort("state,-updated_on")
	fmt.Println(err)
	// Output:
	// updated_on true <nil>
	// 1:6: only one field can be sorted by: keep the first
}

func ExampleFormat() {
	expr := bbql.MustParse(`state="new" or state="open" and ( title~"crash" )`)
	fmt.Println(bbql.Format(expr))
	// Output:
	// state = "new" OR (state = "open" AND title ~ "crash")
}

func ExampleQuote() {
	branch := `feature/"quoted"`
	fmt.Println("source.branch.name = " + bbql.Quote(branch))
	// Output:
	// source.branch.name = "feature/\"quoted\""
}

func ExampleEncodeQuery() {
	fmt.Println(bbql.EncodeQuery(ast.Query{
		Filter: bbql.MustParse(`updated_on > 2025-11-11T00:00:00+02:00`),
		Sort:   &ast.SortKey{Field: "updated_on", Desc: true},
	}))
	// Output:
	// q=updated_on%20%3E%202025-11-11T00%3A00%3A00%2B02%3A00&sort=-updated_on
}

func ExampleSetOn() {
	u, _ := url.Parse("https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?pagelen=50")
	err := bbql.SetOn(u, ast.Query{Filter: bbql.MustParse(`state = "OPEN"`)})
	fmt.Println(u, err)
	// Output:
	// https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?pagelen=50&q=state%20%3D%20%22OPEN%22 <nil>
}

func ExampleDecode() {
	q, err := bbql.Decode("q=size%3E1024+and+attributes%3D%22binary%22&sort=-size")
	fmt.Println(q.Filter, q.Sort, err)
	// Output:
	// size > 1024 AND attributes = "binary" -size <nil>
}

func ExampleFilter() {
	var config struct {
		Watch bbql.Filter `json:"watch"`
	}
	err := json.Unmarshal([]byte(`{"watch": "state=\"OPEN\" and draft=false"}`), &config)
	fmt.Println(config.Watch, err)
	// Output:
	// state = "OPEN" AND draft = false <nil>
}
