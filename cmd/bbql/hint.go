package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/cmd/bbql/internal/rest"
	"github.com/bbql/go-bbql/internal/snippet"
	"github.com/bbql/go-bbql/schema"
)

// hint returns what can be done about an error of a call, "" if that is plain.
func (k *call) hint(err error, credentials rest.Credentials) string {
	var status *rest.StatusError
	if !errors.As(err, &status) {
		return ""
	}
	if status.Method == http.MethodPost {
		return "the OAuth consumer gets no access token: " +
			"BITBUCKET_CLIENT_ID or BITBUCKET_CLIENT_SECRET may be wrong"
	}
	switch status.Status {
	case http.StatusBadRequest:
		return strings.TrimSuffix(pointAt(status.Message, k.filter()), "\n")
	case http.StatusUnauthorized:
		if credentials.IsZero() {
			return "no credentials are in the environment: see bbql get --help\n" + k.needs(credentials)
		}
		return fmt.Sprintf("the %s may be mistyped, expired or revoked; an API token needs "+
			"BITBUCKET_EMAIL beside it\n%s", credentials, k.needs(credentials))
	case http.StatusForbidden:
		return k.lacks(status, credentials)
	case http.StatusNotFound:
		return notFoundHint(credentials)
	case http.StatusInternalServerError:
		return "Bitbucket answers 500 to some wrong queries too: see bbql lint"
	}
	return ""
}

func notFoundHint(credentials rest.Credentials) string {
	const hint = "a name in the path is wrong, or the repository has no such thing, " +
		"such as an issue tracker; what is private is not found "
	if credentials.IsZero() {
		return hint + "without credentials: see bbql get --help"
	}
	return hint + "either where the " + credentials.String() + " gives no access"
}

// needs says which scopes the call takes, of the kind that the credentials have,
// or of both.
func (k *call) needs(credentials rest.Credentials) string {
	scopes := schema.LeastScopes(k.endpoint)
	oauth, api := strings.Join(scopes.OAuth, ", "), strings.Join(scopes.APIToken, ", ")
	switch {
	case oauth+api == "":
		return "Atlassian names no scopes for the call"
	case credentials.IsAPIToken() && api != "":
		return "the call needs the scope " + api
	case !credentials.IsZero() && oauth != "":
		return "the call needs the scope " + oauth
	}
	return fmt.Sprintf("the call needs the scope %s (access token, OAuth) or %s (API token)",
		cmp.Or(oauth, "that Atlassian does not name"), cmp.Or(api, "that Atlassian does not name"))
}

// lacks says which scopes the call takes, and which were granted if the answer
// says that.
func (k *call) lacks(status *rest.StatusError, credentials rest.Credentials) string {
	text := k.needs(credentials)
	if len(status.Required) > 0 {
		text = "the call needs the scope " + escape(strings.Join(status.Required, ", "))
	}
	if status.Granted == nil {
		return text
	}
	granted := cmp.Or(escape(strings.Join(status.Granted, ", ")), "none")
	return fmt.Sprintf("%s; granted: %s", text, granted)
}

// filter returns the q parameter as it is sent.
func (k *call) filter() string { return k.url.Query().Get("q") }

// What Bitbucket says about a place in a filter (rules F1 and F2).
var (
	atColumn = regexp.MustCompile(`line 1 col (\d+)`)
	atField  = regexp.MustCompile(`Field "\.?([^"]+)"`)
)

// pointAt draws the place in a filter that a message of Bitbucket is about, ""
// if there is none.
func pointAt(message, filter string) string {
	if m := atColumn.FindStringSubmatch(message); m != nil {
		column, err := strconv.Atoi(m[1])
		characters := []rune(filter)
		if err != nil || column < 1 || column > len(characters)+1 {
			return ""
		}
		start := len(string(characters[:column-1]))
		return snippet.Render(filter, start, start, "Bitbucket stops reading here")
	}
	m := atField.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	expr, err := bbql.Parse(filter)
	if err != nil {
		return ""
	}
	for n := range ast.Preorder(expr) {
		if c, ok := n.(*ast.Comparison); ok && string(c.Field) == m[1] {
			return snippet.Render(filter, int(c.FieldAt.Start), int(c.FieldAt.End),
				"Bitbucket means this field")
		}
	}
	return ""
}
