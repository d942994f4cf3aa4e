// Package filters has whole filters.
package filters

import (
	"github.com/bbql/go-bbql/bbql"
	"other"
)

const shared = `state = SHARED` // want `strings need double quotes: "SHARED" \(syntax\)`

var (
	once   = "title ~ 'once'" // want `\(syntax\)`
	Public = "state = PUBLIC"
)

func filters(query string) {
	bbql.Parse(`state = OPEN`)                           // want `strings need double quotes: "OPEN" \(syntax\)`
	bbql.Parse("state = \"OPEN\" AND state != \"OPEN\"") // want `\(always-false\)`
	bbql.MustParse("(a = 1 OR b = 2) AND c = 3")
	bbql.MustParse("uuid == 5") // want `\(syntax\)`
	bbql.Parse(query)
	bbql.Parse("")

	bbql.Parse(shared)
	bbql.MustParse(shared)
	bbql.Parse(once)
	bbql.Parse(Public)
	bbql.Parse(other.Query)                     // want `"OTHER" \(syntax\)`
	bbql.Parse("id > 5 AND state = ")           // want `expected a value`
	bbql.Parse("title ~ \"a\\\"b\" AND x == 1") // want `\(syntax\)`

	local := "draft = TRUE AND " + "x == 1" // want `\(syntax\)`
	bbql.Parse((local))

	changed := "state = NEVER"
	changed = query
	bbql.Parse(changed)

	taken := "state = TAKEN"
	take(&taken)
	bbql.Parse(taken)

	type named string
	bbql.Parse(string(named("state = NAMED"))) // want `\(syntax\)`

	bbql.Bind("state = ? AND id IN ? AND x == 1", "OPEN", []int{1}) // want `\(syntax\)`
	bbql.Bind(`title ~ "\"?" AND created_on > 2024-01-01T00:00:00+00:00 AND id > :id`, nil)
	bbql.Bind(`state IN (?, :other) AND title ~ "why?"`, "OPEN")
}

func take(*string) {}
