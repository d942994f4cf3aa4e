package bbql_test

import (
	"errors"
	"fmt"

	"github.com/bbql/go-bbql/bbql"
)

func ExampleBind() {
	author := `"jdoe" OR state = "x` // stays one string, whatever it holds
	expr, err := bbql.Bind("author.nickname = ? AND state IN ?", author, []string{"OPEN", "MERGED"})
	fmt.Println(expr, err)
	// Output:
	// author.nickname = "\"jdoe\" OR state = \"x" AND state IN ("OPEN", "MERGED") <nil>
}

func ExampleBind_error() {
	_, err := bbql.Bind("author.uuid = ? AND state IN ? AND ? = 1", "{d301aafa}", "OPEN", "id", 5)
	var errs bbql.Errors
	if errors.As(err, &errs) {
		fmt.Print(errs.Detail())
	}
	// Output:
	// 1| author.uuid = ? AND state IN ? AND ? = 1
	//  |                              ~ IN needs a list of values, and `?` is one value: give a slice, or put the placeholder in parentheses
	// 1| author.uuid = ? AND state IN ? AND ? = 1
	//  |                                    ~ the placeholder `?` stands where no value can stand: only the value of a comparison can be bound
	// 1| author.uuid = ? AND state IN ? AND ? = 1
	//  |                                         ^ too many arguments: the query has 3 `?`, and Bind was given 4
}

func ExampleNamed() {
	expr, err := bbql.Bind("author.uuid = :me OR reviewers.uuid = :me", bbql.Named{
		"me": "{d301aafa-d676-4ee0-88be-962be7417567}",
	})
	fmt.Println(expr, err)
	// Output:
	// author.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}" OR reviewers.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}" <nil>
}
