// Package holes has filters of which a part is known only at run time.
package holes

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

type id [16]byte

func (id) String() string { return "" }

func injected(s, t string, list []string, any any) {
	bbql.Parse(fmt.Sprintf("title ~ \"%s\"", s))                                                         // want `a quote in s ends the string: use builder.Field\("title"\).Contains\(s\) \(injection\)`
	bbql.Parse("title = \"" + s + "\"")                                                                  // want `a quote in s ends the string: use builder.Field\("title"\).Eq\(s\)`
	bbql.Parse(fmt.Sprintf(`name !~ "release/%v"`, s))                                                   // want `use builder.Field\("name"\).NotContains \(injection\)`
	bbql.Parse(fmt.Sprintf("title ~ %s", s))                                                             // want `s can be any part of a filter: use builder.Field\("title"\).Contains\(s\)`
	bbql.Parse(fmt.Sprintf("state IN (%s)", strings.Join(list, ",")))                                    // want `use builder.Field\("state"\).In with the values one by one`
	bbql.Parse("title ~ " + strings.Repeat(s, 2))                                                        // want `can be any part of a filter`
	bbql.Parse("state NOT IN " + s)                                                                      // want `use builder.Field\("state"\).NotIn with the values one by one`
	bbql.Parse(fmt.Sprintf(`state IN ("OPEN", "%s")`, s))                                                // want `use builder.Field\("state"\).In\(s\)`
	bbql.Parse(s + " = 5")                                                                               // want `use builder.Field and its methods`
	bbql.Parse("id " + s + " 5")                                                                         // want `use builder.Field and its methods`
	bbql.Parse("id > 5 AND " + s)                                                                        // want `use builder.And with builder.Parsed\(bbql.Parse\(s\)\)`
	bbql.Parse(fmt.Sprintf(`%s = "%s"`, s, t))                                                           // want `builder.Field and its methods` `use bbql.Bind with a \? in its place`
	bbql.Parse(fmt.Sprintf("title ~ %q", s))                                                             // want `Go's escapes are not those of filters: use bbql.Quote\(s\) or builder.Field\("title"\).Contains\(s\)`
	bbql.Parse("title ~ " + strconv.Quote(s))                                                            // want `Go's escapes are not those of filters: use bbql.Quote\(s\) or builder.Field\("title"\).Contains\(s\)`
	bbql.Parse("title ~ " + (strconv.Quote)(strings.TrimSpace(s)))                                       // want `bbql.Quote\(strings.TrimSpace\(s\)\) or .*Contains\(strings.TrimSpace\(s\)\)`
	bbql.Parse("title ~ " + fmt.Sprintf("%q", strings.TrimSpace(s)))                                     // want `bbql.Quote\(strings.TrimSpace\(s\)\) or .*Contains\(strings.TrimSpace\(s\)\)`
	bbql.Parse(fmt.Sprintf("title ~ \"%s\"", bbql.Quote(s)))                                             // want `bbql.Quote\(s\) brings quotes of its own`
	bbql.Parse("title ~ \"" + strconv.Quote(s) + "\"")                                                   // want `strconv.Quote\(s\) brings quotes of its own`
	bbql.Parse(fmt.Sprintf(`title ~ "%v"`, any))                                                         // want `a quote in any ends the string`
	bbql.Parse(fmt.Sprintf(`title ~ "%10s"`, s))                                                         // want `a quote in s ends the string`
	bbql.Parse(fmt.Sprintf(`a = %[2]d AND title ~ "%[1]s"`, s, 5))                                       // want `a quote in s ends the string`
	bbql.Parse(strings.Replace(`title ~ "$TITLE"`, "$TITLE", s, 1))                                      // want `a quote in s ends the string`
	bbql.Parse(strings.ReplaceAll(`title ~ "$TITLE" OR description ~ "$TITLE"`, "$TITLE", s))            // want `"title"` `"description"`
	bbql.Parse(`title ~ "` + strings.ReplaceAll(s, `"`, `\"`) + `"`)                                     // want `ends the string: use builder.Field\("title"\).Contains`
	bbql.Parse(`title ~ "` + strings.TrimSpace(strings.ToLower(strings.TrimPrefix(s, "a title"))) + `"`) // want `a quote in this expression ends the string: use builder.Field\("title"\).Contains\(…\)`
}

func harmless(n int, draft bool, since time.Time, u id, s string, e ast.Expr, c *ast.Comparison) {
	bbql.Parse(fmt.Sprintf("id > %d AND draft = %t", n, draft))
	bbql.Parse("id > " + strconv.Itoa(n))
	bbql.Parse("draft = " + strconv.FormatBool(draft))
	bbql.Parse("updated_on > " + since.Format(time.RFC3339))
	bbql.Parse(fmt.Sprintf(`author.uuid = "{%s}"`, u))
	bbql.Parse(`author.uuid = "{` + u.String() + `}"`)
	bbql.Parse("title ~ " + bbql.Quote(s))
	bbql.Parse(fmt.Sprintf("title ~ %s AND (%s)", bbql.Quote(s), bbql.Format(e)))
	bbql.Parse("id > 5 AND " + e.String())
	bbql.Parse(`title ~ "` + escapeFilter(s) + `"`)
	bbql.Parse(`title ~ "` + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), `"`, `\"`) + `"`)
	bbql.Parse(fmt.Sprintf("%s ~ %s", "title", `"known"`))
	bbql.Parse(fmt.Sprintf("state = \"%x\"", s))
	bbql.Parse(fmt.Sprintf("id > %d"))
	bbql.Parse("id > 5 AND " + below(n))
	bbql.Parse("id > 5 AND " + c.String())
	bbql.Parse(open() + " AND id > 5")
	bbql.Parse(broken() + " AND id > 5")
	bbql.Parse("id IN (1" + strings.Repeat(", 1", n) + ")")
}

