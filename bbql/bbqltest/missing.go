package bbqltest

import (
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
)

// What Bitbucket was seen to say of what is not there.
const (
	noAPIDetail = "There is no API hosted at this URL.\n\nFor information about our API's, " +
		"please refer to the documentation at: " +
		"https://developer.atlassian.com/bitbucket/api/2/reference/"
	noRepository = "You may not have access to this repository or it no longer exists in this " +
		"workspace. If you think this repository exists and you have access, make sure you are " +
		"authenticated."
)

// noAPI is the answer at a path that the API does not have (observed).
func noAPI() error {
	return &failure{
		status: http.StatusNotFound, message: "Resource not found", detail: noAPIDetail,
	}
}

// missing is the answer where the API has a path and no fixture answers: in words
// that were observed of workspaces, repositories and files, in ours of anything
// else. The detail is for who wrote the fixtures.
func (f *reading) missing(r *route, name, sought string) error {
	message, err := f.notFoundMessage(r, name)
	if err != nil {
		return err
	}
	return &failure{
		status: http.StatusNotFound, message: message, detail: "bbqltest: there is no " + sought,
	}
}

// soughtFor says which fixtures could have answered.
func soughtFor(r *route, name string) string {
	sought := "fixture " + name + ".json"
	if holdsContents(r.endpoint) {
		sought += " or " + name
	}
	if list, _, ok := elementOf(r, name); ok {
		sought += ", and no such object in " + list + ".json"
	}
	return sought
}

// notFoundMessage returns the message for a fixture that is missing.
func (f *reading) notFoundMessage(r *route, name string) (string, error) {
	holes := strings.Split(r.endpoint.Path[1:], "/")
	parts := strings.Split(name, "/")
	workspace, repository := slices.Index(holes, "{workspace}"), slices.Index(holes, "{repo_slug}")
	switch {
	case workspace >= 0 && repository >= 0:
		ok, err := f.hasRepository(parts[workspace], parts[repository])
		if !ok || err != nil {
			return noRepository, err
		}
	case workspace >= 0:
		ok, err := f.hasWorkspace(parts[workspace])
		if !ok || err != nil {
			return fmt.Sprintf("No workspace with identifier '%s'.", parts[workspace]), err
		}
	}
	if r.endpoint.Path == sources {
		return "No such file or directory: " + r.sourcePath(), nil
	}
	return "Resource not found: " + r.path, nil
}

// hasRepository reports whether fixtures tell of a repository.
func (f *reading) hasRepository(workspace, slug string) (bool, error) {
	list := "repositories/" + workspace
	if f.store.holds(list + "/" + slug) {
		return true, nil
	}
	objects, _, err := f.objects(list)
	return named(objects, slug) != nil, err
}

// hasWorkspace reports whether fixtures tell of a workspace.
func (f *reading) hasWorkspace(slug string) (bool, error) {
	if f.store.holds("repositories/"+slug) || f.store.holds("workspaces/"+slug) {
		return true, nil
	}
	objects, _, err := f.objects("workspaces")
	return named(objects, slug) != nil, err
}

// holds reports whether there is a fixture at a path or below it.
func (s *store) holds(name string) bool {
	if s.stat(name+".json") != nil {
		return true
	}
	if s.fsys != nil && fs.ValidPath(name) {
		if info, err := fs.Stat(s.fsys, name); err == nil && info.IsDir() {
			return true
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for added := range s.added {
		if added == name || strings.HasPrefix(added, name+"/") {
			return true
		}
	}
	return false
}
