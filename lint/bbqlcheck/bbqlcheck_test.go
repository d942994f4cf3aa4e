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
		"filters", "literals", "holes", "pieces", "spread", "written", "parameters", "urls", "options", "silenced",
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
	for _, flag := range []struct{ name, value string }{
		{"severity", "fatal"},
		{"funcs", "example.org/bb.List:query=pullrequests"},
		{"fields", "example.org/bb.Options.Query=/repositories/{workspace}/nothing/of/the/kind"},
	} {
		if err := bbqlcheck.New().Flags.Set(flag.name, flag.value); err == nil {
			t.Errorf("-%s=%s is not an error", flag.name, flag.value)
		}
	}
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
