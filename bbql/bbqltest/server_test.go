package bbqltest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/bbql/bbqltest"
)

func TestRequests(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t))
	for _, target := range []string{
		prs + "?q=id%3C3&sort=-id&pagelen=1&access_token=hidden", prs + "?q=id", "/nope?x=1",
		prs + "?q=title=\"a;b\"&access%5Ftoken=hidden&jwt=hidden&page=1&page=2",
	} {
		if _, err := fetch(bb.URL + "/2.0" + target); err != nil {
			t.Fatal(err)
		}
	}
	got := bb.Requests()
	if len(got) != 4 {
		t.Fatalf("%d requests", len(got))
	}
	r := got[0]
	if r.Method != "GET" || r.Path != prs || r.Status != 200 || bbql.Format(r.Filter) != "id < 3" ||
		r.Sort.String() != "-id" || fmt.Sprint(r.Matched) != "[2 1]" {
		t.Errorf("first request: %+v", r)
	}
	if fmt.Sprint(r.Params) != "map[pagelen:[1] q:[id<3] sort:[-id]]" {
		t.Errorf("its parameters: %v", r.Params)
	}
	if r := got[1]; r.Status != 400 || r.Filter != nil || r.Matched != nil {
		t.Errorf("second request: %+v", r)
	}
	if r := got[2]; r.Status != 404 || r.Path != "/2.0/nope" {
		t.Errorf("third request: %+v", r)
	}
	if r := got[3]; fmt.Sprint(r.Params) != `map[page:[1 2] q:[title="a;b"]]` {
		t.Errorf("parameters of the fourth request: %v", r.Params)
	}
}

func TestObserve(t *testing.T) {
	var seen []string
	h := bbqltest.Handler(states(t), bbqltest.Observe(func(r *http.Request, seenOf bbqltest.Request) {
		seen = append(seen, fmt.Sprintf("%s %s: %d, %q of %d", r.URL.RawQuery, seenOf.Params.Encode(),
			seenOf.Status, seenOf.Matched, seenOf.Total))
	}))
	for _, target := range []string{"?q=id=2&access_token=s1", "?q=id=9", "?q=id", "/1"} {
		get(h, prs+target)
	}
	want := []string{
		`q=id=2&access_token=s1 q=id%3D2: 200, ["2"] of 3`, `q=id=9 q=id%3D9: 200, [] of 3`,
		`q=id q=id: 400, [] of 0`, ` : 200, [] of 0`,
	}
	if fmt.Sprint(seen) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", seen, want)
	}
}

// TestRecordedPath asks for one path, whatever is answered: it is recorded alike.
func TestRecordedPath(t *testing.T) {
	tests := []struct {
		method, path string
		token        string
		status       int
		opts         []bbqltest.Option
	}{
		{"GET", prs, "all", 200, nil},
		{"GET", prs + "?q=id", "all", 400, nil},
		{"GET", prs, "wrong", 401, nil},
		{"GET", prs, "none", 403, nil},
		{"POST", prs, "all", 405, nil},
		{"POST", prs, "wrong", 401, nil},
		{"GET", prs + "/", "all", 503,
			[]bbqltest.Option{bbqltest.Faults(1, bbqltest.Fault{Share: 1, Status: 503})}},
	}
	for _, tt := range tests {
		var seen bbqltest.Request
		opts := append(tt.opts, bbqltest.Auth(bbqltest.Token{Secret: "none"},
			bbqltest.Token{Secret: "all", Scopes: []string{"pullrequest"}}),
			bbqltest.Observe(func(_ *http.Request, r bbqltest.Request) { seen = r }))
		r := httptest.NewRequest(tt.method, "/2.0"+tt.path, nil)
		r.Header.Set("Authorization", "Bearer "+tt.token)
		bbqltest.Handler(states(t), opts...).ServeHTTP(httptest.NewRecorder(), r)
		if seen.Path != prs || seen.Status != tt.status {
			t.Errorf("%s %s, %s: recorded as %s, %d", tt.method, tt.path, tt.token, seen.Path, seen.Status)
		}
	}
}

func TestCheck(t *testing.T) {
	if err := bbqltest.Check(os.DirFS(fixtures)); err != nil {
		t.Errorf("the repository's own fixtures: %v", err)
	}
	bad := &fstest.MapFile{Data: []byte("nope")}
	err := bbqltest.Check(fstest.MapFS{
		"user.json": bad, "repositories/acme.json": bad, "README.md": bad, "nope.json": bad,
		"repositories/acme/site/src/main/package.json": bad,
		"workspaces.json": &fstest.MapFile{Data: []byte(`[]`)},
	})
	if err == nil || strings.Count(err.Error(), "\n") != 1 ||
		!strings.HasPrefix(err.Error(), "repositories/acme.json:1:1: ") ||
		!strings.Contains(err.Error(), "\nuser.json:1:1: ") {
		t.Errorf("got %v", err)
	}
	if err := bbqltest.Check(os.DirFS(t.TempDir() + "/nope")); err == nil {
		t.Error("a directory that is not there is fine")
	}
}

