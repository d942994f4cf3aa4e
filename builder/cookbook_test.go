package builder_test

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/branch"
	"github.com/bbql/go-bbql/builder/issue"
	"github.com/bbql/go-bbql/builder/pullrequest"
	"github.com/bbql/go-bbql/builder/pullrequestcomment"
	"github.com/bbql/go-bbql/builder/repository"
	"github.com/bbql/go-bbql/builder/repositorypermission"
	"github.com/bbql/go-bbql/builder/treeentry"
	"github.com/bbql/go-bbql/eval"
)

// The examples of docs/builder.md.

const me = "{d301aafa-d676-4ee0-88be-962be7417567}"

var now = time.Date(2025, 11, 18, 9, 30, 0, 0, time.UTC)

func Example_myReviews() {
	q, err := builder.
		Where(pullrequest.State.Eq(pullrequest.StateOpen)).
		And(pullrequest.Reviewers.UUID().Eq(me)).
		And(pullrequest.Author.UUID().Ne(me)).
		SortBy(pullrequest.UpdatedOn.Asc()).
		Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(q.Filter, "by", q.Sort)
	// Output:
	// state = "OPEN" AND reviewers.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}" AND author.uuid != "{d301aafa-d676-4ee0-88be-962be7417567}" by updated_on
}

func Example_branch() {
	u, _ := url.Parse("https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests")
	err := builder.
		Where(pullrequest.State.Eq(pullrequest.StateOpen)).
		And(pullrequest.Source.Branch().Name().Eq("feature/login+sso")).
		And(pullrequest.Destination.Branch().Name().Eq("main")).
		PageLen(1).
		SetOn(u)
	fmt.Println(u.RawQuery, err)
	// Output:
	// q=state%20%3D%20%22OPEN%22%20AND%20source.branch.name%20%3D%20%22feature%2Flogin%2Bsso%22%20AND%20destination.branch.name%20%3D%20%22main%22&pagelen=1 <nil>
}

func Example_quotes() {
	name := `release "1"\draft` // whatever somebody has called it
	fmt.Println(pullrequest.Source.Branch().Name().Eq(name))
	fmt.Println(pullrequest.Source.Branch().Name().Eq(`x" OR state != "`))
	// Output:
	// source.branch.name = "release \"1\"\\draft"
	// source.branch.name = "x\" OR state != \""
}

func Example_allStates() {
	fmt.Println(pullrequest.State.In(
		pullrequest.StateOpen,
		pullrequest.StateMerged,
		pullrequest.StateDeclined,
		pullrequest.StateSuperseded,
	))
	// Output:
	// state IN ("OPEN", "MERGED", "DECLINED", "SUPERSEDED")
}

func Example_mergedThisWeek() {
	fmt.Println(builder.And(
		pullrequest.State.Eq(pullrequest.StateMerged),
		pullrequest.UpdatedOn.Between(now.AddDate(0, 0, -7), now),
	))
	// Output:
	// state = "MERGED" AND updated_on >= 2025-11-11T09:30:00+00:00 AND updated_on < 2025-11-18T09:30:00+00:00
}

func Example_onDay() {
	zone := time.FixedZone("CET", 60*60) // or time.LoadLocation("Europe/Berlin")
	fmt.Println(pullrequest.CreatedOn.OnDay(now.In(zone)))
	// Output:
	// created_on >= 2025-11-18T00:00:00+01:00 AND created_on < 2025-11-19T00:00:00+01:00
}

func Example_stale() {
	fmt.Println(builder.And(
		pullrequest.State.Eq(pullrequest.StateOpen),
		pullrequest.UpdatedOn.Before(now.AddDate(0, 0, -30)),
		pullrequest.Draft.Ne(true),
	))
	// Output:
	// state = "OPEN" AND updated_on < 2025-10-19T09:30:00+00:00 AND draft != true
}

func Example_search() {
	text := "retry"
	fmt.Println(builder.Or(
		pullrequest.Title.Contains(text),
		builder.Field("description").Contains(text),
	))
	// Output:
	// title ~ "retry" OR description ~ "retry"
}

func Example_flags() {
	author, state, since := "", "MERGED", time.Time{} // what a command line tool was given
	fmt.Println(builder.And(
		builder.If(author != "", pullrequest.Author.Nickname().Eq(author)),
		builder.If(state != "", pullrequest.State.Eq(pullrequest.StateOf(state))),
		builder.If(!since.IsZero(), pullrequest.CreatedOn.Since(since)),
	))
	// Output:
	// state = "MERGED"
}

func Example_teamAuthors() {
	team := []string{"jdoe", "ada", "alice"}
	fmt.Println(builder.And(
		pullrequest.State.Eq(pullrequest.StateOpen),
		pullrequest.Author.Nickname().In(team...),
	))
	// Output:
	// state = "OPEN" AND author.nickname IN ("jdoe", "ada", "alice")
}

func Example_anyOf() {
	var wanted builder.Expr // absent: it adds nothing
	for _, prefix := range []string{"PROJ-", "OPS-"} {
		wanted = builder.Or(wanted, pullrequest.Title.Contains(prefix))
	}
	fmt.Println(builder.And(pullrequest.Draft.IsFalse(), wanted))
	// Output:
	// draft = false AND (title ~ "PROJ-" OR title ~ "OPS-")
}

func Example_triage() {
	fmt.Println(builder.And(
		issue.State.In(issue.StateNew, issue.StateOnHold),
		issue.Assignee.IsNull(),
		issue.Component.Eq("UI"),
		issue.Priority.AtLeast(issue.PriorityMajor),
	))
	// Output:
	// state IN ("new", "on hold") AND assignee = null AND component = "UI" AND priority >= "major"
}

