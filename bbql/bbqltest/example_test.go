package bbqltest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

func ExampleHandler() {
	server := httptest.NewServer(bbqltest.Handler(os.DirFS("../../testdata/bitbucket")))
	defer server.Close()

	params := url.Values{
		"q":    {`state = "MERGED" AND reviewers.nickname = "jdoe" AND id > 9`},
		"sort": {"-id"},
	}
	resp, err := http.Get(server.URL + "/2.0/repositories/acme/site/pullrequests?" + params.Encode())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	var page struct {
		Size   int
		Values []struct {
			ID    int
			Title string
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&page); err != nil {
		fmt.Println(err)
		return
	}
	for _, pr := range page.Values {
		fmt.Println(pr.ID, pr.Title)
	}
	// Output:
	// 28 Parse feeds without a title
	// 20 Cache headers for images
	// 10 🚀 Release 1.2
}

// A client asks for an access token, uses it, and finds that an hour later it
// has expired.
func ExampleOAuth() {
	now := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	h := bbqltest.Handler(os.DirFS("../../testdata/bitbucket"),
		bbqltest.OAuth(bbqltest.Consumer{
			Key: "dashboard", Secret: "hush", Scopes: []string{"pullrequest"},
		}),
		bbqltest.Clock(func() time.Time { return now }))

	form := strings.NewReader(url.Values{
		"grant_type": {"client_credentials"}, "client_id": {"dashboard"}, "client_secret": {"hush"},
	}.Encode())
	r := httptest.NewRequest(http.MethodPost, "/site/oauth2/access_token", form)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var token struct {
		Access  string `json:"access_token"`
		Scopes  string `json:"scopes"`
		Seconds int    `json:"expires_in"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &token); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(token.Scopes, token.Seconds)

	for range 2 {
		r := httptest.NewRequest(http.MethodGet, "/2.0/repositories/acme/site/pullrequests/36", nil)
		r.Header.Set("Authorization", "Bearer "+token.Access)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		fmt.Printf("%d %.42s\n", w.Code, w.Body)
		now = now.Add(time.Hour)
	}
	// Output:
	// pullrequest 3600
	// 200 {"type":"pullrequest","id":36,"title":"Add
	// 401 {"type":"error","error":{"message":"Access
}

// The first request is one too many, and the client is told when to come again.
func ExampleFaults() {
	server := httptest.NewServer(bbqltest.Handler(os.DirFS("../../testdata/bitbucket"),
		bbqltest.Faults(1, bbqltest.Fault{
			Requests: []int{1}, Status: http.StatusTooManyRequests, RetryAfter: 30 * time.Second,
		})))
	defer server.Close()

	for range 2 {
		resp, err := http.Get(server.URL + "/2.0/repositories/acme/site")
		if err != nil {
			fmt.Println(err)
			return
		}
		resp.Body.Close()
		fmt.Println(resp.Status, resp.Header.Get("Retry-After"))
	}
	// Output:
	// 429 Too Many Requests 30
	// 200 OK
}

// A program that is no test learns what came.
func ExampleObserve() {
	h := bbqltest.Handler(os.DirFS("../../testdata/bitbucket"),
		bbqltest.Observe(func(_ *http.Request, seen bbqltest.Request) {
			fmt.Println(seen.Method, seen.Path, seen.Filter, seen.Status)
			fmt.Println(len(seen.Matched), "of", seen.Total)
		}))
	target := "/2.0/repositories/acme/site/issues?q=" + url.QueryEscape(`state = "new"`)
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, target, nil))
	// Output:
	// GET /repositories/acme/site/issues state = "new" 200
	// 6 of 34
}