// TestNoFixtures shows what a wrong directory is told.
func TestNoFixtures(t *testing.T) {
	failures := try(t, func(tb *tester) { bbqltest.NewServer(tb, os.DirFS("nothere")) })
	_, err := fs.Stat(os.DirFS("nothere"), ".") // in the words of the system
	want := fmt.Sprintf("bbqltest: the fixtures can't be read: %v: "+
		"is the directory there, seen from the package of the test?", err)
	if len(failures) != 1 || failures[0] != want {
		t.Errorf("got %q, want %q", failures, want)
	}
}

func TestAdd(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t))
	bb.Add("/2.0"+prs, map[string]any{"id": 5, "state": "OPEN", "title": "<b> & c"})
	bb.Add("/user", struct {
		Nickname string `json:"nickname"`
	}{"jdoe"})
	for target, want := range map[string]string{
		"/user":                        `{"nickname":"jdoe"}`,
		prs + "/5":                     `{"id":5,"state":"OPEN","title":"<b> & c"}`,
		prs + "?fields=size,values.id": `{"size":2,"values":[{"id":1},{"id":5}]}`,
	} {
		if got, err := fetch(bb.URL + "/2.0" + target); got != want || err != nil {
			t.Errorf("%s: got %s, %v", target, got, err)
		}
	}
}

// TestAddChanges adds what is there already: nothing has an id twice.
func TestAddChanges(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t))
	bb.Add(prs, map[string]any{"id": 1, "state": "OPEN", "draft": true})
	bb.Add(prs, map[string]any{"id": 7, "state": "OPEN"}, map[string]any{"id": 1, "state": "MERGED"})
	bb.Add("/repositories/acme/site/deployments", map[string]any{"uuid": "{d}", "name": "new"})
	bb.Add("/repositories/acme/site/milestones", json.RawMessage(`{"id":1,"uuid":"{m}"}`),
		json.RawMessage(`{"uuid":"{n}","id":1}`))
	bb.Add("/repositories/acme/site/refs/branches", map[string]any{"name": "main"})
	bb.Add("/user", map[string]any{"uuid": "{a}"}, map[string]any{"uuid": "{b}"})
	bb.Add("/user", map[string]any{"uuid": "{a}", "nickname": "al"})
	for target, want := range map[string]string{
		prs + "?q=id%3E0&fields=values.id,values.state": `{"values":[{"id":2,"state":"MERGED"},` +
			`{"id":3,"state":"DECLINED"},{"id":7,"state":"OPEN"},{"id":1,"state":"MERGED"}]}`,
		prs + "/1": `{"id":1,"state":"MERGED"}`,
		"/repositories/acme/site/milestones?fields=values.uuid": `{"values":[{"uuid":"{n}"}]}`,
		"/repositories/acme/site/deployments?fields=values":     `{"values":[{"name":"new","uuid":"{d}"}]}`,
		"/repositories/acme/site/refs/branches?fields=size":     `{"size":3}`, // a name is no id
		"/user": `{"nickname":"al","uuid":"{a}"}`,
		"/repositories/acme/site/pullrequests/1/comments/11":      `{"id":11}`,
		"/repositories/acme/site/deployments/%7Bd%7D?fields=name": `{"name":"new"}`,
	} {
		if got, err := fetch(bb.URL + "/2.0" + target); got != want || err != nil {
			t.Errorf("%s: got %s, %v", target, got, err)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	for path, object := range map[string]any{
		"/nope": map[string]int{}, prs: 5, "/user": make(chan int), prs + "/../x": map[string]int{},
	} {
		failures := try(t, func(tb *tester) { bbqltest.NewServer(tb, nil).Add(path, object) })
		if len(failures) != 1 {
			t.Errorf("Add(%q, %T) said %q", path, object, failures)
		}
	}
}

func TestConcurrentRequests(t *testing.T) {
	bb := bbqltest.NewServer(t, os.DirFS(fixtures))
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			bb.Add(prs, map[string]any{"id": 1000 + i, "state": "MERGED"})
			body, err := fetch(bb.URL + "/2.0" + prs + "?q=id%3C1000&fields=size")
			if err != nil || body != `{"size":36}` {
				t.Errorf("got %s, %v", body, err)
			}
			bb.Requests()
		})
	}
	wg.Wait()
	if n := len(bb.Requests()); n != 16 {
		t.Errorf("%d requests were recorded", n)
	}
}

