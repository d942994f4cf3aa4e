// Package silenced has comments that silence rules.
package silenced

import "github.com/bbql/go-bbql/bbql"

func silenced() {
	bbql.Parse("state = OPEN") // bbql:ignore syntax
	// bbql:ignore
	bbql.Parse("state = OPEN")
	bbql.Parse("state = OPEN")     // want `\(syntax\)`
	bbql.Parse("a = 1 AND a != 1") /* bbql:ignore syntax */ // want `\(always-false\)`
}
