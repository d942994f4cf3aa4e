package schema

import (
	"slices"
	"strings"
)

// Scopes are the rights that a token needs. Each list is sorted, and empty where
// the API file names none.
type Scopes struct {
	OAuth    []string `json:"oauth"`     // of OAuth 2 and of access tokens
	APIToken []string `json:"api_token"` // of API tokens and of Forge apps
}

// LeastScopes returns the scopes that a token needs to call all of the
// endpoints. An OAuth scope that another listed one is documented to imply is
// left out. API-token scopes imply no other.
func LeastScopes(endpoints ...Endpoint) Scopes {
	all := Scopes{OAuth: []string{}, APIToken: []string{}}
	for _, e := range endpoints {
		all.OAuth = append(all.OAuth, e.Scopes.OAuth...)
		all.APIToken = append(all.APIToken, e.Scopes.APIToken...)
	}
	listed := set(all.OAuth)
	return Scopes{
		OAuth: slices.DeleteFunc(slices.Clone(listed), func(scope string) bool {
			return slices.ContainsFunc(listed, func(other string) bool { return implies(other, scope) })
		}),
		APIToken: set(all.APIToken),
	}
}

// set returns the list sorted, each element once.
func set(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// implies reports whether a token with the OAuth scope has the other too, by
// any number of steps.
func implies(scope, other string) bool {
	for _, i := range implications {
		if i.scope == scope {
			return slices.Contains(strings.Fields(i.implied), other)
		}
	}
	return false
}