func Example_votes() {
	fmt.Println(builder.
		Where(issue.Kind.Eq(issue.KindEnhancement)).
		And(issue.Votes.Ge(5)).
		SortBy(issue.Votes.Desc()))
	// Output:
	// q=kind%20%3D%20%22enhancement%22%20AND%20votes%20%3E%3D%205&sort=-votes
}

func Example_repositories() {
	u, _ := url.Parse("https://api.bitbucket.org/2.0/repositories?role=member")
	err := builder.
		Where(repository.Project.Key().Eq("PROJ")).
		And(repository.Language.Eq("go")).
		And(repository.IsPrivate.IsTrue()).
		SetOn(u)
	fmt.Println(u.RawQuery, err)
	// Output:
	// role=member&q=project.key%20%3D%20%22PROJ%22%20AND%20language%20%3D%20%22go%22%20AND%20is_private%20%3D%20true <nil>
}

func Example_forks() {
	fmt.Println(builder.And(
		repository.Parent.IsNotNull(),
		repository.Parent.Owner().Nickname().Ne("bitbucket"),
	))
	// Output:
	// parent != null AND parent.owner.nickname != "bitbucket"
}

func Example_branches() {
	fmt.Println(builder.
		Where(branch.Name.Contains("release/")).
		SortBy(branch.Name.Desc()))
	// Output:
	// q=name%20~%20%22release%2F%22&sort=-name
}

func Example_files() {
	fmt.Println(builder.And(
		treeentry.Size.Gt(1024),
		treeentry.Attributes.Eq(treeentry.AttributesBinary),
	))
	// Output:
	// size > 1024 AND attributes = "binary"
}

func Example_comments() {
	fmt.Println(builder.And(
		pullrequestcomment.Deleted.IsFalse(),
		pullrequestcomment.Inline.Path().IsNull(),
		pullrequestcomment.CreatedOn.After(now),
	))
	// Output:
	// deleted = false AND inline.path = null AND created_on > 2025-11-18T09:30:00+00:00
}

func Example_admins() {
	fmt.Println(builder.And(
		repositorypermission.Permission.Above(repositorypermission.PermissionRead),
		repositorypermission.User.UUID().Eq(me),
	))
	// Output:
	// permission > "read" AND user.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}"
}

func Example_userFilter() {
	for _, text := range []string{`title ~ "retry" or draft = true`, `title like "retry"`} {
		tree, err := builder.And(
			pullrequest.State.Eq(pullrequest.StateOpen),
			builder.Parsed(bbql.Parse(text)),
		).Build()
		var mistake *bbql.Error
		if errors.As(err, &mistake) {
			fmt.Println(mistake, "in", mistake.Query)
			continue
		}
		fmt.Println(tree)
	}
	// Output:
	// state = "OPEN" AND (title ~ "retry" OR draft = true)
	// 1:7: `like` is not an operator: use `~` in title like "retry"
}

func Example_template() {
	const dashboard = `author.uuid = :me AND state IN :states` // from a configuration file
	expr, err := bbql.Bind(dashboard, bbql.Named{
		"me":     me,
		"states": []string{"OPEN", "MERGED"},
	})
	fmt.Println(expr, err)
	// Output:
	// author.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}" AND state IN ("OPEN", "MERGED") <nil>
}

func Example_partialResponse() {
	fmt.Println(builder.
		Where(pullrequest.State.Eq(pullrequest.StateOpen)).
		Fields("+values.reviewers.uuid", "+values.participants").
		PageLen(50))
	// Output:
	// q=state%20%3D%20%22OPEN%22&pagelen=50&fields=%2Bvalues.reviewers.uuid%2C%2Bvalues.participants
}

func Example_nextLink() {
	request := builder.Where(pullrequest.State.Eq(pullrequest.StateOpen))
	next, _ := url.Parse("https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?q=old&page=2")
	fmt.Println(request.SetOn(next))
	fmt.Println(request.FromFirstPage().SetOn(next), next.RawQuery)
	// Output:
	// the URL has a page parameter, as a next link has: follow such links as they are, or start over with FromFirstPage
	// <nil> q=state%20%3D%20%22OPEN%22
}

func Example_longLists() {
	var branches []string
	for n := range 200 {
		branches = append(branches, fmt.Sprintf("feature/PROJ-%d", n))
	}
	requests, err := builder.
		Where(pullrequest.State.Eq(pullrequest.StateOpen)).
		And(pullrequest.Source.Branch().Name().In(branches...)).
		PageLen(50).
		Split(builder.MaxFilter)
	fmt.Println(len(requests), "requests:", err)
	// Output:
	// 4 requests: <nil>
}

func Example_sharedBase() {
	open := builder.Where(pullrequest.State.Eq(pullrequest.StateOpen)).PageLen(50)
	mine := open.And(pullrequest.Author.UUID().Eq(me))
	large := open.And(pullrequest.CommentCount.Gt(100)).SortBy(pullrequest.CommentCount.Desc())
	fmt.Println(mine)
	fmt.Println(large)
	// Output:
	// q=state%20%3D%20%22OPEN%22%20AND%20author.uuid%20%3D%20%22%7Bd301aafa-d676-4ee0-88be-962be7417567%7D%22&pagelen=50
	// q=state%20%3D%20%22OPEN%22%20AND%20comment_count%20%3E%20100&sort=-comment_count&pagelen=50
}

func Example_localFilter() {
	expr, err := pullrequest.Reviewers.Nickname().Eq("ada").Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := eval.Compile(expr)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.MatchJSON([]byte(`{"id": 1, "reviewers": [{"nickname": "jdoe"}, {"nickname": "ada"}]}`)))
	// Output:
	// true <nil>
}
