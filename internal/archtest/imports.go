package archtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// An importRule says what the packages of a pattern may import from this
// repository, outside of their tests. A pattern is a directory, or a directory
// and all below it if it ends in "/...".
type importRule struct {
	packages string
	mayUse   []string
}

// importRules is the import table of the repository. The first rule whose
// pattern holds a package counts. The modules below the root one may import
// further third-party modules, those of their own go.mod.
type importRules struct {
	root    string              // module path that the patterns are below
	ours    []importRule        // between our packages
	theirs  map[string][]string // third-party module: patterns that may import it
	inTests []string            // third-party modules that any test may import
}

// checkImports checks the imports of every package. Tests may import all of
// our packages, so only what third parties bring is checked there.
func checkImports(t *tree, rules importRules) []string {
	var found []string
	for _, p := range t.packages {
		rule, ok := rules.of(p.dir)
		if !ok {
			found = append(found, p.dir+": not in the import table")
			continue
		}
		for _, f := range p.files {
			for _, imp := range f.imports() {
				if reason := rules.refuses(p, f, rule, imp); reason != "" {
					found = append(found, fmt.Sprintf("%s: imports %s: %s", f.path, imp, reason))
				}
			}
		}
	}
	return found
}

// of returns the rule of a package.
func (r importRules) of(dir string) (importRule, bool) {
	i := slices.IndexFunc(r.ours, func(rule importRule) bool { return matches(rule.packages, dir) })
	if i < 0 {
		return importRule{}, false
	}
	return r.ours[i], true
}

// refuses says why a file may not import a path, or "" if it may.
func (r importRules) refuses(p *pkg, f *file, rule importRule, imp string) string {
	if dir, ok := r.directory(imp); ok {
		if f.test || dir == p.dir || matchesAny(rule.mayUse, dir) {
			return ""
		}
		return fmt.Sprintf("%s may import only %q of ours", p.dir, rule.mayUse)
	}
	if standard(imp) {
		return ""
	}
	for third, patterns := range r.theirs {
		if imp == third || strings.HasPrefix(imp, third+"/") {
			if matchesAny(patterns, p.dir) || f.test && slices.Contains(r.inTests, third) {
				return ""
			}
			return fmt.Sprintf("only %q may", patterns)
		}
	}
	if p.module.dir != "." {
		return ""
	}
	return "not a dependency of this module"
}

// directory returns the directory of one of our packages.
func (r importRules) directory(imp string) (string, bool) {
	if imp == r.root {
		return ".", true
	}
	return strings.CutPrefix(imp, r.root+"/")
}

// standard reports whether an import path is of the standard library: its
// first element has no dot.
func standard(imp string) bool {
	first, _, _ := strings.Cut(imp, "/")
	return !strings.Contains(first, ".")
}

// imports returns the paths that the file imports.
func (f *file) imports() []string {
	var paths []string
	for _, spec := range f.syntax.Imports {
		// The parser has checked that it is a string.
		imp, _ := strconv.Unquote(spec.Path.Value)
		paths = append(paths, imp)
	}
	return paths
}

// matches reports whether a directory is in a pattern.
func matches(pattern, dir string) bool {
	parent, all := strings.CutSuffix(pattern, "/...")
	return dir == parent || all && strings.HasPrefix(dir, parent+"/")
}

func matchesAny(patterns []string, dir string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, dir) })
}
