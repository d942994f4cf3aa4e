package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
	"github.com/bbql/go-bbql/cmd/bbql/internal/rest"
)

// assumed matches the rows of docs/language.md about rules that are assumed.
var assumed = regexp.MustCompile(`(?m)^\| ([YMO]\d+) \|.*\bASM \|$`)

// Every rule that the documentation calls an assumption is in the plan, and the
// fixtures decide each of those that have a query, and every query.
func TestCoverage(t *testing.T) {
	doc, err := os.ReadFile("../../../../docs/language.md")
	if err != nil {
		t.Fatal(err)
	}
	report := run(t, newRunner(t, fixtures()))
	byNumber := map[string]*RuleReport{}
	for _, r := range report.Rules {
		byNumber[r.Rule.Rule] = r
	}
	rows := assumed.FindAllStringSubmatch(string(doc), -1)
	if len(rows) < 15 {
		t.Fatalf("docs/language.md has only %d rules that are assumed", len(rows))
	}
	for _, row := range rows {
		r := byNumber[row[1]]
		switch {
		case r == nil:
			t.Errorf("the plan has no rule %s", row[1])
		case r.Rule.WhyNot == "" && r.Verdict != Agree:
			t.Errorf("rule %s: %s", row[1], r.Verdict)
		}
	}
	for _, r := range report.Rules {
		for _, result := range r.Results {
			if result.Verdict != Agree && result.Query.Sort != "updated_on" {
				t.Errorf("rule %s, %s %s: %s, %s", r.Rule.Rule, result.Query.Filter,
					result.Query.Sort, result.Verdict, result.Reason)
			}
		}
	}
}

// Dates sort by instant, which takes offsets that the fixtures' lists don't need.
func TestOffsets(t *testing.T) {
	bb := bbqltest.NewServer(t, os.DirFS("../../../../testdata/bitbucket"))
	bb.Add("/repositories/acme", map[string]any{
		"type": "repository", "uuid": "{1}", "name": "late", "updated_on": "2025-03-15T01:00:00+14:00",
	})
	r := newRunner(t, nil)
	r.Client.Base = parse(t, bb.URL)
	for _, rule := range run(t, r).Rules {
		if rule.Rule.Rule == "O2" && rule.Count(Agree) != len(rule.Results) {
			t.Errorf("O2: %d of %d queries agree", rule.Count(Agree), len(rule.Results))
		}
	}
}

// Objects that are not the same before and after count for nothing, whatever is
// said about them.
func TestListChanges(t *testing.T) {
	var mu sync.Mutex
	requests := 0
	inner := fixtures()
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		inner.ServeHTTP(rec, r)
		mu.Lock()
		defer mu.Unlock()
		requests++
		title := "Deploy from develop " + strings.Repeat("!", requests)
		w.WriteHeader(rec.Code)
		w.Write(bytes.ReplaceAll(rec.Body.Bytes(), []byte("Deploy from develop"), []byte(title)))
	})
	report := run(t, newRunner(t, h))
	if list := rules(report, Disagree); list != nil {
		t.Errorf("the rules %v disagree", list)
	}
	for _, rule := range report.Rules {
		for _, r := range rule.Results {
			if strings.HasSuffix(r.Path, "pullrequests") && r.Status == http.StatusOK &&
				(r.Changed != 1 || slices.Contains(r.Got, "35")) {
				t.Errorf("%s: %d changed, got %v", r.Request, r.Changed, r.Got)
			}
		}
	}
}

// What there is beyond the limit is not compared, and does no harm.
func TestLimit(t *testing.T) {
	r := newRunner(t, fixtures())
	r.Limit = 7
	report := run(t, r)
	if list := rules(report, Disagree); list != nil {
		t.Errorf("the rules %v disagree", list)
	}
	if n := report.Count(Agree); n < 10 {
		t.Errorf("only %d rules agree", n)
	}
	r = newRunner(t, differ(fixtures(), deviation{selects: byTitle("~", strings.Contains)}))
	r.Limit = 20
	if list := rules(run(t, r), Disagree); !slices.Equal(list, []string{"M5"}) {
		t.Errorf("the rules %v disagree", list)
	}
}

// failing answers with a status where a request is one of those.
func failing(inner http.Handler, status int, these func(*http.Request) bool) http.Handler {
	return instead(inner, these, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		w.Write([]byte(`{"type":"error","error":{"message":"no"}}`))
	})
}

