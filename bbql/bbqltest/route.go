package bbqltest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/schema"
)

const mount = "/2.0/"

// A route is where a request goes.
type route struct {
	endpoint schema.Endpoint
	segments []string // of the path below /2.0, decoded
	path     string   // the same, as written, from the slash after /2.0
}

// routeOf finds the endpoint of a GET request for a URL. It changes nothing about the path:
// where net/http would redirect to a cleaner one, Bitbucket knows no resource.
func routeOf(u *url.URL) (*route, error) {
	raw := u.RawPath // as written, where that differs from what net/url would write
	if raw == "" {
		raw = u.EscapedPath()
	}
	below, ok := strings.CutPrefix(raw, mount)
	if !ok {
		return nil, noAPI()
	}
	r := &route{path: "/" + strings.TrimSuffix(below, "/")}
	if r.endpoint, ok = schema.EndpointFor(http.MethodGet, raw); !ok {
		return nil, noAPI()
	}
	last := strings.Count(r.endpoint.Path, "/") - 1
	for i, segment := range strings.Split(r.path[1:], "/") {
		text, err := url.PathUnescape(segment)
		mayBeEmpty := r.endpoint.Deep && i >= last
		if err != nil || hasDots(text) || hasEmpty(text) && !mayBeEmpty {
			return nil, noAPI()
		}
		r.segments = append(r.segments, text)
	}
	if r.isAnothers() {
		return nil, noAPI()
	}
	return r, nil
}

// isAnothers reports whether the slashes that are encoded in a path make it that
// of another fixture, which it may take other scopes to see. A slash is part of a
// name, as of a branch, but of no workspace and no repository.
func (r *route) isAnothers() bool {
	holes := strings.Split(r.endpoint.Path[1:], "/")
	encoded := false
	for i, segment := range r.segments {
		if !strings.Contains(segment, "/") {
			continue
		}
		if i < len(holes) && (holes[i] == "{workspace}" || holes[i] == "{repo_slug}") {
			return true
		}
		encoded = true
	}
	if !encoded {
		return false
	}
	plain := url.URL{Path: "/" + strings.Join(r.segments, "/")}
	e, ok := schema.EndpointFor(http.MethodGet, plain.EscapedPath())
	return ok && e.Path != r.endpoint.Path
}

// hasDots reports whether a decoded segment, or what an encoded slash makes of
// it, leads to where it stands or further up.
func hasDots(segment string) bool {
	return slices.ContainsFunc(strings.Split(segment, "/"), func(part string) bool {
		return part == "." || part == ".."
	})
}

// hasEmpty reports whether a decoded segment, or part of it, is empty. Below a
// path that takes slashes that is a name as any other: src/main//a is not
// src/main/a.
func hasEmpty(segment string) bool {
	return slices.Contains(strings.Split(segment, "/"), "")
}

// resolve returns the path of the fixture that a route asks for. Workspaces and
// repositories that are named by their uuid get the names of their files.
func (f *reading) resolve(r *route) (string, error) {
	segments := slices.Clone(r.segments)
	for i, hole := range strings.Split(r.endpoint.Path[1:], "/") {
		if i >= len(segments) || !strings.HasPrefix(segments[i], "{") {
			continue
		}
		var slug string
		var err error
		switch hole {
		case "{workspace}":
			slug, err = f.workspace(segments[i])
		case "{repo_slug}":
			slug, err = f.repository(segments[i-1], segments[i])
		}
		if err != nil {
			return "", err
		}
		if slug != "" {
			segments[i] = slug
		}
	}
	return strings.Join(segments, "/"), nil
}

// repository returns the slug of a workspace's repository, "" if it is unknown.
func (f *reading) repository(workspace, uuid string) (string, error) {
	objects, _, err := f.objects("repositories/" + workspace)
	if err != nil {
		return "", err
	}
	if slug := slugOf(named(objects, uuid)); slug != "" {
		return slug, nil
	}
	for _, name := range f.store.under("repositories/" + workspace) {
		objects, _, err := f.objects(name)
		if err != nil {
			return "", err
		}
		if named(objects, uuid) != nil {
			return path.Base(name), nil
		}
	}
	return "", nil
}

// workspace returns the slug of a workspace, "" if it is unknown. It looks at
// the workspaces, and else at those that repositories say they are in.
func (f *reading) workspace(uuid string) (string, error) {
	objects, _, err := f.objects("workspaces")
	if err != nil {
		return "", err
	}
	if slug := slugOf(named(objects, uuid)); slug != "" {
		return slug, nil
	}
	names := append(f.store.under("workspaces"), f.store.under("repositories")...)
	for _, name := range names {
		objects, _, err := f.objects(name)
		if err != nil {
			return "", err
		}
		for _, object := range objects {
			if ownsUUID(object, uuid) {
				return path.Base(name), nil
			}
		}
	}
	return "", nil
}

// ownsUUID reports whether uuid is that of a workspace, or of the one that a
// repository is in.
func ownsUUID(object json.RawMessage, uuid string) bool {
	if text(object, "type") != "repository" {
		return text(object, "uuid") == uuid
	}
	return text(member(object, "workspace"), "uuid") == uuid ||
		text(member(object, "owner"), "uuid") == uuid
}

// slugOf returns the last part of the path by which an object is known.
func slugOf(object json.RawMessage) string {
	for i, id := range ids(object) {
		if identities[i] == "slug" {
			return id
		}
	}
	return ""
}
