// Package literals has the forms in which Go writes a text.
package literals

import (
	"fmt"

	"github.com/bbql/go-bbql/bbql"
)

const (
	prefix = "state = "
	suffix = "CLOSED" // want `"CLOSED" \(syntax\)`
)

func literals(n int) {
	bbql.Parse("title ~ \"\u00e9\x41\" AND state = OPEN") // want `"OPEN" \(syntax\)`
	bbql.Parse(`title ~ "é" AND state = OPEN`)            // want `"OPEN" \(syntax\)`
	bbql.Parse(`id > 5
		AND state = OPEN`) // want `"OPEN" \(syntax\)`
	bbql.Parse("id = 5 " +
		"AND state = OPEN") // want `"OPEN" \(syntax\)`
	bbql.Parse(prefix + suffix)
	bbql.Parse("title ~ 'a`b'")                               // want `\(syntax\)`
	bbql.Parse(fmt.Sprintf("title ~ '100%%' AND id = %d", n)) // want `\(syntax\)`
	bbql.Parse(`title ~ ` + `'a` + `b'`)                      // want `\(syntax\)`
}
