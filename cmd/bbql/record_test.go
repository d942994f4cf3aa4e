package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A recorder is a transport that keeps what it carries as a HAR: the contents as
// text, in base64, and compressed in base64 by turns.
type recorder struct {
	t       *testing.T
	entries []map[string]any
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	content := map[string]any{"size": len(body), "mimeType": resp.Header.Get("Content-Type")}
	switch len(r.entries) % 3 {
	case 0:
		content["text"] = string(body)
	case 1:
		content["text"], content["encoding"] = base64.StdEncoding.EncodeToString(body), "base64"
	case 2:
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(body)
		w.Close()
		content["text"], content["encoding"] = base64.StdEncoding.EncodeToString(b.Bytes()), "base64"
	}
	var headers []map[string]string
	for name, values := range req.Header {
		headers = append(headers, map[string]string{"name": name, "value": values[0]})
	}
	r.entries = append(r.entries, map[string]any{
		"request":  map[string]any{"method": req.Method, "url": req.URL.String(), "headers": headers},
		"response": map[string]any{"status": resp.StatusCode, "content": content},
	})
	return resp, nil
}

// save writes the HAR.
func (r *recorder) save(name string) {
	r.t.Helper()
	data, err := json.Marshal(map[string]any{"log": map[string]any{"version": "1.2", "entries": r.entries}})
	if err != nil {
		r.t.Fatal(err)
	}
	writeFile(r.t, name, string(data))
}

// A bitbucketClient gets lists as any client does.
type bitbucketClient struct {
	t    *testing.T
	http *http.Client
	base string
}

