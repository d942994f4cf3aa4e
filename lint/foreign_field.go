package lint

import (
	"fmt"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

var foreignField = rule{
	Rule: Rule{
		ID:       "foreign-field",
		Severity: Error,
		Title:    "A field goes by another name in this resource",
		Text: "The same thing has different names in different parts of the API, and " +
			"other ones elsewhere: what an issue tracker calls its status is `state`, and a " +
			"pull request has an author where an issue has a reporter.",
		Remedy: "Use the name that the finding gives.",
		Bad: []Example{
			{Text: `status = "new"`, Resource: schema.Issue},
			{Text: `reporter.nickname = "jdoe"`, Resource: schema.PullRequest},
		},
		Good: []Example{
			{Text: `state = "new"`, Resource: schema.Issue},
			{Text: `status = "new"`},
		},
		Source:    "filters in public code that cannot work; Bitbucket's API file has the names",
		Certainty: schema.Documented,
		Rewrites:  true,
	},
	query: func(p *pass) {
		for _, c := range p.comparisons {
			name, ok := p.otherName(c.Field)
			if !ok {
				continue
			}
			p.report(Diagnostic{
				Span: c.FieldAt,
				Msg:  fmt.Sprintf("%s has no field `%s`", p.resource, c.Field),
				Hint: fmt.Sprintf("did you mean `%s`?", name),
				Fix:  []Edit{{c.FieldAt, string(name)}},
			})
		}
	},
}

// otherNames returns what a first name of a path may be called elsewhere.
func otherNames(first string) []ast.Path {
	switch first {
	case "status":
		return []ast.Path{"state"}
	case "repository":
		return []ast.Path{"name"}
	case "author", "creator", "user":
		return []ast.Path{"author", "reporter", "creator", "owner"}
	case "reporter", "owner":
		return []ast.Path{"author", "reporter", "owner"}
	case "assignee":
		return []ast.Path{"reviewers"}
	case "body", "text":
		return []ast.Path{"content.raw", "description"}
	case "created", "created_at", "creation_date":
		return []ast.Path{"created_on"}
	case "updated", "updated_at", "modified":
		return []ast.Path{"updated_on"}
	case "private":
		return []ast.Path{"is_private"}
	case "branch", "source_branch":
		return []ast.Path{"source.branch.name"}
	case "target_branch", "destination_branch":
		return []ast.Path{"destination.branch.name"}
	}
	return nil
}

// otherName returns the path that is meant by one that the resource does not
// have.
func (p *pass) otherName(path ast.Path) (ast.Path, bool) {
	if _, known := p.resource.Field(path); known {
		return "", false
	}
	first, rest := cutPath(path)
	if _, known := p.resource.Field(ast.Path(first)); known {
		return "", false
	}
	for _, name := range otherNames(first) {
		if rest != "" {
			name += "." + rest
		}
		if _, ok := p.resource.Field(name); ok {
			return name, true
		}
	}
	return "", false
}
