// Package reviews_test is the code of docs/testing.md.
package reviews_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// waiting is the code under test: the ids of the pull requests that a filter
// selects.
func waiting(base, filter string) ([]int, error) {
	params := url.Values{"q": {filter}, "sort": {"-id"}, "pagelen": {"50"}}
	resp, err := http.Get(base + "/2.0/repositories/acme/site/pullrequests?" + params.Encode())
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("bitbucket answered %s", resp.Status)
	}
	var page struct{ Values []struct{ ID int } }
	if err := json.NewDecoder(resp.Body).Decode(&page); err != nil {
		return nil, err
	}
	var ids []int
	for _, pr := range page.Values {
		ids = append(ids, pr.ID)
	}
	return ids, nil
}

func Example_literal() {
	mock := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("q") != `state = "open" AND reviewers.nickname = "jdoe"` {
			http.Error(w, "unexpected q", http.StatusBadRequest)
			return
		}
		fmt.Fprint(w, `{"values": [{"id": 33}, {"id": 29}]}`)
	}))
	defer mock.Close()

	fmt.Println(waiting(mock.URL, `state = "open" AND reviewers.nickname = "jdoe"`))
	fmt.Println(waiting(mock.URL, `reviewers.nickname = "jdoe" AND state = "OPEN"`))

	// Output:
	// [33 29] <nil>
	// [] bitbucket answered 400 Bad Request
}

func Example_offline() {
	bitbucket := httptest.NewServer(bbqltest.Handler(os.DirFS("../../testdata/bitbucket")))
	defer bitbucket.Close()

	fmt.Println(waiting(bitbucket.URL, `state = "open" AND reviewers.nickname = "jdoe"`))
	fmt.Println(waiting(bitbucket.URL, `state = "OPEN" AND reviewers.username = "jdoe"`))
	fmt.Println(waiting(bitbucket.URL, `reviewers.nickname = "jdoe" AND state = "OPEN"`))

	// Output:
	// [] bitbucket answered 500 Internal Server Error
	// [] bitbucket answered 400 Bad Request
	// [33 29 25 21 8] <nil>
}

// comment is more code under test: it writes a comment on a pull request.
func comment(base string, id int, text string) error {
	body, err := json.Marshal(map[string]any{"content": map[string]string{"raw": text}})
	if err != nil {
		return err
	}
	url := fmt.Sprintf("%s/2.0/repositories/acme/site/pullrequests/%d/comments", base, id)
	resp, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusCreated {
		return fmt.Errorf("bitbucket answered %s", resp.Status)
	}
	return nil
}

func Example_writing() {
	mux := http.NewServeMux()
	mux.Handle("/", bbqltest.Handler(os.DirFS("../../testdata/bitbucket")))
	mux.HandleFunc("POST /2.0/repositories/acme/site/pullrequests/{id}/comments",
		func(w http.ResponseWriter, r *http.Request) {
			text, err := io.ReadAll(r.Body)
			fmt.Printf("on %s: %s %v\n", r.PathValue("id"), text, err)
			w.WriteHeader(http.StatusCreated)
		})
	bitbucket := httptest.NewServer(mux)
	defer bitbucket.Close()

	ids, err := waiting(bitbucket.URL, `id = 33 OR id = 29`)
	fmt.Println(ids, err)
	fmt.Println(comment(bitbucket.URL, ids[0], "please look"))

	// Output:
	// [33 29] <nil>
	// on 33: {"content":{"raw":"please look"}} <nil>
	// <nil>
}

func TestWaiting(t *testing.T) {
	bb := bbqltest.NewServer(t, os.DirFS("../../testdata/bitbucket"), bbqltest.Strict())
	got, err := waiting(bb.URL, `reviewers.nickname = "jdoe" AND state = "OPEN"`)
	if want := []int{33, 29, 25, 21, 8}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	bb.AssertQueried("/repositories/acme/site/pullrequests",
		`state = "OPEN" AND reviewers.nickname = "jdoe"`)
}
