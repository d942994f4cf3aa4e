package archtest

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// api returns the exported features of a package, one per line, sorted: what
// a program that imports it can name, with its type. Constants carry their
// values, methods include those of embedded types.
func api(p *types.Package) string {
	a := apiLister{pkg: p}
	for _, name := range p.Scope().Names() {
		obj := p.Scope().Lookup(name)
		if !obj.Exported() {
			continue
		}
		switch obj := obj.(type) {
		case *types.Const:
			a.add("const %s %s = %s", name, a.typ(obj.Type()), obj.Val().ExactString())
		case *types.Var:
			a.add("var %s %s", name, a.typ(obj.Type()))
		case *types.Func:
			a.add("func %s%s", name, a.signature(obj.Signature()))
		case *types.TypeName:
			a.typeName(obj)
		}
	}
	slices.Sort(a.lines)
	return strings.Join(a.lines, "")
}

type apiLister struct {
	pkg   *types.Package
	lines []string
}

func (a *apiLister) add(format string, args ...any) {
	a.lines = append(a.lines, fmt.Sprintf(format, args...)+"\n")
}

// typ returns the text of a type, with the names of other packages in front of
// what is theirs.
func (a *apiLister) typ(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == a.pkg {
			return ""
		}
		return p.Name()
	})
}

func (a *apiLister) signature(sig *types.Signature) string {
	return strings.TrimPrefix(a.typ(sig), "func")
}

func (a *apiLister) typeName(obj *types.TypeName) {
	if obj.IsAlias() {
		a.add("type %s = %s", obj.Name(), a.typ(types.Unalias(obj.Type())))
		return
	}
	name := a.typ(obj.Type())
	switch u := obj.Type().Underlying().(type) {
	case *types.Struct:
		a.add("type %s struct", name)
		for f := range u.Fields() {
			if f.Exported() {
				a.add("type %s struct, %s %s", name, f.Name(), a.typ(f.Type()))
			}
		}
	case *types.Interface:
		a.iface(name, u)
	default:
		a.add("type %s %s", name, a.typ(u))
	}
	a.methods(obj)
}

// iface lists the methods of an interface. Those that aren't exported matter
// too: they close it.
func (a *apiLister) iface(name string, t *types.Interface) {
	closed := ""
	for m := range t.Methods() {
		if m.Exported() {
			a.add("type %s interface, %s%s", name, m.Name(), a.signature(m.Signature()))
		} else {
			closed = ", closed"
		}
	}
	if t.IsMethodSet() {
		a.add("type %s interface%s", name, closed)
	} else {
		a.add("type %s %s", name, a.typ(t))
	}
}

// methods lists the exported methods of a type that isn't an interface, with
// the receiver that they need, those of embedded types too.
func (a *apiLister) methods(obj *types.TypeName) {
	if types.IsInterface(obj.Type()) {
		return
	}
	values := types.NewMethodSet(obj.Type())
	for m := range types.NewMethodSet(types.NewPointer(obj.Type())).Methods() {
		fn := m.Obj().(*types.Func)
		if !fn.Exported() {
			continue
		}
		recv := receiverName(obj)
		if values.Lookup(a.pkg, fn.Name()) == nil {
			recv = "*" + recv
		}
		a.add("method (%s) %s%s", recv, fn.Name(), a.signature(fn.Signature()))
	}
}

// receiverName returns the name of a type as it is written in a receiver.
func receiverName(obj *types.TypeName) string {
	var params []string
	for p := range obj.Type().(*types.Named).TypeParams().TypeParams() {
		params = append(params, p.Obj().Name())
	}
	if params == nil {
		return obj.Name()
	}
	return obj.Name() + "[" + strings.Join(params, ", ") + "]"
}
