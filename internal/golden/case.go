package golden

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/internal/txtar"
)

// A Case is one case of an archive.
type Case struct {
	Name string // what its files share

	tb     testing.TB
	files  map[string]string // by extension
	shared map[string]string // by whole name
	read   map[string]bool   // extensions
}

// Input returns the case's file of that extension, without its final line
// break. The test fails at once if the case has none.
func (c *Case) Input(ext string) string {
	c.tb.Helper()
	text, ok := c.Lookup(ext)
	if !ok {
		c.tb.Fatalf("case %s has no %s.%s", c.Name, c.Name, ext)
	}
	return text
}

// Lookup is like Input for a file that a case need not have.
func (c *Case) Lookup(ext string) (string, bool) {
	c.read[ext] = true
	text, ok := c.files[ext]
	return trim(text), ok
}

// Shared returns the whole text of a file that belongs to the archive, such as
// the data that its cases work on. The test fails at once if there is none.
func (c *Case) Shared(name string) string {
	c.tb.Helper()
	text, ok := c.shared[name]
	if !ok {
		c.tb.Fatalf("the archive of case %s has no file %s that belongs to no case", c.Name, name)
	}
	return text
}

// problems says what is wrong with a case that produced these outputs.
func (c *Case) problems(got Outputs) []string {
	var list []string
	for _, ext := range slices.Sorted(maps.Keys(got)) {
		want, ok := c.files[ext]
		if !ok {
			list = append(list, fmt.Sprintf("%s.%s is missing; this would be its text:\n%s", c.Name, ext, got[ext]))
			continue
		}
		if diff := cmp.Diff(trim(want), trim(got[ext])); diff != "" {
			list = append(list, fmt.Sprintf("%s.%s mismatch (-want +got):\n%s", c.Name, ext, diff))
		}
	}
	for _, ext := range slices.Sorted(maps.Keys(c.files)) {
		if c.stale(ext, got) {
			list = append(list, fmt.Sprintf("%s.%s is neither read nor produced", c.Name, ext))
		}
	}
	return list
}

// stale reports whether nothing has to do with the case's file of this
// extension.
func (c *Case) stale(ext string, got Outputs) bool {
	_, produced := got[ext]
	return !produced && !c.read[ext]
}

// group finds the cases of an archive, in their order.
func group(a txtar.Archive, input string) ([]*Case, error) {
	shared := map[string]string{}
	byName := map[string]*Case{}
	var cases []*Case
	for _, f := range a.Files {
		if _, ok := shared[f.Name]; ok {
			return nil, fmt.Errorf("%s is there twice", f.Name)
		}
		shared[f.Name] = f.Data
		if name, ext := split(f.Name); ext == input {
			c := &Case{Name: name, files: map[string]string{}, shared: shared, read: map[string]bool{}}
			byName[name] = c
			cases = append(cases, c)
		}
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("no case: no file is called *.%s", input)
	}
	for _, f := range a.Files {
		name, ext := split(f.Name)
		if c := byName[name]; c != nil {
			c.files[ext] = f.Data
			delete(shared, f.Name)
		}
	}
	return cases, nil
}

// orphans returns the shared files whose extension is that of an output: they
// look like a part of a case whose input was renamed.
func orphans(a txtar.Archive, input string, outputs map[string]bool) []string {
	inputs := map[string]bool{}
	for _, f := range a.Files {
		if name, ext := split(f.Name); ext == input {
			inputs[name] = true
		}
	}
	var names []string
	for _, f := range a.Files {
		if name, ext := split(f.Name); outputs[ext] && !inputs[name] {
			names = append(names, f.Name)
		}
	}
	return names
}

// rewrite returns the archive with the outputs of one case in it: in their
// place if they had one, else after the case's last file. Stale files go.
func rewrite(a txtar.Archive, c *Case, got Outputs) txtar.Archive {
	out := txtar.Archive{Comment: a.Comment}
	end := 0
	for _, f := range a.Files {
		name, ext := split(f.Name)
		if name == c.Name {
			if c.stale(ext, got) {
				continue
			}
			if text, ok := got[ext]; ok {
				f.Data = text
			}
			end = len(out.Files) + 1
		}
		out.Files = append(out.Files, f)
	}
	var added []txtar.File
	for _, ext := range slices.Sorted(maps.Keys(got)) {
		if _, ok := c.files[ext]; !ok {
			added = append(added, txtar.File{Name: c.Name + "." + ext, Data: got[ext]})
		}
	}
	out.Files = slices.Insert(out.Files, end, added...)
	return out
}

// split cuts a file name at its last dot.
func split(file string) (name, ext string) {
	i := strings.LastIndexByte(file, '.')
	if i < 0 {
		return file, ""
	}
	return file[:i], file[i+1:]
}

// trim takes the final line break off: an archive gives one to every file.
func trim(text string) string { return strings.TrimSuffix(text, "\n") }
