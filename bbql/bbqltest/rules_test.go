package bbqltest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// asking returns the target of a list request with parameters, given as names
// and values.
func asking(path string, params ...string) string {
	var parts []string
	for i := 0; i < len(params); i += 2 {
		parts = append(parts, params[i]+"="+url.QueryEscape(params[i+1]))
	}
	return path + "?" + strings.Join(parts, "&")
}

// TestGone asks for what Bitbucket removed in April 2026 (observed: go-bitbucket
// 357, aashari/mcp-server-atlassian-bitbucket 230, gitbackup 223).
func TestGone(t *testing.T) {
	for path, instead := range map[string]string{
		"/workspaces":                    "/user/workspaces",
		"/user/permissions/workspaces":   "/user/workspaces",
		"/user/permissions/repositories": "/user/workspaces/{workspace}/permissions/repositories",
		"/repositories":                  "/repositories/{workspace}",
	} {
		var strict, lax string
		failures := try(t, func(tb *tester) {
			for answer, opts := range map[*string][]bbqltest.Option{
				&strict: {bbqltest.Strict()}, &lax: nil,
			} {
				bb := bbqltest.NewServer(tb, nil, opts...)
				bb.Add(path, map[string]int{})
				*answer, _ = fetch(bb.URL + "/2.0" + path)
			}
		})
		const gone = `{"type":"error","error":{"message":"CHANGE-2770 - Functionality has been ` +
			`deprecated","detail":"Please read the changelog entry for more details.","data":` +
			`{"announcement_url":"https://developer.atlassian.com/cloud/bitbucket/changelog#CHANGE-2770"}}}`
		if strict != gone || !strings.Contains(lax, `"values":[{}]`) {
			t.Errorf("%s: strict %s, else %s", path, strict, lax)
		}
		want := "bbqltest: Bitbucket has removed " + path + ": ask " + instead
		if len(failures) != 1 || failures[0] != want {
			t.Errorf("%s: told %q, want %q", path, failures, want)
		}
	}
	w := get(bbqltest.Handler(states(t), bbqltest.Strict()), "/workspaces")
	if w.Code != http.StatusGone {
		t.Errorf("got %d", w.Code)
	}
	if w := get(bbqltest.Handler(states(t), bbqltest.Strict()), "/workspaces/acme"); w.Code != http.StatusOK {
		t.Errorf("one workspace: got %d", w.Code)
	}
}

func TestSyntaxErrorF1(t *testing.T) {
	h := handler()
	const prefix = "Invalid filter query expression: Syntax error in input "
	tests := []struct{ q, want string }{
		{"bogus===", "at '=' (type _ANON_2) line 1 col 7"},
		{`state = "OPEN`, `at '"' (type ILLEGAL) line 1 col 9`},
		{`state = "OPEN" AND`, "(details unknown)"},
		{strings.Repeat("(", 300), "(details unknown)"},
	}
	for _, tt := range tests {
		wantError(t, get(h, asking(prs, "q", tt.q)), http.StatusBadRequest, prefix+tt.want)
	}
	// The layout is exact, as observed.
	const body = `{"type":"error","error":{"message":"Invalid filter query expression: ` +
		`Syntax error in input at '=' (type _ANON_2) line 1 col 7"}}`
	if got := get(h, asking(prs, "q", "bogus===")).Body.String(); got != body {
		t.Errorf("got %s", got)
	}
}

func TestFieldsThatDoNotFilterF2(t *testing.T) {
	h := handler()
	for _, field := range []string{
		"participants.state", "participants.user.uuid", "participants.approved",
		"values.closed_on", "values.id", "nope", "author.nope", "reviewers.username",
	} {
		wantError(t, get(h, asking(prs, "q", `title ~ "a" AND `+field+` = 1`)),
			http.StatusBadRequest, `Field ".`+field+`" does not support filtering`)
	}
}

func TestCrashesF3(t *testing.T) {
	h, polite := handler(), handler(bbqltest.RejectCrashes())
	tests := []struct{ q, rejected string }{
		{`state = "MERGED" AND closed_on > 2023-06-05T14:00:00-07:00`,
			`Field ".closed_on" does not support filtering`},
		{`state = "ALL"`, `Invalid value "ALL" for field ".state"`},
		{`state IN ("OPEN", "open")`, `Invalid value "open" for field ".state"`},
		{`state > ""`, `Invalid value "" for field ".state"`},
	}
	for _, tt := range tests {
		first, second := get(h, asking(prs, "q", tt.q)), get(h, asking(prs, "q", tt.q))
		var body struct {
			Error struct{ Message, ID string }
		}
		if err := json.Unmarshal(first.Body.Bytes(), &body); err != nil {
			t.Fatal(err)
		}
		if first.Code != 500 || body.Error.Message != "Something went wrong" ||
			len(body.Error.ID) != 32 {
			t.Errorf("%s: %d %s", tt.q, first.Code, first.Body)
		}
		if first.Body.String() != second.Body.String() {
			t.Errorf("%s: the id is not always the same", tt.q)
		}
		wantError(t, get(polite, asking(prs, "q", tt.q)), http.StatusBadRequest, tt.rejected)
	}
	fine := []string{`state != ""`, `state NOT IN ("ALL")`, `state ~ "PEN"`, `state = "OPEN"`}
	for _, q := range fine {
		if w := get(h, asking(prs, "q", q)); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", q, w.Code, w.Body)
		}
	}
}

