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

// A comment behind code, on either side, silences nothing else.
func beside() {
	bbql.Parse("state = OPEN") // bbql:ignore syntax
	bbql.Parse("state = OPEN") // want `\(syntax\)`
	/* bbql:ignore */ bbql.Parse("state = OPEN")
	bbql.Parse("state = OPEN") // want `\(syntax\)`
	for {                      // bbql:ignore syntax
		bbql.Parse("state = OPEN") // want `\(syntax\)`
	} // bbql:ignore syntax
	bbql.Parse("state = OPEN") // want `\(syntax\)`
	bbql.MustParse(
		"state = OPEN", // bbql:ignore syntax
	) // bbql:ignore syntax
	bbql.Parse("state = OPEN") // want `\(syntax\)`
}

// A comment that begins with bbql:ignore names rules: this one is prose.
func mistaken(who string) {
	/* bbql:ignore nope */     // want `^bbql:ignore: there is no rule "nope": https://github.com/bbql/go-bbql/blob/main/docs/lint has them all$`
	bbql.Parse("state = OPEN") // want `\(syntax\)`
	bbql.Parse("state = OPEN") /* bbql:ignore syntax, sintax */ // want `there is no rule "sintax" \(did you mean syntax\?\)`
	// bbql:ignore syntax injection
	bbql.Parse("state = OPEN AND title ~ " + who)
}
