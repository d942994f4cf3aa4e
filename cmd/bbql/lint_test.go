package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/lint"
)

// Every rule is listed, can be explained, and finds something in its examples.
func TestLintRules(t *testing.T) {
	list, _, code := runWith(strings.NewReader(""), "lint", "--list")
	if want := len(lint.Rules()) + 1; code != exitOK || strings.Count(list, "\n") != want {
		t.Errorf("lint --list prints %d lines, want %d; exit code %d",
			strings.Count(list, "\n"), want, code)
	}
	for _, r := range lint.Rules() {
		if !strings.Contains(list, "\n"+r.ID+" ") {
			t.Errorf("lint --list lacks %s", r.ID)
		}
		page, _, code := runWith(strings.NewReader(""), "lint", "--explain", r.ID)
		if code != exitOK || page != r.Page() {
			t.Errorf("lint --explain %s: exit code %d\n%s", r.ID, code, page)
		}
		for _, e := range r.Bad {
			if found := lintExample(t, e); !slices.Contains(found, r.ID) {
				t.Errorf("%s: lint of %q finds only %q", r.ID, e.Text, found)
			}
		}
		for _, e := range r.Good {
			if found := lintExample(t, e); slices.Contains(found, r.ID) {
				t.Errorf("%s: lint of %q finds it", r.ID, e.Text)
			}
		}
	}
}

// lintExample runs lint on an example and returns the rules of what it finds.
func lintExample(t *testing.T, e lint.Example) []string {
	t.Helper()
	args := []string{"lint", "--format=json", "--fail-on=info"}
	if e.Resource != "" {
		args = append(args, "--resource", string(e.Resource))
	}
	if e.Endpoint != "" {
		args = append(args, "--endpoint", e.Endpoint)
	}
	stdout, stderr, code := runWith(strings.NewReader(e.Text), append(args, "-")...)
	var out struct{ Findings []struct{ Rule string } }
	if err := json.Unmarshal([]byte(stdout), &out); err != nil || stderr != "" {
		t.Fatalf("%q prints %q, messages %q", e.Text, stdout, stderr)
	}
	if (code == exitFindings) != (len(out.Findings) > 0) || code > exitFindings {
		t.Errorf("%q: exit code %d with %d findings", e.Text, code, len(out.Findings))
	}
	var rules []string
	for _, f := range out.Findings {
		rules = append(rules, f.Rule)
	}
	return rules
}

func TestCompleteRules(t *testing.T) {
	for _, flag := range []string{"--explain", "--disable"} {
		stdout, _, _ := runWith(strings.NewReader(""),
			cobra.ShellCompNoDescRequestCmd, "lint", flag, "")
		if !strings.Contains(stdout, "\nmixed-and-or\n") {
			t.Errorf("completions of %s: %q", flag, stdout)
		}
	}
}