func TestIgnoredFilterF4(t *testing.T) {
	add := func(bb *bbqltest.Server) {
		bb.Add("/repositories/acme/site/commits",
			map[string]any{"hash": "a1"}, map[string]any{"hash": "b2"})
	}
	const target = "/2.0/repositories/acme/site/commits?q=hash%3D%22a1%22"
	bb := bbqltest.NewServer(t, nil)
	add(bb)
	body, err := fetch(bb.URL + target)
	if err != nil || !strings.Contains(body, "a1") || !strings.Contains(body, "b2") {
		t.Errorf("got %s, %v", body, err)
	}

	failures := try(t, func(tb *tester) {
		bb := bbqltest.NewServer(tb, nil, bbqltest.Strict())
		add(bb)
		body, err = fetch(bb.URL + target)
	})
	const want = "bbqltest: /repositories/{workspace}/{repo_slug}/commits ignores q: " +
		"it answers with everything (rule F4)"
	if len(failures) != 1 || failures[0] != want || !strings.Contains(body, want) {
		t.Errorf("got failures %q, body %s, %v", failures, body, err)
	}
}

func TestPageLimitsF5(t *testing.T) {
	h := handler()
	tests := []struct {
		target string
		values int    // on the page
		err    string // or what is wrong
	}{
		{prs, 10, ""},
		{prs + "?pagelen=2", 2, ""},
		{prs + "?q=id%3E0&pagelen=50", 36, ""},
		{prs + "?pagelen=51", 0, "Invalid pagelen"},
		{prs + "?pagelen=0", 0, "Invalid pagelen"},
		{prs + "?pagelen=ten", 0, "Invalid pagelen"},
		{"/repositories/acme?pagelen=100", 32, ""},
		{"/repositories/acme?pagelen=101", 0, "Invalid pagelen"},
		{prs + "?page=0", 0, "Invalid page"},
		{prs + "?page=2%2F", 0, "Invalid page"},
		{prs + "?page=-1", 0, "Invalid page"},
		{prs + "?page=9223372036854775807", 0, ""},
	}
	for _, tt := range tests {
		if tt.err != "" {
			wantError(t, get(h, tt.target), http.StatusBadRequest, tt.err)
			continue
		}
		if p := getPage(t, h, tt.target); len(p.Values) != tt.values {
			t.Errorf("%s: %d values, want %d", tt.target, len(p.Values), tt.values)
		}
	}
}

func TestStateOfPullRequestsF6(t *testing.T) {
	bb := bbqltest.Handler(states(t))
	combined := bbqltest.Handler(states(t), bbqltest.CombineState())
	tests := []struct {
		query          string
		want, combined string
	}{
		{"", "1", "1"},
		{"?q=", "1", "1"},
		{"?state=MERGED", "2", "2"},
		{"?state=MERGED&state=DECLINED", "2 3", "2 3"},
		{"?q=id%3C3", "1 2", "1 2"},
		{"?q=id%3C3&state=MERGED", "1 2", "2"},
		{"?state=OPEN&q=state=%22DECLINED%22", "3", ""},
	}
	for _, tt := range tests {
		if got := getPage(t, bb, prs+tt.query).ids(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.query, got, tt.want)
		}
		if got := getPage(t, combined, prs+tt.query).ids(); got != tt.combined {
			t.Errorf("%s, combined: got %q, want %q", tt.query, got, tt.combined)
		}
	}
	wantError(t, get(bb, prs+"?state=OPEN,MERGED"), http.StatusBadRequest, "Invalid state")
	strict := bbqltest.Handler(states(t), bbqltest.Strict())
	wantError(t, get(strict, prs+"?state=OPEN&q=id%3C3"), http.StatusBadRequest,
		"bbqltest: a state parameter beside q may count for nothing: put state inside q (rule F6)")
}

