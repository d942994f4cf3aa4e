package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

const pulls = "/repositories/acme/site/pullrequests"

// startServer starts a server and returns the flag that leads to it, and a count of
// its requests.
func startServer(t *testing.T, h http.Handler) (baseURL string, requests *atomic.Int64) {
	t.Helper()
	requests = &atomic.Int64{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return "--base-url=" + server.URL, requests
}

func fixtureServer(opts ...bbqltest.Option) http.Handler {
	return bbqltest.Handler(os.DirFS("../../testdata/bitbucket"), opts...)
}

// runGet runs get with an environment.
func runGet(env map[string]string, args ...string) (stdout, stderr string, code int) {
	var out, messages bytes.Buffer
	code = run(append([]string{"get"}, args...), &host{
		stdin:  strings.NewReader(""),
		stdout: &out,
		stderr: &messages,
		getenv: func(name string) string { return env[name] },
	})
	return out.String(), messages.String(), code
}

// No more pages are asked for than are needed.
func TestGetStopsEarly(t *testing.T) {
	for limit, want := range map[string]int64{"1": 1, "4": 1, "5": 2, "12": 3, "99": 9} {
		base, requests := startServer(t, fixtureServer())
		stdout, stderr, code := runGet(nil, base, "--limit", limit, "--pagelen=4", "--filter=id > 0", pulls)
		n := fmt.Sprint(strings.Count(stdout, "\n"))
		if all := n == limit || limit == "99" && n == "36"; !all || code != exitOK || requests.Load() != want {
			t.Errorf("--limit %s: %s objects by %d requests, want %d; exit code %d, messages %q",
				limit, n, requests.Load(), want, code, stderr)
		}
	}
}

// Of the pages that it may ask for it takes as few as it can.
func TestGetPageLength(t *testing.T) {
	for limit, want := range map[string]string{"3": "3", "50": "50", "51": "26", "120": "40", "": "50"} {
		pageLen := ""
		base, _ := startServer(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			pageLen = r.URL.Query().Get("pagelen")
		}))
		flag := "--limit=" + limit
		if limit == "" {
			flag = "--all"
		}
		if runGet(nil, base, flag, pulls); pageLen != want {
			t.Errorf("%s: pages of %s, want %s", flag, pageLen, want)
		}
	}
}

// The objects of a page are printed before the next page is there.
func TestGetPrintsAsTheyCome(t *testing.T) {
	next := make(chan bool)
	base, _ := startServer(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("page") == "" {
			fmt.Fprintf(w, `{"values":[{"id":1.0}],"next":"http://%s%s?page=2"}`, r.Host, r.URL.Path)
			return
		}
		<-next
		fmt.Fprint(w, `{"values":[{"id":2}]}`)
	}))
	read, out := io.Pipe()
	go func() {
		run([]string{"get", base, "--all", pulls}, &host{stdout: out, stderr: io.Discard, getenv: os.Getenv})
		out.Close()
	}()
	line := make([]byte, len(`{"id":1.0}`)+1)
	if _, err := io.ReadFull(read, line); err != nil || string(line) != "{\"id\":1.0}\n" {
		t.Errorf("read %q, error %v", line, err)
	}
	close(next)
	if rest, err := io.ReadAll(read); err != nil || string(rest) != "{\"id\":2}\n" {
		t.Errorf("read %q, error %v", rest, err)
	}
}

// Whoever stops reading ends it, and no other page is asked for.
func TestGetClosedOutput(t *testing.T) {
	base, requests := startServer(t, fixtureServer())
	var stderr bytes.Buffer
	code := run([]string{"get", base, "--all", "--pagelen=2", pulls}, &host{
		stdout: failing{io.ErrClosedPipe}, stderr: &stderr, getenv: func(string) string { return "" },
	})
	if code != exitOK || stderr.Len() > 0 || requests.Load() != 1 {
		t.Errorf("exit code %d, messages %q, %d requests", code, &stderr, requests.Load())
	}
}

