package bbqlcheck_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/bbql/go-bbql/lint/bbqlcheck"
)

func TestAnalyzer(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), bbqlcheck.New(),
		"filters", "literals", "holes", "pieces", "spread", "written", "parameters", "rawquery", "urls", "options", "silenced",
		"elsewhere")
}

func TestFlags(t *testing.T) {
	a := bbqlcheck.New()
	for name, value := range map[string]string{
		"funcs": "(*configured.Client).List:query=pullrequest,configured.List:query," +
			"(configured.Lister).List:query,configured.All:queries,(*configured.Of).List:query",
		"fields":   "configured.Client.Filter=/repositories/acme/site/commits,configured.Of.Filter",
		"disable":  "redundant-parentheses",
		"severity": "warning",
		"anyq":     "true",
	} {
		if err := a.Flags.Set(name, value); err != nil {
			t.Errorf("-%s=%s: %v", name, value, err)
		}
	}
	analysistest.Run(t, analysistest.TestData(), a, "configured")
}

func TestFlagErrors(t *testing.T) {
	const (
		rules = "https://github.com/bbql/go-bbql/blob/main/docs/lint has them all"
		funcs = "is not of the form path.Func:parameter or (*path.Type).Method:parameter"
	)
	for _, flag := range []struct{ name, value, want string }{
		{"severity", "fatal", `"fatal" is none of info, warning and error`},
		{"disable", "or-to-in,sintax", `there is no rule "sintax" (did you mean syntax?): ` + rules},
		{"disable", "xyzzy", `there is no rule "xyzzy": ` + rules},
		{"funcs", "example.org/bb.List:query=pullrequests",
			`there is no resource "pullrequests" (did you mean pullrequest?)`},
		{"funcs", "example.org/bb.List", `"example.org/bb.List" ` + funcs},
		{"funcs", "List:query", `"List:query" ` + funcs},
		{"fields", "example.org/bb.Options.Query=/no/such", "the API has no GET /no/such"},
		{"fields", "example.org/bb.Query", `"example.org/bb.Query" is not of the form path.Type.Field`},
	} {
		err := bbqlcheck.New().Flags.Set(flag.name, flag.value)
		if err == nil || err.Error() != flag.want {
			t.Errorf("-%s=%s: %v, want %s", flag.name, flag.value, err, flag.want)
		}
	}
}

// An empty list names nothing, as variables of CI leave it.
func TestEmptyLists(t *testing.T) {
	for _, name := range []string{"disable", "funcs", "fields"} {
		flag := bbqlcheck.New().Flags.Lookup(name)
		before := flag.Value.String()
		for _, value := range []string{"", " , "} {
			if err := flag.Value.Set(value); err != nil || flag.Value.String() != before {
				t.Errorf("-%s=%q: %v, %s", name, value, err, flag.Value)
			}
		}
	}
}

// What flags name must be there, in the package at hand or in one that it imports.
func TestMissing(t *testing.T) {
	for _, flag := range []struct{ name, value, want string }{
		{"funcs", "configured.Lst:query", "-funcs: package configured has no function Lst (did you mean List?)"},
		{"funcs", "configured.List:qury",
			`-funcs: configured.List(query string) has no string parameter "qury" (did you mean query?)`},
		{"funcs", "configured.List:1", `-funcs: configured.List(query string) has no string parameter "1": write query`},
		{"funcs", "(*configured.Client).List:q", "-funcs: (*configured.Client).List(path string, query string) *url.URL " +
			`has no string parameter "q": write path or query`},
		{"funcs", "configured.Get:filters", "-funcs: configured.Get(u *url.URL, filters []string, queries ...string) " +
			`has no string parameter "filters": write queries`},
		{"funcs", "configured.Close:query",
			`-funcs: configured.Close(string) has no string parameter "query": it takes no string that has a name`},
		{"funcs", "configured.Get:queries,configured.Any:filter,configured.Generic:filter,(*configured.Of).List:query", ""},
		{"fields", "configured.Of.Filter", ""},
		{"funcs", "(configured.Client).List:query",
			"-funcs: package configured has no function (Client).List (did you mean (*Client).List?)"},
		{"funcs", "(*configured.Nobody).Ask:x", "-funcs: package configured has no function (*Nobody).Ask"},
		{"fields", "configured.Client.Fliter",
			"-fields: package configured has no Client.Fliter (did you mean Client.Filter?)"},
		{"fields", "net/url.URL.Rawquery", "-fields: package net/url has no URL.Rawquery (did you mean URL.RawQuery?)"},
		{"funcs", "net/url.Parse:rawurl", `-funcs: net/url.Parse(rawURL string) (*url.URL, error) has no string parameter "rawurl" (did you mean rawURL?)`},
		{"funcs", "net/url.Parse:rawURL,net/url.unexported:x,net/http.Nothing:x", ""},
		{"fields", "net/url.URL.RawQuery,example.org/other.Options.Query", ""},
	} {
		a := bbqlcheck.New()
		if err := a.Flags.Set(flag.name, flag.value); err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := runOn(t, a, configured); err != nil {
			got = err.Error()
		}
		if got != flag.want {
			t.Errorf("-%s=%s: %q, want %q", flag.name, flag.value, got, flag.want)
		}
	}
}

const configured = `package configured

import "net/url"

type Client struct{ Filter string }

func (c *Client) List(path, query string) *url.URL { return nil }

type Lister interface{ List(query string) }

func List(query string) {}

func Get(u *url.URL, filters []string, queries ...string) {}

func Any(filter any) {}

func Generic[T ~string](filter T) {}

func Close(string) {}

type Of[T any] struct{ Filter string }

func (o *Of[T]) List(query string) {}
`

// runOn runs an analyzer on a package of one file.
func runOn(t *testing.T, a *analysis.Analyzer, source string) error {
	t.Helper()
	pass := newPass(t, source)
	_, err := a.Run(pass)
	return err
}

// TestDoc checks that what the command prints is the part of the package comment
// about the analyzer, as text.
func TestDoc(t *testing.T) {
	a := bbqlcheck.New()
	if err := analysis.Validate([]*analysis.Analyzer{a}); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(a.Doc, "check BBQL filters in Go code\n\nThe bbqlcheck analyzer ") ||
		!strings.HasSuffix(a.Doc, "\tbbql.Parse(\"state = OPEN\") // bbql:ignore syntax") {
		t.Errorf("the documentation is\n%s", a.Doc)
	}
}