// list returns the objects on all pages.
func (c *bitbucketClient) list(path string, params url.Values) []map[string]any {
	c.t.Helper()
	var all []map[string]any
	next := c.base + "/2.0/" + path + "?" + params.Encode()
	for next != "" {
		r, err := http.NewRequest(http.MethodGet, next, nil)
		if err != nil {
			c.t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer hidden-token-0123456789")
		resp, err := c.http.Do(r)
		if err != nil {
			c.t.Fatal(err)
		}
		var page struct {
			Next   string
			Values []map[string]any
		}
		err = json.NewDecoder(resp.Body).Decode(&page)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK {
			c.t.Fatalf("%s: %d %v", next, resp.StatusCode, err)
		}
		all, next = append(all, page.Values...), page.Next
	}
	return all
}

// recorded lists are those that the round trip takes, with what has to be asked
// for to see all of an object.
var recorded = map[string]url.Values{
	"repositories/acme":                    {"pagelen": {"10"}},
	"repositories/acme/site/issues":        {"pagelen": {"20"}},
	"repositories/acme/site/refs/branches": {"pagelen": {"7"}},
	"repositories/acme/site/pullrequests": {
		"pagelen": {"10"}, "q": {"id > 0"}, "fields": {"+values.reviewers,+values.participants"},
	},
}

// asked are filters and orders that must come to the same before and after.
var asked = map[string][][2]string{
	"repositories/acme":                    {{"is_private = true", "-updated_on"}, {`name ~ "a"`, "name"}},
	"repositories/acme/site/issues":        {{`priority >= "major"`, "-priority"}, {`assignee = null`, "id"}},
	"repositories/acme/site/refs/branches": {{`name ~ "release"`, "-name"}, {"", "target.date"}},
	"repositories/acme/site/pullrequests": {
		{`state = "MERGED" AND reviewers.nickname = "jdoe"`, "-id"}, {`title ~ "login"`, "updated_on"}, {"draft = true", ""},
	},
}

// recordServed asks a server of the fixtures for all lists, records the
// answers, and serves the result.
func recordServed(t *testing.T, flags ...string) (before, after *bitbucketClient, dir string) {
	t.Helper()
	first := serve(t, fixtures)
	rec := &recorder{t: t}
	client := &bitbucketClient{t, &http.Client{Transport: rec}, first.url}
	for path, params := range recorded {
		client.list(path, params)
	}
	har, dir := filepath.Join(t.TempDir(), "session.har"), filepath.Join(t.TempDir(), "fixtures")
	rec.save(har)
	args := append([]string{
		"record", "--from", har, "--to", dir, "--host", strings.TrimPrefix(first.url, "http://"),
	}, flags...)
	stdout, stderr, code := runWith(strings.NewReader(""), args...)
	if code != exitOK || strings.Count(stdout, "\n") != len(recorded) {
		t.Fatalf("record: exit code %d\n%s%s", code, stdout, stderr)
	}
	second := serve(t, dir)
	client = &bitbucketClient{t, http.DefaultClient, first.url}
	return client, &bitbucketClient{t, http.DefaultClient, second.url}, dir
}

// What was served, recorded and served once more answers the same.
func TestRecordRoundTrip(t *testing.T) {
	before, after, dir := recordServed(t)
	for path, questions := range asked {
		for _, question := range append(questions, [2]string{}) {
			params := url.Values{"fields": recorded[path]["fields"]}
			if question[0] != "" {
				params.Set("q", question[0])
			}
			if question[1] != "" {
				params.Set("sort", question[1])
			}
			want, got := before.list(path, params), after.list(path, params)
			if len(want) == 0 || fmt.Sprint(want) != fmt.Sprint(got) {
				t.Errorf("%s %q: %d objects, then %d:\n%v\n%v", path, question, len(want), len(got), want, got)
			}
		}
	}
	if text := readTree(t, dir); strings.Contains(text, "hidden") {
		t.Error("a token is in the files")
	}
}

// Queries on stand-ins select what those on the people selected.
func TestRecordStandIns(t *testing.T) {
	before, after, dir := recordServed(t, "--replace-personal")
	const path = "repositories/acme/site/pullrequests"
	params := url.Values{"q": {`author.nickname = "jdoe" AND id > 0`}}
	want := ids(before.list(path, params))
	nickname := ""
	for _, pr := range after.list(path, url.Values{"q": {"id = " + want[0]}}) {
		nickname = pr["author"].(map[string]any)["nickname"].(string)
	}
	params.Set("q", fmt.Sprintf(`author.nickname = "%s"`, nickname))
	if got := ids(after.list(path, params)); !slices.Equal(got, want) {
		t.Errorf("those of %s are %v, those of jdoe were %v", nickname, got, want)
	}
	text := strings.ToLower(readTree(t, dir))
	for _, pr := range before.list(path, recorded[path]) {
		for _, member := range []string{"author", "reviewers", "participants"} {
			for _, name := range personal(pr[member]) {
				if strings.Contains(text, strings.ToLower(name)) {
					t.Errorf("%s is in the files", name)
				}
			}
		}
	}
}

// ids returns the ids of objects.
func ids(objects []map[string]any) []string {
	var list []string
	for _, object := range objects {
		list = append(list, fmt.Sprint(object["id"]))
	}
	return list
}

// personal returns what a value says of people that no text has by chance.
func personal(value any) []string {
	var names []string
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			names = append(names, personal(element)...)
		}
	case map[string]any:
		names = append(names, personal(value["user"])...)
		for _, member := range []string{"uuid", "account_id", "display_name"} {
			if name, ok := value[member].(string); ok && value["type"] == "user" && name != "" {
				names = append(names, name)
			}
		}
		names = append(names, fmt.Sprintf(`"nickname": "%v"`, value["nickname"]))
	}
	return names
}

// readTree returns the contents of all files below a directory.
func readTree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		b.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Links below the directory of fixtures lead nowhere that is written to.
func TestRecordStaysInside(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	har := filepath.Join(t.TempDir(), "x.har")
	rec := &recorder{t: t}
	rec.entries = []map[string]any{{
		"request":  map[string]any{"method": "GET", "url": "https://api.bitbucket.org/2.0/repositories/acme/site"},
		"response": map[string]any{"status": 200, "content": map[string]any{"text": `{"slug": "site"}`}},
	}}
	rec.save(har)
	if err := os.Symlink(outside, filepath.Join(dir, "repositories")); err != nil {
		skipLinks(t, err)
	}
	for _, force := range []string{"--force", "--force=false"} {
		_, stderr, code := runWith(strings.NewReader(""), "record", "--from", har, "--to", dir, force)
		if code != exitUsage || stderr == "" {
			t.Errorf("%s: exit code %d, messages %q", force, code, stderr)
		}
	}
	if files, err := os.ReadDir(outside); err != nil || len(files) > 0 {
		t.Errorf("outside: %v, %v", files, err)
	}
}
