package bbqlcheck

import (
	"fmt"
	"go/token"
	"go/types"
	"iter"
	"slices"
	"strings"
)

// missing returns an error if a flag names a function or a field that a package,
// or one that it imports, does not have: it would find nothing, and nobody would
// notice.
func (c *config) missing(pkg *types.Package) error {
	for _, imported := range append([]*types.Package{pkg}, pkg.Imports()...) {
		if err := c.funcs.missing("funcs", imported, imported == pkg, params); err != nil {
			return err
		}
		if err := c.fields.missing("fields", imported, imported == pkg, fields); err != nil {
			return err
		}
	}
	return nil
}

// missing is [config.missing] for one flag and package. Of one that is imported
// only what is exported is known.
func (p *places) missing(flag string, pkg *types.Package, own bool, names func(*types.Package) []string) error {
	var known []string
	for _, key := range p.given {
		name, ok := within(pkg, key)
		if !ok || !own && !token.IsExported(strings.TrimLeft(name, "(*")) {
			continue
		}
		if known == nil {
			known = names(pkg)
		}
		if !slices.Contains(known, name) {
			return fmt.Errorf("-%s: package %s has no %s%s", flag, pkg.Path(), name, didYouMean(name, known))
		}
	}
	return nil
}

// within returns a name without the path of the package, and whether it is of
// that.
func within(pkg *types.Package, key string) (string, bool) {
	start := len(key) - len(strings.TrimLeft(key, "(*"))
	rest, ok := strings.CutPrefix(key[start:], pkg.Path()+".")
	return key[:start] + rest, ok && !strings.Contains(rest, "/")
}

// params returns the parameters of the functions and methods of a package, each
// as List:query or (*Client).List:query.
func params(pkg *types.Package) []string {
	var list []string
	for fn := range functions(pkg) {
		name, _ := within(pkg, fn.FullName())
		for v := range fn.Signature().Params().Variables() {
			list = append(list, name+":"+v.Name())
		}
	}
	return list
}

// functions yields the functions of a package, and the methods of its types.
func functions(pkg *types.Package) iter.Seq[*types.Func] {
	var list []*types.Func
	for _, obj := range objects(pkg) {
		switch obj := obj.(type) {
		case *types.Func:
			list = append(list, obj)
		case *types.TypeName:
			list = slices.AppendSeq(list, methodsOf(obj.Type()))
		}
	}
	return slices.Values(list)
}

// methodsOf yields the methods of a type, or what it asks of others.
func methodsOf(t types.Type) iter.Seq[*types.Func] {
	if of, ok := t.Underlying().(*types.Interface); ok {
		return of.Methods()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Methods()
	}
	return func(func(*types.Func) bool) {}
}

// objects returns what a package declares.
func objects(pkg *types.Package) []types.Object {
	var list []types.Object
	for _, name := range pkg.Scope().Names() {
		list = append(list, pkg.Scope().Lookup(name))
	}
	return list
}

// fields returns the fields of the structs of a package, each as Client.Filter,
// also those that come with a field without a name.
func fields(pkg *types.Package) []string {
	var list []string
	for _, obj := range objects(pkg) {
		if _, ok := obj.(*types.TypeName); ok {
			for _, field := range fieldNames(obj.Type(), map[types.Type]bool{}) {
				list = append(list, obj.Name()+"."+field)
			}
		}
	}
	return list
}

func fieldNames(t types.Type, seen map[types.Type]bool) []string {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	of, ok := t.Underlying().(*types.Struct)
	if !ok || seen[t] {
		return nil
	}
	seen[t] = true
	var list []string
	for v := range of.Fields() {
		list = append(list, v.Name())
		if v.Embedded() {
			list = append(list, fieldNames(v.Type(), seen)...)
		}
	}
	return list
}
