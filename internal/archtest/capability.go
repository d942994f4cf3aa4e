package archtest

import (
	"fmt"
	"slices"
)

// powers are the packages of the standard library that reach out of a
// program, or around its types. A pattern as in [importRule].
var powers = []string{
	"C", "flag", "log/...", "net/...", "os/...", "plugin", "reflect", "runtime/...",
	"syscall/...", "testing/...", "unsafe",
}

// harmless are the exceptions to powers: they compute and do nothing else.
var harmless = []string{"net/netip", "net/url"}

// A grant allows the packages of a pattern to import some powers.
type grant struct {
	packages string
	powers   []string
	reason   string
}

// checkCapabilities checks which packages of the library import a power
// outside of their tests, and that no grant is more than is needed. A module
// of its own, such as a command, has all powers.
func checkCapabilities(t *tree, grants []grant) []string {
	var found []string
	used := map[string]bool{} // "pattern power"
	for _, p := range t.packages {
		if p.module.dir != "." {
			continue
		}
		for _, f := range p.sources() {
			for _, imp := range f.imports() {
				if !matchesAny(powers, imp) || slices.Contains(harmless, imp) {
					continue
				}
				g, ok := granted(grants, p.dir, imp)
				if !ok {
					found = append(found, fmt.Sprintf("%s: imports %s: not granted to %s", f.path, imp, p.dir))
				}
				used[g.packages+" "+imp] = true
			}
		}
	}
	for _, g := range grants {
		for _, power := range g.powers {
			if !used[g.packages+" "+power] {
				found = append(found, fmt.Sprintf("grant of %s to %s: not used", power, g.packages))
			}
		}
	}
	return found
}

// granted returns the grant that allows a package to import a power.
func granted(grants []grant, dir, imp string) (grant, bool) {
	i := slices.IndexFunc(grants, func(g grant) bool {
		return matches(g.packages, dir) && slices.Contains(g.powers, imp)
	})
	if i < 0 {
		return grant{}, false
	}
	return grants[i], true
}