// instead answers these requests by another handler.
func instead(inner http.Handler, these func(*http.Request) bool, h http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if these(r) {
			h(w, r)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

func TestMissingLists(t *testing.T) {
	issues := func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/issues") }
	report := run(t, newRunner(t, failing(fixtures(), http.StatusNotFound, issues)))
	for _, rule := range report.Rules {
		for _, r := range rule.Results {
			if r.Query.List == "issues" && (r.Verdict != Undecided || r.Reason != "the list answers 404") {
				t.Errorf("%s: %s, %s", r.Query.Filter, r.Verdict, r.Reason)
			}
		}
	}
	if list := rules(report, Agree); !slices.Contains(list, "O1") || len(list) < 15 {
		t.Errorf("the rules %v agree", list)
	}
	report = run(t, newRunner(t, failing(fixtures(), http.StatusInternalServerError, issues)))
	if list := rules(report, Failed); !slices.Equal(list, []string{"M2", "M3", "M8", "O1", "O2"}) {
		t.Errorf("the rules %v failed", list)
	}
	everything := func(*http.Request) bool { return true }
	for _, status := range []int{http.StatusUnauthorized, http.StatusNotFound, http.StatusInternalServerError} {
		for _, repo := range []string{"site", ""} {
			runner := newRunner(t, failing(fixtures(), status, everything))
			runner.Repo = repo
			_, err := runner.Run(t.Context())
			var e *rest.StatusError
			if !errors.As(err, &e) || e.Status != status {
				t.Errorf("%d, repository %q: error %v", status, repo, err)
			}
		}
	}
}

// A repository that is not there is an error, though its workspace is.
func TestMissingRepository(t *testing.T) {
	r := newRunner(t, fixtures())
	r.Repo = "nosuch"
	_, err := r.Run(t.Context())
	var e *rest.StatusError
	if !errors.As(err, &e) || e.Status != http.StatusNotFound {
		t.Errorf("error %v", err)
	}
}

func TestWithoutRepository(t *testing.T) {
	r := newRunner(t, fixtures())
	r.Repo = ""
	report := run(t, r)
	for _, rule := range report.Rules {
		for _, r := range rule.Results {
			if asked := r.Verdict != Undecided || r.Status > 0; asked && r.Query.List != "repositories" {
				t.Errorf("%s was asked", r.Request)
			}
		}
	}
	if report.Count(Agree) == 0 {
		t.Error("no rule agrees")
	}
}

// What an answer says of anything but the query may name what was asked.
func TestEvidenceOfFailures(t *testing.T) {
	queries := func(r *http.Request) bool { return r.URL.Query().Has("q") || r.URL.Query().Has("sort") }
	h := instead(fixtures(), queries, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `{"error":{"message":"no access to %s"}}`, r.URL.Path)
	})
	report := run(t, newRunner(t, h))
	public, err := report.Evidence(false)
	if err != nil || bytes.Contains(public, []byte("acme")) || !bytes.Contains(public, []byte("403")) {
		t.Errorf("evidence, error %v:\n%.3000s", err, public)
	}
	private, err := report.Evidence(true)
	if err != nil || !bytes.Contains(private, []byte("no access to /2.0/repositories/acme/site/")) {
		t.Errorf("private evidence, error %v:\n%.3000s", err, private)
	}
}

// A query that is not answered says nothing about its rule, and neither does a
// field that the server does not look at.
func TestUnansweredQueries(t *testing.T) {
	titles := func(r *http.Request) bool { return strings.HasPrefix(r.URL.Query().Get("q"), "title ~") }
	report := run(t, newRunner(t, failing(fixtures(), http.StatusInternalServerError, titles)))
	if list := rules(report, Failed); !slices.Equal(list, []string{"Y6", "M5"}) {
		t.Errorf("the rules %v failed", list)
	}
	h := instead(fixtures(), titles, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		w.Write([]byte(`{"error":{"message":"Field \".title\" does not support filtering"}}`))
	})
	for _, rule := range run(t, newRunner(t, h)).Rules {
		for _, r := range rule.Results {
			if strings.HasPrefix(r.Query.Filter, "title ~") && r.Verdict != Undecided {
				t.Errorf("%s: %s", r.Query.Filter, r.Verdict)
			}
		}
	}
}

