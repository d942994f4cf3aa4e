package bbqlcheck

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/types/typeutil"
)

const (
	// maxSteps is how many expressions a text may be made of. Doubling a variable
	// time and again would be exponential otherwise.
	maxSteps = 1000
	// maxText is how long a constant may be that is looked at. No filter and no
	// URL is longer, but tables in generated code are.
	maxText = 1 << 16
)

// A resolver finds out what an expression is made of.
type resolver struct {
	info  *types.Info
	vars  *variables
	steps int
}

// text returns the text that an expression stands for, as far as it is known. It
// is a hole if there is too much of it.
func (r *resolver) text(e ast.Expr) []char {
	cs := r.chars(e)
	if r.steps > maxSteps {
		return holeChars(&hole{expr: e, kind: safe}, e)
	}
	return cs
}

// chars is [resolver.text] for a part of a text.
func (r *resolver) chars(e ast.Expr) []char {
	e = ast.Unparen(e)
	v := valueOf(r.info, e)
	known := v.Kind() == constant.String
	if r.steps++; r.steps > maxSteps || known && len(constant.StringVal(v)) > maxText {
		return holeChars(&hole{expr: e, kind: safe}, e)
	}
	if cs := r.parts(e); cs != nil {
		return cs
	}
	if known {
		return wholeChars(constant.StringVal(v), e)
	}
	return holeChars(&hole{expr: e, kind: r.kind(e)}, e)
}

// parts returns the text of an expression that consists of others, or nil.
func (r *resolver) parts(e ast.Expr) []char {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return literalChars(e)
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return r.sum(e)
		}
	case *ast.Ident:
		if value, ok := r.vars.value(e); ok && isString(r.info.TypeOf(e)) {
			return r.chars(value)
		}
	case *ast.CallExpr:
		return r.call(e)
	}
	return nil
}

// sum returns the text of a chain of +, in time linear in its length.
func (r *resolver) sum(e *ast.BinaryExpr) []char {
	operands := []ast.Expr{e.Y}
	left := ast.Unparen(e.X)
	for {
		x, ok := left.(*ast.BinaryExpr)
		if !ok || x.Op != token.ADD {
			break
		}
		operands = append(operands, x.Y)
		left = ast.Unparen(x.X)
	}
	cs := r.chars(left)
	for _, operand := range slices.Backward(operands) {
		cs = append(cs, r.chars(operand)...)
	}
	return cs
}

// call returns the text that a call returns, or nil if nothing is known of it.
func (r *resolver) call(call *ast.CallExpr) []char {
	if r.info.Types[call.Fun].IsType() && isString(r.info.TypeOf(call.Args[0])) {
		return r.chars(call.Args[0])
	}
	fn, args := r.callee(call), call.Args
	switch fn {
	case "fmt.Sprintf":
		if !call.Ellipsis.IsValid() {
			return r.format(args[0], args[1:])
		}
	case "fmt.Sprint":
		if !call.Ellipsis.IsValid() {
			return r.print(args)
		}
	case "strings.Join":
		return r.join(args[0], args[1])
	case "strings.Replace", "strings.ReplaceAll":
		return r.replace(args)
	case "net/url.QueryEscape", "net/url.PathEscape":
		cs := r.chars(args[0])
		for i := range cs {
			cs[i].toEncode = true
		}
		return cs
	case "(*strings.Builder).String", "(*bytes.Buffer).String":
		return r.written(call)
	case "(time.Time).Format":
		if v := r.info.Types[args[0]].Value; v != nil {
			text := time.Unix(1e9, 0).UTC().Format(constant.StringVal(v))
			return holeChars(&hole{expr: call, kind: instant, text: text}, call)
		}
	}
	return r.returned(call)
}

// returned returns the text that a function of this package always returns, or
// nil.
func (r *resolver) returned(call *ast.CallExpr) []char {
	result := r.vars.results[typeutil.StaticCallee(r.info, call)]
	if result == nil || r.steps > maxSteps {
		return nil
	}
	cs := r.chars(result)
	if slices.ContainsFunc(cs, func(c char) bool { return c.hole != nil }) {
		return nil
	}
	return cs
}

// callee returns the full name of the function that is called, or "". It is ""
// too if the arguments are all that another call returns: none of them is there.
func (r *resolver) callee(call *ast.CallExpr) string {
	if len(call.Args) == 1 {
		if _, several := r.info.TypeOf(call.Args[0]).(*types.Tuple); several {
			return ""
		}
	}
	if fn := typeutil.StaticCallee(r.info, call); fn != nil {
		return fn.FullName()
	}
	return ""
}

// replace returns what strings.Replace and ReplaceAll do with a text that is
// known: there they put values into a template.
func (r *resolver) replace(args []ast.Expr) []char {
	template := r.chars(args[0])
	old := r.info.Types[args[1]].Value
	if isHole(template) || old == nil || constant.StringVal(old) == "" {
		return nil
	}
	left := -1
	if len(args) == 4 {
		n, ok := constant.Int64Val(constant.ToInt(valueOf(r.info, args[3])))
		if !ok {
			return nil
		}
		left = int(n)
	}
	text, cs := textOf(template), []char{}
	for left != 0 {
		i := strings.Index(text, constant.StringVal(old))
		if i < 0 {
			break
		}
		n := i + len(constant.StringVal(old))
		cs = slices.Concat(cs, template[:i], r.operand(args[2], template[i:n]))
		text, template = text[n:], template[n:]
		left--
	}
	return append(cs, template...)
}

// valueOf returns the value of a constant, of unknown kind if it is none.
func valueOf(info *types.Info, e ast.Expr) constant.Value {
	if v := info.Types[e].Value; v != nil {
		return v
	}
	return constant.MakeUnknown()
}

// operand returns the text of a value that is put in the place of some chars. A
// hole is where they are.
func (r *resolver) operand(e ast.Expr, place []char) []char {
	cs := r.chars(e)
	if len(cs) != 1 || cs[0].hole == nil {
		return cs
	}
	cs[0].pos, cs[0].end = place[0].pos, place[len(place)-1].end
	cs[0].hole.verb = textOf(place)
	return cs
}

func isString(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}
