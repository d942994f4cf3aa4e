// Package route finds the endpoint of a path that a program completes when it
// runs: the checks of Go code and of scripts meet such paths in source text.
package route

import (
	"strings"

	"github.com/bbql/go-bbql/schema"
)

// Hole stands in a path for what a program puts there.
const Hole = "\x00"

// maxHoles is how many holes a path may have. No endpoint has as many.
const maxHoles = 16

// List returns the list of objects that a path or URL is of, and false if there
// is none. A hole is one segment or, since people keep a workspace and a
// repository in one variable, two; one that the path begins with is the address
// of the API. If several lists fit, none of them is returned.
func List(path string) (schema.Endpoint, bool) {
	if rest, ok := strings.CutPrefix(path, Hole+"/"); ok {
		path = "/" + rest
	}
	parts := strings.Split(path, Hole)
	if len(parts)-1 > maxHoles {
		return schema.Endpoint{}, false
	}
	var found schema.Endpoint
	for double := range parts {
		e, ok := schema.EndpointFor("GET", fill(parts, double))
		switch {
		case !ok || !e.List || e.Path == found.Path:
		case found.List:
			return schema.Endpoint{}, false
		default:
			found = e
		}
	}
	return found, found.List
}

// fill returns a path with something in its holes, in one of them two segments;
// the last part has no hole behind it.
func fill(parts []string, double int) string {
	var b strings.Builder
	for i, part := range parts {
		b.WriteString(part)
		switch {
		case i == len(parts)-1:
		case i == double:
			b.WriteString("x/x")
		default:
			b.WriteString("x")
		}
	}
	return b.String()
}