// A key that is refused says nothing about the order that another one gives.
func TestRefusedSortKeys(t *testing.T) {
	sorts := func(r *http.Request) bool { return r.URL.Query().Get("sort") != "" }
	report := run(t, newRunner(t, failing(fixtures(), http.StatusBadRequest, sorts)))
	if list := rules(report, Undecided); !slices.Equal(list, []string{"O1", "O2", "O3", "O4"}) {
		t.Errorf("the rules %v are undecided", list)
	}
}

// counting counts requests by what they ask.
type counting struct {
	http.Handler
	mu   sync.Mutex
	seen map[string]int
	stop func() // is called with the limit-th request, if it isn't nil
	left int
}

func (c *counting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.seen[r.RequestURI]++
	if c.left--; c.left == 0 {
		c.stop()
	}
	c.mu.Unlock()
	c.Handler.ServeHTTP(w, r)
}

// A run that is interrupted goes on with what is left, as if nothing had
// happened.
func TestResume(t *testing.T) {
	want := rules(run(t, newRunner(t, fixtures())), Agree)
	c := &counting{Handler: fixtures(), seen: map[string]int{}, left: 30}
	ctx, cancel := context.WithCancel(t.Context())
	c.stop = cancel
	var file bytes.Buffer
	resume := func(ctx context.Context, earlier []byte) (*Report, error) {
		r := newRunner(t, c)
		var err error
		if r.Journal, err = NewJournal(earlier, &file, "http://api"); err != nil {
			t.Fatal(err)
		}
		return r.Run(ctx)
	}
	if _, err := resume(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	file.WriteString(`{"answer":{"request":"/2.0/half`) // the power fails
	for range 2 {
		report, err := resume(t.Context(), bytes.Clone(file.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if got := rules(report, Agree); !slices.Equal(got, want) {
			t.Errorf("the rules %v agree, want %v", got, want)
		}
	}
	for request, n := range c.seen {
		query := strings.Contains(request, "q=") || strings.Contains(request, "sort=")
		if query && n > 2 || query && n == 2 && c.left > 0 {
			t.Errorf("%d requests of %s", n, request)
		}
	}
	for i, line := range bytes.Split(bytes.TrimSpace(file.Bytes()), []byte("\n")) {
		half := bytes.Contains(line, []byte("/2.0/half"))
		if len(line) > 0 && json.Valid(line) == half {
			t.Errorf("line %d of the journal: %s", i+1, line)
		}
	}
}

// What an answer was about must still be as it was.
func TestResumeAfterChanges(t *testing.T) {
	var file bytes.Buffer
	once := func(h http.Handler) *Report {
		r := newRunner(t, h)
		var err error
		if r.Journal, err = NewJournal(bytes.Clone(file.Bytes()), &file, "http://api"); err != nil {
			t.Fatal(err)
		}
		return run(t, r)
	}
	inner := fixtures()
	once(inner)
	later := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		inner.ServeHTTP(rec, r)
		w.WriteHeader(rec.Code)
		w.Write(bytes.ReplaceAll(rec.Body.Bytes(), []byte("Deploy from develop"), []byte("Done")))
	})
	for _, rule := range once(later).Rules {
		for _, r := range rule.Results {
			if slices.Contains(r.Got, "35") || r.Verdict == Disagree {
				t.Errorf("%s: %s, got %v", r.Request, r.Verdict, r.Got)
			}
		}
	}
}

func TestJournalErrors(t *testing.T) {
	tests := map[string]string{
		"hello":                              "it is no file of an earlier run",
		"hello\n":                            "it is no file of an earlier run: invalid character",
		"{\"base\":\"https://b\"}\n":         "it is about https://b, not https://a",
		"{\"list\":\"/x\",\"digests\":{}}\n": "it is no file of an earlier run",
	}
	for text, want := range tests {
		_, err := NewJournal([]byte(text), &bytes.Buffer{}, "https://a")
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
	full := writerFunc(func([]byte) (int, error) { return 0, errors.New("disk full") })
	if _, err := NewJournal(nil, full, "https://a"); err == nil || err.Error() != "writing the journal: disk full" {
		t.Errorf("error %v", err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// The evidence has nothing of the objects but ids, unless it is to.
func TestEvidence(t *testing.T) {
	noTitles := deviation{
		selects: byTitle("~", strings.Contains),
		order:   byText("name", member("name")),
		refuses: func(q string) bool { return strings.Contains(q, "reviewers") },
	}
	h := differ(fixtures(), noTitles)
	report := run(t, newRunner(t, h))
	if list := rules(report, Disagree); len(list) < 3 {
		t.Fatalf("only the rules %v disagree", list)
	}
	public, err := report.Evidence(false)
	if err != nil {
		t.Fatal(err)
	}
	private, err := report.Evidence(true)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"acme", "jdoe", "mkovacs", "RSS", "rss", "release/"} {
		if bytes.Contains(public, []byte(secret)) {
			t.Errorf("the evidence has %q in it", secret)
		}
		if !bytes.Contains(private, []byte(secret)) {
			t.Errorf("the private evidence has no %q in it", secret)
		}
	}
	var parsed struct {
		Rules []struct {
			Rule    string
			Verdict Verdict
			Queries []struct {
				Path, Filter string
				Status       int
				Expected     []string
				Got          []string
				AsIf         string `json:"as_if"`
			}
		}
	}
	if err := json.Unmarshal(public, &parsed); err != nil {
		t.Fatal(err)
	}
	for _, rule := range parsed.Rules {
		if rule.Rule != "M5" {
			continue
		}
		q := rule.Queries[0]
		if rule.Verdict != Disagree || q.Filter != "title ~ :word" || q.Status != 200 ||
			len(q.Expected) == 0 || slices.Equal(q.Expected, q.Got) || q.AsIf != "~ minds case" {
			t.Errorf("M5: %+v", rule)
		}
	}
}

func TestReadErrors(t *testing.T) {
	const lists = `{"lists":{"r":{"path":"/repositories/{workspace}"}},"rules":[{"rule":"M1",`
	tests := map[string]string{
		`[]`:                                                    "the plan is not as it must be: ",
		`{"rule":[]}`:                                           `the plan is not as it must be: json: unknown field "rule"`,
		`{"lists":{"x":{"path":"/nope"}}}`:                      `list "x": the API has no list /nope`,
		`{"lists":{"x":{"path":"/user"}}}`:                      `list "x": the API has no list /user`,
		`{"rules":[{"rule":"M1"}]}`:                             "rule M1: either queries or why_not belong to it",
		lists + `"queries":[{"list":"x"}]}]}`:                   `rule M1, query 1: there is no list "x"`,
		lists + `"queries":[{"list":"r"}]}]}`:                   `rule M1, query 1: it needs a filter or a sort key`,
		lists + `"queries":[{"list":"r","filter":"a = b"}]}]}`:  `rule M1, query 1: 1:5: `,
		lists + `"queries":[{"list":"r","filter":"a = :v"}]}]}`: `rule M1, query 1: 1:5: `,
		lists + `"queries":[{"list":"r","filter":"a = 1","refused":true}]}]}`:                       `rule M1, query 1: a = 1 is a query, which is not to be refused`,
		lists + `"queries":[{"list":"r","filter":"a ==","refused":true,"other":{"sort":"a"}}]}]}`:   `rule M1, query 1: what is refused has no other reading`,
		lists + `"queries":[{"list":"r","filter":"a = 1","other":{"sort":"a"}}]}]}`:                 `rule M1, query 1: the other reading sorts, the query does not`,
		lists + `"queries":[{"list":"r","sort":"a","other":{"keys":"x"}}]}]}`:                       `rule M1, query 1: the keys of the other reading can't be "x"`,
		lists + `"queries":[{"list":"r","sort":"+a"}]}]}`:                                           `rule M1, query 1: 1:1: `,
		lists + `"queries":[{"list":"r","filter":"a = 1","other":{"filter":"a = "}}]}]}`:            `rule M1, query 1: 1:5: `,
		lists + `"queries":[{"list":"r","filter":"a = :v","pick":{"v":{"field":"a","as":"x"}}}]}]}`: `rule M1, query 1: v: a literal can't be made as "x"`,
		lists + `"queries":[{"list":"r","filter":"a = :v","pick":{"v":{"field":"a","of":2}}}]}]}`:   `rule M1, query 1: v: of is 0 or 1, not 2`,
		lists + `"queries":[{"list":"r","filter":"a = :v","pick":{"v":{"field":"a."}}}]}]}`:         `rule M1, query 1: v: "a." is no field`,
	}
	for plan, want := range tests {
		if _, err := Read([]byte(plan)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", plan, err, want)
		}
	}
}
