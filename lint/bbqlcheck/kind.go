package bbqlcheck

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// kind returns what may stand in a hole that an expression fills.
func (r *resolver) kind(e ast.Expr) kind {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return kindOf(r.info.TypeOf(e))
	}
	switch fn := r.callee(call); fn {
	case library + "/bbql.Quote":
		return quoted
	case library + "/bbql.Format":
		return safe
	case "strconv.Quote":
		return goQuoted
	case "strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint", "strconv.FormatFloat":
		return number
	case "strconv.FormatBool":
		return boolean
	case "strings.Join":
		return r.joinKind(call)
	case "strings.Repeat":
		if r.info.Types[call.Args[0]].Value != nil {
			return safe
		}
		return anyText
	default:
		return r.callKind(call, fn)
	}
}

// callKind returns what a call of any function returns. A method String is as
// harmless as its receiver, and what calls itself quoting or escaping is
// believed.
func (r *resolver) callKind(call *ast.CallExpr, fn string) kind {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if ok && sel.Sel.Name == "String" && len(call.Args) == 0 {
		if kindOf(r.info.TypeOf(sel.X)) != anyText {
			return safe
		}
	}
	name := strings.ToLower(fn[strings.LastIndexByte(fn, '.')+1:])
	if strings.Contains(name, "quote") || strings.Contains(name, "escape") || r.escapes(call) {
		return safe
	}
	if r.computes(call) {
		return safe
	}
	return kindOf(r.info.TypeOf(call))
}

// computes reports whether a call is of a function of this package that gets
// nothing but numbers and truth values, and so no text from elsewhere.
func (r *resolver) computes(call *ast.CallExpr) bool {
	fn := typeutil.StaticCallee(r.info, call)
	local := fn != nil && fn.Signature().Recv() == nil && fn.Parent() == r.vars.scope
	return local && len(call.Args) > 0 && !slices.ContainsFunc(call.Args, func(e ast.Expr) bool {
		k := kindOf(r.info.TypeOf(e))
		return k != number && k != boolean
	})
}

// escapes reports whether nested calls of strings.ReplaceAll replace both the
// quote and the backslash.
func (r *resolver) escapes(call *ast.CallExpr) bool {
	replaced := ""
	for strings.HasPrefix(r.callee(call), "strings.Replace") {
		if v := r.info.Types[call.Args[1]].Value; v != nil {
			replaced += constant.StringVal(v)
		}
		inner, ok := call.Args[0].(*ast.CallExpr)
		if !ok {
			break
		}
		call = inner
	}
	return strings.Contains(replaced, `"`) && strings.Contains(replaced, `\`)
}

// kindOf returns what values of a type print as.
func kindOf(t types.Type) kind {
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if named, ok := t.(*types.Named); ok && isOurs(named.Obj().Pkg()) {
		return safe
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		return safe // a UUID or a hash
	case *types.Basic:
		switch {
		case u.Info()&types.IsNumeric != 0:
			return number
		case u.Info()&types.IsBoolean != 0:
			return boolean
		}
	}
	return anyText
}

// isOurs reports whether a package is one of the library, whose values print as
// parts of filters.
func isOurs(pkg *types.Package) bool {
	return pkg != nil && strings.HasPrefix(pkg.Path(), library+"/")
}
