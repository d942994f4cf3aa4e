package builder_test

import (
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/issue"
)

// issueQueries are what public code asks of issues, each once.
var issueQueries = []corpusQuery{
	{
		`(state = "open" OR state = "new") AND assignee = null`,
		builder.And(
			builder.Or(
				issue.State.Eq(issue.StateOpen),
				issue.State.Eq(issue.StateNew),
			),
			issue.Assignee.IsNull(),
		),
	},
	{
		`reporter.nickname != "evzijst" AND priority >= "major"`,
		builder.And(
			issue.Reporter.Nickname().Ne("evzijst"),
			issue.Priority.AtLeast(issue.PriorityMajor),
		),
	},
	{
		`(title ~ "unicode" OR content.raw ~ "unicode") ` +
			`AND created_on > 2015-10-04T14:00:00-07:00`,
		builder.And(
			builder.Or(
				issue.Title.Contains("unicode"),
				issue.Content.Raw().Contains("unicode"),
			),
			issue.CreatedOn.After(at("2015-10-04T14:00:00-07:00")),
		),
	},
	{`state="new"`, issue.State.Eq(issue.StateNew)},
	{`priority > "major"`, issue.Priority.Above(issue.PriorityMajor)},
	{`priority <= "trivial"`, issue.Priority.AtMost(issue.PriorityTrivial)},
	{`id < 1234`, issue.ID.Lt(1234)},
	{
		`state IN ("new", "on hold") AND assignee = null AND component = "UI" ` +
			`and updated_on > 2015-11-11T00:00:00-07:00`,
		builder.And(
			issue.State.In(issue.StateNew, issue.StateOnHold),
			issue.Assignee.IsNull(),
			issue.Component.Eq("UI"),
			issue.UpdatedOn.After(at("2015-11-11T00:00:00-07:00")),
		),
	},
	{
		`(state = "new" OR state = "on hold") AND assignee = null AND component = "UI" ` +
			`and updated_on > 2015-11-11T00:00:00-07:00`,
		builder.And(
			builder.Or(
				issue.State.Eq(issue.StateNew),
				issue.State.Eq(issue.StateOnHold),
			),
			issue.Assignee.IsNull(),
			issue.Component.Eq("UI"),
			issue.UpdatedOn.After(at("2015-11-11T00:00:00-07:00")),
		),
	},
	{
		`(state = "new" OR state = "open")`,
		builder.Or(
			issue.State.Eq(issue.StateNew),
			issue.State.Eq(issue.StateOpen),
		),
	},
	{`priority = "critical"`, issue.Priority.Eq(issue.PriorityCritical)},
	{
		`(state = "new" OR state = "open" OR state = "on hold") AND (priority = "major" ` +
			`OR priority = "critical" OR priority = "blocker")`,
		builder.And(
			builder.Or(
				issue.State.Eq(issue.StateNew),
				issue.State.Eq(issue.StateOpen),
				issue.State.Eq(issue.StateOnHold),
			),
			builder.Or(
				issue.Priority.Eq(issue.PriorityMajor),
				issue.Priority.Eq(issue.PriorityCritical),
				issue.Priority.Eq(issue.PriorityBlocker),
			),
		),
	},
	{
		`(state = "new" OR state = "open" OR state = "on hold") AND title ~ "crash"`,
		builder.And(
			builder.Or(
				issue.State.Eq(issue.StateNew),
				issue.State.Eq(issue.StateOpen),
				issue.State.Eq(issue.StateOnHold),
			),
			issue.Title.Contains("crash"),
		),
	},
	{
		`(id = 1 OR id = 2 OR id = 30)`,
		builder.Or(issue.ID.Eq(1), issue.ID.Eq(2), issue.ID.Eq(30)),
	},
	{`votes >= 5`, issue.Votes.Ge(5)},
	{
		`(kind = "bug" OR kind = "enhancement") AND (priority = "minor" ` +
			`OR priority = "trivial")`,
		builder.And(
			builder.Or(
				issue.Kind.Eq(issue.KindBug),
				issue.Kind.Eq(issue.KindEnhancement),
			),
			builder.Or(
				issue.Priority.Eq(issue.PriorityMinor),
				issue.Priority.Eq(issue.PriorityTrivial),
			),
		),
	},
	{`milestone.name = "release \"1\"\\draft"`, issue.Milestone.Name().Eq(`release "1"\draft`)},
	{`milestone.name = "v1.0"`, issue.Milestone.Name().Eq("v1.0")},
	{`title ~ "urgent"`, issue.Title.Contains("urgent")},
	{
		`title ~ "bug" OR content.raw ~ "bug"`,
		builder.Or(
			issue.Title.Contains("bug"),
			issue.Content.Raw().Contains("bug"),
		),
	},
	{`kind="bug"`, issue.Kind.Eq(issue.KindBug)},
	{
		`state="open" AND kind="bug" AND priority="major"`,
		builder.And(
			issue.State.Eq(issue.StateOpen),
			issue.Kind.Eq(issue.KindBug),
			issue.Priority.Eq(issue.PriorityMajor),
		),
	},
	{`title~"important"`, issue.Title.Contains("important")},
	{`updated_on>2018-01-02T03:04:05`, issue.UpdatedOn.After(at("2018-01-02T03:04:05Z"))},
	{
		`(created_on>=2021-09-01T00:00:00.000Z AND created_on<=2021-09-30T00:00:00.000Z)`,
		builder.And(
			issue.CreatedOn.Since(at("2021-09-01T00:00:00Z")),
			issue.CreatedOn.Until(at("2021-09-30T00:00:00Z")),
		),
	},
	{
		`state = "resolved" OR state = "closed"`,
		builder.Or(
			issue.State.Eq(issue.StateResolved),
			issue.State.Eq(issue.StateClosed),
		),
	},
	{
		`state="open" OR state="new" AND title ~ "crash"`,
		builder.Or(
			issue.State.Eq(issue.StateOpen),
			builder.And(
				issue.State.Eq(issue.StateNew),
				issue.Title.Contains("crash"),
			),
		),
	},
	{
		`assignee.account_id="557058:abc" AND title ~ "crash"`,
		builder.And(
			issue.Assignee.AccountID().Eq("557058:abc"),
			issue.Title.Contains("crash"),
		),
	},
}
