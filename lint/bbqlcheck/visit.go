package bbqlcheck

import (
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/bbql/go-bbql/lint"
)

// visit looks for filters in a node, but not in those below it.
func (c *checker) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpr:
		c.call(n)
	case *ast.CompositeLit:
		c.composite(n)
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) {
				c.assign(ast.Unparen(lhs), n.Rhs[i])
			}
		}
	}
}

// call checks the arguments of a function that takes a filter.
func (c *checker) call(call *ast.CallExpr) {
	fn, ok := typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	if !ok {
		return
	}
	name := fullName(fn)
	if (name == "(net/url.Values).Set" || name == "(net/url.Values).Add") && len(call.Args) == 2 {
		c.parameter(call.Args[0], call.Args[1])
		return
	}
	params := fn.Signature().Params()
	for i, arg := range call.Args {
		param := params.At(min(i, params.Len()-1)) // the last one may take several
		opts, ok := c.config.funcs.of[name+":"+param.Name()]
		switch {
		case !ok || !isString(c.pass.TypesInfo.TypeOf(arg)):
		case name == library+"/bbql.Bind":
			c.filterText(bound(c.resolver().text(arg)), arg, opts)
		default:
			c.filter(arg, opts)
		}
	}
}

// composite checks the elements of a map or a struct that are filters.
func (c *checker) composite(lit *ast.CompositeLit) {
	typ := c.pass.TypesInfo.TypeOf(lit)
	_, isMap := typ.Underlying().(*types.Map)
	of, isStruct := pointee(typ).Underlying().(*types.Struct)
	for i, e := range lit.Elts {
		kv, isKeyed := e.(*ast.KeyValueExpr)
		switch {
		case isMap:
			c.parameter(kv.Key, kv.Value)
		case isStruct && isKeyed:
			c.field(typ, kv.Key.(*ast.Ident).Name, kv.Value)
		case isStruct:
			c.field(typ, of.Field(i).Name(), e)
		}
	}
}

// pointee returns what a pointer points to, or the type itself.
func pointee(typ types.Type) types.Type {
	if ptr, ok := typ.Underlying().(*types.Pointer); ok {
		return ptr.Elem()
	}
	return typ
}

// assign checks what is assigned to an element of a map or a field of a struct.
func (c *checker) assign(lhs, value ast.Expr) {
	switch lhs := lhs.(type) {
	case *ast.IndexExpr:
		if _, ok := c.pass.TypesInfo.TypeOf(lhs.X).Underlying().(*types.Map); ok {
			c.parameter(lhs.Index, value)
		}
	case *ast.SelectorExpr:
		if sel, ok := c.pass.TypesInfo.Selections[lhs]; ok {
			c.selected(sel, value)
		}
	}
}

// selected checks the value of a field, which belongs to a type and to those that
// it embeds up to where the field is.
func (c *checker) selected(sel *types.Selection, value ast.Expr) {
	typ := sel.Recv()
	for _, i := range sel.Index() {
		c.field(typ, sel.Obj().Name(), value)
		typ = pointee(typ).Underlying().(*types.Struct).Field(i).Type()
	}
}

// field checks the value of a field that holds a filter.
func (c *checker) field(typ types.Type, name string, value ast.Expr) {
	of := plain(types.TypeString(pointee(typ), nil))
	if of == "net/url.URL" && name == "RawQuery" {
		c.rawQuery(value)
	}
	opts, ok := c.config.fields.of[of+"."+name]
	if ok && isString(c.pass.TypesInfo.TypeOf(value)) {
		c.filter(value, opts)
	}
}

// rawQuery checks the query string of a URL of which no more is known.
func (c *checker) rawQuery(value ast.Expr) {
	l, ok := newLink(append(wholeChars("/?", value), c.resolver().text(value)...))
	if ok && c.bitbucket && (isHole(l.filter) || isMeant(l.filter)) {
		c.link(l)
	}
}

// parameter checks the value of the parameter q, or several.
func (c *checker) parameter(key, value ast.Expr) {
	name := valueOf(c.pass.TypesInfo, key)
	if !c.bitbucket || name.Kind() != constant.String || constant.StringVal(name) != "q" {
		return
	}
	switch value := value.(type) {
	case *ast.CompositeLit:
		c.queries(value)
	case *ast.CallExpr:
		for _, e := range c.resolver().appended(value) {
			c.query(e)
		}
		c.query(value)
	default:
		c.query(value)
	}
}

// queries checks the values of the parameter q, if they are a list.
func (c *checker) queries(list *ast.CompositeLit) {
	switch c.pass.TypesInfo.TypeOf(list).Underlying().(type) {
	case *types.Slice, *types.Array:
	default:
		return
	}
	for _, e := range list.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		c.query(e)
	}
}

// query checks one value of the parameter q.
func (c *checker) query(value ast.Expr) {
	if !isString(c.pass.TypesInfo.TypeOf(value)) {
		return
	}
	cs := c.resolver().text(value)
	if !isHole(cs) && !isMeant(cs) {
		return
	}
	c.encodedTwice(value)
	c.filterText(cs, value, lint.Options{})
}

// comparison is what text that is meant as a filter has, and what other services
// don't have in a q.
var comparison = regexp.MustCompile(`[\w\x00]\s*([=~<>]|![=~])|(?i)\bIN\s*\(`)

// isMeant reports whether text that may not parse is meant as a filter.
func isMeant(cs []char) bool { return comparison.MatchString(textOf(cs)) }

// encodedTwice reports a value that is encoded before it gets into a map, from
// which it is encoded again.
func (c *checker) encodedTwice(value ast.Expr) {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok || c.resolver().callee(call) != "net/url.QueryEscape" {
		return
	}
	const rule = "double-encoding"
	arg := call.Args[0]
	c.report(rule, lint.Error, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(),
		Message: "the filter is encoded twice: leave out url.QueryEscape",
		URL:     page(rule),
		SuggestedFixes: []analysis.SuggestedFix{{
			Message: "leave out url.QueryEscape",
			TextEdits: []analysis.TextEdit{
				{Pos: call.Pos(), End: arg.Pos()},
				{Pos: arg.End(), End: call.End()},
			},
		}},
	})
}

// bound returns the text of bbql.Bind with its placeholders as holes.
func bound(cs []char) []char {
	var out []char
	inside := false
	for i := 0; i < len(cs); i++ {
		ch := cs[i]
		switch {
		case ch.hole != nil:
		case ch.b == '\\' && inside && i+1 < len(cs):
			out = append(out, ch)
			i++
			ch = cs[i]
		case ch.b == '"':
			inside = !inside
		case inside:
		case ch.b == '?', ch.b == ':' && (i == 0 || !isWord(cs[i-1])):
			for i+1 < len(cs) && isWord(cs[i+1]) {
				i++
			}
			ch = char{hole: &hole{kind: safe}, pos: ch.pos, end: cs[i].end}
		}
		out = append(out, ch)
	}
	return out
}
