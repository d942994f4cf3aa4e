package bbqltest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/schema"
)

// filter reads the q parameter for an endpoint. It is nil where there is none,
// and where the endpoint ignores it (rule F4).
func (a *api) filter(e schema.Endpoint, ps params) (ast.Expr, error) {
	q := ps.last("q")
	if strings.Trim(q, " \t\r\n") == "" { // the empty filter (rule Y5)
		return nil, nil
	}
	switch e.Filter.Verdict {
	case schema.Ignored:
		return nil, a.unheard(e, "q", "it answers with everything (rule F4)")
	case schema.Rejected:
		return nil, badRequest("Bad Request")
	}
	expr, err := bbql.Parse(q)
	if err != nil {
		return nil, syntaxError(q, err)
	}
	return expr, a.check(e, ps, expr)
}

// check tells whether Bitbucket answers a query that parses.
func (a *api) check(e schema.Endpoint, ps params, expr ast.Expr) error {
	for _, p := range e.Params {
		if p.WithFilter && ps.last(p.Name) == "" {
			return badRequest("The %s parameter must be specified with q", p.Name)
		}
	}
	values := map[ast.Path]int{}
	for n := range ast.Preorder(expr) {
		c, ok := n.(*ast.Comparison)
		if !ok {
			continue
		}
		if err := a.checkField(e.Resource, c); err != nil {
			return err
		}
		values[c.Field] += len(literals(c))
		if e.MaxValues > 0 && values[c.Field] > e.MaxValues {
			return badRequest("More than %d values for %s", e.MaxValues, quoted(c.Field))
		}
	}
	return nil
}

// checkField refuses fields that do not filter (rule F2) and crashes as
// Bitbucket does (rule F3). Of a resource that the schema does not know every
// field filters.
func (a *api) checkField(r schema.Resource, c *ast.Comparison) error {
	if _, ok := schema.Lookup(string(r)); !ok {
		return nil
	}
	f, ok := r.Field(c.Field)
	switch {
	case r == schema.PullRequest && c.Field == "closed_on" && !a.rejectCrashes:
		return crash(c.String())
	case !ok, f.Filter.Verdict == schema.Rejected:
		return badRequest("Field %s does not support filtering", quoted(c.Field))
	case f.Type.Enum == nil, c.Op.IsNegation(), c.Op == ast.OpContains:
		return nil
	}
	for _, v := range literals(c) {
		s, ok := v.(*ast.String)
		switch {
		case !ok || slices.Contains(f.Type.Enum, s.Value):
		case a.rejectCrashes:
			return badRequest("Invalid value %q for field %s", s.Value, quoted(c.Field))
		default:
			return crash(c.String())
		}
	}
	return nil
}

// literals returns what a comparison compares with.
func literals(c *ast.Comparison) []ast.Value {
	if list, ok := c.Value.(*ast.List); ok {
		return list.Values
	}
	return []ast.Value{c.Value}
}

// quoted returns a path as Bitbucket's messages show it, with a leading dot
// (rule F2, observed).
func quoted(p ast.Path) string { return fmt.Sprintf(`".%s"`, p) }

// sortKey reads the sort parameter for an endpoint, nil where there is none or
// it is ignored. What Bitbucket says of a wrong one is assumed, but for
// deployments, where it was observed.
func (a *api) sortKey(e schema.Endpoint, ps params) (*ast.SortKey, error) {
	key, err := bbql.ParseSort(ps.last("sort"))
	switch {
	case err == nil && key == nil:
		return nil, nil
	case e.Sort.Verdict == schema.Ignored:
		return nil, a.unheard(e, "sort", "the order is its own (rule F4)")
	case err != nil, e.Sort.Verdict == schema.Rejected:
		return nil, badRequest("Bad Request")
	case !sorts(e, key.Field):
		return nil, badRequest("Field %s does not support sorting", quoted(key.Field))
	}
	return key, nil
}

// sorts reports whether an endpoint takes a field as its sort key.
func sorts(e schema.Endpoint, field ast.Path) bool {
	if e.SortKeys != nil {
		return slices.Contains(e.SortKeys, field)
	}
	if _, ok := schema.Lookup(string(e.Resource)); !ok {
		return true
	}
	f, ok := e.Resource.Field(field)
	return ok && f.Sort.Verdict != schema.Rejected
}

// unheard returns nil for a parameter that the endpoint ignores, and in strict
// mode an error that says so.
func (a *api) unheard(e schema.Endpoint, param, instead string) error {
	if !a.strict {
		return nil
	}
	return a.complain(fmt.Sprintf("%s ignores %s: %s", e.Path, param, instead))
}

// complain fails the test that the server belongs to, if any, and returns the
// answer that says why.
func (a *api) complain(message string) error {
	if a.tb != nil {
		a.tb.Errorf("bbqltest: %s", message)
	}
	return badRequest("bbqltest: %s", message)
}
