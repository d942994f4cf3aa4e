package lint

import (
	"cmp"
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
			if c.Op.Positive() != ast.OpContains {
				p.accountID(c)
			}
		}
	},
}

// accountID reports the first value that belongs to another field. The fix needs
// all of them to.
func (p *pass) accountID(c *ast.Comparison) {
	_, last, _ := cutLast(c.Field)
	var d Diagnostic
	path, same := ast.Path(""), true
	for _, v := range literals(c) {
		right := last
		if s, ok := v.(*ast.String); ok {
			right = cmp.Or(idField(last, s.Value), last)
		}
		if right != last && path == "" {
			path = withLast(c.Field, right)
			d = Diagnostic{
				Span: c.FieldAt,
				Msg:  fmt.Sprintf("%s is no %s", v, last),
				Hint: fmt.Sprintf("did you mean `%s`?", path),
			}
		}
		same = same && withLast(c.Field, right) == path
	}
	if path == "" {
		return
	}
	if same {
		d.Fix = []Edit{{c.FieldAt, string(path)}}
	}
	p.report(d)
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
