package bbqlcheck

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/bbql/go-bbql/lint"
)

// A run is what statements of one block write to a builder, one after the other.
type run struct {
	block  ast.Node
	writes []*ast.CallExpr
}

// builders knows what is written to the variables of a package that are a
// strings.Builder or a bytes.Buffer.
type builders struct {
	info  *types.Info
	runs  map[types.Object][]run
	other map[types.Object]int // how many of their uses are not understood
}

func newBuilders(info *types.Info, in *inspector.Inspector) *builders {
	b := &builders{info: info, runs: map[types.Object][]run{}, other: map[types.Object]int{}}
	in.Preorder([]ast.Node{
		(*ast.BlockStmt)(nil), (*ast.CaseClause)(nil), (*ast.CommClause)(nil),
		(*ast.CallExpr)(nil), (*ast.Ident)(nil),
	}, b.visit)
	return b
}

func (b *builders) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.BlockStmt:
		b.block(n, n.List)
	case *ast.CaseClause:
		b.block(n, n.Body)
	case *ast.CommClause:
		b.block(n, n.Body)
	case *ast.CallExpr:
		if obj := b.method(n, "String", "Len", "Cap", "Grow"); obj != nil {
			b.other[obj]--
		}
	case *ast.Ident:
		if obj := b.variable(n); obj != nil {
			b.other[obj]++
		}
	}
}

// block collects the runs of a list of statements. A statement of another kind
// that has to do with a builder ends its run.
func (b *builders) block(block ast.Node, list []ast.Stmt) {
	open := map[types.Object]bool{}
	for _, stmt := range list {
		call := onlyCall(stmt)
		if obj := b.target(call); obj != nil {
			if !open[obj] {
				b.runs[obj] = append(b.runs[obj], run{block: block})
				open[obj] = true
			}
			last := &b.runs[obj][len(b.runs[obj])-1]
			last.writes = append(last.writes, call)
			b.other[obj]--
			continue
		}
		if len(open) > 0 {
			ast.Inspect(stmt, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					delete(open, b.info.Uses[id])
				}
				return true
			})
		}
	}
}

// onlyCall returns the call that a statement consists of, or nil. What it
// returns may be dropped by assigning it to blanks.
func onlyCall(stmt ast.Stmt) *ast.CallExpr {
	var e ast.Expr
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		e = stmt.X
	case *ast.AssignStmt:
		blank := func(e ast.Expr) bool { id, ok := e.(*ast.Ident); return ok && id.Name == "_" }
		if len(stmt.Rhs) == 1 && blank(stmt.Lhs[0]) && blank(stmt.Lhs[len(stmt.Lhs)-1]) {
			e = stmt.Rhs[0]
		}
	}
	call, _ := e.(*ast.CallExpr)
	return call
}

// target returns the variable that a call writes to, or nil.
func (b *builders) target(call *ast.CallExpr) types.Object {
	if call == nil {
		return nil
	}
	if obj := b.method(call, "WriteString", "WriteByte", "WriteRune", "Write"); obj != nil {
		return obj
	}
	switch fn := typeutil.StaticCallee(b.info, call); {
	case fn == nil:
	case fn.FullName() == "io.WriteString", fn.FullName() == "fmt.Fprint":
		return b.variable(call.Args[0])
	case fn.FullName() == "fmt.Fprintf" && !call.Ellipsis.IsValid():
		return b.variable(call.Args[0])
	}
	return nil
}

// method returns the variable that one of the methods is called of, or nil.
func (b *builders) method(call *ast.CallExpr, names ...string) types.Object {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains(names, sel.Sel.Name) {
		return nil
	}
	return b.variable(sel.X)
}

// variable returns the builder that an expression names, or nil. It may be a
// pointer to one, and & may stand before it.
func (b *builders) variable(e ast.Expr) types.Object {
	e = ast.Unparen(e)
	if address, ok := e.(*ast.UnaryExpr); ok && address.Op == token.AND {
		e = ast.Unparen(address.X)
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	obj, ok := b.info.Uses[id].(*types.Var)
	if !ok || obj.IsField() || !isBuilder(obj.Type()) {
		return nil
	}
	return obj
}

func isBuilder(t types.Type) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	name := types.TypeString(t, nil)
	return name == "strings.Builder" || name == "bytes.Buffer"
}

// written returns the text that a call of String returns of a builder, or nil if
// not all of it is written before in the block that declares it.
func (r *resolver) written(call *ast.CallExpr) []char {
	b := r.vars.builders
	obj := b.method(call, "String")
	runs := b.runs[obj]
	if obj == nil || len(runs) != 1 || b.other[obj] != 0 || !r.startsEmpty(obj) {
		return nil
	}
	run := runs[0]
	last := run.writes[len(run.writes)-1]
	if obj.Pos() < run.block.Pos() || call.Pos() < last.End() || run.block.End() < call.End() {
		return nil
	}
	return r.run(run)
}

// startsEmpty reports whether nothing is in a builder when it is declared, and
// nothing is assigned to it later.
func (r *resolver) startsEmpty(obj types.Object) bool {
	first := r.vars.first[obj]
	if address, ok := first.(*ast.UnaryExpr); ok {
		first = address.X
	}
	switch e := first.(type) {
	case nil, *ast.CompositeLit:
		return len(r.vars.later[obj]) == 0
	case *ast.CallExpr:
		id, ok := e.Fun.(*ast.Ident)
		return ok && id.Name == "new" && len(r.vars.later[obj]) == 0
	}
	return false
}

// run returns the text that a run writes.
func (r *resolver) run(run run) []char {
	cs := []char{}
	for _, call := range run.writes {
		cs = append(cs, r.write(call)...)
	}
	return cs
}

// write returns the text that one call writes.
func (r *resolver) write(call *ast.CallExpr) []char {
	switch r.callee(call) {
	case "fmt.Fprintf":
		return r.format(call.Args[1], call.Args[2:])
	case "io.WriteString":
		return r.chars(call.Args[1])
	case "fmt.Fprint":
		return r.print(call.Args[1:])
	}
	arg := ast.Unparen(call.Args[0])
	if v := valueOf(r.info, arg); v.Kind() == constant.Int {
		c, _ := constant.Int64Val(v)
		return wholeChars(string(rune(c)), arg)
	}
	if conversion, ok := arg.(*ast.CallExpr); ok && r.info.Types[conversion.Fun].IsType() {
		return r.chars(conversion.Args[0])
	}
	return r.chars(arg)
}

// print returns what fmt.Sprint returns and fmt.Fprint writes. Between two operands that are no strings
// there is a blank.
func (r *resolver) print(args []ast.Expr) []char {
	cs := []char{}
	blank := false
	for _, arg := range args {
		text := isString(r.info.TypeOf(arg))
		if blank && !text {
			cs = append(cs, wholeChars(" ", arg)...)
		}
		blank = !text
		cs = append(cs, r.chars(arg)...)
	}
	return cs
}

// runs checks what is written to a builder piece by piece, and reports whether
// that is all that gets into it. Like those of a variable, the pieces needn't be
// whole filters.
func (c *checker) runs(call *ast.CallExpr, opts lint.Options) bool {
	b := c.vars.builders
	obj := b.method(call, "String")
	if obj == nil || b.other[obj] != 0 || c.open[obj] {
		return false
	}
	c.open[obj] = true
	defer delete(c.open, obj)
	for _, run := range b.runs[obj] {
		cs := c.resolver().run(run)
		scan(cs)
		c.injections(cs, opts)
	}
	return len(b.runs[obj]) > 0
}
