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
	objects [][]byte // of a list, or one
	partial bool
}

// Tree returns the fixtures of the responses so far.
func (r *Recording) Tree() (*Tree, error) {
	fixtures := enrich(r.fixtures())
	redactor := newRedactor(r.secrets)
	var people *census
	if r.options.ReplacePersonal {
		people = takeCensus(fixtures)
	}
	t := &Tree{}
	left := slices.Clone(r.left)
	for _, f := range fixtures {
		name := f.place.name()
		if people != nil {
			name = people.path(f.place)
		}
		if !isPortable(name) {
			left.add("a path that not every file system takes", "/"+f.place.name())
			continue
		}
		file, err := f.file(func(object *node) {
			object.rewrite(redactor.clean, "")
			if people != nil {
				people.replace(object)
			}
		})
		if err != nil {
			return nil, err
		}
		file.Name = name + ".json"
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
func (r *Recording) fixtures() []*fixture {
	slugs := r.slugs()
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
		f.merge()
		all = append(all, f)
	}
	return all
}

// merge makes one list, or one object, of the replies: each object as it was
// seen last, at the place where it comes first on the pages.
func (f *fixture) merge() {
	latest := map[string][]byte{}
	keys := make([][]string, len(f.replies))
	for i, rep := range f.replies {
		for _, object := range rep.objects {
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
}

// key returns what tells an object of the reply from others in its file. An
// object that nothing identifies is told apart by all of it.
func (rep *reply) key(object []byte) string {
	if !rep.place.endpoint.List {
		return "" // there is one
	}
	doc := parsed(object)
	key, ok := doc.identity()
	if !ok {
		return string(doc.append(nil))
	}
	return key
}

// merged returns an object of which two versions were seen, nil for none: the
// later one, if it wasn't trimmed, with what only the other one has.
func merged(old, object []byte, trimmed bool) []byte {
	switch {
	case old == nil:
		return object
	case trimmed:
		return withMissing(old, object)
	}
	return withMissing(object, old)
}

// withMissing returns an object with the members that only another one has.
func withMissing(object, other []byte) []byte {
	doc := parsed(object)
	if !doc.addMissing(parsed(other)) {
		return object
	}
	return doc.append(nil)
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
	type elements struct {
		list *fixture
		at   map[string]int // by identity
	}
	lists := map[string]elements{}
	for _, f := range fixtures {
		if f.place.endpoint.List {
			lists[f.place.name()] = elements{f, f.byIdentity()}
		}
	}
	return slices.DeleteFunc(fixtures, func(f *fixture) bool {
		if f.place.endpoint.List {
			return false
		}
		in := lists[f.place.list()]
		key, _ := parsed(f.objects[0]).identity()
		i, ok := in.at[key]
		if !ok {
			return false
		}
		in.list.objects[i] = withMissing(in.list.objects[i], f.objects[0])
		return !slices.ContainsFunc(f.replies, func(rep *reply) bool { return !rep.trimmed })
	})
}

// byIdentity returns where the objects of a list are, by what identifies them.
func (f *fixture) byIdentity() map[string]int {
	at := map[string]int{}
	for i, object := range f.objects {
		if key, ok := parsed(object).identity(); ok {
			at[key] = i
		}
	}
	return at
}

// file returns the file of a fixture without its name, after a change to each of
// its objects.
func (f *fixture) file(change func(*node)) (File, error) {
	out := File{List: f.place.endpoint.List, Objects: len(f.objects), Partial: f.partial}
	indent, before, after := "", "", "\n"
	if out.List {
		indent, before, after = "  ", "[\n  ", "\n]\n"
	}
	if len(f.objects) == 0 {
		before, after = "[", "]\n"
	}
	var b bytes.Buffer
	b.WriteString(before)
	for i, object := range f.objects {
		if i > 0 {
			b.WriteString(",\n" + indent)
		}
		doc := parsed(object)
		change(doc)
		if err := json.Indent(&b, doc.append(nil), indent, "  "); err != nil {
			return File{}, err
		}
	}
	b.WriteString(after)
	out.Data = b.Bytes()
	return out, nil
}
