package builder_test

import (
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/pullrequest"
)

// pullRequestQueries are what public code asks of pull requests, each once.
var pullRequestQueries = []corpusQuery{
	{
		`state IN ("OPEN", "MERGED")`,
		pullrequest.State.In(pullrequest.StateOpen, pullrequest.StateMerged),
	},
	{
		`state NOT IN ("DECLINED", "MERGED")`,
		pullrequest.State.NotIn(pullrequest.StateDeclined, pullrequest.StateMerged),
	},
	{
		`source.repository.full_name != "main/repo" AND state = "OPEN" ` +
			`AND reviewers.nickname = "evzijst" AND destination.branch.name = "master"`,
		builder.And(
			pullrequest.Source.Repository().FullName().Ne("main/repo"),
			pullrequest.State.Eq(pullrequest.StateOpen),
			pullrequest.Reviewers.Nickname().Eq("evzijst"),
			pullrequest.Destination.Branch().Name().Eq("master"),
		),
	},
	{
		`author.uuid="{d301aafa-d676-4ee0-88be-962be7417567}"`,
		pullrequest.Author.UUID().Eq("{d301aafa-d676-4ee0-88be-962be7417567}"),
	},
	{`updated_on>2025-01-10`, pullrequest.UpdatedOn.After(at("2025-01-10T00:00:00Z"))},
	{`state="MERGED"`, pullrequest.State.Eq(pullrequest.StateMerged)},
	{`source.branch.name="branch"`, pullrequest.Source.Branch().Name().Eq("branch")},
	{
		`author.uuid = "{90b6646d-1724-4a64-9fd9-539515fe94e9}" ` +
			`AND updated_on > "2020-01-01T00:00:00.000Z"`,
		builder.And(
			pullrequest.Author.UUID().Eq("{90b6646d-1724-4a64-9fd9-539515fe94e9}"),
			pullrequest.UpdatedOn.After(at("2020-01-01T00:00:00Z")),
		),
	},
	{`updated_on>=2022-01-01T00:00:00Z`, pullrequest.UpdatedOn.Since(at("2022-01-01T00:00:00Z"))},
	{
		`updated_on>=2023-02-22T12:00:00+08:00`,
		pullrequest.UpdatedOn.Since(at("2023-02-22T12:00:00+08:00")),
	},
	{`state="OPEN"`, pullrequest.State.Eq(pullrequest.StateOpen)},
	{
		`state="OPEN" and author.account_id="557058:c0b72ad0-1cb5-4018-9cdc-0cde8492c443"`,
		builder.And(
			pullrequest.State.Eq(pullrequest.StateOpen),
			pullrequest.Author.AccountID().Eq("557058:c0b72ad0-1cb5-4018-9cdc-0cde8492c443"),
		),
	},
	{
		`state="OPEN" OR state="MERGED" OR state="SUPERSEDED" OR state="DECLINED"`,
		builder.Or(
			pullrequest.State.Eq(pullrequest.StateOpen),
			pullrequest.State.Eq(pullrequest.StateMerged),
			pullrequest.State.Eq(pullrequest.StateSuperseded),
			pullrequest.State.Eq(pullrequest.StateDeclined),
		),
	},
	{`state="DECLINED"`, pullrequest.State.Eq(pullrequest.StateDeclined)},
	{
		`updated_on >= 2021-01-01T00:00:00+00:00 AND updated_on <= 2021-02-01T00:00:00+00:00`,
		builder.And(
			pullrequest.UpdatedOn.Since(at("2021-01-01T00:00:00Z")),
			pullrequest.UpdatedOn.Until(at("2021-02-01T00:00:00Z")),
		),
	},
	{
		`(state = "DECLINED" OR state = "MERGED" OR state = "OPEN" ` +
			`OR state = "SUPERSEDED") AND updated_on >= 2021-01-01T00:00:00+00:00 ` +
			`AND updated_on <= 2021-02-01T00:00:00+00:00`,
		builder.And(
			builder.Or(
				pullrequest.State.Eq(pullrequest.StateDeclined),
				pullrequest.State.Eq(pullrequest.StateMerged),
				pullrequest.State.Eq(pullrequest.StateOpen),
				pullrequest.State.Eq(pullrequest.StateSuperseded),
			),
			pullrequest.UpdatedOn.Since(at("2021-01-01T00:00:00Z")),
			pullrequest.UpdatedOn.Until(at("2021-02-01T00:00:00Z")),
		),
	},
	{
		`source.branch.name = "feature/login" AND destination.branch.name = "main"`,
		builder.And(
			pullrequest.Source.Branch().Name().Eq("feature/login"),
			pullrequest.Destination.Branch().Name().Eq("main"),
		),
	},
	{
		`source.branch.name = "feature/login"`,
		pullrequest.Source.Branch().Name().Eq("feature/login"),
	},
	{
		`updated_on > 2026-02-03T04:05:06.007+00:00`,
		pullrequest.UpdatedOn.After(at("2026-02-03T04:05:06.007Z")),
	},
	{
		`created_on >= "2024-01-01T00:00:00Z" AND created_on <= "2024-01-31T23:59:59Z"`,
		builder.And(
			pullrequest.CreatedOn.Since(at("2024-01-01T00:00:00Z")),
			pullrequest.CreatedOn.Until(at("2024-01-31T23:59:59Z")),
		),
	},
	{`updated_on > 2025-12-31`, pullrequest.UpdatedOn.After(at("2025-12-31T00:00:00Z"))},
	{
		`source.branch.name="feature/\"quoted\"\\branch"`,
		pullrequest.Source.Branch().Name().Eq(`feature/"quoted"\branch`),
	},
	{
		`author.account_id = "557058:c0b72ad0-1cb5-4018-9cdc-0cde8492c443"`,
		pullrequest.Author.AccountID().Eq("557058:c0b72ad0-1cb5-4018-9cdc-0cde8492c443"),
	},
	{
		`title ~ "fixture" OR description ~ "fixture"`,
		builder.Or(
			pullrequest.Title.Contains("fixture"),
			pullrequest.Description.Contains("fixture"),
		),
	},
	{
		`state="OPEN" AND author.nickname="alice"`,
		builder.And(
			pullrequest.State.Eq(pullrequest.StateOpen),
			pullrequest.Author.Nickname().Eq("alice"),
		),
	},
	{
		`source.branch.name = "x\" OR state != \""`,
		pullrequest.Source.Branch().Name().Eq(`x" OR state != "`),
	},
	{`title ~ "a\\\"b"`, pullrequest.Title.Contains(`a\"b`)},
	{
		`source.branch.name = "feat" AND state = "OPEN"`,
		builder.And(
			pullrequest.Source.Branch().Name().Eq("feat"),
			pullrequest.State.Eq(pullrequest.StateOpen),
		),
	},
	{`title~"x"`, pullrequest.Title.Contains("x")},
	{
		`state IN ("OPEN", "MERGED", "DECLINED", "SUPERSEDED")`,
		pullrequest.State.In(
			pullrequest.StateOpen,
			pullrequest.StateMerged,
			pullrequest.StateDeclined,
			pullrequest.StateSuperseded,
		),
	},
	{`reviewers.nickname="alice"`, pullrequest.Reviewers.Nickname().Eq("alice")},
	{
		`(author.nickname="alice" OR author.nickname="bob") AND title~"fix" AND  state="OPEN"`,
		builder.And(
			builder.Or(
				pullrequest.Author.Nickname().Eq("alice"),
				pullrequest.Author.Nickname().Eq("bob"),
			),
			pullrequest.Title.Contains("fix"),
			pullrequest.State.Eq(pullrequest.StateOpen),
		),
	},
	{
		`state = "OPEN" AND destination.branch.name = "develop"`,
		builder.And(
			pullrequest.State.Eq(pullrequest.StateOpen),
			pullrequest.Destination.Branch().Name().Eq("develop"),
		),
	},
	{`title~"bug"`, pullrequest.Title.Contains("bug")},
	{
		`(state = "OPEN" OR state = "MERGED") AND author.nickname = "jane" ` +
			`AND (title ~ "retry" OR reviewers.nickname = "ada")`,
		builder.And(
			builder.Or(
				pullrequest.State.Eq(pullrequest.StateOpen),
				pullrequest.State.Eq(pullrequest.StateMerged),
			),
			pullrequest.Author.Nickname().Eq("jane"),
			builder.Or(
				pullrequest.Title.Contains("retry"),
				pullrequest.Reviewers.Nickname().Eq("ada"),
			),
		),
	},
	{`updated_on>=2026-01-01`, pullrequest.UpdatedOn.Since(at("2026-01-01T00:00:00Z"))},
	{
		`source.branch.name="feat" AND destination.branch.name="main"`,
		builder.And(
			pullrequest.Source.Branch().Name().Eq("feat"),
			pullrequest.Destination.Branch().Name().Eq("main"),
		),
	},
	{
		`destination.branch.name = "develop"`,
		pullrequest.Destination.Branch().Name().Eq("develop"),
	},
	{
		`updated_on>"2024-01-02T03:04:05+00:00"`,
		pullrequest.UpdatedOn.After(at("2024-01-02T03:04:05Z")),
	},
	{`updated_on >= 2016-05-04`, pullrequest.UpdatedOn.Since(at("2016-05-04T00:00:00Z"))},
	{
		`state = "MERGED" AND updated_on >= 2016-04-25`,
		builder.And(
			pullrequest.State.Eq(pullrequest.StateMerged),
			pullrequest.UpdatedOn.Since(at("2016-04-25T00:00:00Z")),
		),
	},
	{
		`updated_on > 2026-01-31T09:00:00+00:00`,
		pullrequest.UpdatedOn.After(at("2026-01-31T09:00:00Z")),
	},
	{
		`updated_on > "2019-01-30"  and destination.branch.name = "develop"  ` +
			`and state != "DECLINED"`,
		builder.And(
			pullrequest.UpdatedOn.After(at("2019-01-30T00:00:00Z")),
			pullrequest.Destination.Branch().Name().Eq("develop"),
			pullrequest.State.Ne(pullrequest.StateDeclined),
		),
	},
	{
		`updated_on > 2020-01-01 and updated_on < 2020-02-01`,
		builder.And(
			pullrequest.UpdatedOn.After(at("2020-01-01T00:00:00Z")),
			pullrequest.UpdatedOn.Before(at("2020-02-01T00:00:00Z")),
		),
	},
	{
		`(created_on >= 2026-02-15T00:00:00+00:00 ` +
			`OR updated_on >= 2026-02-15T00:00:00+00:00) ` +
			`AND (destination.branch.name = "develop" OR destination.branch.name = "master") ` +
			`AND created_on < 2026-04-01T00:00:00+00:00`,
		builder.And(
			builder.Or(
				pullrequest.CreatedOn.Since(at("2026-02-15T00:00:00Z")),
				pullrequest.UpdatedOn.Since(at("2026-02-15T00:00:00Z")),
			),
			builder.Or(
				pullrequest.Destination.Branch().Name().Eq("develop"),
				pullrequest.Destination.Branch().Name().Eq("master"),
			),
			pullrequest.CreatedOn.Before(at("2026-04-01T00:00:00Z")),
		),
	},
	{`created_on>2021-01-01`, pullrequest.CreatedOn.After(at("2021-01-01T00:00:00Z"))},
	{
		`created_on>=2025-01-01T00:00:00.000Z AND created_on<=2025-01-31T23:59:59.000Z`,
		builder.And(
			pullrequest.CreatedOn.Since(at("2025-01-01T00:00:00Z")),
			pullrequest.CreatedOn.Until(at("2025-01-31T23:59:59Z")),
		),
	},
	{
		`(updated_on>=2021-09-01T00:00:00.000Z AND updated_on<=2021-09-30T00:00:00.000Z)`,
		builder.And(
			pullrequest.UpdatedOn.Since(at("2021-09-01T00:00:00Z")),
			pullrequest.UpdatedOn.Until(at("2021-09-30T00:00:00Z")),
		),
	},
	{
		`source.branch.name="release/1.0" and destination.branch.name="main" ` +
			`and state="MERGED"`,
		builder.And(
			pullrequest.Source.Branch().Name().Eq("release/1.0"),
			pullrequest.Destination.Branch().Name().Eq("main"),
			pullrequest.State.Eq(pullrequest.StateMerged),
		),
	},
	{
		`state="MERGED" AND merge_commit.hash="9f8e7d6c"`,
		builder.And(
			pullrequest.State.Eq(pullrequest.StateMerged),
			pullrequest.MergeCommit.Hash().Eq("9f8e7d6c"),
		),
	},
	{
		`author.account_id="557058:abc" AND (created_on>="2022-01-01" ` +
			`OR updated_on>="2022-01-01")`,
		builder.And(
			pullrequest.Author.AccountID().Eq("557058:abc"),
			builder.Or(
				pullrequest.CreatedOn.Since(at("2022-01-01T00:00:00Z")),
				pullrequest.UpdatedOn.Since(at("2022-01-01T00:00:00Z")),
			),
		),
	},
	{
		`(author.account_id="557058:abc" OR reviewers.account_id="557058:abc")`,
		builder.Or(
			pullrequest.Author.AccountID().Eq("557058:abc"),
			pullrequest.Reviewers.AccountID().Eq("557058:abc"),
		),
	},
	{
		`(reviewers.account_id="bb-accId1" OR reviewers.account_id="bb-accId2" ` +
			`OR reviewers.account_id="bb-accId3" OR reviewers.account_id="bb-accId4" ` +
			`OR reviewers.account_id="bb-accId5")`,
		builder.Or(
			pullrequest.Reviewers.AccountID().Eq("bb-accId1"),
			pullrequest.Reviewers.AccountID().Eq("bb-accId2"),
			pullrequest.Reviewers.AccountID().Eq("bb-accId3"),
			pullrequest.Reviewers.AccountID().Eq("bb-accId4"),
			pullrequest.Reviewers.AccountID().Eq("bb-accId5"),
		),
	},
	{
		`title~"KEY-12" or source.branch.name~"KEY-12"`,
		builder.Or(
			pullrequest.Title.Contains("KEY-12"),
			pullrequest.Source.Branch().Name().Contains("KEY-12"),
		),
	},
	{
		`state="MERGED" AND (title~"KEY" OR source.branch.name~"KEY")`,
		builder.And(
			pullrequest.State.Eq(pullrequest.StateMerged),
			builder.Or(
				pullrequest.Title.Contains("KEY"),
				pullrequest.Source.Branch().Name().Contains("KEY"),
			),
		),
	},
	{`source.branch.name~"SN-291"`, pullrequest.Source.Branch().Name().Contains("SN-291")},
	{
		`source.branch.name="feature/login" AND author.nickname="anna"`,
		builder.And(
			pullrequest.Source.Branch().Name().Eq("feature/login"),
			pullrequest.Author.Nickname().Eq("anna"),
		),
	},
	{`author.nickname="a\"b"`, pullrequest.Author.Nickname().Eq(`a"b`)},
	{
		`state="OPEN" AND author.nickname="jsmith"`,
		builder.And(
			pullrequest.State.Eq(pullrequest.StateOpen),
			pullrequest.Author.Nickname().Eq("jsmith"),
		),
	},
	{`destination.branch.name="foobar"`, pullrequest.Destination.Branch().Name().Eq("foobar")},
	{
		`state = "OPEN" AND source.branch.name = "hotfix/1"`,
		builder.And(
			pullrequest.State.Eq(pullrequest.StateOpen),
			pullrequest.Source.Branch().Name().Eq("hotfix/1"),
		),
	},
	{
		`reviewers.account_id="557058:abc" AND state="OPEN"`,
		builder.And(
			pullrequest.Reviewers.AccountID().Eq("557058:abc"),
			pullrequest.State.Eq(pullrequest.StateOpen),
		),
	},
}
