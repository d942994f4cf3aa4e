package bbqltest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// ask sends a query for the pull requests to a server.
func ask(t *testing.T, bb *bbqltest.Server, q string) {
	t.Helper()
	if _, err := fetch(bb.URL + "/2.0" + asking(prs, "q", q)); err != nil {
		t.Fatal(err)
	}
}

func TestAssertQueriedComparesMeaning(t *testing.T) {
	tests := []struct{ sent, want string }{
		{`state = "OPEN" AND id > 3`, `id>3 and state="OPEN"`},
		{`state = "OPEN" OR state = "MERGED"`, `state IN ("MERGED", "OPEN")`},
		{`(id = 1.0)`, `id = 1`},
		{``, ``},
	}
	for _, tt := range tests {
		failures := try(t, func(tb *tester) {
			bb := bbqltest.NewServer(tb, os.DirFS(fixtures))
			ask(t, bb, tt.sent)
			bb.AssertQueried(prs, tt.want)
			bb.AssertQueried("/2.0"+prs+"/", tt.want)
		})
		if failures != nil {
			t.Errorf("sent %q, wanted %q: %q", tt.sent, tt.want, failures)
		}
	}
}

func TestAssertQueriedShowsWhatCame(t *testing.T) {
	failures := try(t, func(tb *tester) {
		bb := bbqltest.NewServer(tb, os.DirFS(fixtures))
		ask(t, bb, `state = "MERGED"`)
		ask(t, bb, `state = `)
		bb.AssertQueried(prs, `state = "OPEN"`)
	})
	const want = `AssertQueried("` + prs + `"): no request had a filter that means
  state = "OPEN"
there were:
  GET ` + prs + `: state = "MERGED"
    they disagree on {"state":"`
	if len(failures) != 1 || !strings.HasPrefix(failures[0], want) ||
		!strings.HasSuffix(failures[0], "\n  GET "+prs+": 400") {
		t.Errorf("got %q", failures)
	}
	failures = try(t, func(tb *tester) {
		bbqltest.NewServer(tb, nil).AssertQueried(prs, `state = OPEN`)
	})
	if len(failures) != 1 || !strings.Contains(failures[0], "double quotes") {
		t.Errorf("got %q", failures)
	}
}

func TestAssertMatches(t *testing.T) {
	type pr struct {
		Type  string `json:"type"`
		State string `json:"state"`
		ID    int    `json:"id"`
	}
	failures := try(t, func(tb *tester) {
		bbqltest.AssertMatches(tb, `state = "OPEN"`, pr{"pullrequest", "OPEN", 7})
		issue := map[string]any{"type": "issue", "priority": "major"}
		bbqltest.AssertMatches(tb, `priority > "minor"`, issue) // an ordered enumeration
	})
	if failures != nil {
		t.Errorf("got %q", failures)
	}
	failures = try(t, func(tb *tester) {
		bbqltest.AssertMatches(tb, `state = "OPEN"`, pr{"pullrequest", "MERGED", 7})
	})
	const want = `AssertMatches("state = \"OPEN\""): it does not match 7:` + "\n" + `state = "OPEN"`
	if len(failures) != 1 || !strings.HasPrefix(failures[0], want) ||
		!strings.Contains(failures[0], "✗ MERGED") {
		t.Errorf("got %q", failures)
	}
	for _, object := range []any{1, []int{1}, make(chan int)} {
		if f := try(t, func(tb *tester) { bbqltest.AssertMatches(tb, ``, object) }); len(f) != 1 {
			t.Errorf("%v: got %q", object, f)
		}
	}
}

func TestAssertResult(t *testing.T) {
	data := []byte(`{"pagelen": 10, "values": [
		{"id": 1, "name": "one"}, {"id": 2, "name": "two"}, {"id": 3, "uuid": "{three}"}]}`)
	failures := try(t, func(tb *tester) {
		bbqltest.AssertResult(tb, `id >= 2`, data, 2, 3)
		bbqltest.AssertResult(tb, `id >= 2`, data, "{three}", "two")
		bbqltest.AssertResult(tb, `id > 3`, data)
		bbqltest.AssertResult(tb, `id > 3`, []map[string]int{{"id": 4}, {"id": 3}}, 4)
	})
	if failures != nil {
		t.Errorf("got %q", failures)
	}
	failures = try(t, func(tb *tester) { bbqltest.AssertResult(tb, `id > 2`, data, 2, 9) })
	want := []string{
		`AssertResult("id > 2"): no fixture has the id 9`,
		`AssertResult("id > 2"): 2 is not selected, and should be:` + "\nid > 2  ✗ 2",
		`AssertResult("id > 2"): 3 is selected, and should not be:` + "\nid > 2  ✓ 3",
	}
	for i := range want {
		if len(failures) != len(want) || strings.TrimSpace(failures[i]) != want[i] {
			t.Fatalf("got %q, want %q", failures, want)
		}
	}
}
