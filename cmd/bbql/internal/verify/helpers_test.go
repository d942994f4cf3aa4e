package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
	"github.com/bbql/go-bbql/cmd/bbql/internal/rest"
)

// fixtures is the offline Bitbucket.
func fixtures(opts ...bbqltest.Option) http.Handler {
	return bbqltest.Handler(os.DirFS("../../../../testdata/bitbucket"), opts...)
}

// lean is the offline Bitbucket with objects that have no more members than the
// default plan looks at, since it is asked thousands of times.
func lean(t *testing.T) http.Handler {
	t.Helper()
	kept := strings.Fields("type id uuid name title state draft closed_by reviewers assignee " +
		"priority project is_private created_on updated_on")
	fixtures := fstest.MapFS{}
	for _, list := range []string{
		"acme", "acme/site/pullrequests", "acme/site/issues", "acme/site/refs/branches",
	} {
		name := "repositories/" + list + ".json"
		data, err := os.ReadFile("../../../../testdata/bitbucket/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var page struct {
			Values []map[string]json.RawMessage `json:"values"`
		}
		if err := json.Unmarshal(data, &page); err != nil {
			t.Fatal(err)
		}
		for _, object := range page.Values {
			maps.DeleteFunc(object, func(name string, _ json.RawMessage) bool {
				return !slices.Contains(kept, name)
			})
		}
		if data, err = json.Marshal(page); err != nil {
			t.Fatal(err)
		}
		fixtures[name] = &fstest.MapFile{Data: data}
	}
	return bbqltest.Handler(fixtures)
}

// newRunner returns a runner of the default plan that asks a handler.
func newRunner(t *testing.T, h http.Handler) *Runner {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	plan, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return &Runner{
		Client: &rest.Client{
			Base:  parse(t, server.URL),
			Pause: func(context.Context, time.Duration) error { return nil },
		},
		Plan: plan, Workspace: "acme", Repo: "site", Limit: DefaultLimit,
	}
}

func run(t *testing.T, r *Runner) *Report {
	t.Helper()
	report, err := r.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// rules returns the numbers of the rules with a verdict.
func rules(report *Report, v Verdict) []string {
	var numbers []string
	for _, r := range report.Rules {
		if r.Verdict == v {
			numbers = append(numbers, r.Rule.Rule)
		}
	}
	return numbers
}

// A deviation is something that a server does otherwise than the rules say. Of
// its functions those that are nil, or return nil or "", change nothing.
type deviation struct {
	rewrite func(q string) string
	refuses func(q string) bool
	selects func(q string) func(o map[string]any) bool // from all objects of the list
	sort    func(key string) string
	order   func(key string) func(a, b map[string]any) int
}

// differ returns a server that differs.
func differ(inner http.Handler, d deviation) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		params := r.URL.Query()
		q, key := params.Get("q"), params.Get("sort")
		if q != "" && d.refuses != nil && d.refuses(q) {
			w.WriteHeader(http.StatusBadRequest)
			w.Write([]byte(`{"type":"error","error":{"message":"Bad Request"}}`))
			return
		}
		var keep func(map[string]any) bool
		if d.selects != nil {
			if keep = d.selects(q); keep != nil {
				params.Del("q")
			}
		}
		if d.rewrite != nil && q != "" {
			params.Set("q", d.rewrite(q))
		}
		if d.sort != nil && key != "" {
			params.Set("sort", d.sort(key))
		}
		var order func(a, b map[string]any) int
		if d.order != nil && key != "" {
			order = d.order(key)
		}
		r.URL.RawQuery = params.Encode()
		if keep == nil && order == nil {
			inner.ServeHTTP(w, r)
			return
		}
		w.Write(changed(inner, r, keep, order))
	})
}

// changed returns what a handler answers, with some of the values, or in another
// order.
func changed(
	inner http.Handler, r *http.Request,
	keep func(map[string]any) bool, order func(a, b map[string]any) int,
) []byte {
	rec := httptest.NewRecorder()
	inner.ServeHTTP(rec, r)
	var page struct {
		Next   string           `json:"next,omitempty"`
		Values []map[string]any `json:"values"`
	}
	dec := json.NewDecoder(bytes.NewReader(rec.Body.Bytes()))
	dec.UseNumber()
	if err := dec.Decode(&page); err != nil {
		panic(err)
	}
	if keep != nil {
		page.Values = slices.DeleteFunc(page.Values, func(o map[string]any) bool { return !keep(o) })
	}
	if order != nil {
		slices.SortStableFunc(page.Values, order)
	}
	data, err := json.Marshal(page)
	if err != nil {
		panic(err)
	}
	return data
}

// first returns the first text at a path, "" for none.
func first(o map[string]any, path string) string {
	for _, v := range values(o, astPath(path)) {
		if text, ok := v.(string); ok {
			return text
		}
	}
	return ""
}

// texts returns all texts at a path.
func texts(o map[string]any, path string) []string {
	var all []string
	for _, v := range values(o, astPath(path)) {
		if text, ok := v.(string); ok {
			all = append(all, text)
		}
	}
	return all
}

// quoted returns what stands in the quotes after a prefix of a filter, and
// whether it begins with that.
func quoted(q, prefix string) (string, bool) {
	rest, ok := strings.CutPrefix(q, prefix+` "`)
	if !ok {
		return "", false
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(rest, `"`), `\"`, `"`), `\\`, `\`), true
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func parse(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
