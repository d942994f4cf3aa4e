package recording

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/schema"
)

// A place is where in the API something is.
type place struct {
	endpoint schema.Endpoint
	segments []string // of the path below the base, decoded
}

// placeOf finds the place of a path below the base, as it is written in a URL.
func placeOf(below string) (place, bool) {
	e, ok := schema.EndpointFor(http.MethodGet, "/"+below)
	if !ok {
		return place{}, false
	}
	p := place{endpoint: e}
	for segment := range strings.SplitSeq(strings.TrimSuffix(below, "/"), "/") {
		text, err := url.PathUnescape(segment)
		if err != nil {
			return place{}, false
		}
		p.segments = append(p.segments, text)
	}
	// The last hole of a deep endpoint takes any number, none too.
	holes := len(p.holes())
	fits := len(p.segments) == holes || e.Deep && len(p.segments) >= holes-1
	return p, fits
}

// isAnothers reports whether encoded slashes make the fixture of the place that
// of another one. A slash is part of a name, as of a branch, but of no workspace
// and no repository: bbqltest knows no such path either.
func (p place) isAnothers() bool {
	holes := p.holes()
	for i, segment := range p.segments {
		if !strings.Contains(segment, "/") {
			continue
		}
		if i < len(holes) && (holes[i] == "{workspace}" || holes[i] == "{repo_slug}") {
			return true
		}
		plain := url.URL{Path: "/" + p.name()}
		e, ok := schema.EndpointFor(http.MethodGet, plain.EscapedPath())
		return ok && e.Path != p.endpoint.Path
	}
	return false
}

// holes returns the segments of the endpoint's template.
func (p place) holes() []string { return strings.Split(p.endpoint.Path[1:], "/") }

// name returns the path of the fixture without its .json, as in
// repositories/acme/site.
func (p place) name() string { return strings.Join(p.segments, "/") }

// list returns the path of the list that holds what is at the place, "" if it
// holds no element of a list.
func (p place) list() string {
	holes := p.holes()
	last := len(holes) - 1
	if p.endpoint.List || last == 0 || !strings.HasPrefix(holes[last], "{") {
		return ""
	}
	name := strings.Join(p.segments[:last], "/")
	if path.Base(name) == "commit" { // the one list that is called otherwise
		name += "s"
	}
	return name
}

// isPortable reports whether every file system can hold the fixture of a path,
// so that a tree that is checked in can be checked out everywhere.
func isPortable(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if !isPortablePart(part) {
			return false
		}
	}
	return len(name) <= maxName
}

const (
	maxPart = 200 // bytes, for 255 with what is put at the end
	maxName = 1000
)

// devices are the names that Windows keeps for itself, whatever follows a dot.
var devices = []string{
	"con", "prn", "aux", "nul",
	"com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
}

func isPortablePart(part string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(part), ".")
	switch {
	case part == "", len(part) > maxPart, strings.HasSuffix(part, "."), strings.HasSuffix(part, " "):
		return false // . and .. too
	case strings.ContainsAny(part, `<>:"\|?*`), slices.Contains(devices, stem):
		return false
	}
	return strings.ToValidUTF8(part, "") == part &&
		strings.IndexFunc(part, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0
}
