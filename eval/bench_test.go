package eval_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

const benchQuery = `state = "OPEN" AND author.nickname = "jdoe" AND id > 100 ` +
	`AND reviewers.nickname = "ann"`

type benchUser struct {
	UUID        string `json:"uuid"`
	Nickname    string `json:"nickname"`
	DisplayName string `json:"display_name"`
}

type benchPullRequest struct {
	Type        string      `json:"type"`
	ID          int         `json:"id"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	State       string      `json:"state"`
	Author      benchUser   `json:"author"`
	Reviewers   []benchUser `json:"reviewers"`
	UpdatedOn   string      `json:"updated_on"`
}

func benchObject(i int) benchPullRequest {
	user := func(name string) benchUser {
		return benchUser{"{" + strings.Repeat("0123-4567", 4) + "}", name, strings.ToUpper(name)}
	}
	return benchPullRequest{
		Type: "pullrequest", ID: 1000 + i, Title: "Fix the login of some users", State: "OPEN",
		Description: strings.Repeat("Some \"quoted\" text, and a newline.\n", 60),
		Author:      user("jdoe"), Reviewers: []benchUser{user("bob"), user("eve"), user("ann")},
		UpdatedOn: "2024-01-02T03:04:05.678901+00:00",
	}
}

func benchJSON(b *testing.B, i int) []byte {
	data, err := json.Marshal(benchObject(i))
	if err != nil {
		b.Fatal(err)
	}
	return data
}

func benchMatch(b *testing.B, match func() (bool, error)) {
	b.ReportAllocs()
	for b.Loop() {
		if ok, err := match(); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}

func BenchmarkMatchDecoded(b *testing.B) {
	m, v := mustCompile(b, benchQuery), decode(string(benchJSON(b, 0)))
	benchMatch(b, func() (bool, error) { return m.Match(v) })
}

func BenchmarkMatchStruct(b *testing.B) {
	m, v := mustCompile(b, benchQuery), benchObject(0)
	benchMatch(b, func() (bool, error) { return m.Match(&v) })
}

func BenchmarkMatchJSON(b *testing.B) {
	m, data := mustCompile(b, benchQuery), benchJSON(b, 0)
	b.SetBytes(int64(len(data)))
	benchMatch(b, func() (bool, error) { return m.MatchJSON(data) })
}

// BenchmarkUnmarshal is what a match costs that decodes first.
func BenchmarkUnmarshal(b *testing.B) {
	m, data := mustCompile(b, benchQuery), benchJSON(b, 0)
	b.SetBytes(int64(len(data)))
	benchMatch(b, func() (bool, error) {
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			return false, err
		}
		return m.Match(v)
	})
}

func BenchmarkContains(b *testing.B) {
	m, data := mustCompile(b, `description ~ "A NEWLINE"`), benchJSON(b, 0)
	b.SetBytes(int64(len(data)))
	benchMatch(b, func() (bool, error) { return m.MatchJSON(data) })
}

func BenchmarkIn(b *testing.B) {
	var names []string
	for i := range 200 {
		names = append(names, fmt.Sprintf(`"name%d"`, i))
	}
	query := fmt.Sprintf(`author.nickname IN (%s, "jdoe")`, strings.Join(names, ", "))
	m, v := mustCompile(b, query), decode(string(benchJSON(b, 0)))
	benchMatch(b, func() (bool, error) { return m.Match(v) })
}

func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		mustCompile(b, benchQuery)
	}
}

func BenchmarkSort(b *testing.B) {
	var items []any
	for i := range 1000 {
		items = append(items, decode(string(benchJSON(b, i*7919%1000))))
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := eval.Sort(append([]any(nil), items...), &ast.SortKey{Field: "id"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFunnel(b *testing.B) {
	f, data := mustCompile(b, benchQuery).Funnel(), benchJSON(b, 0)
	b.SetBytes(int64(len(data)))
	benchMatch(b, func() (bool, error) { return f.AddJSON(data) })
}
