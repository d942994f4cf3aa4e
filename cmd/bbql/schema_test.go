package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/schema"
)

// runSchema runs schema with arguments and returns what it printed.
func runSchema(t *testing.T, args ...string) string {
	t.Helper()
	stdout, stderr, code := runWith(strings.NewReader(""), append([]string{"schema"}, args...)...)
	if code != exitOK || stderr != "" {
		t.Fatalf("schema %q: exit code %d, messages %q", args, code, stderr)
	}
	return stdout
}

// The table has a line for every endpoint that lists, or for every operation.
func TestSchemaList(t *testing.T) {
	lists, all := runSchema(t), runSchema(t, "--all")
	countLists, countAll := 0, 0
	for e := range schema.Endpoints() {
		countAll++
		if !slices.ContainsFunc(strings.Split(all, "\n"), func(line string) bool {
			fields := strings.Fields(strings.TrimPrefix(line, string(e.Resource)))
			return len(fields) > 1 && fields[0] == e.Method && fields[1] == e.Path
		}) {
			t.Errorf("--all lacks %s %s", e.Method, e.Path)
		}
		if e.List {
			countLists++
			if !strings.Contains(lists, " "+e.Path+" ") {
				t.Errorf("the list lacks %s", e.Path)
			}
		}
	}
	if got := strings.Count(lists, "\n") - 1; got != countLists {
		t.Errorf("%d lists are printed, want %d", got, countLists)
	}
	if got := strings.Count(all, "\n") - 1; got != countAll {
		t.Errorf("%d operations are printed, want %d", got, countAll)
	}
	const want = "tag  /repositories/{workspace}/{repo_slug}/refs/tags  " +
		"honoured (documented)  honoured (documented)  10 to 100 (documented)\n"
	if !strings.Contains(squeeze(lists), squeeze(want)) {
		t.Errorf("the list lacks %q:\n%s", want, lists)
	}
}

// squeeze returns text with one space for several.
func squeeze(text string) string {
	for strings.Contains(text, "  ") {
		text = strings.ReplaceAll(text, "  ", " ")
	}
	return text
}

func TestSchemaListJSON(t *testing.T) {
	var out struct {
		Resources []string
		Endpoints []struct{ Method, Path string }
	}
	for _, args := range [][]string{{"--format=json"}, {"--format=json", "--all"}} {
		if err := json.Unmarshal([]byte(runSchema(t, args...)), &out); err != nil {
			t.Fatal(err)
		}
		want := len(slices.Collect(schema.Endpoints()))
		if all := len(args) > 1; all != (len(out.Endpoints) == want) {
			t.Errorf("schema %q prints %d endpoints, all are %d", args, len(out.Endpoints), want)
		}
		if !slices.Equal(out.Resources, resourceNames()) {
			t.Errorf("schema %q prints the resources %q", args, out.Resources)
		}
	}
}

// Every resource can be shown, and so can each of its fields.
func TestSchemaOfAll(t *testing.T) {
	for r := range schema.Resources() {
		text := runSchema(t, string(r))
		for f := range r.Fields("") {
			if !strings.Contains(text, "\n"+string(f.Path)+" ") {
				t.Errorf("schema %s lacks %s", r, f.Path)
			}
			if one := runSchema(t, string(r), string(f.Path)); !strings.Contains(one, string(f.Path)+"\n") {
				t.Errorf("schema %s %s prints\n%s", r, f.Path, one)
			}
		}
	}
}

func TestCompleteResources(t *testing.T) {
	complete := func(args ...string) []string {
		args = append([]string{cobra.ShellCompNoDescRequestCmd}, args...)
		stdout, _, code := runWith(strings.NewReader(""), args...)
		if code != exitOK {
			t.Errorf("%q: exit code %d", args, code)
		}
		return strings.Split(stdout, "\n")
	}
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"schema", "pull"}, "pullrequest"},
		{[]string{"schema", "pullrequest", "auth"}, "author"},
		{[]string{"schema", "pullrequest", "author.nick"}, "author.nickname"},
		{[]string{"schema", "--method", "P"}, "POST"},
		{[]string{"eval", "--resource", "a"}, "auto"},
		{[]string{"eval", "--resource", "iss"}, "issue"},
		{[]string{"fmt", "--resource", "iss"}, "issue"},
		{[]string{"equal", "--resource", "iss"}, "issue"},
	}
	for _, tt := range tests {
		if got := complete(tt.args...); !slices.Contains(got, tt.want) {
			t.Errorf("completions of %q are %q, want %q among them", tt.args, got, tt.want)
		}
	}
	if got := complete("schema", "pullrequest", "author", ""); got[0] != ":4" {
		t.Errorf("a third argument has completions %q", got)
	}
}
