package recording

import (
	"slices"
	"strings"
)

// slugs are the names of workspaces and repositories by their uuids, so that
// what was asked for by either gets into one file.
type slugs struct {
	workspaces   map[string]string
	repositories map[string][2]string // workspace and repository
}

// slugs finds the names in all bodies.
func (r *Recording) slugs() slugs {
	s := slugs{map[string]string{}, map[string][2]string{}}
	for _, rep := range r.replies {
		for _, object := range rep.objects {
			parsed(object).walk(s.add)
		}
	}
	return s
}

// add takes the name of an object, if it is one that has a name.
func (s slugs) add(object *node) {
	uuid := object.get("uuid").text()
	switch object.get("type").text() {
	case "repository":
		workspace, repo, ok := strings.Cut(object.get("full_name").text(), "/")
		if ok && uuid != "" {
			s.repositories[uuid] = [2]string{workspace, repo}
		}
	case "workspace":
		if slug := object.get("slug").text(); slug != "" && uuid != "" {
			s.workspaces[uuid] = slug
		}
	}
}

// path returns the segments of a place with names in the places of uuids.
func (s slugs) path(p place) []string {
	segments := slices.Clone(p.segments)
	for i, hole := range p.holes() {
		if i >= len(segments) {
			break
		}
		switch hole {
		case "{workspace}":
			if slug := s.workspaces[segments[i]]; slug != "" {
				segments[i] = slug
			}
		case "{repo_slug}":
			if full, ok := s.repositories[segments[i]]; ok {
				segments[i-1], segments[i] = full[0], full[1]
			}
		}
	}
	return segments
}
