package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// fixtures are those of the repository.
const fixtures = "../../testdata/bitbucket"

// A served is a running bbql serve.
type served struct {
	url  string
	log  *safeBuffer
	stop func() error // ends it and returns what the command returned
}

// serve runs bbql serve in this process, until the test ends at the latest.
func serve(t *testing.T, args ...string) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	stdout, out := io.Pipe()
	s := &served{log: &safeBuffer{}}
	tool := newTool(&host{stdout: out, stderr: s.log, getenv: func(string) string { return "" }})
	root := tool.newRoot()
	root.SetArgs(append([]string{"serve"}, args...))
	ended := make(chan error, 1)
	go func() {
		err := root.ExecuteContext(ctx)
		out.Close()
		ended <- err
	}()
	s.stop = sync.OnceValue(func() error {
		cancel()
		http.DefaultClient.CloseIdleConnections()
		return <-ended
	})
	t.Cleanup(func() { s.stop() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("no address: %v, %v", err, s.stop())
	}
	s.url = strings.TrimSuffix(line, "\n")
	return s
}

// A safeBuffer is a buffer that one goroutine reads while others write.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// get answers a request with its status and body.
func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// listed returns how many objects a list has.
func listed(t *testing.T, url string) int {
	t.Helper()
	status, body := get(t, url)
	var page struct{ Size *int }
	if err := json.Unmarshal([]byte(body), &page); err != nil || page.Size == nil {
		t.Fatalf("%s: %d %s", url, status, body)
	}
	return *page.Size
}

var took = regexp.MustCompile(` [0-9.]+(ns|µs|ms|s)\b`)

// lines returns the log without the times, whole: the command has ended.
func (s *served) lines(t *testing.T) string {
	t.Helper()
	if err := s.stop(); err != nil {
		t.Errorf("the command ended with %v", err)
	}
	return took.ReplaceAllString(s.log.String(), " TIME")
}

const pullrequests = "/2.0/repositories/acme/site/pullrequests"

