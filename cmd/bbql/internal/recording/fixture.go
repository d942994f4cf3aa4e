package recording

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

// A Tree is what a recording comes to.
type Tree struct {
	Files    []File // by their names
	Left     []Leaving
	StandIns []StandIn
	Stay     []string // names of other things that hold names of people, sorted
}

// A File is a fixture.
type File struct {
	Name    string // its path, with slashes
	Data    []byte
	List    bool // whether it is an array
	Objects int
	Partial bool // whether the list goes on after what was saved
}

// A fixture is a file that is being put together.
type fixture struct {
	place   place
	replies []*reply
	objects []*node // of a list, or one
	partial bool
}

// Tree returns the fixtures of the responses so far.
func (r *Recording) Tree() (*Tree, error) {
	left := slices.Clone(r.left)
	redactor := newRedactor(r.secrets)
	fixtures, err := r.fixtures()
	if err != nil {
		return nil, err
	}
	fixtures = enrich(fixtures)
	redact := func(_, text string) string { return redactor.clean(text) }
	var people *census
	if r.options.ReplacePersonal {
		people = takeCensus(fixtures)
	}
	t := &Tree{}
	for _, f := range fixtures {
		for _, object := range f.objects {
			object.rewrite(redact, "")
			if people != nil {
				people.replace(object)
			}
		}
		name := f.place.name()
		if people != nil {
			name = people.path(f.place)
		}
		if !isPortable(name) {
			left.add("a path that not every file system takes", "/"+f.place.name())
			continue
		}
		file, err := f.file(name + ".json")
		if err != nil {
			return nil, err
		}
		t.Files = append(t.Files, file)
	}
	slices.SortFunc(t.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	t.Left = left
	if people != nil {
		t.StandIns = people.standIns()
		t.Stay = slices.Sorted(maps.Keys(people.stay))
	}
	return t, nil
}

// fixtures puts together what belongs together, in the order of the names.
func (r *Recording) fixtures() ([]*fixture, error) {
	slugs, err := r.slugs()
	if err != nil {
		return nil, err
	}
	byName := map[string]*fixture{}
	for _, rep := range r.replies {
		rep.place.segments = slugs.path(rep.place)
		name := rep.place.name()
		f := byName[name]
		if f == nil {
			f = &fixture{place: rep.place}
			byName[name] = f
		}
		f.replies = append(f.replies, rep)
	}
	var all []*fixture
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		f := byName[name]
		if err := f.merge(); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// merge makes one list, or one object, of the replies: each object as it was
// seen last, at the place where it comes first on the pages.
func (f *fixture) merge() error {
	latest := map[string]*node{}
	keys := make([][]string, len(f.replies))
	for i, rep := range f.replies {
		objects, err := rep.objects()
		if err != nil {
			return err
		}
		for _, object := range objects {
			key := rep.key(object)
			keys[i] = append(keys[i], key)
			latest[key] = merged(latest[key], object, rep.trimmed)
		}
	}
	for _, i := range f.order() {
		f.partial = f.replies[i].more
		for _, key := range keys[i] {
			if object := latest[key]; object != nil {
				f.objects = append(f.objects, object)
				delete(latest, key)
			}
		}
	}
	return nil
}

// key returns what tells an object of the reply from others in its file. An
// object that nothing identifies is told apart by all of it.
func (rep *reply) key(object *node) string {
	if !rep.list {
		return "" // there is one
	}
	key, ok := object.identity()
	if !ok {
		return string(object.append(nil))
	}
	return key
}

// merged returns an object of which two versions were seen, nil for none: the
// later one, if it wasn't trimmed, with what only the other one has.
func merged(old, object *node, trimmed bool) *node {
	switch {
	case old == nil:
		return object
	case trimmed:
		old.addMissing(object)
		return old
	}
	object.addMissing(old)
	return object
}

// order returns the indexes of the replies by their pages.
func (f *fixture) order() []int {
	order := make([]int, len(f.replies))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(f.replies[a].page, f.replies[b].page)
	})
	return order
}

// enrich gives the objects of lists what lists leave out and the objects alone
// have, such as the reviewers of a pull request: a filter needs it. It returns
// the fixtures without those that were trimmed and that a list has whole.
func enrich(fixtures []*fixture) []*fixture {
	lists := map[string]map[string]*node{}
	for _, f := range fixtures {
		if f.place.endpoint.List {
			lists[f.place.name()] = f.byIdentity()
		}
	}
	return slices.DeleteFunc(fixtures, func(f *fixture) bool {
		if f.place.endpoint.List {
			return false
		}
		key, _ := f.objects[0].identity()
		object := lists[f.place.list()][key]
		if object == nil {
			return false
		}
		object.addMissing(f.objects[0])
		return !slices.ContainsFunc(f.replies, func(rep *reply) bool { return !rep.trimmed })
	})
}

// byIdentity returns the objects of a list by what identifies them.
func (f *fixture) byIdentity() map[string]*node {
	objects := map[string]*node{}
	for _, object := range f.objects {
		if key, ok := object.identity(); ok {
			objects[key] = object
		}
	}
	return objects
}

// file returns the file of a fixture.
func (f *fixture) file(name string) (File, error) {
	out := File{Name: name, List: f.place.endpoint.List, Objects: len(f.objects), Partial: f.partial}
	whole := &node{kind: '['}
	for _, object := range f.objects {
		whole.members = append(whole.members, member{value: object})
	}
	if !out.List {
		whole = f.objects[0]
	}
	var b bytes.Buffer
	if err := json.Indent(&b, whole.append(nil), "", "  "); err != nil {
		return File{}, err
	}
	b.WriteByte('\n')
	out.Data = b.Bytes()
	return out, nil
}
