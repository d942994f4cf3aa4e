package bbql_test

import (
	"errors"
	"net/url"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

func TestSetOn(t *testing.T) {
	tests := []struct {
		name, url, filter, sort string
		opts                    []bbql.Option
		want, err               string
	}{
		{name: "E2 other parameters stay", url: "/x?b=%7e+1&a=%zz&&c", filter: "a = 1", sort: "-a",
			want: "/x?b=%7e+1&a=%zz&c&q=a%20%3D%201&sort=-a"},
		{name: "E2 replaces", url: "/x?q=old&y=1&sort=b&q=older", filter: "a = 1", sort: "a",
			want: "/x?q=a%20%3D%201&y=1&sort=a"},
		{name: "E2 empty filter and sort", url: "/x?q=old&y=1&sort=b", want: "/x?y=1"},
		{name: "E3 a next link", url: "/x?page=2&q=a", filter: "a = 1",
			err: "the URL has a page parameter, as a next link has: " +
				"follow such links as they are, or start over with FromFirstPage"},
		{name: "E3 a context", url: "/x?ctx=abc", filter: "a = 1",
			err: "the URL has a ctx parameter, as a next link has: " +
				"follow such links as they are, or start over with FromFirstPage"},
		{name: "E3 from the first page", url: "/x?page=2&pagelen=50&ctx=abc", filter: "a = 1",
			opts: []bbql.Option{bbql.FromFirstPage()}, want: "/x?pagelen=50&q=a%20%3D%201"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, err := url.Parse(test.url)
			if err != nil {
				t.Fatal(err)
			}
			key, err := bbql.ParseSort(test.sort)
			if err != nil {
				t.Fatal(err)
			}
			err = bbql.SetOn(u, ast.Query{Filter: bbql.MustParse(test.filter), Sort: key}, test.opts...)
			checkError(t, err, test.err)
			if err != nil {
				test.want = test.url
			}
			if u.String() != test.want {
				t.Errorf("got  %s\nwant %s", u, test.want)
			}
		})
	}
}

func TestSetOnInvalid(t *testing.T) {
	tests := map[string]struct {
		q   ast.Query
		err string
	}{
		"a filter": {
			q:   ast.Query{Filter: &ast.Comparison{Field: "a", Op: ast.OpEq}},
			err: `"a" =: there is no value`,
		},
		"a sort key": {
			q:   ast.Query{Sort: &ast.SortKey{Field: "a b"}},
			err: `field path "a b": the name "a b" has characters other than letters, digits, _ and -`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			u := &url.URL{Path: "/x", RawQuery: "q=old"}
			checkError(t, bbql.SetOn(u, test.q), test.err)
			if u.RawQuery != "q=old" {
				t.Errorf("the URL was changed: %s", u)
			}
		})
	}
}

func TestSetOnNoURL(t *testing.T) {
	checkError(t, bbql.SetOn(nil, ast.Query{}), "SetOn was given no URL")
}

func TestEncodeQuery(t *testing.T) {
	tests := map[string]struct {
		q    ast.Query
		want string
	}{
		"nothing":           {ast.Query{}, ""},
		"the empty filter":  {ast.Query{Filter: &ast.And{}}, ""},
		"a filter":          {ast.Query{Filter: bbql.MustParse(`a ~ "ä+b&c=%"`)}, "q=a%20~%20%22%C3%A4%2Bb%26c%3D%25%22"},
		"a sort key":        {ast.Query{Sort: &ast.SortKey{Field: "a.b-c_d"}}, "sort=a.b-c_d"},
		"an invalid filter": {ast.Query{Filter: &ast.Or{}}, "q=%25%21bbql%28OR%20without%20terms%29"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := bbql.EncodeQuery(test.q); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	tests := map[string]struct{ raw, filter, sort, err, fixed string }{
		"nothing":              {raw: ""},
		"other parameters":     {raw: "pagelen=50&x=%zz"},
		"E1 plus for a space":  {raw: "q=a+%3D+1&sort=-b", filter: "a = 1", sort: "-b"},
		"E1 escaped spaces":    {raw: "q=a%20=%201", filter: "a = 1"},
		"an equals sign":       {raw: "q=a=1", filter: "a = 1"},
		"an escaped name":      {raw: "%71=a=1", filter: "a = 1"},
		"empty values":         {raw: "q=&sort="},
		"no values":            {raw: "q&sort"},
		"a lost plus":          {raw: "q=a%3E2024-01-01T00:00:00+02:00", err: "1:3: the offset has lost its +, which a URL spells %2B: 2024-01-01T00:00:00+02:00", fixed: "a>2024-01-01T00:00:00+02:00"},
		"a broken escape":      {raw: "x=1&q=a~%22100%%22", err: "1:15: `%%2` is no percent-encoding: a percent sign of the text itself is written %25", fixed: "x=1&q=a~%22100%25%22"},
		"a filter given twice": {raw: "q=a=1&q=b=2", err: "1:7: the parameter q is given twice: join the filters with AND into one"},
		"an invalid sort key":  {raw: "sort=a,b", err: "1:2: only one field can be sorted by: keep the first", fixed: "a"},
		"both invalid":         {raw: "q=a&sort=b,c", err: "1:1: a field alone is not a comparison: compare it with a value, as in a = \"text\" (and 1 more error)"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			q, err := bbql.Decode(test.raw)
			checkError(t, err, test.err)
			var e *bbql.Error
			if errors.As(err, &e) {
				if e.Fix != nil && e.Fix.Apply(e.Query) != test.fixed {
					t.Errorf("fixed as %q, want %q", e.Fix.Apply(e.Query), test.fixed)
				}
				return
			}
			if got := bbql.Format(q.Filter); got != test.filter || q.Filter == nil {
				t.Errorf("filter %q, want %q", got, test.filter)
			}
			if got := q.Sort.String(); got != test.sort {
				t.Errorf("sort %q, want %q", got, test.sort)
			}
		})
	}
}
