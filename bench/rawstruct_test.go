package bench_test

import (
	"slices"

	goccy "github.com/goccy/go-json"
)

// What people write by hand when they know the query: a struct of just the
// fields that it needs, and the comparisons in Go.

type nickname struct {
	Nickname string `json:"nickname"`
}

type fourFields struct {
	State       string   `json:"state"`
	Draft       bool     `json:"draft"`
	Author      nickname `json:"author"`
	Destination struct {
		Branch struct {
			Name string `json:"name"`
		} `json:"branch"`
	} `json:"destination"`
}

func (d *fourFields) rest() bool {
	return !d.Draft && d.Author.Nickname == "jdoe" && d.Destination.Branch.Name == "main"
}

type missionFields struct {
	State     string     `json:"state"`
	UpdatedOn string     `json:"updated_on"`
	Reviewers []nickname `json:"reviewers"`
}

var afterText = predicateOf(mission[2]).text

var intoMission = into(func(d *missionFields) bool {
	isReviewer := func(n nickname) bool { return n.Nickname == "jdoe" }
	return (d.State == "OPEN" || d.State == "MERGED") &&
		slices.ContainsFunc(d.Reviewers, isReviewer) && afterText(d.UpdatedOn)
})

// into returns a test of JSON that is decoded into a struct.
func into[T any](test func(*T) bool) func([]byte) bool {
	return func(data []byte) bool {
		var v T
		return goccy.Unmarshal(data, &v) == nil && test(&v)
	}
}

var (
	intoFour      = into(func(d *fourFields) bool { return d.State == "OPEN" && d.rest() })
	intoEarlyMiss = into(func(d *fourFields) bool { return d.State == "SUPERSEDED" && d.rest() })
)

type authorField struct {
	Author nickname `json:"author"`
}

var in200Text = predicateOf(in200[0]).text

var intoIn200 = into(func(d *authorField) bool { return in200Text(d.Author.Nickname) })

type idField struct {
	ID int `json:"id"`
}

var intoNumber = into(func(d *idField) bool { return d.ID > 1007 })

type titleField struct {
	Title string `json:"title"`
}

func intoTitle(q query) func([]byte) bool {
	test := predicateOf(q[0]).text
	return into(func(d *titleField) bool { return test(d.Title) })
}

type descriptionField struct {
	Description string `json:"description"`
}

var containsLong = predicateOf(longText[0]).text

var intoLongText = into(func(d *descriptionField) bool { return containsLong(d.Description) })

type reviewersField struct {
	Reviewers []nickname `json:"reviewers"`
}

// intoMember tests whether jdoe is a reviewer, or whether not.
func intoMember(want bool) func([]byte) bool {
	return into(func(d *reviewersField) bool {
		for _, r := range d.Reviewers {
			if r.Nickname == "jdoe" {
				return want
			}
		}
		return !want
	})
}

type closedByField struct {
	ClosedBy *nickname `json:"closed_by"`
}

var intoMissing = into(func(d *closedByField) bool { return d.ClosedBy == nil })
