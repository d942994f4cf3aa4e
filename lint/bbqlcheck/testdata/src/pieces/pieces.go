// Package pieces has filters that are put together over several statements.
package pieces

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/bbql"
)

func added(s string, draft bool) {
	q := `state = "OPEN"`
	if draft {
		q += " AND draft = true"
	}
	if s != "" {
		q += fmt.Sprintf(" AND title ~ \"%s\"", s) // want `use builder.Field\("title"\).Contains\(s\)`
	}
	q = q + ` AND name = "` + s + `"` // want `use builder.Field\("name"\).Eq\(s\)`
	bbql.Parse(q)
	bbql.Parse("(" + q + ") AND id > 5")
}

func unknown(s string, more []string) {
	terms := []string{"x == 1"}
	terms = append(terms, more...)
	bbql.Parse(strings.Join(terms, " AND "))
	bbql.Parse(strings.Join([]string{1: "x == 1"}, " AND "))
	bbql.Parse("id > 5 AND " + strings.Join([]string{s, "y == 1"}, " OR ")) // want `builder.Parsed\(bbql.Parse\(s\)\)` `not an operator`

	bbql.Parse(strings.Join(strings.Fields(s), " AND "))
	var few []string = nil
	few = append(few, s, "z == 1") // want `\(syntax\)`
	bbql.Parse(strings.Join(few, " AND "))

	some := make([]string, len(more))
	bbql.Parse(strings.Join(some, " AND "))

	var q string
	q, _, _ = strings.Cut(s, "\n")
	bbql.Parse(q)
	q2 := s
	q2 += " AND x == 1"
	bbql.Parse(q2)
	bbql.Parse("(" + q2 + ") AND id > 5") // want `builder.Parsed\(bbql.Parse\(q2\)\)`
}

func joined(s string, names []string) {
	terms := []string{`state = OPEN`}                               // want `"OPEN" \(syntax\)`
	terms = append(terms, "id > 5", fmt.Sprintf(`title ~ "%s"`, s)) // want `a quote in s ends the string`
	bbql.Parse(strings.Join(terms, " AND "))

	var more []string
	more = append(more, "draft == true") // want `\(syntax\)`
	bbql.Parse("(" + strings.Join(more, " OR ") + ") AND id > 5")

	bbql.Parse(strings.Join([]string{"id > 5", "x == 1"}, " AND ")) // want `\(syntax\)`

	var quoted []string
	for _, name := range names {
		quoted = append(quoted, bbql.Quote(name))
	}
	bbql.Parse("name IN (" + strings.Join(quoted, ", ") + ")")

	some := make([]string, 0, len(names))
	for _, name := range names {
		some = append(some, `"`+name+`"`)
	}
	bbql.Parse("name IN (" + strings.Join(some, ", ") + ")") // want `use builder.Field\("name"\).In`
}
