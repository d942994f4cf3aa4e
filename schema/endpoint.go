package schema

import (
	"iter"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// An Endpoint is an operation of the API.
type Endpoint struct {
	Method string `json:"method"`
	Path   string `json:"path"` // a template, without /2.0: /repositories/{workspace}
	// Resource is what it answers with, or lists; empty where the API file
	// doesn't say.
	Resource   Resource `json:"resource,omitempty"`
	List       bool     `json:"list"`           // whether it answers with pages
	Deep       bool     `json:"deep,omitempty"` // whether the last hole takes slashes
	Deprecated bool     `json:"deprecated,omitempty"`
	// Successor is what to ask in the place of an endpoint that Bitbucket has
	// removed, which answers 410; empty for one that is there.
	Successor string `json:"successor,omitempty"`

	Filter Support `json:"filter"` // the parameter q
	Sort   Support `json:"sort"`   // the parameter sort
	// SortKeys are the only paths that sort takes; nil where it isn't so limited.
	SortKeys []ast.Path `json:"sort_keys,omitempty"`
	// MaxValues is how many values one filter may compare a field with, or 0.
	MaxValues int `json:"max_values,omitempty"`

	// PageLen is the length of a page by default, MaxPageLen the longest that
	// pagelen may ask for. Both are 0 for an endpoint that doesn't list.
	PageLen       int       `json:"pagelen,omitempty"`
	MaxPageLen    int       `json:"max_pagelen,omitempty"`
	PageCertainty Certainty `json:"page_certainty"`

	Params []Param `json:"params,omitempty"`
	Scopes Scopes  `json:"scopes"`
	Notes  []Note  `json:"notes,omitempty"`
}

// A Param is a parameter of an endpoint's query string that the API file or its
// corrections name.
type Param struct {
	Name       string   `json:"name"`
	Default    string   `json:"default,omitempty"`
	Enum       []string `json:"enum,omitempty"` // its values; nil for any
	Required   bool     `json:"required,omitempty"`
	Repeats    bool     `json:"repeats,omitempty"`     // whether it may stand several times
	WithFilter bool     `json:"with_filter,omitempty"` // whether q needs it beside it
}

// Endpoints yields all operations of the API, in the order of their paths and
// methods.
func Endpoints() iter.Seq[Endpoint] {
	return func(yield func(Endpoint) bool) {
		for _, o := range operations {
			if !yield(o.endpoint()) {
				return
			}
		}
	}
}

// An operation is an [Endpoint] as the tables hold it: lists are texts, which
// nobody can change.
type operation struct {
	method, path, resource string
	successor              string
	list, deep, deprecated bool
	filter, sort           Support
	sortKeys               string // separated by spaces, as are the scopes
	maxValues              uint8
	pageLen, maxPageLen    uint8
	pageCertainty          Certainty
	params                 []parameter
	oauth, apiToken        string
	notes                  []Note
}

// A parameter is a [Param] as the tables hold it.
type parameter struct {
	name, byDefault, enum         string
	required, repeats, withFilter bool
}

func (o operation) endpoint() Endpoint {
	return Endpoint{
		Method:        o.method,
		Path:          o.path,
		Resource:      Resource(o.resource),
		List:          o.list,
		Deep:          o.deep,
		Deprecated:    o.deprecated,
		Successor:     o.successor,
		Filter:        o.filter,
		Sort:          o.sort,
		SortKeys:      paths(o.sortKeys),
		MaxValues:     int(o.maxValues),
		PageLen:       int(o.pageLen),
		MaxPageLen:    int(o.maxPageLen),
		PageCertainty: o.pageCertainty,
		Params:        params(o.params),
		Scopes:        Scopes{OAuth: strings.Fields(o.oauth), APIToken: strings.Fields(o.apiToken)},
		Notes:         slices.Clone(o.notes),
	}
}

func paths(text string) []ast.Path {
	var list []ast.Path
	for name := range strings.FieldsSeq(text) {
		list = append(list, ast.Path(name))
	}
	return list
}

func params(rows []parameter) []Param {
	var list []Param
	for _, p := range rows {
		param := Param{
			Name: p.name, Default: p.byDefault,
			Required: p.required, Repeats: p.repeats, WithFilter: p.withFilter,
		}
		if p.enum != "" {
			param.Enum = strings.Split(p.enum, "|")
		}
		list = append(list, param)
	}
	return list
}
