package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// An endpoint is an operation with what the corrections say of it.
type endpoint struct {
	method, path           string
	resource               string
	list, deep, deprecated bool
	filter, sort           support
	sortKeys               []string
	maxValues              int
	successor              string
	page                   pageCorrection
	params                 []param
	oauth, apiToken        []string
	notes                  []note
}

type support struct {
	verdict string
	evidence
}

type note struct {
	text string
	evidence
}

type param struct {
	name, byDefault               string
	enum                          []string
	required, repeats, withFilter bool
}

// id is how the corrections name the endpoint.
func (e *endpoint) id() string { return e.method + " " + e.path }

// newEndpoints returns all operations, in the order of their paths and methods.
func newEndpoints(doc *document, fix *corrections) ([]*endpoint, error) {
	var list []*endpoint
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		for _, method := range methods {
			op, err := doc.Paths[path].operation(method)
			if err != nil {
				return nil, fmt.Errorf("API file: %s %s: %w", strings.ToUpper(method), path, err)
			}
			if op != nil {
				list = append(list, newEndpoint(doc, strings.ToUpper(method), path, op))
			}
		}
	}
	if err := correctEndpoints(list, fix); err != nil {
		return nil, err
	}
	return addEndpoints(list, fix)
}

// addEndpoints adds the endpoints that the API file no longer has.
func addEndpoints(list []*endpoint, fix *corrections) ([]*endpoint, error) {
	for _, c := range fix.Operations {
		i := slices.IndexFunc(list, func(e *endpoint) bool { return e.id() == c.Like })
		method, path, ok := strings.Cut(c.Endpoint, " ")
		if i < 0 || !ok {
			return nil, fmt.Errorf("corrections: %s: no endpoint %s", c.Endpoint, c.Like)
		}
		e := *list[i]
		e.method, e.path, e.deprecated = method, path, true
		for _, known := range []*evidence{&e.filter.evidence, &e.sort.evidence, &e.page.evidence} {
			*known = weaker(*known, c.evidence)
		}
		list = append(list, &e)
	}
	slices.SortFunc(list, func(a, b *endpoint) int {
		return cmp.Or(compare(a.path, b.path), compare(a.method, b.method))
	})
	return list, nil
}

func newEndpoint(doc *document, method, path string, op *operation) *endpoint {
	e := &endpoint{method: method, path: path, deprecated: op.Deprecated}
	e.resource, e.list = op.answer(doc)
	e.list = e.list && method == "GET"
	e.params = op.queryParams()
	e.oauth, e.apiToken = op.scopes()
	if e.list {
		e.filter, e.sort = e.declared("q"), e.declared("sort")
	}
	return e
}

// declared returns the support of a parameter as far as declaring it tells.
func (e *endpoint) declared(name string) support {
	if e.param(name) == nil {
		return support{}
	}
	return support{"honoured", evidence{"documented", "declared"}}
}

func (e *endpoint) param(name string) *param {
	i := slices.IndexFunc(e.params, func(p param) bool { return p.name == name })
	if i < 0 {
		return nil
	}
	return &e.params[i]
}

// answer returns the resource of a successful response, and whether it is one
// page of many.
func (op *operation) answer(doc *document) (resource string, list bool) {
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		if !strings.HasPrefix(status, "2") {
			continue
		}
		body := op.Responses[status].Content["application/json"].Schema
		name := body.refName()
		if name == "" || name == "error" {
			continue
		}
		values := doc.Components.Schemas[name].Properties["values"]
		if values != nil && values.Items != nil {
			return values.Items.refName(), true
		}
		return name, false
	}
	return "", false
}

// queryParams returns the parameters of the query string, in the order of their
// names.
func (op *operation) queryParams() []param {
	var list []param
	for _, p := range op.Parameters {
		if p.In != "query" {
			continue
		}
		byDefault := ""
		if p.Schema.Default != nil {
			byDefault = fmt.Sprint(p.Schema.Default)
		}
		list = append(list, param{
			name: p.Name, required: p.Required, enum: p.Schema.enum(), byDefault: byDefault,
		})
	}
	slices.SortFunc(list, func(a, b param) int { return compare(a.name, b.name) })
	return list
}

// scopes returns what a token needs, sorted.
func (op *operation) scopes() (oauth, apiToken []string) {
	for _, s := range op.Security {
		oauth = append(oauth, s["oauth2"]...)
	}
	for _, s := range op.APIScopes {
		apiToken = append(apiToken, s.Scopes...)
	}
	return set(oauth), set(apiToken)
}

func set(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// correctEndpoints applies the corrections of endpoints.
func correctEndpoints(list []*endpoint, fix *corrections) error {
	known := map[string]*endpoint{}
	for _, e := range list {
		known[e.id()] = e
	}
	for _, c := range fix.Endpoints {
		e := known[c.Endpoint]
		if e == nil {
			return fmt.Errorf("corrections: no endpoint %s", c.Endpoint)
		}
		e.correct(c)
	}
	for _, c := range fix.Params {
		if err := known[c.Endpoint].correctParam(c); err != nil {
			return err
		}
	}
	for _, e := range list {
		e.finish(fix)
	}
	return nil
}

func (e *endpoint) correct(c endpointCorrection) {
	e.list = e.list || c.List
	e.deep = e.deep || c.Deep
	if c.Resource != "" {
		e.resource = c.Resource
	}
	if c.Q != "" {
		e.filter = support{c.Q, c.evidence}
	}
	if c.Sort != "" {
		e.sort = support{c.Sort, c.evidence}
	}
	if c.SortKeys != nil {
		e.sortKeys = c.SortKeys
	}
	if c.MaxValues != 0 {
		e.maxValues = c.MaxValues
	}
	if c.Successor != "" {
		e.successor = c.Successor
		e.notes = append(e.notes, note{"removed, answers 410: ask " + c.Successor, c.evidence})
	}
	if c.Note != "" {
		e.notes = append(e.notes, note{c.Note, c.evidence})
	}
}

func (e *endpoint) correctParam(c paramCorrection) error {
	var p *param
	if e != nil {
		p = e.param(c.Name)
	}
	if p == nil {
		return fmt.Errorf("corrections: no parameter %s of %s", c.Name, c.Endpoint)
	}
	p.byDefault, p.repeats, p.withFilter = c.Default, c.Repeats, c.WithFilter
	return nil
}

// notList is the support of what answers with one object or none: there is
// nothing to filter or sort.
var notList = support{"ignored", evidence{"assumed", "not a list"}}

// finish fills in what follows from the rest.
func (e *endpoint) finish(fix *corrections) {
	for _, c := range fix.Resources {
		if e.list && e.resource == c.Schema {
			e.resource = c.Resource
		}
	}
	if !e.list {
		e.filter, e.sort = notList, notList
		return
	}
	for _, c := range fix.Pages {
		if c.Endpoint == "" || c.Endpoint == e.id() {
			e.page = c
		}
	}
}