func TestServe(t *testing.T) {
	s := serve(t, fixtures)
	if !regexp.MustCompile(`^http://127\.0\.0\.1:\d+$`).MatchString(s.url) {
		t.Errorf("address %q", s.url)
	}
	if n := listed(t, s.url+pullrequests+"?q=state+%3D+%22MERGED%22&sort=-id&access_token=hidden"); n != 16 {
		t.Errorf("%d pull requests are merged", n)
	}
	for path, want := range map[string]int{
		pullrequests + "/36":         http.StatusOK,
		pullrequests + "?q=stat%3D1": http.StatusBadRequest,
		"/2.0/nothing":               http.StatusNotFound,
	} {
		if status, body := get(t, s.url+path); status != want {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	got := s.lines(t)
	for _, want := range []string{
		"GET " + pullrequests + ` q='state = "MERGED"' sort='-id' 200 16/36 TIME` + "\n",
		"GET " + pullrequests + "/36 200 - TIME\n",
		"GET " + pullrequests + ` q='stat=1' 400 - TIME Field ".stat" does not support filtering` + "\n",
		"GET /2.0/nothing 404 - TIME Resource not found (There is no API hosted at this URL.)\n",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("the log lacks %q:\n%s", want, got)
		}
	}
	if strings.Count(got, "\n") != 4 {
		t.Errorf("the log has other lines:\n%s", got)
	}
}

// Nothing that lets anybody in is in the log, and nothing moves the cursor.
func TestServeLogIsSafe(t *testing.T) {
	s := serve(t, fixtures)
	u := strings.Replace(s.url, "://", "://jane:hidden1@", 1) + pullrequests +
		"?access_token=hidden2&jwt=hidden3&q=" + "title~%22a%0A%1B%5B31m%22&x=hidden4"
	get(t, u)
	r, err := http.NewRequest(http.MethodGet, s.url+"/2.0/%1b%0aFORGED/"+strings.Repeat("x", 2000), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer hidden5")
	r.Header.Set("Cookie", "session=hidden6")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	got := s.lines(t)
	if strings.Contains(got, "hidden") || strings.Contains(got, "\x1b") || strings.Contains(got, "\nFORGED") ||
		strings.Count(got, "\n") != 2 || !strings.Contains(got, `q='title~"a\n\x1b[31m"'`) {
		t.Errorf("log:\n%q", got)
	}
	if len(got) > 2*maxLogged+500 {
		t.Errorf("a log of %d bytes", len(got))
	}
}

// A request sees the file as it is, or, while it is nonsense, as it last was.
func TestServeReloads(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "repositories", "acme", "site", "issues.json")
	writeFile(t, file, `[{"id": 1}]`)
	s := serve(t, dir)
	list := s.url + "/2.0/repositories/acme/site/issues"
	if n := listed(t, list); n != 1 {
		t.Errorf("%d issues", n)
	}
	writeFile(t, file, `[{"id": 1}, {"id": 2}]`)
	if n := listed(t, list); n != 2 {
		t.Errorf("%d issues after a change", n)
	}
	writeFile(t, file, "[{\"id\": 1},\n {\"id\": }]")
	const place = "repositories/acme/site/issues.json:2:9:"
	if n := listed(t, list); n != 2 {
		t.Errorf("%d issues of a file that is broken, want those of before", n)
	}
	if err := os.RemoveAll(filepath.Join(dir, "repositories")); err != nil {
		t.Fatal(err)
	}
	if status, body := get(t, list); status != http.StatusNotFound {
		t.Errorf("gone: %d %s", status, body)
	}
	// A checkout may replace the directory itself.
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	get(t, list)
	writeFile(t, file, `[{"id": 1}, {"id": 2}, {"id": 3}]`)
	if n := listed(t, list); n != 3 {
		t.Errorf("%d issues in the new directory", n)
	}
	if got := s.lines(t); !strings.Contains(got, " 200 2/2 TIME outdated: "+place) {
		t.Errorf("log:\n%s", got)
	}
}

// Links lead about inside the directory and nowhere else.
func TestServeStaysInside(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	writeFile(t, filepath.Join(outside, "site", "issues.json"), `[{"id": 1, "title": "private"}]`)
	writeFile(t, filepath.Join(outside, "private.md"), "private")
	site := filepath.Join(dir, "repositories", "acme", "site")
	writeFile(t, filepath.Join(site, "pullrequests.json"), `[{"id": 1, "state": "OPEN"}]`)
	writeFile(t, filepath.Join(site, "src", "main", "a.md"), "public")
	for link, target := range map[string]string{
		filepath.Join(site, "issues.json"):               filepath.Join(outside, "site", "issues.json"),
		filepath.Join(site, "versions.json"):             "pullrequests.json",
		filepath.Join(site, "src", "main", "private.md"): filepath.Join(outside, "private.md"),
		filepath.Join(site, "src", "up"):                 outside,
		filepath.Join(dir, "repositories", "evil"):       outside,
	} {
		if err := os.Symlink(target, link); err != nil {
			skipLinks(t, err)
		}
	}
	s := serve(t, dir)
	base := s.url + "/2.0/repositories/"
	for path, want := range map[string]int{
		"acme/site/issues":                http.StatusNotFound,
		"evil/site/issues":                http.StatusNotFound,
		"acme/site/src/main/private.md":   http.StatusNotFound,
		"acme/site/src/up/private.md":     http.StatusNotFound,
		"acme/site/src/../../x":           http.StatusNotFound,
		"acme/site/src/%2e%2e/%2e%2e/x":   http.StatusNotFound,
		"acme/site/src/main%2f..%2f..":    http.StatusNotFound,
		"acme/site/src/main/..%5c..%5cx":  http.StatusNotFound,
		"acme/site/src/main/%00":          http.StatusNotFound,
		"acme/site/versions":              http.StatusOK,
		"acme/site/src/main/a.md":         http.StatusOK,
		"acme/site/pullrequests?q=id%3D1": http.StatusOK,
	} {
		status, body := get(t, base+path)
		if status != want || strings.Contains(body, "private\"") {
			t.Errorf("%s: %d %s, want %d", path, status, body, want)
		}
	}
	got := s.lines(t)
	for link, told := range map[string]bool{
		"repositories/evil": true, "repositories/acme/site/issues.json": true,
		"repositories/acme/site/src/up": true, "repositories/acme/site/versions.json": false,
	} {
		want := "bbql: " + link + ": a link that leads out of the directory, or nowhere\n"
		if strings.Contains(got, want) != told {
			t.Errorf("%s is told: %v, want %v\n%s", link, !told, told, got)
		}
	}
}

func TestServeFlags(t *testing.T) {
	auth := filepath.Join(t.TempDir(), "auth.yaml")
	writeFile(t, auth, `
tokens:
  - {secret: good, scopes: [pullrequest]}
  - {secret: narrow, scopes: [snippet]}
  - {secret: good, email: jane@example.com, scopes: ["read:pullrequest:bitbucket"]}
`)
	tests := map[string]struct {
		args       []string
		user, pass string
		path       string
		want       int
	}{
		"ignored q":        {nil, "", "", "/2.0/repositories/acme/site/commits?q=a%3D1", 404},
		"strict":           {[]string{"--strict"}, "", "", "/2.0/repositories/acme/site/commits?q=a%3D1", 400},
		"no token":         {[]string{"--auth", auth}, "", "", pullrequests, 401},
		"token":            {[]string{"--auth", auth}, "", "", pullrequests + "?access_token=good", 200},
		"too few scopes":   {[]string{"--auth", auth}, "", "", pullrequests + "?access_token=narrow", 403},
		"API token":        {[]string{"--auth", auth}, "jane@example.com", "good", pullrequests, 200},
		"somebody else":    {[]string{"--auth", auth}, "joe@example.com", "good", pullrequests, 401},
		"fault":            {[]string{"--fault", "status=429,retry-after=1s"}, "", "", pullrequests, 429},
		"another's fault":  {[]string{"--fault", "status=500,request=2"}, "", "", pullrequests, 200},
		"the second fault": {[]string{"--fault", "drop,request=2", "--fault", "status=503"}, "", "", pullrequests, 503},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := serve(t, append(tt.args, fixtures)...)
			r, err := http.NewRequest(http.MethodGet, s.url+tt.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if tt.user != "" {
				r.SetBasicAuth(tt.user, tt.pass)
			}
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode != tt.want {
				t.Errorf("%d %s, want %d", resp.StatusCode, body, tt.want)
			}
			if strict := strings.Contains(string(body), "ignores q"); strict != (name == "strict") {
				t.Errorf("answer %s", body)
			}
		})
	}
}

