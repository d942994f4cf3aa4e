package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// resourceFlag registers the flag --resource, which takes the name of a resource
// or one of the other words.
func resourceFlag(cmd *cobra.Command, name *string, usage string, words ...string) {
	cmd.Flags().StringVar(name, "resource", "", usage)
	all := append(words, resourceNames()...)
	complete := cobra.FixedCompletions(all, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc("resource", complete); err != nil {
		panic(err) // the flag is registered some lines above
	}
}

// fieldTypes returns the types of the fields of a resource, and for no name
// those of none.
func fieldTypes(resource string) (ast.Types, error) {
	if resource == "" {
		return nil, nil
	}
	r, err := lookup(resource)
	if err != nil {
		return nil, err
	}
	return r.Types, nil
}

// lookup returns the resource of a name.
func lookup(name string) (schema.Resource, error) {
	r, ok := schema.Lookup(name)
	if !ok {
		return "", usagef("there is no resource %q%s", name,
			orSee("bbql schema", didYouMean(name, resourceNames())))
	}
	return r, nil
}

// resourceNames returns the names of the resources that an endpoint lists.
func resourceNames() []string {
	var names []string
	for r := range schema.Resources() {
		names = append(names, string(r))
	}
	return names
}

// methods returns the HTTP methods that a URL takes, or without one those that
// any does.
func methods(url string) []string {
	var list []string
	for e := range schema.Endpoints() {
		if !slices.Contains(list, e.Method) {
			list = append(list, e.Method)
		}
	}
	slices.Sort(list)
	if url == "" {
		return list
	}
	return slices.DeleteFunc(list, func(method string) bool {
		_, ok := schema.EndpointFor(method, url)
		return !ok
	})
}

// endpointFor returns the endpoint that a call goes to.
func endpointFor(method, url string) (schema.Endpoint, error) {
	if e, ok := schema.EndpointFor(method, url); ok {
		return e, nil
	}
	if url == "" {
		return schema.Endpoint{}, usagef("an endpoint is a URL or its path, as in /2.0/user, not \"\"")
	}
	all := methods("")
	known := slices.Contains(all, strings.ToUpper(method))
	switch others := methods(url); {
	case !known:
		return schema.Endpoint{}, usagef("the method is %s, not %q%s", orList(all), method,
			didYouMean(method, all))
	case len(others) > 0:
		return schema.Endpoint{}, usagef("the API has no %s %s, only %s there",
			strings.ToUpper(method), escape(url), orList(others))
	}
	return schema.Endpoint{}, usagef("the API has no %s %s; see bbql schema --all",
		strings.ToUpper(method), escape(url))
}
