package bbqltest

import (
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// states returns the condition that the state parameter of a pull request list
// sets, nil for none. Without q and without the parameter it is the default,
// OPEN; beside q it counts only if the options say so (rule F6, conflicting
// observations).
func (a *api) states(e schema.Endpoint, ps params, q ast.Expr) (ast.Expr, error) {
	i := slices.IndexFunc(e.Params, func(p schema.Param) bool {
		return p.Name == "state" && p.Repeats && p.Default != ""
	})
	if i < 0 {
		return nil, nil
	}
	asked := slices.DeleteFunc(slices.Clone(ps["state"]), func(s string) bool { return s == "" })
	switch {
	case q != nil && len(asked) > 0 && a.strict:
		return nil, a.complain("a state parameter beside q may count for nothing: " +
			"put state inside q (rule F6)")
	case q != nil && (len(asked) == 0 || !a.combineState):
		return nil, nil
	case len(asked) == 0:
		asked = []string{e.Params[i].Default}
	}
	return stateIn(asked, e.Params[i].Enum)
}

// stateIn returns the condition that the state is one of those asked for.
// Several of them in one parameter are an error (observed, by one report).
func stateIn(asked, enum []string) (ast.Expr, error) {
	var values []ast.Value
	for _, s := range asked {
		s = strings.ToUpper(s)
		if !slices.Contains(enum, s) {
			return nil, badRequest("Invalid state")
		}
		values = append(values, &ast.String{Value: s})
	}
	list, err := ast.NewList(values...)
	if err != nil {
		return nil, err
	}
	return ast.NewComparison("state", ast.OpIn, list)
}
