package bbqlcheck

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/bbql/go-bbql/lint"
)

// A checker looks at one package.
type checker struct {
	pass      *analysis.Pass
	config    *config
	inspector *inspector.Inspector
	vars      *variables
	ignored   ignored
	seen      map[finding]bool
	found     []analysis.Diagnostic
	bitbucket bool                  // whether the package deals with Bitbucket
	open      map[types.Object]bool // variables whose pieces are being checked
	checked   map[ast.Expr]bool     // the left ends of texts that were looked at
}

func newChecker(pass *analysis.Pass, config *config) *checker {
	in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	return &checker{
		pass: pass, config: config, inspector: in,
		vars:      newVariables(pass.TypesInfo, pass.Pkg.Scope(), in),
		ignored:   newIgnored(pass.Fset, pass.Files),
		seen:      map[finding]bool{},
		bitbucket: config.anyQuery || dealsWithBitbucket(pass),
		open:      map[types.Object]bool{},
		checked:   map[ast.Expr]bool{},
	}
}

func (c *checker) run() error {
	if err := c.config.missing(c.pass.Pkg); err != nil {
		return err
	}
	c.inspector.Preorder([]ast.Node{
		(*ast.CallExpr)(nil), (*ast.CompositeLit)(nil), (*ast.AssignStmt)(nil),
	}, c.visit)
	c.visitURLs()
	c.mistakes()
	c.flush()
	return nil
}

// dealsWithBitbucket reports whether a package, or one that it imports, has
// Bitbucket in its path, or a literal names Bitbucket's host: other services
// have a parameter q too.
func dealsWithBitbucket(pass *analysis.Pass) bool {
	if isBitbucket(pass.Pkg.Path()) {
		return true
	}
	found := false
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				found = found || isBitbucket(n.Path.Value)
			case *ast.BasicLit:
				found = found || strings.Contains(strings.ToLower(n.Value), "bitbucket.org")
			}
			return !found
		})
	}
	return found
}

func isBitbucket(path string) bool {
	return strings.Contains(strings.ToLower(path), "bitbucket") || strings.Contains(path, library)
}

// resolver returns a new resolver.
func (c *checker) resolver() *resolver {
	return &resolver{info: c.pass.TypesInfo, vars: c.vars}
}

// filter checks an expression that is a filter.
func (c *checker) filter(e ast.Expr, opts lint.Options) {
	c.filterText(c.resolver().text(e), e, opts)
}

// filterText checks the text of an expression that is a filter.
func (c *checker) filterText(cs []char, e ast.Expr, opts lint.Options) {
	if isHole(cs) {
		c.assembled(e, opts)
		return
	}
	scan(cs)
	c.injections(cs, opts)
	c.reportAll(checkFilter(cs, opts))
}

// injections reports the holes of a text, after [scan], that may hold more than
// a value.
func (c *checker) injections(cs []char, opts lint.Options) {
	for _, ch := range cs {
		if ch.hole == nil || ch.hole.spot.role == asClause && c.assembled(ch.hole.expr, opts) {
			continue
		}
		if advice := ch.hole.advice(); advice != "" {
			c.report(injection, lint.Error, analysis.Diagnostic{
				Pos: ch.pos, End: ch.end, Message: advice,
				URL: docs + "/bbqlcheck.md#injection",
			})
		}
	}
}
