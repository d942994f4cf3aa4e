package bbqltest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A store holds the fixtures, by their paths in the API: repositories/acme. It
// reads a file when it is first asked for and again when it has changed.
type store struct {
	fsys fs.FS // may be nil

	mu    sync.Mutex
	files map[string]*fixture
	added map[string][]json.RawMessage
}

// A fixture is what one file holds. It does not change.
type fixture struct {
	objects  []json.RawMessage
	modified time.Time
	size     int64
}

func newStore(fsys fs.FS) *store {
	return &store{
		fsys:  fsys,
		files: map[string]*fixture{},
		added: map[string][]json.RawMessage{},
	}
}

// objects returns the objects at a path, and whether there is such a fixture.
func (s *store) objects(name string) ([]json.RawMessage, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	added, ok := s.added[name]
	f, err := s.file(name)
	switch {
	case err != nil:
		return nil, false, err
	case f == nil:
		return added, ok, nil
	case !ok:
		return f.objects, true, nil
	}
	return slices.Concat(f.objects, added), true, nil
}

// add puts objects at the end of the fixture at a path.
func (s *store) add(name string, objects []json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.added[name] = slices.Concat(s.added[name], objects)
}

// file returns the fixture of a file, nil if there is none.
func (s *store) file(name string) (*fixture, error) {
	info := s.stat(name + ".json")
	if info == nil {
		return nil, nil
	}
	f := s.files[name]
	if f != nil && f.modified.Equal(info.ModTime()) && f.size == info.Size() {
		return f, nil
	}
	data, err := fs.ReadFile(s.fsys, name+".json")
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(data)) == 0 { // such as one that is just being written
		return nil, fmt.Errorf("%s.json: there is nothing in it: an empty list is []", name)
	}
	objects, err := readObjects(data)
	if err != nil {
		return nil, fmt.Errorf("%s.json:%w", name, err)
	}
	f = &fixture{objects, info.ModTime(), info.Size()}
	s.files[name] = f
	return f, nil
}

// stat returns what there is to say of a regular file. A name that the file
// system does not take is the name of no fixture.
func (s *store) stat(file string) fs.FileInfo {
	if s.fsys == nil || !fs.ValidPath(file) {
		return nil
	}
	info, err := fs.Stat(s.fsys, file)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	return info
}

// content returns a file as it is, for paths that answer with no JSON.
func (s *store) content(file string) ([]byte, bool, error) {
	if s.stat(file) == nil {
		return nil, false, nil
	}
	data, err := fs.ReadFile(s.fsys, file)
	return data, err == nil, err
}

// under returns the paths of the fixtures right below a path, in order.
func (s *store) under(dir string) []string {
	var names []string
	if s.fsys != nil {
		files, _ := fs.Glob(s.fsys, dir+"/*.json")
		for _, file := range files {
			names = append(names, strings.TrimSuffix(file, ".json"))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range s.added {
		if path.Dir(name) == dir {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// readObjects returns the objects of a page, an array or one object, without
// white space.
func readObjects(data []byte) ([]json.RawMessage, error) {
	objects := []json.RawMessage{}
	for doc, err := range eval.NewReader(bytes.NewReader(data)).All() {
		if err != nil {
			return nil, err
		}
		objects = append(objects, jsonscan.AppendCompact(nil, doc.Raw))
	}
	return objects, nil
}
