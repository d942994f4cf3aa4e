package builder

import (
	"errors"
	"slices"

	"github.com/bbql/go-bbql/ast"
)

// And returns the condition that all terms hold. Absent terms are skipped; if
// all are absent it is the empty filter, which holds for everything.
func And(terms ...Expr) Expr { return Expr{&chain{nameAnd, slices.Clone(terms)}} }

// Or returns the condition that any of the terms holds. Absent terms are
// skipped; if all are absent, or one is the empty filter, that is an error when
// built.
func Or(terms ...Expr) Expr { return Expr{&chain{nameOr, slices.Clone(terms)}} }

// If returns e if the condition holds, and else the absent Expr, which And and
// Or skip:
//
//	builder.If(branch != "", pullrequest.Source.Branch().Name().Eq(branch))
func If(condition bool, e Expr) Expr {
	if condition {
		return e
	}
	return Expr{}
}

// Parsed returns what bbql.Parse or bbql.Bind has read, as a part of what is
// built:
//
//	builder.And(builder.Parsed(bbql.Parse(userFilter)), issue.Assignee.IsNull())
//
// It takes any other tree too, with a nil error. The error that it is given, a
// nil tree and one that ast.Validate refuses are errors when built.
func Parsed(tree ast.Expr, err error) Expr { return Expr{&parsed{tree, err}} }

type parsed struct {
	tree ast.Expr
	err  error
}

func (p *parsed) build(at *place) (ast.Expr, error) {
	err := p.err
	switch {
	case err != nil:
	case p.tree == nil:
		err = errors.New("Parsed was given no tree")
	default:
		err = ast.Validate(p.tree)
	}
	if err != nil {
		return nil, errorAt(at, err)
	}
	if p.tree.String() == "" { // in any of its forms
		return &ast.And{}, nil
	}
	return p.tree, nil
}