func open() string { return `state = "OPEN"` }

func broken() string { return "state = " + "OPEN" } // want `"OPEN" \(syntax\)`

func below(n int) string {
	n--
	return fmt.Sprintf("id < %d", n)
}

func escapeFilter(s string) string { return s }

// The rest of a filter is checked, whatever the holes hold.
func rest(s, t string, n, m int, since time.Time, e ast.Expr) {
	bbql.Parse(fmt.Sprintf("id > %d AND state = OPEN", n))     // want `"OPEN" \(syntax\)`
	bbql.Parse(fmt.Sprintf("id > %d AND a = 1 AND a != 1", n)) // want `\(always-false\)`
	bbql.Parse(fmt.Sprintf("id > %d AND id < %d", n, m))
	bbql.Parse("state = " + bbql.Quote(s) + " AND state = " + bbql.Quote(t))
	bbql.Parse("state = " + bbql.Quote(s) + ` AND state = "OPEN"`)
	bbql.Parse("state = " + bbql.Quote(s) + " OR state = " + bbql.Quote(t))
	bbql.Parse("a = 1 OR b = 2 AND c = " + bbql.Quote(s))    // want `\(mixed-and-or\)`
	bbql.Parse("created_on = " + since.Format("2006-01-02")) // want `\(date-only\)`
	bbql.Parse(`state = "OPEN" ` + bbql.Quote(s))
	bbql.Parse("x = 1 OR " + bbql.Format(e) + " AND id = 2") // want `\(mixed-and-or\)`
	bbql.Parse("id IN (5, " + bbql.Quote(s) + ")")
	bbql.Parse("a = " + bbql.Quote(s) + ` AND title ~ "the quick brown fox jumps over the lazy dog"`)
	bbql.Parse(fmt.Sprintf("title ~ "+bbql.Quote(s)+" AND x == 1 AND id > %d", n)) // want `\(syntax\)`
	bbql.Parse(fmt.Sprintf(s, n))
	bbql.Parse(strings.Replace(`title ~ "T"`, "T", s, n))
	bbql.Parse(strings.Replace(`id = $N AND draft == $N`, "$N", strconv.Itoa(n), 1)) // want `"\$N" \(syntax\)` `not an operator`
	bbql.Parse("((c = " + bbql.Quote(s) + "))")                                      // want `\(redundant-parentheses\)` `\(redundant-parentheses\)`
}

// Text that is too long to be looked at is left alone.
func doubled() {
	a := "x == 1"
	b := a + a + a + a + a + a + a + a
	c := b + b + b + b + b + b + b + b
	d := c + c + c + c + c + c + c + c
	e := d + d + d + d + d + d + d + d
	f := e + e + e + e + e + e + e + e
	bbql.Parse(f + f + f + f + f + f + f + f)
}

func padded(s string) {
	const word = "fix"
	bbql.Parse(fmt.Sprintf(`title ~ "%-5s" AND name ~ "%5s"`, word, "x"))
	bbql.Parse(fmt.Sprintf(`title ~ "%-5s"`, s)) // want `a quote in s`
}

func printed(s string, n int, ok bool, list []any) {
	bbql.Parse("id = " + fmt.Sprint(n) + " AND draft = " + fmt.Sprint(ok))
	bbql.Parse("title = " + fmt.Sprint(`"x" AND id = `, n) + fmt.Sprint())
	bbql.Parse("title = " + fmt.Sprint(s))       // want `s can be any part of a filter`
	bbql.Parse("title = " + fmt.Sprint(list...)) // want `can be any part of a filter`
}

// What is made up for a hole is no text of the user's.
func named(n int, since time.Time, s string) {
	bbql.Parse("created_on = " + since.Format("2006-01-02"))          // want `since.Format\("2006-01-02"\) means its midnight in UTC`
	bbql.Parse(fmt.Sprintf("created_on = %s", since.Format(dayOnly))) // want `^%s means its midnight in UTC`
}

const dayOnly = "2006-01-02"

// Single quotes make no string, whatever is in them.
func single(n int, draft bool, s string) {
	bbql.Parse(fmt.Sprintf("id = '%d'", n))                              // want `strings need double quotes: "%d" \(syntax\)`
	bbql.Parse("id = '" + strconv.Itoa(n) + "' AND draft = true")        // want `strings need double quotes: "…" \(syntax\)`
	bbql.Parse(fmt.Sprintf("state IN ('OPEN', '%d')", n))                // want `"OPEN" \(syntax\)` `"%d" \(syntax\)`
	bbql.Parse(fmt.Sprintf("title = 'a %d b' AND draft = %t", n, draft)) // want `"a %d b" \(syntax\)`
	bbql.Parse(fmt.Sprintf("title = '%s'", s))                           // want `s can be any part of a filter: use builder.Field\("title"\).Eq\(s\)`
	bbql.Parse("title = '" + bbql.Quote(s) + "'")                        // want `bbql.Quote\(s\) brings quotes of its own`
	bbql.Parse(fmt.Sprintf("title = \"it's %d o'clock\"", n))
	bbql.Parse(fmt.Sprintf("title = \"it's\" AND id = %d", n))
}
