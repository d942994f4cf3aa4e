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
			"(configured.Lister).List:query",
		"fields":   "configured.Client.Filter=/repositories/acme/site/commits",
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
	for _, flag := range []struct{ name, value, want string }{
		{"severity", "fatal", `"fatal" is none of info, warning and error`},
		{"disable", "or-to-in,sintax", `there is no rule "sintax" (did you mean syntax?)`},
		{"disable", "xyzzy", `there is no rule "xyzzy"`},
		{"disable", "", `there is no rule ""`},
		{"funcs", "example.org/bb.List:query=pullrequests",
			`there is no resource "pullrequests" (did you mean pullrequest?)`},
		{"funcs", "example.org/bb.List", `"example.org/bb.List" has another form than the flag takes`},
		{"funcs", "List:query", `"List:query" has another form than the flag takes`},
		{"fields", "example.org/bb.Options.Query=/no/such", "the API has no GET /no/such"},
		{"fields", "example.org/bb.Query", `"example.org/bb.Query" has another form than the flag takes`},
	} {
		err := bbqlcheck.New().Flags.Set(flag.name, flag.value)
		if err == nil || err.Error() != flag.want {
			t.Errorf("-%s=%s: %v, want %s", flag.name, flag.value, err, flag.want)
		}
	}
}

// What flags name must be there, in the package at hand or in one that it imports.
func TestMissing(t *testing.T) {
	for _, flag := range []struct{ name, value, want string }{
		{"funcs", "configured.Lst:query", "-funcs: package configured has no Lst:query (did you mean List:query?)"},
		{"funcs", "configured.List:qury", "-funcs: package configured has no List:qury (did you mean List:query?)"},
		{"funcs", "configured.List:q", "-funcs: package configured has no List:q"},
		{"funcs", "(configured.Client).List:query",
			"-funcs: package configured has no (Client).List:query (did you mean (*Client).List:query?)"},
		{"funcs", "(*configured.Nobody).Ask:x", "-funcs: package configured has no (*Nobody).Ask:x"},
		{"fields", "configured.Client.Fliter",
			"-fields: package configured has no Client.Fliter (did you mean Client.Filter?)"},
		{"fields", "net/url.URL.Rawquery", "-fields: package net/url has no URL.Rawquery (did you mean URL.RawQuery?)"},
		{"funcs", "net/url.Parse:rawurl", "-funcs: package net/url has no Parse:rawurl (did you mean Parse:rawURL?)"},
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
