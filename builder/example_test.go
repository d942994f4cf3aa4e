package builder_test

import (
	"fmt"
	"net/url"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/issue"
	"github.com/bbql/go-bbql/builder/pullrequest"
)

func Example() {
	branch := "feature/login"
	lastWeek := time.Date(2025, 11, 11, 9, 0, 0, 0, time.UTC)
	q, err := builder.
		Where(pullrequest.State.In(pullrequest.StateOpen, pullrequest.StateMerged)).
		And(pullrequest.Reviewers.Nickname().Eq("jdoe")).
		And(pullrequest.UpdatedOn.After(lastWeek)).
		And(builder.If(branch != "", pullrequest.Source.Branch().Name().Eq(branch))).
		SortBy(pullrequest.UpdatedOn.Desc()).
		Build()
	if err != nil {
		fmt.Println(err) // every mistake at once, each with its place
		return
	}
	u, _ := url.Parse("https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?pagelen=50")
	err = bbql.SetOn(u, q)
	fmt.Println(bbql.Format(q.Filter))
	fmt.Println(q.Sort)
	fmt.Println(u, err)
	// Output:
	// state IN ("OPEN", "MERGED") AND reviewers.nickname = "jdoe" AND updated_on > 2025-11-11T09:00:00+00:00 AND source.branch.name = "feature/login"
	// -updated_on
	// https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?pagelen=50&q=state%20IN%20%28%22OPEN%22%2C%20%22MERGED%22%29%20AND%20reviewers.nickname%20%3D%20%22jdoe%22%20AND%20updated_on%20%3E%202025-11-11T09%3A00%3A00%2B00%3A00%20AND%20source.branch.name%20%3D%20%22feature%2Flogin%22&sort=-updated_on <nil>
}

func ExampleField() {
	fmt.Println(builder.Field("parent.owner.nickname").Eq("bitbucket"))
	fmt.Println(builder.Field("size").Gt(1 << 20))
	fmt.Println(builder.Field("assignee").Eq(nil))
	fmt.Println(builder.Field("updated_on").Ge(time.Date(2025, 1, 31, 0, 0, 0, 0, time.UTC)))
	// Output:
	// parent.owner.nickname = "bitbucket"
	// size > 1048576
	// assignee = null
	// updated_on >= 2025-01-31T00:00:00+00:00
}

func ExampleField_In() {
	names := []string{"site", "api"}
	fmt.Println(builder.Field("name").In(names))
	fmt.Println(builder.Field("name").NotIn("site", names[1:]))
	// Output:
	// name IN ("site", "api")
	// name NOT IN ("site", "api")
}

func ExampleText() {
	fmt.Println(pullrequest.Title.Contains(`fix "login" bug`))
	fmt.Println(builder.Text("new.field").Eq("a field without a constant"))
	// Output:
	// title ~ "fix \"login\" bug"
	// new.field = "a field without a constant"
}

func ExampleNumber() {
	fmt.Println(pullrequest.ID.In(1, 2, 3))
	fmt.Println(pullrequest.CommentCount.Gt(10))
	// Output:
	// id IN (1, 2, 3)
	// comment_count > 10
}

func ExampleBool() {
	fmt.Println(pullrequest.Draft.IsFalse())
	fmt.Println(pullrequest.Draft.Ne(true)) // also where the field is missing
	// Output:
	// draft = false
	// draft != true
}

func ExampleTime() {
	t := time.Date(2025, 3, 30, 12, 0, 0, 0, time.FixedZone("CEST", 2*60*60))
	fmt.Println(pullrequest.CreatedOn.OnDay(t))
	fmt.Println(pullrequest.CreatedOn.Between(t.AddDate(0, -1, 0), t))
	// Output:
	// created_on >= 2025-03-30T00:00:00+02:00 AND created_on < 2025-03-31T00:00:00+02:00
	// created_on >= 2025-03-02T12:00:00+02:00 AND created_on < 2025-03-30T12:00:00+02:00
}

