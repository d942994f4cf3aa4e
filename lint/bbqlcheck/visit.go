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
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		switch {
		case !ok:
		case isMap:
			c.parameter(kv.Key, kv.Value)
		default:
			if id, ok := kv.Key.(*ast.Ident); ok {
				c.field(typ, id.Name, kv.Value)
			}
		}
	}
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
			c.field(sel.Recv(), lhs.Sel.Name, value)
		}
	}
}

// field checks the value of a field that holds a filter.
func (c *checker) field(typ types.Type, name string, value ast.Expr) {
	if ptr, ok := typ.Underlying().(*types.Pointer); ok {
		typ = ptr.Elem()
	}
	of := plain(types.TypeString(typ, nil))
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
	if list, ok := value.(*ast.CompositeLit); ok {
		c.queries(list)
		return
	}
	c.query(value)
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