func TestGetProgress(t *testing.T) {
	base, _ := startServer(t, fixtureServer())
	var stderr bytes.Buffer
	run([]string{"get", base, "--all", "--pagelen=20", "--filter=id > 0", pulls}, &host{
		stdout: io.Discard, stderr: &stderr, errTerminal: true,
		getenv: func(string) string { return "" },
	})
	const want = "\r\x1b[Kpage 1, 20 of 36 objects"
	if got := stderr.String(); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("drew %q", got)
	}
}

func TestGetBadAnswers(t *testing.T) {
	tests := map[string]string{
		"":                         ": the answer is empty\n",
		`{"values":[{"id":1},{"id`: ": the answer is cut off: its JSON ends after 24 bytes\n",
		"<!DOCTYPE html><p>Login":  `of type "text/html; charset=utf-8", is no JSON: `,
		`{"values":[]} {}`:         "is no JSON: ",
	}
	for body, want := range tests {
		base, _ := startServer(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, body)
		}))
		stdout, stderr, code := runGet(nil, base, pulls)
		if code != exitNetwork || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%q: exit code %d, output %q, messages %q", body, code, stdout, stderr)
		}
	}
}

// What was printed before an error stays, and an array is closed.
func TestGetFailsInTheMiddle(t *testing.T) {
	base, _ := startServer(t, fixtureServer(bbqltest.Faults(1, bbqltest.Fault{Requests: []int{2}, Status: 500})))
	stdout, stderr, code := runGet(nil, base, "--all", "--pagelen=1", "--format=json", "--sort=id",
		"--filter=id > 0", "--fields=values.id", pulls)
	if code != exitNetwork || stdout != "[\n{\"id\":1}\n]\n" || !strings.Contains(stderr, "500") {
		t.Errorf("exit code %d, output %q, messages %q", code, stdout, stderr)
	}
}