// Tokens of consumers come from the server itself, and forms have a bound.
func TestServeConsumers(t *testing.T) {
	auth := filepath.Join(t.TempDir(), "auth.json")
	writeFile(t, auth, `{"consumers": [{"key": "k", "secret": "hidden-s", "scopes": ["pullrequest"]}]}`)
	s := serve(t, "--auth", auth, fixtures)
	ask := func(form url.Values) (token string, status int) {
		resp, err := http.PostForm(s.url+"/site/oauth2/access_token", form)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var answer struct {
			Token string `json:"access_token"`
		}
		if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
			t.Error(err)
		}
		return answer.Token, resp.StatusCode
	}
	form := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {"k"}, "client_secret": {"hidden-s"},
	}
	token, status := ask(form)
	if status != http.StatusOK || token == "" {
		t.Fatalf("token %q, status %d", token, status)
	}
	if n := listed(t, s.url+pullrequests+"?access_token="+url.QueryEscape(token)); n != 14 {
		t.Errorf("%d pull requests", n)
	}
	form.Set("x", strings.Repeat("x", 2*maxBody))
	if token, status := ask(form); token != "" || status < 400 || status >= 500 {
		t.Errorf("a form of %d bytes: %d, token %q", 2*maxBody, status, token)
	}
	form = url.Values{"grant_type": {"client_credentials"}, "client_id": {"k"}, "client_secret": {"hidden-x"}}
	if token, status := ask(form); token != "" || status != http.StatusBadRequest {
		t.Errorf("a wrong secret: %d, token %q", status, token)
	}
	got := s.lines(t)
	if strings.Contains(got, "hidden") || strings.Contains(got, token) {
		t.Errorf("log:\n%s", got)
	}
	if !strings.HasSuffix(got, " unauthorized_client\n") {
		t.Errorf("no reason in the log:\n%s", got)
	}
}

