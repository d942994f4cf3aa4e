package recording

import (
	"bytes"
	"errors"
	"io/fs"
	"iter"
	"net/url"
	"strings"
)

// ReadSaved yields the responses that are saved in the files of a directory, in
// the order of their paths; files whose names end in .har are read by
// [ReadHAR]. What a file answers is told by the next or previous link of a page,
// else by the path of the file, else by the self links in it. An error ends it.
func ReadSaved(fsys fs.FS) iter.Seq2[Response, error] {
	return func(yield func(Response, error) bool) {
		stopped := errors.New("stopped")
		err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			if !yieldFile(fsys, name, yield) {
				return stopped
			}
			return nil
		})
		if err != nil && err != stopped {
			yield(Response{}, err)
		}
	}
}

// yieldFile yields what one file holds, and reports whether to go on.
func yieldFile(fsys fs.FS, name string, yield func(Response, error) bool) bool {
	file, err := fsys.Open(name)
	if err != nil {
		yield(Response{}, err)
		return false
	}
	defer file.Close()
	if strings.HasSuffix(name, ".har") {
		for resp, err := range ReadHAR(file) {
			if err != nil {
				err = &fs.PathError{Op: "read", Path: name, Err: err}
			}
			if !yield(resp, err) || err != nil {
				return false
			}
		}
		return true
	}
	data, err := readBody(file)
	if err != nil {
		yield(Response{}, err)
		return false
	}
	return yield(savedResponse(name, data), nil)
}

// savedResponse returns the response in a file.
func savedResponse(name string, data []byte) Response {
	r := Response{Method: "GET", URL: name, Status: 200}
	data, err := decompress(data)
	if err != nil {
		r.Problem = "the file can't be decompressed"
		return r
	}
	if len(data) > maxBody {
		r.Problem = "the file has more than 16 MiB"
		return r
	}
	r.Body = bytes.TrimPrefix(data, []byte("\ufeff"))
	doc, err := parse(r.Body)
	if err != nil {
		r.Problem = "the file is no JSON"
		return r
	}
	if url := doc.answers(name); url != "" {
		r.URL = url
	} else {
		r.Problem = "nothing in the file or its path says what it answers"
	}
	return r
}

// ownBase makes URLs of the paths of files.
const ownBase = "https://api.bitbucket.org/2.0/"

// answers returns the URL that a document in a file answers, "" if nothing
// tells.
func (n *node) answers(name string) string {
	for _, link := range []string{"next", "previous"} {
		if text := n.get(link).text(); n.values() != nil && text != "" {
			return text
		}
	}
	isList := n.values() != nil
	if url := ownPath(name, isList); url != "" {
		return url
	}
	if isList {
		return n.values().commonList()
	}
	return n.self()
}

// ownPath returns the URL of the API that the path of a file is, also of one
// that a program saved below the name of the host, "" if there is none.
func ownPath(name string, isList bool) string {
	name = strings.TrimSuffix(name, ".json")
	paths := []string{name, name + "/"} // a directory has a slash at its end
	if _, below, ok := strings.Cut("/"+name, "/2.0/"); ok {
		below, _, _ = strings.Cut(below, "?")
		paths = append(paths, below)
	}
	for _, path := range paths {
		escaped := (&url.URL{Path: path}).EscapedPath()
		if p, ok := placeOf(escaped); ok && p.endpoint.List == isList {
			return ownBase + escaped
		}
	}
	return ""
}

// self returns the URL of an object, "" if it doesn't say.
func (n *node) self() string { return n.get("links").get("self").get("href").text() }

// commonList returns the URL of the list that the objects of an array are from,
// if they agree.
func (n *node) commonList() string {
	common := ""
	for _, m := range n.members {
		u, err := url.Parse(m.value.self())
		if err != nil {
			return ""
		}
		below, _ := cutBase(u.EscapedPath())
		p, ok := placeOf(below)
		if !ok || p.list() == "" || common != "" && common != p.list() {
			return ""
		}
		common = p.list()
	}
	if common == "" {
		return ""
	}
	return ownBase + (&url.URL{Path: common}).EscapedPath()
}
