package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/schema"
)

func (t *tool) newScopes() *cobra.Command {
	cmd := &cobra.Command{
		Use: "scopes [flags] [METHOD URL]…",
		Example: `  bbql scopes GET /2.0/repositories/acme/site/pullrequests POST /2.0/repositories/acme/site/issues
  bbql scopes --format json < calls.txt`,
		Short: "print the scopes that a token needs",
		Long: `scopes prints the least set of scopes with which a token can make all of the
calls: those of OAuth 2 and of access tokens, less those that another one is
documented to imply; and those of API tokens, which imply nothing. Without
arguments calls are read from standard input, METHOD URL on each line; blank lines
and those that begin with # are skipped. A URL may be just a path, and its segments
may be holes, as in /repositories/{workspace}.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args)%2 != 0 {
				return usagef("scopes takes pairs of METHOD and URL: %q is alone", args[len(args)-1])
			}
			return nil
		},
	}
	format := choose(cmd, "format", "how to print: text or json", "text", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		endpoints, err := t.calledEndpoints(args)
		if err != nil {
			return err
		}
		t.noteUnscoped(endpoints)
		scopes := schema.LeastScopes(endpoints...)
		if format.word == "json" {
			return t.encodeJSON(scopes)
		}
		var facts facts
		facts.scopes(scopes)
		return t.printFacts(facts)
	}
	return cmd
}

// calledEndpoints returns the endpoints of calls that are given as arguments, or
// else in lines of standard input.
func (t *tool) calledEndpoints(args []string) ([]schema.Endpoint, error) {
	if len(args) == 0 {
		return t.readCalls()
	}
	var endpoints []schema.Endpoint
	for ; len(args) > 0; args = args[2:] {
		e, err := endpointFor(args[0], args[1])
		if err != nil {
			return nil, err
		}
		endpoints = append(endpoints, e)
	}
	return endpoints, nil
}

// readCalls reads calls from standard input.
func (t *tool) readCalls() ([]schema.Endpoint, error) {
	if t.inTerminal {
		fmt.Fprintln(t.stderr, "bbql: reading METHOD URL from the terminal")
	}
	text, err := t.readInput("calls")
	if err != nil {
		return nil, err
	}
	var endpoints []schema.Endpoint
	for i, line := range strings.Split(strings.TrimPrefix(text, byteOrderMark), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		blank := strings.IndexAny(line, " \t")
		if blank < 0 {
			return nil, usagef("standard input:%d: %q is not METHOD URL", i+1, line)
		}
		e, err := endpointFor(line[:blank], strings.TrimSpace(line[blank:]))
		if err != nil {
			return nil, usagef("standard input:%d: %w", i+1, err)
		}
		endpoints = append(endpoints, e)
	}
	if len(endpoints) == 0 {
		return nil, usagef("scopes needs calls: METHOD URL as arguments or on lines of standard input")
	}
	return endpoints, nil
}

// noteUnscoped tells of calls for which the API file names no scopes, so that
// nobody takes the answer for complete.
func (t *tool) noteUnscoped(endpoints []schema.Endpoint) {
	for _, e := range endpoints {
		kind := ""
		switch {
		case len(e.Scopes.OAuth) == 0 && len(e.Scopes.APIToken) == 0:
			kind = "scopes"
		case len(e.Scopes.OAuth) == 0:
			kind = "OAuth scopes"
		case len(e.Scopes.APIToken) == 0:
			kind = "API-token scopes"
		default:
			continue
		}
		fmt.Fprintf(t.stderr, "bbql: Atlassian names no %s for %s %s\n", kind, e.Method, e.Path)
	}
}
