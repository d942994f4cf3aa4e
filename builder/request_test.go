package builder_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/pullrequest"
)

func TestRequestSetOn(t *testing.T) {
	updated := pullrequest.UpdatedOn.Desc()
	tests := []struct {
		name      string
		request   builder.Request
		url, want string
	}{
		{"everything",
			builder.Where(a).SortBy(updated).PageLen(50).Fields("values.id", "+values.x", "-y.*"),
			"https://h/p", "https://h/p?q=a%20%3D%201&sort=-updated_on&pagelen=50&fields=values.id%2C%2Bvalues.x%2C-y.%2A"},
		{"nothing", builder.Where(), "https://h/p?x=1", "https://h/p?x=1"},
		{"zero", builder.Request{}, "https://h/p", "https://h/p"},
		{"zero with filter", builder.Request{}.And(a), "https://h/p", "https://h/p?q=a%20%3D%201"},
		{"absent terms", builder.Where(absent).And(builder.If(false, a)), "https://h/p", "https://h/p"},
		{"others stay", builder.Where(a), "https://h/p?b=%7e&q=old&c=+&sort=old&pagelen=10&fields=z",
			"https://h/p?b=%7e&q=a%20%3D%201&c=+&pagelen=10&fields=z"},
		{"replaced", builder.Where(a).SortBy(updated).PageLen(1).PageLen(2).Fields("*"),
			"https://h/p?fields=z&pagelen=10&sort=old&q=old",
			"https://h/p?fields=%2A&pagelen=2&sort=-updated_on&q=a%20%3D%201"},
		{"encoded once", builder.Where(builder.Field("a").Eq("50%25 + ü/&=")), "https://h/p",
			"https://h/p?q=a%20%3D%20%2250%2525%20%2B%20%C3%BC%2F%26%3D%22"},
		{"from the first page", builder.Where(a).FromFirstPage(), "https://h/p?page=3&x=1&ctx=abc",
			"https://h/p?x=1&q=a%20%3D%201"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, err := url.Parse(test.url)
			if err != nil {
				t.Fatal(err)
			}
			if err := test.request.SetOn(u); err != nil {
				t.Fatal(err)
			}
			if got := u.String(); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestRequestAgreesWithBBQL compares with bbql.SetOn, which takes what Build
// returns.
func TestRequestAgreesWithBBQL(t *testing.T) {
	request := builder.Where(a, b).SortBy(pullrequest.UpdatedOn.Desc())
	q, err := request.Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"https://h/p", "https://h/p?x&q=1&&sort=2&q=3", "https://h/p?page=2"} {
		u, v := must(url.Parse(text)), must(url.Parse(text))
		errU, errV := request.SetOn(u), bbql.SetOn(v, q)
		if (errU == nil) != (errV == nil) || u.String() != v.String() {
			t.Errorf("%s: got %s, %v; bbql.SetOn makes it %s, %v", text, u, errU, v, errV)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestRequestErrors(t *testing.T) {
	tests := []struct {
		name    string
		request builder.Request
		want    string
	}{
		{"sole term", builder.Where(builder.Field("f").In()), `"f" IN: IN needs at least one value`},
		{"one of several terms", builder.Where(a).And(b, builder.Field("f").In()),
			`And[2]: "f" IN: IN needs at least one value`},
		{"sort path", builder.Where(a).SortBy(ast.SortKey{Field: "-updated_on"}),
			`SortBy: field path "-updated_on": the name "-updated_on" begins with '-'`},
		{"sorted twice",
			builder.Where(a).SortBy(builder.Field("x").Asc()).SortBy(builder.Field("y").Desc()),
			"SortBy: Bitbucket sorts by one field, not by x and -y"},
		{"page length", builder.Where(a).PageLen(0), "PageLen: a page can't have 0 objects"},
		{"fields", builder.Where(a).Fields("a", "", "a,b", "+", "a.*.b", "é"), strings.Join([]string{
			`Fields[1]: "" is no field` + partialHint,
			`Fields[2]: "a,b" is no field` + partialHint,
			`Fields[3]: "+" is no field` + partialHint,
			`Fields[4]: "a.*.b" is no field` + partialHint,
			`Fields[5]: "é" is no field` + partialHint,
		}, "\n")},
		{"all at once", builder.Where(builder.Or()).SortBy(ast.SortKey{}).PageLen(-1).Fields(" "),
			strings.Join([]string{
				errEmptyOr,
				`SortBy: field path "": a name is empty`,
				"PageLen: a page can't have -1 objects",
				`Fields[0]: " " is no field` + partialHint,
			}, "\n")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := test.request.Build()
			if err == nil || err.Error() != test.want {
				t.Errorf("got the error\n%v\nwant\n%s", err, test.want)
			}
			u := must(url.Parse("https://h/p?q=old"))
			if err := test.request.SetOn(u); err == nil || u.RawQuery != "q=old" {
				t.Errorf("SetOn: error %v, and the URL is %s", err, u)
			}
			if got := test.request.String(); !strings.HasPrefix(got, "%!bbql(") {
				t.Errorf("String is %q", got)
			}
			if parts, err := test.request.Split(0); err == nil {
				t.Errorf("Split into %v", parts)
			}
		})
	}
}

const partialHint = ", as in values.title, +values.reviewers, -values.links or values.*"

func TestRequestSetOnErrors(t *testing.T) {
	const next = "the URL has a page parameter, as a next link has: " +
		"follow such links as they are, or start over with FromFirstPage"
	u := must(url.Parse("https://h/p?page=2"))
	if err := builder.Where(a).SetOn(u); err == nil || err.Error() != next || u.RawQuery != "page=2" {
		t.Errorf("got the error %v, want %s; the URL is %s", err, next, u)
	}
	if err := builder.Where(a).SetOn(nil); err == nil {
		t.Error("no error without a URL")
	}
}
