package verify

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/cmd/bbql/internal/rest"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

// DefaultLimit is how many objects of a list are looked at.
const DefaultLimit = 1000

// A Runner asks the queries of a plan. All fields but Journal and Progress are
// required. It is used once.
type Runner struct {
	Client    *rest.Client
	Plan      *Plan
	Workspace string
	Repo      string // "" if the lists of a repository are not to be asked
	Limit     int    // of objects of a list, and of an answer

	Journal  *Journal          // what was asked before, and is to be remembered
	Progress func(text string) // is told what is being asked
}

// Run asks all queries and returns what came of them. A list that the API does
// not give leaves its queries undecided. An error is that of the context, of the
// network, of credentials that are not accepted, or of the journal; what was
// asked until then is in the journal.
func (r *Runner) Run(ctx context.Context) (*Report, error) {
	results := map[*Query]*Result{}
	reached := map[bool]bool{} // whether some list is there, of a repository and others
	missing := map[bool]error{}
	for _, name := range r.Plan.listNames() {
		list := r.Plan.Lists[name]
		err := r.askList(ctx, list, r.Plan.queries(name), results)
		var status *rest.StatusError
		switch {
		case err == nil:
			_, asked := r.url(list)
			reached[list.ofRepo()] = reached[list.ofRepo()] || asked
		case errors.As(err, &status) && isAnswer(status):
			missing[list.ofRepo()] = cmp.Or(missing[list.ofRepo()], err)
		default:
			return nil, err
		}
	}
	switch {
	case !reached[true] && !reached[false] && missing[false] != nil:
		return nil, missing[false]
	case !reached[true] && missing[true] != nil:
		return nil, missing[true]
	}
	return newReport(r.Plan, results), nil
}

// ofRepo reports whether a list is one of a repository.
func (l *List) ofRepo() bool { return strings.Contains(l.Path, "{repo_slug}") }

// url returns the URL of the list, on pages as long as possible. It reports
// false if that takes a repository and there is none.
func (r *Runner) url(list *List) (*url.URL, bool) {
	if r.Repo == "" && list.ofRepo() {
		return nil, false
	}
	path := strings.NewReplacer("{workspace}", url.PathEscape(r.Workspace),
		"{repo_slug}", url.PathEscape(r.Repo)).Replace(list.Path)
	root := *r.Client.Base
	root.Path = "/2.0"
	u := root.JoinPath(path)
	u.RawQuery = list.Params
	if e := list.endpoint(); e.MaxPageLen > 0 {
		pagelen := strconv.Itoa(min(e.MaxPageLen, r.Limit))
		u.RawQuery = urlquery.Set(u.RawQuery, "pagelen", pagelen)
	}
	return u, true
}

func (l *List) endpoint() schema.Endpoint {
	e, _ := schema.EndpointFor(http.MethodGet, l.Path)
	return e
}

// askList asks the queries of one list. What changes in the meantime is not
// compared.
func (r *Runner) askList(
	ctx context.Context, list *List, queries []*Query, results map[*Query]*Result,
) error {
	unasked := func(v Verdict, reason string, queries ...*Query) {
		for _, q := range queries {
			results[q] = &Result{Query: q, Path: list.Path, Verdict: v, Reason: reason}
		}
	}
	base, ok := r.url(list)
	if !ok {
		unasked(Undecided, "it takes a --repo", queries...)
		return nil
	}
	before, err := r.snapshot(ctx, base)
	var status *rest.StatusError
	if errors.As(err, &status) {
		verdict := Undecided
		if status.Status >= http.StatusInternalServerError {
			verdict = Failed
		}
		unasked(verdict, fmt.Sprintf("the list answers %d", status.Status), queries...)
	}
	if err != nil {
		return err
	}
	earlier, err := r.Journal.list(base.RequestURI(), before.digests())
	if err != nil {
		return err
	}
	asked := map[*question]*answer{}
	for _, q := range queries {
		a, err := pose(q, list.endpoint().Resource, before.objects)
		if err != nil {
			return err
		}
		if a == nil {
			unasked(Undecided, noCase, q)
		} else if asked[a], err = r.ask(ctx, a, base); err != nil {
			return err
		}
	}
	after, err := r.snapshot(ctx, base)
	if err != nil {
		return err
	}
	same := before.unchanged(earlier, after.digests())
	for a, ans := range asked {
		result, err := a.judge(ans, same, len(before.objects))
		if err != nil {
			return err
		}
		result.Path = list.Path
		results[a.query] = result
	}
	return nil
}

// snapshot returns the objects of a list.
func (r *Runner) snapshot(ctx context.Context, u *url.URL) (*snapshot, error) {
	values, _, err := r.fetch(ctx, u)
	if err != nil {
		return nil, err
	}
	return newSnapshot(values)
}

// fetch returns the objects of a list up to the limit, and whether these are
// all.
func (r *Runner) fetch(ctx context.Context, u *url.URL) (values []json.RawMessage, all bool, err error) {
	for page, err := range r.Client.Pages(ctx, u) {
		if err != nil {
			return nil, false, err
		}
		if !page.List {
			return nil, false, fmt.Errorf("GET %s: the answer is no page of a list", u)
		}
		values = append(values, page.Values...)
		if len(values) > r.Limit || len(values) == r.Limit && page.HasNext() {
			return values[:r.Limit], false, nil
		}
	}
	return values, true, nil
}

// ask returns the answer to a question, from the journal if it is there.
func (r *Runner) ask(ctx context.Context, a *question, list *url.URL) (*answer, error) {
	u := a.url(list)
	if ans := r.Journal.answer(u.RequestURI()); ans != nil {
		return ans, nil
	}
	if r.Progress != nil {
		r.Progress(strings.TrimSpace(a.query.Filter + " " + a.query.Sort))
	}
	ans := &answer{Request: u.RequestURI(), Status: http.StatusOK}
	values, whole, err := r.fetch(ctx, u)
	var status *rest.StatusError
	switch {
	case errors.As(err, &status) && isAnswer(status):
		ans.Status, ans.Message = status.Status, status.Message
	case err != nil:
		return nil, err
	default:
		ans.Whole = whole
		for i, raw := range values {
			id, _ := identity(raw, i+1)
			ans.IDs = append(ans.IDs, id)
		}
	}
	return ans, r.Journal.record(ans)
}

// listNames returns the names of the lists in the order in which queries need
// them.
func (p *Plan) listNames() []string {
	var names []string
	seen := map[string]bool{}
	for _, rule := range p.Rules {
		for _, q := range rule.Queries {
			if !seen[q.List] {
				seen[q.List] = true
				names = append(names, q.List)
			}
		}
	}
	return names
}

// queries returns the queries of a list.
func (p *Plan) queries(list string) []*Query {
	var queries []*Query
	for _, rule := range p.Rules {
		for _, q := range rule.Queries {
			if q.List == list {
				queries = append(queries, q)
			}
		}
	}
	return queries
}

// Requests yields what would be requested: the URL of each list, and below it
// its queries.
func (r *Runner) Requests(yield func(list *url.URL, rule *Rule, q *Query) bool) {
	for _, name := range r.Plan.listNames() {
		u, ok := r.url(r.Plan.Lists[name])
		if !ok {
			continue
		}
		if !yield(u, nil, nil) {
			return
		}
		for _, rule := range r.Plan.Rules {
			for _, q := range rule.Queries {
				if q.List == name && !yield(u, rule, q) {
					return
				}
			}
		}
	}
}
