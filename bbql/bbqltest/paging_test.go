package bbqltest_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/bbql/bbqltest"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/schema"
)

// walk follows next from a first page and returns the ids of all of them.
func walk(t *testing.T, h http.Handler, first string) []string {
	t.Helper()
	var ids []string
	for target := first; target != ""; {
		p := getPage(t, h, target)
		ids = append(ids, strings.Fields(p.ids())...)
		if p.Page > 1 && p.Previous == "" {
			t.Fatalf("%s has no previous page", target)
		}
		target = p.Next
	}
	return ids
}

// TestWalkingNextYieldsWhatEvalSelects compares all pages of random queries
// with what package eval makes of the fixture itself.
func TestWalkingNextYieldsWhatEvalSelects(t *testing.T) {
	h := handler()
	data, err := os.ReadFile(fixtures + prs + ".json")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	filters := []string{
		`id > 0`, `title ~ "%c"`, `comment_count > 1`, `state IN ("OPEN", "MERGED")`,
		`author.nickname != "jdoe"`, `updated_on > 2024-0%d-01`, `draft = false`,
		`reviewers.nickname = "jdoe" OR id < 1%d`, `merge_commit = null`,
	}
	sorts := []string{"", "id", "-id", "title", "-updated_on", "author.nickname", "-state"}
	for range 150 {
		q := filters[r.IntN(len(filters))]
		q = strings.ReplaceAll(q, "%c", string(rune('a'+r.IntN(26))))
		q = strings.ReplaceAll(q, "%d", strconv.Itoa(1+r.IntN(9)))
		sort, length := sorts[r.IntN(len(sorts))], 1+r.IntN(50)
		first := asking(prs, "pagelen", strconv.Itoa(length), "sort", sort, "q", q)
		got, want := walk(t, h, first), expected(t, data, q, sort)
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %v\nwant %v", first, got, want)
		}
	}
}

// expected returns the ids that a filter selects from a page, in order.
func expected(t *testing.T, data []byte, q, sort string) []string {
	t.Helper()
	var all struct{ Values []json.RawMessage }
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	types := eval.WithTypes(schema.PullRequest.Types)
	m, err := eval.Compile(bbql.MustParse(q), types)
	if err != nil {
		t.Fatal(err)
	}
	key, err := bbql.ParseSort(sort)
	if err != nil {
		t.Fatal(err)
	}
	var selected []json.RawMessage
	for v, err := range eval.Filter(m, slices.Values(all.Values)) {
		if err != nil {
			t.Fatal(err)
		}
		selected = append(selected, v)
	}
	if err := eval.Sort(selected, key, types); err != nil {
		t.Fatal(err)
	}
	ids := make([]string, 0, len(selected))
	for _, v := range selected {
		var pr struct{ ID int }
		if err := json.Unmarshal(v, &pr); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, fmt.Sprint(pr.ID))
	}
	return ids
}

func TestNextLinks(t *testing.T) {
	h := bbqltest.Handler(states(t))
	p := getPage(t, h, prs+"?pagelen=1&q=id%3E0&x=%7E%20&sort=-id")
	const next = "http://bitbucket.test/2.0" + prs + "?pagelen=1&q=id%3E0&x=%7E%20&sort=-id&page=2"
	if p.Next != next || p.Previous != "" || *p.Size != 3 || p.Page != 1 || p.PageLen != 1 {
		t.Errorf("first page: %+v", p)
	}
	p = getPage(t, h, p.Next)
	if p.Previous != strings.Replace(next, "page=2", "page=1", 1) || p.Page != 2 || p.ids() != "2" {
		t.Errorf("second page: %+v", p)
	}
	p = getPage(t, h, p.Next)
	if p.Next != "" || p.ids() != "1" {
		t.Errorf("third page: %+v", p)
	}
	p = getPage(t, h, prs+"?q=id%3E0&page=7")
	if p.Next != "" || len(p.Values) != 0 || *p.Size != 3 {
		t.Errorf("page after the last: %+v", p)
	}
}

// TestPipelinesLoseSort is what clients were seen to trip over.
func TestPipelinesLoseSort(t *testing.T) {
	h := bbqltest.Handler(states(t))
	p := getPage(t, h, "/repositories/acme/site/pipelines/?sort=created_on&pagelen=1")
	if p.Values[0]["uuid"] != "{p2}" {
		t.Errorf("first: %v", p.Values)
	}
	u, err := url.Parse(p.Next)
	if err != nil || u.Query().Has("sort") || u.Query().Get("page") != "2" {
		t.Errorf("next is %s: %v", p.Next, err)
	}
	if p = getPage(t, h, p.Next); p.Values[0]["uuid"] != "{p2}" {
		t.Errorf("second, unsorted: %v", p.Values)
	}
}

func TestCommitsAreNotCounted(t *testing.T) {
	if p := getPage(t, bbqltest.Handler(states(t)), "/repositories/acme/site/commits"); p.Size != nil {
		t.Errorf("the size of commits is %d", *p.Size)
	}
}
