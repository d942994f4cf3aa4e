package archtest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A module is what the checks need of a go.mod or go.work file.
type module struct {
	dir      string // slash-separated, from the root of the repository
	path     string
	version  string   // of the go line
	requires []string // module paths
	uses     []string // directories, as written
	replaces []string // whole lines
}

// parseModule reads the text of a go.mod or go.work file in dir. It knows the
// forms that the go command writes.
func parseModule(dir, text string) *module {
	m := &module{dir: dir}
	block := ""
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "//")
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case words[0] == ")":
			block = ""
		case len(words) == 2 && words[1] == "(":
			block = words[0]
		case block != "":
			m.add(block, words)
		default:
			m.add(words[0], words[1:])
		}
	}
	return m
}

// add takes one directive with its arguments.
func (m *module) add(verb string, args []string) {
	if len(args) == 0 {
		return
	}
	switch verb {
	case "module":
		m.path = args[0]
	case "go":
		m.version = args[0]
	case "require":
		m.requires = append(m.requires, args[0])
	case "use":
		m.uses = append(m.uses, args[0])
	case "replace":
		m.replaces = append(m.replaces, strings.Join(args, " "))
	}
}

// holds reports whether dir is the module's directory or below it.
func (m *module) holds(dir string) bool {
	return m.dir == "." || dir == m.dir || strings.HasPrefix(dir, m.dir+"/")
}

// importPath returns the import path of a directory of the module.
func (m *module) importPath(dir string) string {
	if dir == m.dir {
		return m.path
	}
	if m.dir == "." {
		return m.path + "/" + dir
	}
	return m.path + strings.TrimPrefix(dir, m.dir)
}

// moduleRules says what the module files of the repository must be.
type moduleRules struct {
	requires []string // of the root module: these and no others
	replaces []string // of go.work: these and no others
	outside  []string // directories of the modules that go.work leaves out
}

// checkModules checks every go.mod and go.work, against the go.work at the root
// above all.
func checkModules(mods, works []*module, rules moduleRules) []string {
	i := slices.IndexFunc(works, func(w *module) bool { return w.dir == "." })
	if i < 0 {
		return []string{"go.work: there is none"}
	}
	work := works[i]
	found := checkVersions(mods, works, work.version)
	var uses []string
	for _, m := range mods {
		if len(m.replaces) > 0 {
			found = append(found, m.dir+"/go.mod: a module with a replace can't be installed with go install")
		}
		if m.dir == "." {
			found = append(found, differ("go.mod: require", m.requires, rules.requires)...)
		}
		if !slices.Contains(rules.outside, m.dir) {
			uses = append(uses, usePath(m.dir))
		}
	}
	found = append(found, differ("go.work: use", work.uses, uses)...)
	return append(found, differ("go.work: replace", work.replaces, rules.replaces)...)
}

// checkVersions checks that all files have the go line of the go.work at the
// root.
func checkVersions(mods, works []*module, want string) []string {
	var found []string
	for _, m := range mods {
		if m.version != want {
			found = append(found, fmt.Sprintf("%s/go.mod: go %s, but go.work says go %s", m.dir, m.version, want))
		}
	}
	for _, w := range works {
		if w.version != want {
			found = append(found, fmt.Sprintf("%s/go.work: go %s, but go.work says go %s", w.dir, w.version, want))
		}
	}
	return found
}

// usePath returns the directory of a module as go.work writes it.
func usePath(dir string) string {
	if dir == "." {
		return dir
	}
	return "./" + dir
}

// differ says what is in only one of two lists, whatever their order.
func differ(what string, got, want []string) []string {
	var found []string
	for _, s := range want {
		if !slices.Contains(got, s) {
			found = append(found, fmt.Sprintf("%s: %s is missing", what, s))
		}
	}
	for _, s := range got {
		if !slices.Contains(want, s) {
			found = append(found, fmt.Sprintf("%s: %s is not expected", what, s))
		}
	}
	slices.SortFunc(found, cmp.Compare[string])
	return found
}