// What can't be served is told at once, and stops nothing.
func TestServeIntroduces(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "repositories", "acme", "site")
	writeFile(t, filepath.Join(site, "issues.json"), `[{"id": 1}]`)
	writeFile(t, filepath.Join(site, "versions.json"), `[{"id": 1}`)
	writeFile(t, filepath.Join(site, "isues.json"), `[{"id": 1}]`)
	s := serve(t, dir)
	if n := listed(t, s.url+"/2.0/repositories/acme/site/issues"); n != 1 {
		t.Errorf("%d issues", n)
	}
	got := s.lines(t)
	for _, want := range []string{
		"bbql: repositories/acme/site/isues.json: lies at no path of the API, so nothing answers with it\n",
		"bbql: repositories/acme/site/versions.json:1:11: ",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("the messages lack %q:\n%s", want, got)
		}
	}
}

// Looking at a large directory can be ended too.
func TestServeEndsEarly(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, messages bytes.Buffer
	tool := newTool(&host{stdout: &out, stderr: &messages})
	err := tool.serve(ctx, &serveFlags{addr: "127.0.0.1:0"}, fixtures)
	if err != nil || out.Len()+messages.Len() > 0 {
		t.Errorf("error %v, output %q, messages %q", err, &out, &messages)
	}
}

// A cut answer is told from a whole one, to the client and in the log.
func TestServeCuts(t *testing.T) {
	s := serve(t, "--fault", "truncate,request=1", "--fault", "drop,request=2", fixtures)
	resp, err := http.Get(s.url + pullrequests)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.ReadAll(resp.Body)
	resp.Body.Close()
	if err == nil {
		t.Error("the first answer is whole")
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // which would ask again
	if resp, err := client.Get(s.url + pullrequests); err == nil {
		resp.Body.Close()
		t.Error("there is a second answer")
	}
	got := s.lines(t)
	if !strings.Contains(got, " 200 cut ") || !strings.Contains(got, " dropped ") ||
		strings.Contains(got, "bbql: ") {
		t.Errorf("log:\n%s", got)
	}
}

func TestServeLimits(t *testing.T) {
	s := serve(t, fixtures)
	long := strings.Repeat("a", 2*maxHeader)
	if status, _ := get(t, s.url+pullrequests+"?x="+long); status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a URL of %d bytes: %d", len(long), status)
	}
	r, err := http.NewRequest(http.MethodGet, s.url+pullrequests, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Long", long)
	if resp, err := http.DefaultClient.Do(r); err == nil {
		resp.Body.Close()
		if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("a header of %d bytes: %d", len(long), resp.StatusCode)
		}
	}
	// The longest q that is a query is answered as one.
	if n := listed(t, s.url+pullrequests+"?q=title!%3D%22"+strings.Repeat("%41", 65_000)+"%22"); n != 36 {
		t.Errorf("a long q selects %d", n)
	}
}

func TestServeConcurrently(t *testing.T) {
	s := serve(t, fixtures)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 25 {
				q := fmt.Sprintf("?q=id+%%3C%%3D+%d", i)
				resp, err := http.Get(s.url + pullrequests + q)
				if err != nil {
					t.Error(err)
					return
				}
				var page struct{ Size int }
				err = json.NewDecoder(resp.Body).Decode(&page)
				resp.Body.Close()
				if err != nil || page.Size != i {
					t.Errorf("id <= %d selects %d, %v", i, page.Size, err)
				}
			}
		})
	}
	all.Wait()
	line := regexp.MustCompile(`^GET \S+ q='id <= (\d)' 200 (\d)/36 TIME$`)
	got := strings.Split(strings.TrimSuffix(s.lines(t), "\n"), "\n")
	for _, text := range got {
		if m := line.FindStringSubmatch(text); m == nil || m[1] != m[2] {
			t.Errorf("log line %q", text)
		}
	}
	if len(got) != 200 {
		t.Errorf("%d log lines", len(got))
	}
}

