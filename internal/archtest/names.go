package archtest

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
)

// A name is an exported name at the top of a package, or an exported method of
// an exported type.
type name struct {
	text       string
	at         string // path:line
	method     bool
	documented bool
}

// names returns the exported names of a package, outside of its tests.
func (t *tree) names(p *pkg) []name {
	var list []name
	for _, f := range p.sources() {
		for _, decl := range f.syntax.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				list = append(list, t.funcName(d)...)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					list = append(list, t.specNames(d, spec)...)
				}
			}
		}
	}
	return slices.DeleteFunc(list, func(n name) bool { return !ast.IsExported(n.text) })
}

func (t *tree) funcName(d *ast.FuncDecl) []name {
	n := name{text: d.Name.Name, at: t.line(d), documented: d.Doc != nil}
	if d.Recv != nil {
		if !ast.IsExported(receiver(d)) {
			return nil
		}
		n.method = true
	}
	return []name{n}
}

// specNames returns the names of one spec. A comment on the declaration counts
// for each of its specs.
func (t *tree) specNames(d *ast.GenDecl, spec ast.Spec) []name {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		return []name{{text: s.Name.Name, at: t.line(s), documented: s.Doc != nil || d.Doc != nil}}
	case *ast.ValueSpec:
		var list []name
		for _, id := range s.Names {
			documented := s.Doc != nil || s.Comment != nil || d.Doc != nil
			list = append(list, name{text: id.Name, at: t.line(id), documented: documented})
		}
		return list
	}
	return nil
}

// checkNames checks how many names the packages export; methods don't count.
// Budgets are by directory.
func checkNames(t *tree, budgets map[string]int) []string {
	var found []string
	for _, dir := range slices.Sorted(maps.Keys(budgets)) {
		i := slices.IndexFunc(t.packages, func(p *pkg) bool { return p.dir == dir })
		if i < 0 {
			continue
		}
		all := t.names(t.packages[i])
		top := slices.DeleteFunc(all, func(n name) bool { return n.method })
		if len(top) > budgets[dir] {
			found = append(found, fmt.Sprintf("%s: exports %d names, %d allowed", dir, len(top), budgets[dir]))
		}
	}
	return found
}

// checkDocs checks that every exported name and every package has a comment,
// and the package only one.
func checkDocs(t *tree) []string {
	var found []string
	for _, p := range t.packages {
		for _, n := range t.names(p) {
			if !n.documented {
				found = append(found, fmt.Sprintf("%s: exported %s has no comment", n.at, n.text))
			}
		}
		comments := 0
		for _, f := range p.sources() {
			if f.syntax.Doc != nil {
				comments++
			}
		}
		if len(p.sources()) > 0 && comments != 1 {
			found = append(found, fmt.Sprintf("%s: %d package comments, want one", p.dir, comments))
		}
	}
	return found
}
