package builder_test

import (
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/repository"
)

// repositoryQueries are what public code asks of repositories, each once.
var repositoryQueries = []corpusQuery{
	{`is_private != true`, repository.IsPrivate.Ne(true)},
	{`description ~ "beef"`, repository.Description.Contains("beef")},
	{`description !~ "fubar"`, repository.Description.NotContains("fubar")},
	{`parent.owner.nickname = "bitbucket"`, repository.Parent.Owner().Nickname().Eq("bitbucket")},
	{`project.key="TEST"`, repository.Project.Key().Eq("TEST")},
	{`is_private=true`, repository.IsPrivate.IsTrue()},
	{`full_name~"devlake"`, repository.FullName.Contains("devlake")},
	{`name ~ "gitpod"`, repository.Name.Contains("gitpod")},
	{
		`full_name="ThiagoCodecov/example-python"`,
		repository.FullName.Eq("ThiagoCodecov/example-python"),
	},
	{`name~"test-repo"`, repository.Name.Contains("test-repo")},
	{
		`name IN ("repo-a","repo-b") AND (is_private=true)`,
		builder.And(
			repository.Name.In("repo-a", "repo-b"),
			repository.IsPrivate.IsTrue(),
		),
	},
	{
		`(has_issues = True) AND project.key="PROJ"`,
		builder.And(
			repository.HasIssues.IsTrue(),
			repository.Project.Key().Eq("PROJ"),
		),
	},
	{`has_issues=true`, repository.HasIssues.IsTrue()},
	{`name~"sonar"`, repository.Name.Contains("sonar")},
	{`name ~ "sdk"`, repository.Name.Contains("sdk")},
	{`language="go"`, repository.Language.Eq("go")},
	{`mainbranch.name="master"`, repository.MainBranch.Name().Eq("master")},
	{
		`language="go" AND mainbranch.name="master" AND project.key="PROJ" ` +
			`AND project.name="My Project"`,
		builder.And(
			repository.Language.Eq("go"),
			repository.MainBranch.Name().Eq("master"),
			repository.Project.Key().Eq("PROJ"),
			repository.Project.Name().Eq("My Project"),
		),
	},
	{
		`name ~ "bb \"cli\"" OR slug ~ "bb \"cli\"" OR description ~ "bb \"cli\""`,
		builder.Or(
			repository.Name.Contains(`bb "cli"`),
			repository.Slug.Contains(`bb "cli"`),
			repository.Description.Contains(`bb "cli"`),
		),
	},
	{
		`language="rust" AND is_private=true AND project.key="PROJ"`,
		builder.And(
			repository.Language.Eq("rust"),
			repository.IsPrivate.IsTrue(),
			repository.Project.Key().Eq("PROJ"),
		),
	},
	{
		`name ~ "test" AND is_private = true`,
		builder.And(
			repository.Name.Contains("test"),
			repository.IsPrivate.IsTrue(),
		),
	},
	{`description ~ "classifier"`, repository.Description.Contains("classifier")},
	{`name ~ " OR is_private=false OR "`, repository.Name.Contains(" OR is_private=false OR ")},
	{`project.key = "PROJ"`, repository.Project.Key().Eq("PROJ")},
	{`language = "python"`, repository.Language.Eq("python")},
	{`name~"my-repo"`, repository.Name.Contains("my-repo")},
	{
		`name~"wt19a" OR name~"wt19b"`,
		builder.Or(
			repository.Name.Contains("wt19a"),
			repository.Name.Contains("wt19b"),
		),
	},
	{
		`updated_on>=2024-01-01 AND project.key="XCOP"`,
		builder.And(
			repository.UpdatedOn.Since(at("2024-01-01T00:00:00Z")),
			repository.Project.Key().Eq("XCOP"),
		),
	},
	{`updated_on > 2023-05-01T00:00:00`, repository.UpdatedOn.After(at("2023-05-01T00:00:00Z"))},
	{`updated_on > 2019-07-11`, repository.UpdatedOn.After(at("2019-07-11T00:00:00Z"))},
	{`full_name~"example.com"`, repository.FullName.Contains("example.com")},
	{`name~"foo\"bar"`, repository.Name.Contains(`foo"bar`)},
	{`is_private = false`, repository.IsPrivate.IsFalse()},
	{
		`name ~ "integration-service-gradle-plugin"`,
		repository.Name.Contains("integration-service-gradle-plugin"),
	},
	{`project.key="id4"`, repository.Project.Key().Eq("id4")},
}
