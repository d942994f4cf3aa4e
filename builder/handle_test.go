package builder_test

import (
	"fmt"
	"math"
	"testing"
	"time"
	_ "time/tzdata" // so that zones are known everywhere

	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/issue"
	"github.com/bbql/go-bbql/builder/pullrequest"
)

var (
	noon = time.Date(2024, 2, 29, 12, 0, 0, 0, time.FixedZone("", 60*60))
	uuid = "{01234567-89ab-cdef-0123-456789abcdef}"
)

func TestHandles(t *testing.T) {
	const (
		text   builder.Text            = "t"
		number builder.Number[int64]   = "n"
		float  builder.Number[float64] = "x"
		flag   builder.Bool            = "b"
		date   builder.Time            = "d"
		id     builder.UUID            = "u"
	)
	tests := []struct {
		expr builder.Expr
		want string
	}{
		{text.Eq("x"), `t = "x"`},
		{text.Ne("x"), `t != "x"`},
		{text.Contains("x"), `t ~ "x"`},
		{text.NotContains("x"), `t !~ "x"`},
		{text.In("x", "y"), `t IN ("x", "y")`},
		{text.NotIn("x"), `t NOT IN ("x")`},
		{text.IsNull(), "t = null"},
		{text.IsNotNull(), "t != null"},

		{number.Eq(1 << 53), "n = 9007199254740992"},
		{number.Ne(1), "n != 1"},
		{number.Gt(1), "n > 1"},
		{number.Ge(1), "n >= 1"},
		{number.Lt(1), "n < 1"},
		{number.Le(-1), "n <= -1"},
		{number.In(1, 2), "n IN (1, 2)"},
		{number.NotIn(1), "n NOT IN (1)"},
		{number.Between(1, 2), "n >= 1 AND n < 2"},
		{number.IsNull(), "n = null"},
		{number.IsNotNull(), "n != null"},
		{float.Gt(0.5), "x > 0.5"},

		{flag.Eq(true), "b = true"},
		{flag.Ne(true), "b != true"},
		{flag.IsTrue(), "b = true"},
		{flag.IsFalse(), "b = false"},
		{flag.IsNull(), "b = null"},
		{flag.IsNotNull(), "b != null"},

		{date.Eq(noon), "d = 2024-02-29T12:00:00+01:00"},
		{date.Ne(noon), "d != 2024-02-29T12:00:00+01:00"},
		{date.After(noon), "d > 2024-02-29T12:00:00+01:00"},
		{date.Since(noon), "d >= 2024-02-29T12:00:00+01:00"},
		{date.Before(noon), "d < 2024-02-29T12:00:00+01:00"},
		{date.Until(noon), "d <= 2024-02-29T12:00:00+01:00"},
		{date.Between(noon, noon.Add(1e9)),
			"d >= 2024-02-29T12:00:00+01:00 AND d < 2024-02-29T12:00:01+01:00"},
		{date.OnDay(noon), "d >= 2024-02-29T00:00:00+01:00 AND d < 2024-03-01T00:00:00+01:00"},
		{date.IsNull(), "d = null"},
		{date.IsNotNull(), "d != null"},

		{id.Eq("01234567-89ab-cdef-0123-456789abcdef"), `u = "` + uuid + `"`},
		{id.Ne(uuid), `u != "` + uuid + `"`},
		{id.Eq("{01234567-89AB-CDEF-0123-456789ABCDEF}"), `u = "` + uuid + `"`},
		{id.In(uuid, uuid[1:37]), `u IN ("` + uuid + `", "` + uuid + `")`},
		{id.NotIn(uuid), `u NOT IN ("` + uuid + `")`},
		{id.IsNull(), "u = null"},
		{id.IsNotNull(), "u != null"},

		{pullrequest.State.Eq(pullrequest.StateOpen), `state = "OPEN"`},
		{pullrequest.State.Ne(pullrequest.StateOf("QUEUED")), `state != "QUEUED"`},
		{pullrequest.State.In(pullrequest.StateOpen, pullrequest.StateMerged),
			`state IN ("OPEN", "MERGED")`},
		{pullrequest.State.NotIn(pullrequest.StateDeclined), `state NOT IN ("DECLINED")`},
		{pullrequest.State.IsNull(), "state = null"},
		{pullrequest.State.IsNotNull(), "state != null"},

		{issue.Priority.Eq(issue.PriorityMajor), `priority = "major"`},
		{issue.Priority.Ne(issue.PriorityMajor), `priority != "major"`},
		{issue.Priority.Above(issue.PriorityMinor), `priority > "minor"`},
		{issue.Priority.AtLeast(issue.PriorityMajor), `priority >= "major"`},
		{issue.Priority.Below(issue.PriorityMajor), `priority < "major"`},
		{issue.Priority.AtMost(issue.PriorityMajor), `priority <= "major"`},
		{issue.Priority.In(issue.PriorityMajor), `priority IN ("major")`},
		{issue.Priority.NotIn(issue.PriorityMajor), `priority NOT IN ("major")`},
		{issue.Priority.IsNull(), "priority = null"},
		{issue.Priority.IsNotNull(), "priority != null"},

		{pullrequest.Source.Branch().Name().Eq("main"), `source.branch.name = "main"`},
		{pullrequest.Reviewers.UUID().Eq(uuid), `reviewers.uuid = "` + uuid + `"`},
		{issue.Assignee.IsNull(), "assignee = null"},
		{issue.Component.Eq("UI"), `component = "UI"`},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			if got := test.expr.String(); got != test.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestHandleErrors(t *testing.T) {
	id := builder.UUID("u")
	state := pullrequest.State
	tests := []struct {
		name string
		expr builder.Expr
		want string
	}{
		{"text", builder.Text("t").Eq("\xff"), `"t" =: the string "\xff" is not valid UTF-8`},
		{"one of several texts", builder.Text("t").In("x", "\x00"),
			`"t" IN: argument 1: the string "\x00" has a NUL, which no literal can hold`},
		{"list of texts", builder.Text("t").In(), `"t" IN: IN needs at least one value`},
		{"one of several numbers", builder.Number[float64]("n").NotIn(1, math.NaN()),
			`"n" NOT IN: argument 1: NaN is not a number that can be written`},
		{"list of numbers", builder.Number[int]("n").NotIn(),
			`"n" NOT IN: IN needs at least one value`},
		{"range", builder.Time("d").Between(noon, noon.UTC()), `And[1]: "d" <: ` +
			"Between from 2024-02-29T12:00:00+01:00 up to 2024-02-29T11:00:00+00:00 is empty"},
		{"no uuid", id.Eq(""), `"u" =: "" is not a uuid` + hint},
		{"nickname", id.Ne("jdoe"), `"u" !=: "jdoe" is not a uuid` + hint},
		{"one brace", id.Eq(uuid[:37]), `"u" =: "` + uuid[:37] + `" is not a uuid` + hint},
		{"other brace", id.Eq(uuid[1:]), `"u" =: "` + uuid[1:] + `" is not a uuid` + hint},
		{"hyphens", id.Eq("01234567-89ab_cdef-0123-456789abcdef"),
			`"u" =: "01234567-89ab_cdef-0123-456789abcdef" is not a uuid` + hint},
		{"digits", id.Eq("01234567-89ab-cdef-0123-456789abcdeg"),
			`"u" =: "01234567-89ab-cdef-0123-456789abcdeg" is not a uuid` + hint},
		{"list of uuids", id.In(uuid, "x", "y"), `"u" IN: argument 1: "x" is not a uuid` + hint +
			"\n" + `argument 2: "y" is not a uuid` + hint},
		{"empty list of uuids", id.In(), `"u" IN: IN needs at least one value`},
		{"zero enum", state.Eq(pullrequest.StateValue{}),
			`"state" =: a pullrequest.StateValue without text is no value`},
		{"empty enum", state.In(pullrequest.StateOpen, pullrequest.StateOf("")),
			`"state" IN: argument 1: a pullrequest.StateValue without text is no value`},
		{"list of enums", state.In(), `"state" IN: IN needs at least one value`},
		{"path", builder.Bool("a b").IsTrue(), `"a b" =: field path "a b": ` +
			`the name "a b" has characters other than letters, digits, _ and -`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree, err := test.expr.Build()
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v and the error\n%v\nwant\n%s", tree, err, test.want)
			}
		})
	}
}