func TestFieldsF7(t *testing.T) {
	h := handler()
	const one = "?q=id=36&pagelen=1"
	tests := []struct{ target, want string }{
		{prs + one + "&fields=values.id", `{"values":[{"id":36}]}`},
		{prs + "?q=id%3C0&fields=values.id", `{"values":[]}`},
		{prs + one + "&fields=size,values.author.nickname",
			`{"size":1,"values":[{"author":{"nickname":"Ødegård"}}]}`},
		{prs + one + "&fields=values.source.branch,-values.source.branch.name,page",
			`{"page":1,"values":[{"source":{"branch":{}}}]}`},
		{prs + one + "&fields=-values", `{"pagelen":1,"size":1,"page":1}`},
		{prs + one + "&fields=-*,%2Bvalues.id", `{"values":[{"id":36}]}`},
		{prs + one + "&fields=-values.*,%2Bvalues.reviewers,-size",
			`{"pagelen":1,"page":1,"values":[{"reviewers":[]}]}`},
		{prs + one + "&fields=values.destination.*.name",
			`{"values":[{"destination":{"branch":{"name":"develop"},"repository":{"name":"Site"}}}]}`},
		{prs + one + "&fields=values.nope", `{"values":[{}]}`},
		{prs + "/36?fields=id,participants", `{"id":36,"participants":[]}`},
		{prs + "/36?fields=nope", `{}`},
		{prs + "/36?fields=-*,%2Bid", `{"id":36}`},
	}
	for _, tt := range tests {
		if got := get(h, tt.target).Body.String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.target, got, tt.want)
		}
	}
}

func TestReviewersOnlyWhenAsked(t *testing.T) {
	h := handler()
	tests := []struct {
		target string
		has    [2]bool // reviewers, participants
	}{
		{prs + "?q=id=36", [2]bool{}},
		{prs + "?q=id=36&fields=%2Bvalues.reviewers", [2]bool{true, false}},
		{prs + "?q=id=36&fields=%2Bvalues.reviewers,%2Bvalues.participants", [2]bool{true, true}},
		{prs + "?q=id=36&fields=values.*", [2]bool{true, true}},
		{prs + "?q=id=36&fields=-values.links", [2]bool{}},
		{prs + "?q=id=36&fields=values", [2]bool{}},
	}
	for _, tt := range tests {
		pr := getPage(t, h, tt.target).Values[0]
		got := [2]bool{pr["reviewers"] != nil, pr["participants"] != nil}
		if got != tt.has {
			t.Errorf("%s: has reviewers and participants %v, want %v", tt.target, got, tt.has)
		}
	}
	var pr map[string]any
	err := json.Unmarshal(get(h, prs+"/36").Body.Bytes(), &pr)
	if err != nil || pr["reviewers"] == nil {
		t.Errorf("a single pull request has no reviewers: %v", err)
	}
}

func TestSortErrors(t *testing.T) {
	h := bbqltest.Handler(states(t))
	const site = "/repositories/acme/site"
	tests := []struct{ target, want string }{
		{prs + "?sort=nope", `Field ".nope" does not support sorting`},
		{prs + "?sort=id,title", "Bad Request"},
		{site + "/deployments?sort=last_update_time", "Bad Request"},
		{site + "/pipelines?sort=state", `Field ".state" does not support sorting`},
	}
	for _, tt := range tests {
		wantError(t, get(h, tt.target), http.StatusBadRequest, tt.want)
	}
}

func TestFilterNeedsRole(t *testing.T) {
	h := handler()
	wantError(t, get(h, "/repositories?q=name=%22x%22"), http.StatusBadRequest,
		"The role parameter must be specified with q")
}

func TestBrokenEscape(t *testing.T) {
	r := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/2.0" + prs, RawQuery: "q=%zz"}}
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "Bad Request: q: ") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestLimits(t *testing.T) {
	h := handler()
	long := `title = "` + strings.Repeat("x", 70_000) + `"`
	w := get(h, asking(prs, "q", long))
	if w.Code != http.StatusBadRequest || w.Body.Len() > 500 {
		t.Errorf("a long query: %d, %d bytes", w.Code, w.Body.Len())
	}
	wantError(t, get(h, prs+"?fields="+strings.Repeat("a,", 1001)), http.StatusBadRequest,
		"Bad Request: more than 1000 fields")
}

func TestMembersTakeNinetyAddresses(t *testing.T) {
	bb := bbqltest.NewServer(t, nil)
	bb.Add("/workspaces/acme/members", map[string]any{"type": "workspace_membership"})
	ask := func(n int) string {
		list := strings.TrimSuffix(strings.Repeat(`"a@b.c",`, n), ",")
		body, err := fetch(bb.URL + "/2.0" +
			asking("/workspaces/acme/members", "q", "user.email IN ("+list+")"))
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	if body := ask(90); !strings.Contains(body, `"values":[]`) {
		t.Errorf("90 addresses: %s", body)
	}
	if body := ask(91); !strings.Contains(body, `More than 90 values for \".user.email\"`) {
		t.Errorf("91 addresses: %s", body)
	}
}

// TestFixtureThatIsBroken shows what a handler without a test says.
func TestFixtureThatIsBroken(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/user.json", []byte("{\"a\":\n nope}"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := get(bbqltest.Handler(os.DirFS(dir)), "/user")
	if w.Code != 500 || !strings.Contains(w.Body.String(), "user.json:2:3") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	failures := try(t, func(tb *tester) { bbqltest.NewServer(tb, os.DirFS(dir)) })
	if len(failures) != 1 || !strings.Contains(failures[0], "user.json:2:3") {
		t.Errorf("NewServer said %q", failures)
	}
}