// A request that has begun ends; one without end is cut off.
func TestSiteEnds(t *testing.T) {
	before := runtime.NumGoroutine()
	for name, grace := range map[string]time.Duration{"in time": time.Minute, "too late": time.Millisecond} {
		l, err := listen(t.Context(), "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		begun, stopped := make(chan bool), make(chan bool)
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(begun)
			if grace < time.Second {
				<-r.Context().Done()
				return
			}
			<-stopped
			io.WriteString(w, "whole")
		})
		s := newSite(handler, &requestLog{w: io.Discard}, 0)
		s.grace = grace
		ctx, cancel := context.WithCancel(context.Background())
		ended, answered := make(chan error, 1), make(chan string, 1)
		go func() { ended <- s.run(ctx, l) }()
		go func() {
			resp, err := http.Get(address(l))
			if err != nil {
				answered <- "none"
				return
			}
			defer resp.Body.Close()
			body, _ := io.ReadAll(resp.Body)
			answered <- string(body)
		}()
		<-begun
		cancel()
		if grace > time.Second {
			if _, err := awaitRefusal(l); err != nil {
				t.Error(err)
			}
		}
		close(stopped)
		want := map[bool]string{true: "whole", false: "none"}[name == "in time"]
		if got := <-answered; got != want {
			t.Errorf("%s: answer %q, want %q", name, got, want)
		}
		if err := <-ended; err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	for range 6000 { // a minute, which nobody waits for unless one is left
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, there were %d", runtime.NumGoroutine(), before)
}

// awaitRefusal waits until a listener takes no more connections.
func awaitRefusal(l net.Listener) (int, error) {
	for i := range 60_000 {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			return i, nil
		}
		c.Close()
		time.Sleep(time.Millisecond)
	}
	return 0, fmt.Errorf("%s still takes connections", l.Addr())
}

func TestServePortInUse(t *testing.T) {
	l, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	addr := l.Addr().String()
	stdout, stderr, code := runWith(strings.NewReader(""), "serve", "--addr", addr, fixtures)
	if code != exitUsage || stdout != "" || !strings.HasPrefix(stderr, "bbql: --addr "+addr+": ") ||
		!strings.HasSuffix(stderr, ": choose another one, or port 0 for a free one\n") {
		t.Errorf("exit code %d, output %q, messages %q", code, stdout, stderr)
	}
}

// A placeListener is a listener somewhere.
type placeListener struct {
	net.Listener
	addr net.TCPAddr
}

func (l *placeListener) Addr() net.Addr { return &l.addr }

func TestAddress(t *testing.T) {
	tests := map[string]struct {
		ip     string
		want   string
		public bool
	}{
		"loopback":      {"127.0.0.1", "http://127.0.0.1:80", false},
		"another one":   {"127.1.2.3", "http://127.1.2.3:80", false},
		"of IPv6":       {"::1", "http://[::1]:80", false},
		"all":           {"0.0.0.0", "http://127.0.0.1:80", true},
		"all of IPv6":   {"::", "http://127.0.0.1:80", true},
		"the network's": {"192.168.1.9", "http://192.168.1.9:80", true},
	}
	for name, tt := range tests {
		l := &placeListener{addr: net.TCPAddr{IP: net.ParseIP(tt.ip), Port: 80}}
		if got := address(l); got != tt.want || isPublic(l) != tt.public {
			t.Errorf("%s: %s, public %v", name, got, isPublic(l))
		}
	}
	var warned bytes.Buffer
	public := &placeListener{addr: net.TCPAddr{IP: net.IPv4zero, Port: 80}}
	newTool(&host{stderr: &warned}).introduce(public, &found{})
	if !strings.Contains(warned.String(), "other machines can reach 0.0.0.0:80") {
		t.Errorf("messages %q", &warned)
	}
}

// skipLinks ends a test that can't make a symbolic link: on Windows that takes a
// privilege, elsewhere it is a failure.
func skipLinks(t *testing.T, err error) {
	t.Helper()
	if runtime.GOOS != "windows" {
		t.Fatal(err)
	}
	t.Skip(err)
}