// TestNothingIsLeft closes a server while a client still waits for it.
func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	done := make(chan error, 1)
	t.Run("server", func(t *testing.T) {
		bb := bbqltest.NewServer(t, states(t), bbqltest.Faults(1, bbqltest.Fault{
			Requests: []int{1}, Delay: time.Hour,
		}))
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		go func() {
			resp, err := client.Get(bb.URL + "/2.0" + prs)
			if err == nil {
				_, err = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
			done <- err
		}()
		for len(bb.Requests()) == 0 {
			time.Sleep(time.Millisecond)
		}
	})
	if err := <-done; err != nil {
		t.Errorf("the client got %v", err)
	}
	for range 6000 { // a minute, which nobody waits for unless one is left
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestFaults(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t), bbqltest.Faults(1,
		bbqltest.Fault{Requests: []int{1}, Status: 429, RetryAfter: 1500 * time.Millisecond},
		bbqltest.Fault{Requests: []int{2}, Status: 500},
		bbqltest.Fault{Requests: []int{3}, Truncate: true},
		bbqltest.Fault{Requests: []int{4}, Drop: true},
		bbqltest.Fault{Requests: []int{5}, Delay: 50 * time.Millisecond},
	))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	ask := func() (*http.Response, string, error) {
		resp, err := client.Get(bb.URL + "/2.0" + prs)
		if err != nil {
			return nil, "", err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		return resp, string(body), err
	}
	resp, body, err := ask()
	if err != nil || resp.StatusCode != 429 || resp.Header.Get("Retry-After") != "2" ||
		resp.Header.Get("Content-Type") != "text/plain; charset=utf-8" ||
		body != "Rate limit for this resource has been exceeded" { // renovate 3024, 9438
		t.Errorf("429: %v %s %v", resp, body, err)
	}
	resp, body, err = ask()
	if err != nil || resp.StatusCode != 500 || !strings.Contains(body, "Something went wrong") {
		t.Errorf("500: %v %s %v", resp, body, err)
	}
	resp, body, err = ask()
	if !errors.Is(err, io.ErrUnexpectedEOF) || resp.StatusCode != 200 ||
		!strings.HasPrefix(body, `{"pagelen"`) {
		t.Errorf("truncated: %v %q %v", resp, body, err)
	}
	if resp, _, err = ask(); err == nil {
		t.Errorf("dropped: %v", resp)
	}
	begin := time.Now()
	resp, _, err = ask()
	took := time.Since(begin)
	if err != nil || resp.StatusCode != 200 || took < 50*time.Millisecond {
		t.Errorf("slow: %v %v after %v", resp, err, took)
	}
	if resp, _, err = ask(); err != nil || resp.StatusCode != 200 {
		t.Errorf("no fault: %v %v", resp, err)
	}
}

// TestFaultOfEach is a fault that does not say which requests it is meant for.
func TestFaultOfEach(t *testing.T) {
	h := bbqltest.Handler(states(t), bbqltest.Faults(1,
		bbqltest.Fault{Requests: []int{2}, Status: 429}, bbqltest.Fault{Status: 500}))
	for i, want := range []int{500, 429, 500} {
		if got := get(h, prs).Code; got != want {
			t.Errorf("request %d: %d, want %d", i+1, got, want)
		}
	}
}

// TestFaultThatIsNone has a status that no answer may have.
func TestFaultThatIsNone(t *testing.T) {
	for _, status := range []int{-1, 42, 100, 1000} {
		h := bbqltest.Handler(states(t), bbqltest.Faults(1, bbqltest.Fault{Share: 1, Status: status}))
		wantError(t, get(h, prs), http.StatusInternalServerError,
			fmt.Sprintf("bbqltest: a Fault with %d, which is no status of an answer", status))
	}
}

// TestFaultsAreSeeded checks that a seed always chooses the same requests.
func TestFaultsAreSeeded(t *testing.T) {
	statuses := func(seed uint64) string {
		h := bbqltest.Handler(states(t), bbqltest.Faults(seed, bbqltest.Fault{Share: 0.25, Status: 503}))
		var b strings.Builder
		for range 400 {
			fmt.Fprint(&b, get(h, prs).Code/100)
		}
		return b.String()
	}
	first := statuses(1)
	if n := strings.Count(first, "5"); n < 60 || n > 140 {
		t.Errorf("%d of 400 requests failed", n)
	}
	if statuses(1) != first || statuses(2) == first {
		t.Error("the seed does not choose the requests")
	}
}
