package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var accountID = rule{
	Rule: Rule{
		ID:       "account-id",
		Severity: Warning,
		Title:    "A user is looked up by the wrong kind of id",
		Text: "A user has a `uuid` in braces, an `account_id` of 24 hexadecimal digits or " +
			"with a colon after its first number, and a `nickname`. Each is found in its own " +
			"field only.",
		Remedy: "Compare the field that has this kind of id.",
		Bad: []Example{
			{Text: `author.uuid = "557058:5a9b4c1f-9d05-4b3e-8ab2-0a4f5d1c2e3f"`},
			{Text: `author.account_id = "{d301aafa-d676-4ee0-88be-962be7417567}"`},
			{Text: `reviewers.nickname = "{d301aafa-d676-4ee0-88be-962be7417567}"`},
		},
		Good: []Example{
			{Text: `author.account_id = "557058:5a9b4c1f-9d05-4b3e-8ab2-0a4f5d1c2e3f"`},
			{Text: `author.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}"`},
			{Text: `author.nickname = "jdoe"`},
		},
		Source:    "the forms of the ids in the API's own examples",
		Certainty: schema.Observed,
		Rewrites:  true,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			s, ok := literals(c)[0].(*ast.String)
			if !ok || c.Op.Positive() == ast.OpContains {
				continue
			}
			_, last, _ := cutLast(c.Field)
			if right := idField(last, s.Value); right != "" && right != last {
				path := withLast(c.Field, right)
				p.report(Diagnostic{
					Span: c.FieldAt,
					Msg:  fmt.Sprintf("%s is no %s", s, last),
					Hint: fmt.Sprintf("did you mean `%s`?", path),
					Fix:  []Edit{{c.FieldAt, string(path)}},
				})
			}
		}
	},
}

// idField returns the field of a user that has ids of this form, "" if name is
// no such field or the form tells nothing.
func idField(name, text string) string {
	switch {
	case name != "uuid" && name != "account_id" && name != "nickname":
		return ""
	case isUUID(text) && strings.HasPrefix(text, "{"):
		return "uuid"
	case name == "uuid" && isAccountID(text):
		return "account_id"
	}
	return ""
}

func isAccountID(text string) bool {
	site, id, ok := strings.Cut(text, ":")
	return ok && isHex(site) && isUUID(id) || len(text) == 24 && isHex(text)
}
