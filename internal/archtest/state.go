package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
)

// checkState checks that a package has no state of its own: no init function,
// no package-level variable that anything writes to after its declaration, none
// that is made to be written to, and none that another package could write to.
// Exported errors and opaque values are the exception: they can't be constants.
func checkState(p *typedPackage) []string {
	s := &stateCheck{pkg: p}
	for _, name := range p.types.Scope().Names() {
		if v, ok := p.types.Scope().Lookup(name).(*types.Var); ok {
			s.declared(v)
		}
	}
	for _, f := range p.files {
		ast.Inspect(f, s.visit)
	}
	slices.Sort(s.found)
	return s.found
}

type stateCheck struct {
	pkg   *typedPackage
	found []string
}

func (s *stateCheck) report(pos token.Pos, format string, args ...any) {
	at := s.pkg.fset.Position(pos)
	name := path.Join(s.pkg.dir, filepath.Base(at.Filename))
	s.found = append(s.found, fmt.Sprintf("%s:%d: %s", name, at.Line, fmt.Sprintf(format, args...)))
}

// declared checks the type of a package-level variable.
func (s *stateCheck) declared(v *types.Var) {
	if v.Exported() && !isError(v.Type()) && !isOpaque(v.Type()) {
		s.report(v.Pos(), "%s can be written to by other packages", v.Name())
	}
	typ := v.Type()
	if ptr, ok := typ.(*types.Pointer); ok {
		typ = ptr.Elem()
	}
	if named, ok := typ.(*types.Named); ok && named.Obj().Pkg() != nil {
		switch named.Obj().Pkg().Path() {
		case "sync", "sync/atomic":
			s.report(v.Pos(), "%s is a %s, made to be written to", v.Name(), types.TypeString(typ, nil))
		}
	}
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// isOpaque reports whether a type is a struct whose fields are all hidden.
func isOpaque(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f.Exported() {
			return false
		}
	}
	return true
}

// visit reports the nodes that write to a package-level variable.
func (s *stateCheck) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Recv == nil && n.Name.Name == "init" {
			s.report(n.Pos(), "init function")
		}
	case *ast.AssignStmt:
		for _, x := range n.Lhs {
			s.written(x)
		}
	case *ast.IncDecStmt:
		s.written(n.X)
	case *ast.RangeStmt:
		s.written(n.Key)
		s.written(n.Value)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			s.written(n.X)
		}
	case *ast.CallExpr:
		if id, ok := n.Fun.(*ast.Ident); ok && s.clears(id) {
			s.written(n.Args[0])
		}
	}
	return true
}

// clears reports whether an identifier is a built-in function that changes its
// first argument.
func (s *stateCheck) clears(id *ast.Ident) bool {
	b, ok := s.pkg.info.Uses[id].(*types.Builtin)
	return ok && slices.Contains([]string{"clear", "copy", "delete"}, b.Name())
}

// written reports an expression that is written to, if what it is a part of
// is a package-level variable of this package.
func (s *stateCheck) written(x ast.Expr) {
	for {
		switch e := x.(type) {
		case *ast.IndexExpr:
			x = e.X
		case *ast.SliceExpr:
			x = e.X
		case *ast.SelectorExpr:
			x = e.X
		case *ast.StarExpr:
			x = e.X
		case *ast.ParenExpr:
			x = e.X
		case *ast.Ident:
			if v, ok := s.pkg.info.Uses[e].(*types.Var); ok && v.Parent() == s.pkg.types.Scope() {
				s.report(e.Pos(), "%s is written to after its declaration", e.Name)
			}
			return
		default:
			return
		}
	}
}
