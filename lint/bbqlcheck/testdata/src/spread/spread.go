// Package spread has calls whose arguments are what another call returns, and
// functions with the names of others.
package spread

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/bbql"
)

func two() ([]string, string)         { return nil, "" }
func three() (string, string, string) { return "", "", "" }
func formatted() (string, string)     { return "x == %s", "" }

func returned() {
	bbql.Parse(strings.Join(two()))
	bbql.Parse(strings.ReplaceAll(three()))
	bbql.Parse(fmt.Sprintf(formatted()))
	bbql.Parse("id > 5 AND " + strings.Join(two()))                 // want `can be any part of a filter`
	bbql.Parse("id > 5 AND title = " + strings.ReplaceAll(three())) // want `builder.Field\("title"\).Eq`
	bbql.Parse("x == 1 AND name = \"" + strings.Join(two()) + "\"") // want `not an operator` `a quote in`
}

func builtins() {
	append := func() []string { return nil }
	make := func() []string { return nil }
	var terms []string
	terms = append()
	terms = make()
	bbql.Parse("id > 5 AND " + strings.Join(terms, " AND "))   // want `can be any part of a filter`
	bbql.Parse("id IN (" + strings.Join(append(), ", ") + ")") // want `can be any part of a filter`
}