const hint = ", as in {01234567-89ab-cdef-0123-456789abcdef}"

func TestSortKeys(t *testing.T) {
	tests := map[string]interface{ String() string }{
		"f":           ptr(builder.Field("f").Asc()),
		"-f":          ptr(builder.Field("f").Desc()),
		"t":           ptr(builder.Text("t").Asc()),
		"-t":          ptr(builder.Text("t").Desc()),
		"n":           ptr(builder.Number[int]("n").Asc()),
		"-n":          ptr(builder.Number[int]("n").Desc()),
		"b":           ptr(builder.Bool("b").Asc()),
		"-b":          ptr(builder.Bool("b").Desc()),
		"d":           ptr(builder.Time("d").Asc()),
		"-d":          ptr(builder.Time("d").Desc()),
		"u":           ptr(builder.UUID("u").Asc()),
		"-u":          ptr(builder.UUID("u").Desc()),
		"state":       ptr(pullrequest.State.Asc()),
		"-state":      ptr(pullrequest.State.Desc()),
		"priority":    ptr(issue.Priority.Asc()),
		"-priority":   ptr(issue.Priority.Desc()),
		"closed_on":   ptr(pullrequest.ClosedOn.Asc()),
		"-closed_on":  ptr(pullrequest.ClosedOn.Desc()),
		"author.uuid": ptr(pullrequest.Author.UUID().Asc()),
	}
	for want, key := range tests {
		if got := key.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func ptr[T any](v T) *T { return &v }

// TestOnDay asks for days on which clocks are set at midnight.
func TestOnDay(t *testing.T) {
	tests := []struct {
		name, zone, day  string
		wantFrom, wantTo string
	}{
		{"ordinary", "Europe/Berlin", "2024-06-15", "2024-06-15T00:00:00+02:00",
			"2024-06-16T00:00:00+02:00"},
		{"short", "Europe/Berlin", "2024-03-31", "2024-03-31T00:00:00+01:00",
			"2024-04-01T00:00:00+02:00"},
		{"long", "Europe/Berlin", "2024-10-27", "2024-10-27T00:00:00+02:00",
			"2024-10-28T00:00:00+01:00"},
		{"end of the year", "UTC", "2023-12-31", "2023-12-31T00:00:00+00:00",
			"2024-01-01T00:00:00+00:00"},
		{"no midnight", "America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00",
			"2018-11-05T00:00:00-02:00"},
		{"before no midnight", "America/Sao_Paulo", "2018-11-03",
			"2018-11-03T00:00:00-03:00", "2018-11-04T01:00:00-02:00"},
		{"no midnight in the east", "Asia/Beirut", "2024-03-31", "2024-03-31T01:00:00+03:00",
			"2024-04-01T00:00:00+03:00"},
		{"two midnights", "America/Havana", "2024-11-03", "2024-11-03T00:00:00-04:00",
			"2024-11-04T00:00:00-05:00"},
		{"two midnights in the east", "Asia/Amman", "2021-10-29",
			"2021-10-29T00:00:00+03:00", "2021-10-30T00:00:00+02:00"},
		{"before two midnights", "America/Havana", "2024-11-02",
			"2024-11-02T00:00:00-04:00", "2024-11-03T00:00:00-04:00"},
		{"hour before midnight twice", "America/Sao_Paulo", "2018-02-17",
			"2018-02-17T00:00:00-02:00", "2018-02-18T00:00:00-03:00"},
		{"before a day that was left out", "Pacific/Apia", "2011-12-29",
			"2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			loc, err := time.LoadLocation(test.zone)
			if err != nil {
				t.Fatal(err)
			}
			day, err := time.ParseInLocation("2006-01-02 15:04", test.day+" 12:34", loc)
			if err != nil {
				t.Fatal(err)
			}
			want := "d >= " + test.wantFrom + " AND d < " + test.wantTo
			if got := builder.Time("d").OnDay(day).String(); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// TestOnDayEverywhere checks all days of a year in zones with all kinds of
// rules: they follow each other without a gap.
func TestOnDayEverywhere(t *testing.T) {
	zones := []string{"America/Santiago", "Asia/Tehran", "Africa/Cairo", "Atlantic/Azores", "Australia/Lord_Howe"}
	for _, zone := range zones {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		previous := ""
		for n := range 366 {
			noon := time.Date(2018, 1, 1+n, 12, 0, 0, 0, loc)
			text := builder.Field("d").OnDay(noon).String()
			var from, to string
			if _, err := fmt.Sscanf(text, "d >= %s AND d < %s", &from, &to); err != nil {
				t.Fatalf("%s: %q: %v", zone, text, err)
			}
			if previous != "" && from != previous {
				t.Errorf("%s: %v begins at %s, the day before ends at %s", zone, noon, from, previous)
			}
			begins, err := time.Parse(time.RFC3339, from)
			if before := begins.Add(-1).In(loc); err != nil || before.Day() == noon.Day() {
				t.Errorf("%s: %v begins at %s, error %v", zone, noon, from, err)
			}
			previous = to
		}
	}
}
