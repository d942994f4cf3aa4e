package bbqlcheck

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/bbql/go-bbql/lint"
)

// assembled checks the pieces of a filter that is put together over several
// statements, and reports whether it is one.
func (c *checker) assembled(e ast.Expr, opts lint.Options) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.pieces(e, opts)
	case *ast.CallExpr:
		r := c.resolver()
		if r.callee(e) == "strings.Join" {
			return c.joined(r, e, opts)
		}
		return c.runs(e, opts)
	}
	return false
}

// pieces checks what is put into a variable. A piece needn't be a whole filter,
// so that only its holes are looked at.
func (c *checker) pieces(id *ast.Ident, opts lint.Options) bool {
	obj := c.pass.TypesInfo.ObjectOf(id)
	if c.open[obj] {
		return true
	}
	c.open[obj] = true
	defer delete(c.open, obj)
	values := c.vars.values(id)
	known := len(values) > 0
	for _, value := range values {
		cs := c.resolver().text(value)
		if isHole(cs) {
			known = false
			continue
		}
		scan(cs)
		c.injections(cs, opts)
	}
	return known
}

// joined checks the elements that strings.Join joins by AND or OR: each is a
// filter of its own.
func (c *checker) joined(r *resolver, call *ast.CallExpr, opts lint.Options) bool {
	elements, ok := r.elements(call.Args[0])
	sep := strings.TrimSpace(textOf(r.chars(call.Args[1])))
	if !ok || !strings.EqualFold(sep, "AND") && !strings.EqualFold(sep, "OR") {
		return false
	}
	for _, e := range elements {
		cs := c.resolver().text(e)
		if isHole(cs) {
			ok = false
			continue
		}
		c.filterText(cs, e, opts)
	}
	return ok
}

// join returns what strings.Join does with elements that are known in order.
func (r *resolver) join(list, sep ast.Expr) []char {
	if id, ok := list.(*ast.Ident); ok {
		if list, ok = r.vars.value(id); !ok {
			return nil
		}
	}
	lit, ok := list.(*ast.CompositeLit)
	if !ok || slices.ContainsFunc(lit.Elts, isKeyed) {
		return nil
	}
	cs := []char{}
	for i, e := range lit.Elts {
		if i > 0 {
			cs = append(cs, r.chars(sep)...)
		}
		cs = append(cs, r.chars(e)...)
	}
	return cs
}

// joinKind returns what a call of strings.Join returns: it's as harmless as the
// elements are.
func (r *resolver) joinKind(call *ast.CallExpr) kind {
	elements, ok := r.elements(call.Args[0])
	harmful := func(c char) bool {
		return c.hole != nil && (c.hole.kind == anyText || c.hole.kind == goQuoted)
	}
	for _, e := range elements {
		ok = ok && !slices.ContainsFunc(r.chars(e), harmful)
	}
	if !ok {
		return anyText
	}
	return safe
}

// elements returns the elements of a slice, in any order, if they are known.
func (r *resolver) elements(list ast.Expr) ([]ast.Expr, bool) {
	switch list := ast.Unparen(list).(type) {
	case *ast.CompositeLit:
		return list.Elts, !slices.ContainsFunc(list.Elts, isKeyed)
	case *ast.Ident:
		var all []ast.Expr
		for _, value := range r.vars.values(list) {
			elements, ok := r.added(value)
			if !ok {
				return nil, false
			}
			all = append(all, elements...)
		}
		return all, len(all) > 0
	}
	return nil, false
}

// added returns the elements of a literal, or those that append adds to a slice.
func (r *resolver) added(value ast.Expr) ([]ast.Expr, bool) {
	switch value := ast.Unparen(value).(type) {
	case *ast.CompositeLit:
		return r.elements(value)
	case *ast.CallExpr:
		switch typeutil.Callee(r.info, value) {
		case types.Universe.Lookup("append"):
			return r.appended(value), !value.Ellipsis.IsValid()
		case types.Universe.Lookup("make"):
			n := valueOf(r.info, value.Args[1])
			return nil, n.Kind() == constant.Int && constant.Sign(n) == 0
		}
	case *ast.Ident:
		return nil, value.Name == "nil"
	}
	return nil, false
}

// appended returns what a call adds to a slice one by one, if it does that.
func (r *resolver) appended(call *ast.CallExpr) []ast.Expr {
	if call.Ellipsis.IsValid() || typeutil.Callee(r.info, call) != types.Universe.Lookup("append") {
		return nil
	}
	return call.Args[1:]
}

func isKeyed(e ast.Expr) bool {
	_, ok := e.(*ast.KeyValueExpr)
	return ok
}