// A token is in no message, whatever the server does with it.
func TestGetKeepsSecrets(t *testing.T) {
	answers := map[string]http.HandlerFunc{
		"echo": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `{"error":{"message":%q,"detail":{"required":[%[1]q],"granted":[%[1]q]}}}`,
				r.Header.Get("Authorization"))
		},
		"next": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"values":[],"next":"http://example.com/%s"}`, r.Header.Get("Authorization"))
		},
		"text": func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Header.Get("Authorization")) },
		"page": fixtureServer().ServeHTTP,
	}
	envs := map[string]map[string]string{
		"access token": {"BITBUCKET_TOKEN": "s3cret"},
		"API token":    {"BITBUCKET_TOKEN": "s3cret", "BITBUCKET_EMAIL": "jo@example.com"},
		"consumer":     {"BITBUCKET_CLIENT_ID": "key", "BITBUCKET_CLIENT_SECRET": "s3cret"},
	}
	for answer, h := range answers {
		for kind, env := range envs {
			base, _ := startServer(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/site/oauth2/access_token" {
					w.Header().Set("Content-Type", "application/json")
					io.WriteString(w, `{"access_token":"s3cret-too","token_type":"bearer"}`)
					return
				}
				h(w, r)
			}))
			_, stderr, code := runGet(env, base, "--all", "--verbose", pulls)
			if strings.Contains(stderr, "s3cret") || strings.Contains(stderr, "czNjcmV0") ||
				(code == exitOK) != (answer == "page") {
				t.Errorf("%s, %s: exit code %d, messages %s", answer, kind, code, stderr)
			}
		}
	}
}

func TestGetBadCredentials(t *testing.T) {
	_, stderr, code := runGet(map[string]string{"BITBUCKET_TOKEN": "s3\ncret"}, pulls)
	if code != exitUsage || stderr != "bbql: BITBUCKET_TOKEN holds a control character\n" {
		t.Errorf("exit code %d, messages %q", code, stderr)
	}
	base, _ := startServer(t, http.NotFoundHandler())
	_, stderr, code = runGet(map[string]string{
		"BITBUCKET_CLIENT_ID": "key", "BITBUCKET_CLIENT_SECRET": "s3cret",
	}, base, pulls)
	if code != exitNetwork || !strings.Contains(stderr, "/site/oauth2/access_token: 404 Not Found\nthe OAuth consumer ") {
		t.Errorf("exit code %d, messages %q", code, stderr)
	}
}

// An interrupt ends it, with what was printed until then.
func TestGetInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("processes can't be interrupted there")
	}
	waiting := make(chan bool)
	base, _ := startServer(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("page") == "" {
			fmt.Fprintf(w, `{"values":[{}],"next":"http://%s%s?page=2"}`, r.Host, r.URL.Path)
			return
		}
		close(waiting)
		<-r.Context().Done()
	}))
	cmd := command(t, "get", base, "--all", pulls)
	cmd.Env = append(cmd.Env, "BITBUCKET_TOKEN=", "BITBUCKET_EMAIL=", "BITBUCKET_CLIENT_ID=", "BITBUCKET_CLIENT_SECRET=")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-waiting:
	case <-time.After(time.Minute):
		t.Error("the second page was never asked for")
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait() // its error is the exit code
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || stdout.String() != "{}\n" ||
		stderr.String() != "bbql: interrupted\n" {
		t.Errorf("exit code %d, output %q, messages %q", code, &stdout, &stderr)
	}
}

func TestCallURL(t *testing.T) {
	base, err := readBaseURL("http://127.0.0.1:8080/2.0/")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"user":      "/user",
		"/user/":    "/user/",
		"/2.0/user": "/user",
		"2.0/user/": "/user/",
		"/2.0":      "/",
		"/2.0x/y":   "/2.0x/y",
		"https://api.bitbucket.org/2.0/user?a=b%20c+d": "/user?a=b%20c+d",
		"http://127.0.0.1:8080/2.0/user":               "/user",
		"/repositories/{a}/b/src/main/a%2Fb//c d":      "/repositories/%7Ba%7D/b/src/main/a%2Fb//c%20d",
	}
	for path, want := range tests {
		u, err := callURL(base, path)
		if err != nil || u.String() != "http://127.0.0.1:8080/2.0"+want {
			t.Errorf("%s: %v, error %v, want %s", path, u, err, want)
		}
	}
}

func TestCompletePath(t *testing.T) {
	tests := map[string]string{
		"/us":                           "/user /users",
		"/repositories/acme/site/pullr": "/repositories/acme/site/pullrequests",
		"/repositories/acme/":           "",
		"/repositories//site/pullr":     "",
		"/repositories/a/b/refs/":       "/repositories/a/b/refs/branches /repositories/a/b/refs/tags",
		"/nope/":                        "",
	}
	for written, want := range tests {
		paths, _ := completePath(nil, nil, written)
		if got := strings.Join(paths, " "); got != want {
			t.Errorf("%s: %q, want %q", written, got, want)
		}
	}
	if paths, _ := completePath(nil, []string{"/user"}, "/us"); paths != nil {
		t.Errorf("a second path: %q", paths)
	}
}

// FuzzCall holds that whatever is written as a path, what is sent goes to the
// host of the base URL and below /2.0.
func FuzzCall(f *testing.F) {
	for _, seed := range []string{
		pulls, "/2.0" + pulls, "/2.0", "/2.0/", "2.0", "/2.0x/y/", "https://api.bitbucket.org/2.0/user", "//evil.example/2.0/user", "user",
		"https://evil.example/", "/../../x", "/a?q=1#x", "http://u:p@h/", "/%2e%2e/%00", "@evil.example/user",
		"?", "\\evil", "/repositories/{workspace}", "https:evil.example", "/2.0@evil.example", ":@x",
	} {
		f.Add(seed)
	}
	base, err := readBaseURL(apiURL)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, path string) {
		u, err := callURL(base, path)
		if err != nil {
			return
		}
		if u.Scheme != "https" || u.Host != "api.bitbucket.org" || u.User != nil ||
			!strings.HasPrefix(u.EscapedPath(), "/2.0/") || u.Fragment != "" {
			t.Errorf("%q becomes %s", path, u)
		}
	})
}
