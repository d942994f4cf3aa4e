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
	settled  bool  // whether the time tells of every later change
	outdated error // why it is not the file as it is now, nil if it is
}

// is reports whether a fixture is what a file holds, by what there is to say of
// the file.
func (f *fixture) is(info fs.FileInfo) bool {
	return f != nil && f.settled && f.modified.Equal(info.ModTime()) && f.size == info.Size()
}

// tick is longer than what the clocks of file systems can't tell apart: two
// seconds of FAT's, milliseconds of most.
const tick = 3 * time.Second

func newStore(fsys fs.FS) *store {
	return &store{
		fsys:  fsys,
		files: map[string]*fixture{},
		added: map[string][]json.RawMessage{},
	}
}

// A reading is what one request reads of a store.
type reading struct {
	store    *store
	outdated error // why a fixture was read as it last was, nil if none was
}

// objects returns the objects at a path, and whether there is such a fixture.
func (f *reading) objects(name string) ([]json.RawMessage, bool, error) {
	found, err := f.store.read(name)
	if err != nil || found == nil {
		return nil, false, err
	}
	if found.outdated != nil {
		f.outdated = found.outdated
	}
	return found.objects, true, nil
}

// read returns the fixture at a path, nil if there is none.
func (s *store) read(name string) (*fixture, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.file(name)
	if err != nil {
		return nil, err
	}
	added, ok := s.added[name]
	if !ok {
		return f, nil
	}
	whole := fixture{}
	if f != nil {
		whole = *f
	}
	whole.objects = newest(slices.Concat(whole.objects, added))
	return &whole, nil
}

// newest returns objects without those that a later one with the same id
// replaces, in the slice that it is given.
func newest(objects []json.RawMessage) []json.RawMessage {
	replaced := map[string]bool{}
	slices.Reverse(objects)
	objects = slices.DeleteFunc(objects, func(object json.RawMessage) bool {
		id := uniqueID(object)
		old := replaced[id]
		replaced[id] = id != ""
		return old
	})
	slices.Reverse(objects)
	return objects
}

// add puts objects at the end of the fixture at a path.
func (s *store) add(name string, objects []json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.added[name] = slices.Concat(s.added[name], objects)
}

// file returns the fixture of a file, nil if there is none. Of one that can't be
// read any more it's the last good version: it may just be being written.
func (s *store) file(name string) (*fixture, error) {
	info := s.stat(name + ".json")
	if info == nil {
		return nil, nil
	}
	last := s.files[name]
	if last.is(info) {
		return last, nil
	}
	begun := time.Now()
	objects, err := s.parse(name + ".json")
	switch {
	case err == nil:
		f := &fixture{objects: objects, modified: info.ModTime(), size: info.Size()}
		f.settled = begun.Sub(f.modified) > tick
		s.files[name] = f
		return f, nil
	case last != nil:
		old := *last
		old.outdated = err
		return &old, nil
	}
	return nil, err
}

// parse returns the objects of a file.
func (s *store) parse(file string) ([]json.RawMessage, error) {
	data, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fmt.Errorf("%s: there is nothing in it: an empty list is []", file)
	}
	objects, err := readObjects(data)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", file, err)
	}
	return objects, nil
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
func (s *store) under(dir string) []string { return s.matching(dir + "/*") }

// matching returns the paths of the fixtures that match a pattern, in order.
func (s *store) matching(pattern string) []string {
	var names []string
	if s.fsys != nil {
		files, _ := fs.Glob(s.fsys, pattern+".json")
		for _, file := range files {
			names = append(names, strings.TrimSuffix(file, ".json"))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range s.added {
		if ok, _ := path.Match(pattern, name); ok {
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
