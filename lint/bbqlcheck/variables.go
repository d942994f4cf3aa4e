package bbqlcheck

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// variables knows what the constants and variables of a package hold.
type variables struct {
	info    *types.Info
	scope   *types.Scope
	first   map[types.Object]ast.Expr   // what they are declared with
	later   map[types.Object][]ast.Expr // what is assigned afterwards, or added
	unknown map[types.Object]bool       // that other things happen to
	parts   map[types.Object]bool       // that become a part of a longer text
	results map[*types.Func]ast.Expr    // what functions return that do nothing else

	builders *builders
}

func newVariables(info *types.Info, scope *types.Scope, in *inspector.Inspector) *variables {
	v := &variables{
		info: info, scope: scope, first: map[types.Object]ast.Expr{},
		later:   map[types.Object][]ast.Expr{},
		unknown: map[types.Object]bool{}, parts: map[types.Object]bool{},
		results: map[*types.Func]ast.Expr{}, builders: newBuilders(info, in),
	}
	in.Preorder([]ast.Node{
		(*ast.ValueSpec)(nil), (*ast.AssignStmt)(nil), (*ast.RangeStmt)(nil),
		(*ast.UnaryExpr)(nil), (*ast.BinaryExpr)(nil), (*ast.CallExpr)(nil), (*ast.FuncDecl)(nil),
	}, v.visit)
	return v
}

func (v *variables) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Values) == len(n.Names) {
				v.first[v.info.Defs[name]] = n.Values[i]
			}
		}
	case *ast.AssignStmt:
		v.assign(n)
	case *ast.RangeStmt:
		v.forget(n.Key, n.Value)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			v.forget(n.X)
		}
	case *ast.BinaryExpr:
		v.part(n.X, n.Y)
	case *ast.CallExpr:
		fn := typeutil.StaticCallee(v.info, n)
		if fn != nil && (fn.Pkg().Path() == "fmt" || fn.Pkg().Path() == "strings") {
			v.part(n.Args...)
		}
	case *ast.FuncDecl:
		v.function(n)
	}
}

// function takes a function that only returns something.
func (v *variables) function(n *ast.FuncDecl) {
	fn, ok := v.info.Defs[n.Name].(*types.Func)
	if !ok || n.Body == nil || len(n.Body.List) != 1 {
		return
	}
	if stmt, ok := n.Body.List[0].(*ast.ReturnStmt); ok && len(stmt.Results) == 1 {
		v.results[fn] = stmt.Results[0]
	}
}

func (v *variables) assign(n *ast.AssignStmt) {
	for i, lhs := range n.Lhs {
		id, ok := lhs.(*ast.Ident)
		switch {
		case !ok:
		case len(n.Rhs) != len(n.Lhs):
			v.forget(id)
		case v.info.Defs[id] != nil:
			v.first[v.info.Defs[id]] = n.Rhs[i]
		default:
			v.later[v.info.Uses[id]] = append(v.later[v.info.Uses[id]], n.Rhs[i])
			if n.Tok == token.ADD_ASSIGN {
				v.part(id)
			}
		}
	}
}

// forget marks variables that expressions stand for as unknown.
func (v *variables) forget(list ...ast.Expr) {
	for _, e := range list {
		if id, ok := e.(*ast.Ident); ok {
			v.unknown[v.info.ObjectOf(id)] = true
		}
	}
}

// part marks what the operands of + and the arguments of calls stand for.
func (v *variables) part(list ...ast.Expr) {
	for _, e := range list {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			v.parts[v.info.ObjectOf(id)] = true
		}
	}
}

// value returns what a constant holds, or a variable that is set only once.
func (v *variables) value(id *ast.Ident) (ast.Expr, bool) {
	obj := v.info.ObjectOf(id)
	if _, constant := obj.(*types.Const); !constant {
		shared := obj == nil || obj.Parent() == v.scope && obj.Exported()
		if shared || v.unknown[obj] || len(v.later[obj]) > 0 {
			return nil, false
		}
	}
	value, ok := v.first[obj]
	return value, ok
}

// values returns everything that is known to be put into a variable.
func (v *variables) values(id *ast.Ident) []ast.Expr {
	obj := v.info.ObjectOf(id)
	if v.first[obj] == nil {
		return v.later[obj]
	}
	return append([]ast.Expr{v.first[obj]}, v.later[obj]...)
}
