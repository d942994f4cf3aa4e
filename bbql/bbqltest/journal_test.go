package bbqltest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql"
)

func TestJournalIsBounded(t *testing.T) {
	tests := map[string]struct {
		requests, matched, ids int
		want                   string // the newest
	}{
		"few":          {10, 100, 1, "0 1 2 3 4"},
		"many":         {3, 100, 1, "2 3 4"},
		"long matches": {10, 25, 10, "3 4"},
		"one too long": {10, 5, 10, "4"},
	}
	for name, tt := range tests {
		j := newJournal()
		j.requests, j.matched = tt.requests, tt.matched
		for i := range 5 {
			j.add(Request{Path: fmt.Sprint(i), Matched: make([]string, tt.ids)})
		}
		var paths []string
		for _, r := range j.all() {
			paths = append(paths, r.Path)
		}
		if got := strings.Join(paths, " "); got != tt.want {
			t.Errorf("%s: remembers %s, want %s", name, got, tt.want)
		}
	}
}

// What was asked by requests that are forgotten can still be asserted.
func TestJournalKeepsWhatWasAsked(t *testing.T) {
	s := NewServer(t, nil)
	s.api.journal.requests = 3
	const list = "/repositories/acme/site/pullrequests"
	for i := range 100 {
		id := min(i, 1+i%2) // 0, then 1 and 2 by turns
		filter := bbql.MustParse(fmt.Sprint("id = ", id))
		s.api.journal.add(Request{Path: list, Status: http.StatusOK, Filter: filter})
	}
	for _, query := range []string{"id IN (0)", "id IN (1)", "id IN (2)"} {
		s.AssertQueried(list, query)
	}
	if asked := s.api.journal.askings(); len(asked) != 3 || len(s.Requests()) != 3 {
		t.Errorf("of 100 requests %d are remembered, and %d askings, want 3 and 3",
			len(s.Requests()), len(asked))
	}
}