func ExampleUUID() {
	fmt.Println(pullrequest.Author.UUID().Eq("d301aafa-d676-4ee0-88be-962be7417567"))
	fmt.Println(pullrequest.Author.UUID().Eq("jdoe"))
	// Output:
	// author.uuid = "{d301aafa-d676-4ee0-88be-962be7417567}"
	// %!bbql("author.uuid" =: "jdoe" is not a uuid, as in {01234567-89ab-cdef-0123-456789abcdef})
}

func ExampleEnum() {
	fmt.Println(pullrequest.State.Eq(pullrequest.StateOpen))
	fmt.Println(pullrequest.State.Ne(pullrequest.StateOf("QUEUED"))) // newer than the package
	// Output:
	// state = "OPEN"
	// state != "QUEUED"
}

func ExampleOrderedEnum() {
	fmt.Println(issue.Priority.AtLeast(issue.PriorityMajor))
	fmt.Println(issue.Priority.Below(issue.PriorityMinor))
	// Output:
	// priority >= "major"
	// priority < "minor"
}

func ExampleSortOnly() {
	// Bitbucket sorts by closed_on, but fails when it is to filter by it.
	fmt.Println(builder.Where(pullrequest.State.Eq(pullrequest.StateMerged)).SortBy(pullrequest.ClosedOn.Desc()))
	// Output:
	// q=state%20%3D%20%22MERGED%22&sort=-closed_on
}

func ExampleOr() {
	fmt.Println(builder.And(
		pullrequest.State.Eq(pullrequest.StateOpen),
		builder.Or(
			pullrequest.Author.Nickname().Eq("jdoe"),
			pullrequest.Reviewers.Nickname().Eq("jdoe"),
		),
	))
	// Output:
	// state = "OPEN" AND (author.nickname = "jdoe" OR reviewers.nickname = "jdoe")
}

func ExampleIf() {
	for _, text := range []string{"crash", ""} {
		fmt.Println(builder.And(
			issue.Assignee.IsNull(),
			builder.If(text != "", issue.Title.Contains(text)),
		))
	}
	// Output:
	// assignee = null AND title ~ "crash"
	// assignee = null
}

func ExampleParsed() {
	userFilter := `author.nickname = "jdoe" or draft = true`
	fmt.Println(builder.And(
		pullrequest.State.Eq(pullrequest.StateOpen),
		builder.Parsed(bbql.Parse(userFilter)),
	))
	// Output:
	// state = "OPEN" AND (author.nickname = "jdoe" OR draft = true)
}

func ExampleExpr_Build() {
	_, err := builder.And(
		pullrequest.Author.UUID().Eq(""),
		builder.Or(builder.Field("id").In(), builder.Field("title").Contains("\xff")),
	).Build()
	fmt.Println(err)
	// Output:
	// And[0]: "author.uuid" =: "" is not a uuid, as in {01234567-89ab-cdef-0123-456789abcdef}
	// And[1].Or[0]: "id" IN: IN needs at least one value
	// And[1].Or[1]: "title" ~: the string "\xff" is not valid UTF-8
}

func ExampleRequest_SetOn() {
	u, _ := url.Parse("https://api.bitbucket.org/2.0/repositories/acme?role=member")
	err := builder.Where(builder.Field("language").Eq("c++")).
		SortBy(builder.Field("updated_on").Desc()).
		PageLen(100).
		Fields("next", "values.full_name").
		SetOn(u)
	fmt.Println(u.RawQuery, err)
	// Output:
	// role=member&q=language%20%3D%20%22c%2B%2B%22&sort=-updated_on&pagelen=100&fields=next%2Cvalues.full_name <nil>
}

func ExampleSplit() {
	var ids []int
	for id := range 500 {
		ids = append(ids, id)
	}
	q, err := builder.Where(pullrequest.ID.In(ids...)).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	parts, err := builder.Split(q, builder.MaxFilter)
	for _, part := range parts {
		list := part.Filter.(*ast.Comparison).Value.(*ast.List)
		fmt.Println(len(list.Values), "values")
	}
	fmt.Println(err)
	// Output:
	// 233 values
	// 221 values
	// 46 values
	// <nil>
}
