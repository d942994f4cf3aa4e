package clients

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// The fixtures are those of the repository: 36 pull requests, 32 repositories.
const (
	fixtures = "../../../testdata/bitbucket"
	owner    = "acme"
	repo     = "site"
	prs      = "/repositories/acme/site/pullrequests"
)

// The filter that every client sends, how it sorts, and on how many pages of ten
// the answer comes.
const (
	filter = `state IN ("MERGED", "DECLINED") AND id > 3`
	sort   = "-id"
)

// serve starts an offline Bitbucket.
func serve(t *testing.T, opts ...bbqltest.Option) *bbqltest.Server {
	t.Helper()
	return bbqltest.NewServer(t, os.DirFS(fixtures), opts...)
}

// wanted returns the ids that the filter selects, in order, without a query
// language.
func wanted(t *testing.T) []int {
	t.Helper()
	data, err := os.ReadFile(fixtures + prs + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var page struct {
		Values []struct {
			ID    int
			State string
		}
	}
	if err := json.Unmarshal(data, &page); err != nil {
		t.Fatal(err)
	}
	var ids []int
	for id := 1000; id > 3; id-- {
		for _, pr := range page.Values {
			if pr.ID == id && (pr.State == "MERGED" || pr.State == "DECLINED") {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) <= 10 {
		t.Fatalf("%d pull requests fit on one page", len(ids))
	}
	return ids
}

// join returns numbers with blanks between them.
func join(numbers []int) string {
	var texts []string
	for _, n := range numbers {
		texts = append(texts, strconv.Itoa(n))
	}
	return strings.Join(texts, " ")
}

// requestsTo counts the requests to a path.
func requestsTo(bb *bbqltest.Server, path string) int {
	n := 0
	for _, r := range bb.Requests() {
		if strings.TrimSuffix(r.Path, "/") == path {
			n++
		}
	}
	return n
}
