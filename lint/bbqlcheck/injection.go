package bbqlcheck

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

const injection = "injection"

// advice says what is wrong with the hole, "" if nothing is.
func (h *hole) advice() string {
	switch {
	case h.spot.role <= inSingle && (h.kind == quoted || h.kind == goQuoted):
		return fmt.Sprintf("%s brings quotes of its own: leave out those around it", h.subject())
	case h.kind == goQuoted:
		return fmt.Sprintf("Go's escapes are not those of filters: use bbql.Quote(%s) or %s",
			short(h.unquoted()), h.call())
	case h.kind != anyText:
		return ""
	case h.spot.role == inString:
		return fmt.Sprintf("a quote in %s ends the string: use %s", h.subject(), h.call())
	}
	return fmt.Sprintf("%s can be any part of a filter: use %s", h.subject(), h.call())
}

// methods are the methods of builder.Field for the operators.
var methods = map[string]string{
	"=": "Eq", "!=": "Ne", "~": "Contains", "!~": "NotContains", ">": "Gt", ">=": "Ge",
	"<": "Lt", "<=": "Le", "IN": "In", "NOT IN": "NotIn",
}

// call returns the call of package builder, or bbql, that does what was meant.
func (h *hole) call() string {
	method := methods[h.spot.op]
	switch r := h.spot.role; {
	case r == asClause:
		return fmt.Sprintf("builder.And with builder.Parsed(bbql.Parse(%s))", h.name())
	case r == asField || r == asOperator:
		return "builder.Field and its methods"
	case h.spot.field == "" || method == "":
		return "bbql.Bind with a ? in its place"
	case r == asList || strings.HasSuffix(h.spot.op, "IN") && h.isJoined():
		return fmt.Sprintf("builder.Field(%q).%s with the values one by one", h.spot.field, method)
	case !h.spot.alone:
		return fmt.Sprintf("builder.Field(%q).%s", h.spot.field, method)
	}
	return fmt.Sprintf("builder.Field(%q).%s(%s)", h.spot.field, method, short(h.unquoted()))
}

// isJoined reports whether the hole is a list of values that is a text already.
func (h *hole) isJoined() bool {
	call, ok := ast.Unparen(h.expr).(*ast.CallExpr)
	return ok && types.ExprString(call.Fun) == "strings.Join"
}

// unquoted returns the value that was meant: without the strconv.Quote around it,
// which is the only call of a Quote that Go's quotes come from.
func (h *hole) unquoted() ast.Expr {
	call, ok := ast.Unparen(h.expr).(*ast.CallExpr)
	if h.kind != goQuoted || !ok || !strings.HasSuffix(types.ExprString(ast.Unparen(call.Fun)), "Quote") {
		return h.expr
	}
	return call.Args[0]
}

// name returns the expression as it is written, if it is short.
func (h *hole) name() string { return short(h.expr) }

// short returns an expression as it is written, or … if that is long.
func short(e ast.Expr) string {
	const most = 40
	if text := types.ExprString(e); len(text) <= most {
		return text
	}
	return "…"
}

// subject returns what a message is about.
func (h *hole) subject() string {
	if name := h.name(); name != "…" {
		return name
	}
	return "this expression"
}
