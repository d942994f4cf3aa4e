package bbqltest

import (
	"encoding/json"
	"net/http"
	"path"
	"strings"

	"github.com/bbql/go-bbql/schema"
)

// object answers a request for what is not a list: a fixture of its own, an
// object of a list, or contents.
func (f *reading) object(r *route, name string, ps params) (*answer, error) {
	fields, err := readFields(ps.last("fields"))
	if err != nil {
		return nil, err
	}
	objects, ok, err := f.objects(name)
	if err != nil {
		return nil, err
	}
	var object json.RawMessage
	if ok && len(objects) > 0 {
		object = objects[len(objects)-1]
	} else if object, err = f.element(r, name); err != nil {
		return nil, err
	}
	if object != nil {
		return &answer{status: http.StatusOK, body: fields.trim(object)}, nil
	}
	return f.contents(r, name)
}

// element returns the object of a list that a path names, nil if there is none.
func (f *reading) element(r *route, name string) (json.RawMessage, error) {
	list, key, ok := elementOf(r, name)
	if !ok {
		return nil, nil
	}
	objects, ok, err := f.objects(list)
	if err != nil {
		return nil, err
	}
	object := named(objects, key)
	if object == nil && ok && r.endpoint.Path == commit {
		return nil, noCommit(key, len(abbreviated(objects, key)))
	}
	return object, nil
}

// elementOf returns the path of the list whose object a path names, and by what.
func elementOf(r *route, name string) (list, key string, ok bool) {
	holes := strings.Split(r.endpoint.Path, "/")
	if r.endpoint.List || !strings.HasPrefix(holes[len(holes)-1], "{") {
		return "", "", false
	}
	parts := strings.SplitN(name, "/", len(holes)-1)
	last := len(parts) - 1
	return listOf(strings.Join(parts[:last], "/")), parts[last], true
}

// commit is the endpoint of one commit.
const commit = "/repositories/{workspace}/{repo_slug}/commit/{commit}"

// listOf returns the path of the list that holds the objects below a path,
// which is that path itself but for two.
func listOf(name string) string {
	switch dir, last := path.Split(name); last {
	case "commit":
		return dir + "commits"
	case "build":
		return strings.TrimSuffix(dir, "/")
	}
	return name
}

// contents answers with a file as it is: a source, a patch, a log.
func (f *reading) contents(r *route, name string) (*answer, error) {
	if !holdsContents(r.endpoint) {
		return nil, f.missing(r, name, soughtFor(r, name))
	}
	data, ok, err := f.store.content(name)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, f.missing(r, name, soughtFor(r, name))
	}
	header := http.Header{"Content-Type": {http.DetectContentType(data)}}
	return &answer{status: http.StatusOK, header: header, body: data}, nil
}

// holdsContents reports whether an endpoint may answer with something else than
// JSON: below it there are paths of files, or the API file doesn't say what it
// answers with.
func holdsContents(e schema.Endpoint) bool { return e.Deep || e.Resource == "" }

// sources is the endpoint of files and directories.
const sources = "/repositories/{workspace}/{repo_slug}/src/{commit}/{path}"

// sourcePath returns the path of the file or directory that is asked for, from
// the root of the repository.
func (r *route) sourcePath() string {
	return strings.Join(r.segments[strings.Count(sources, "/")-1:], "/")
}

// meta answers with what the listing of a directory says of one of its entries,
// for format=meta (documented).
func (f *reading) meta(r *route, name string, ps params) (*answer, error) {
	dir := path.Dir(name)
	objects, _, err := f.objects(dir)
	if err != nil {
		return nil, err
	}
	for _, object := range objects {
		if text(object, "path") == r.sourcePath() {
			fields, err := readFields(ps.last("fields"))
			return &answer{status: http.StatusOK, body: fields.trim(object)}, err
		}
	}
	return nil, f.missing(r, name, "object with this path in "+dir+".json")
}
