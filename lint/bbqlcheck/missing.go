package bbqlcheck

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"iter"
	"regexp"
	"slices"
	"strings"
)

// missing returns an error if a flag names a function or a field that a package,
// or one that it imports, does not have: it would find nothing, and nobody would
// notice. It is said once, not for each package that has to do with it.
func (c *config) missing(pkg *types.Package) error {
	for _, imported := range append([]*types.Package{pkg}, pkg.Imports()...) {
		err := cmp.Or(
			c.funcs.missing(imported, imported == pkg, missingFunc),
			c.fields.missing(imported, imported == pkg, missingField))
		if err != nil && c.told.CompareAndSwap(false, true) {
			return err
		}
	}
	return nil
}

// missing is [config.missing] for one flag and package. Of one that is imported
// only what is exported is known.
func (p *places) missing(pkg *types.Package, own bool, look func(*types.Package, string) error) error {
	for _, key := range p.given {
		name, ok := within(pkg, key)
		if !ok || !own && !token.IsExported(strings.TrimLeft(name, "(*")) {
			continue
		}
		if err := look(pkg, name); err != nil {
			return err
		}
	}
	return nil
}

// missingFunc returns an error if a package has no such parameter, as in
// List:query or (*Client).List:query.
func missingFunc(pkg *types.Package, place string) error {
	name, param, _ := strings.Cut(place, ":")
	var known []string
	for fn := range functions(pkg) {
		other, _ := within(pkg, fullName(fn))
		if other == name {
			return missingParam(fn, param)
		}
		known = append(known, other)
	}
	return fmt.Errorf("-funcs: package %s has no function %s%s", pkg.Path(), name, didYouMean(name, known))
}

// missingParam returns an error if a function has no parameter of that name that
// takes text.
func missingParam(fn *types.Func, name string) error {
	known := textParams(fn.Signature())
	if slices.Contains(known, name) {
		return nil
	}
	advice := didYouMean(name, known)
	switch {
	case len(known) == 0:
		advice = ": it takes no string that has a name"
	case advice == "":
		advice = ": write " + strings.Join(known, " or ")
	}
	signature := types.TypeString(fn.Signature(), (*types.Package).Name)
	return fmt.Errorf("-funcs: %s%s has no string parameter %q%s",
		fullName(fn), strings.TrimPrefix(signature, "func"), name, advice)
}

// textParams returns the names of the parameters that can be given a string.
func textParams(sig *types.Signature) []string {
	var names []string
	for i, last := 0, sig.Params().Len()-1; i <= last; i++ {
		v, t := sig.Params().At(i), sig.Params().At(i).Type()
		if sig.Variadic() && i == last {
			t = t.(*types.Slice).Elem()
		}
		if takesText(t) && v.Name() != "" && v.Name() != "_" {
			names = append(names, v.Name())
		}
	}
	return names
}

func takesText(t types.Type) bool {
	_, open := t.(*types.TypeParam)
	return open || isString(t) || types.AssignableTo(types.Typ[types.String], t)
}

// missingField returns an error if a package has no such field, as in
// Client.Filter.
func missingField(pkg *types.Package, name string) error {
	known := fields(pkg)
	if slices.Contains(known, name) {
		return nil
	}
	return fmt.Errorf("-fields: package %s has no %s%s", pkg.Path(), name, didYouMean(name, known))
}

// typeArguments are the type parameters or arguments in the name of a type.
var typeArguments = regexp.MustCompile(`\[.*\]`)

// plain returns the name of a type, or of what belongs to it, as flags name it.
func plain(name string) string { return typeArguments.ReplaceAllString(name, "") }

// fullName returns the name of a function as flags name it.
func fullName(fn *types.Func) string { return plain(fn.FullName()) }

// within returns a name without the path of the package, and whether it is of
// that.
func within(pkg *types.Package, key string) (string, bool) {
	start := len(key) - len(strings.TrimLeft(key, "(*"))
	rest, ok := strings.CutPrefix(key[start:], pkg.Path()+".")
	return key[:start] + rest, ok && !strings.Contains(rest, "/")
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
