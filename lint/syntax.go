package lint

import "github.com/bbql/go-bbql/schema"

var syntax = rule{
	Rule: Rule{
		ID:       "syntax",
		Severity: Error,
		Title:    "The filter does not parse",
		Text: "Bitbucket answers with a parser's raw message. This one says what to write " +
			"instead, and repairs text without quotes or in single quotes, operators of other " +
			"languages, and the like.",
		Remedy: "Each finding says what to write. Most can be repaired automatically.",
		Bad: []Example{
			{Text: `state = OPEN`},
			{Text: `title ~ 'crash'`},
			{Text: `a == 1 && b = 2`},
			{Text: `(a = 1`},
		},
		Good:      []Example{{Text: `state = "OPEN"`}, {Text: `a = 1 AND b = 2`}, {Text: ``}},
		Source:    "rules Y1 to Y13 of docs/language.md",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
}
