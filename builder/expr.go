package builder

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// An Expr is a condition that is being built: a comparison, or several joined by
// [And] and [Or]. The zero Expr is absent: And and Or skip it, and alone it is
// the empty filter. An Expr is an immutable value, safe for concurrent use.
//
// Nothing fails while building. What is wrong is kept until [Expr.Build], which
// tells everything at once.
type Expr struct {
	term term // nil: absent
}

// A term makes a tree of what was built.
type term interface {
	// build returns the tree, or everything that is wrong with it, each error
	// with its place below at.
	build(at *place) (ast.Expr, error)
}

// Build returns the tree, or an error that joins everything that is wrong, each
// with its place:
//
//	And[2].Or[0]: "title" ~: the string "\xff" is not valid UTF-8
//
// The numbers count the arguments from 0, absent ones too. An absent Expr is the
// empty filter (rule Y5).
func (e Expr) Build() (ast.Expr, error) { return e.build(nil) }

func (e Expr) build(at *place) (ast.Expr, error) {
	if e.term == nil {
		return &ast.And{}, nil
	}
	return e.term.build(at)
}

// String returns the canonical text, "" for an absent Expr. For one that can't
// be built it is %!bbql(reason), which no parser accepts: an empty text would
// select everything.
func (e Expr) String() string {
	tree, err := e.Build()
	if err != nil {
		return broken(err)
	}
	return tree.String()
}

func broken(err error) string {
	return "%!bbql(" + strings.ReplaceAll(err.Error(), "\n", "; ") + ")"
}

// A place says where in what was built a term stands.
type place struct {
	parent *place
	name   string // of the function that the term was given to
	index  int
}

func (p *place) String() string {
	text := fmt.Sprintf("%s[%d]", p.name, p.index)
	if p.parent == nil {
		return text
	}
	return p.parent.String() + "." + text
}

// errorAt puts the place before what is wrong there.
func errorAt(at *place, err error) error {
	if at == nil {
		return err
	}
	return fmt.Errorf("%v: %w", at, err)
}

// A chain joins terms by AND or OR.
type chain struct {
	name  string // And or Or
	terms []Expr
}

const (
	nameAnd = "And"
	nameOr  = "Or"
)

func (c *chain) build(at *place) (ast.Expr, error) {
	var found gathering
	c.gather(at, &found)
	if err := errors.Join(found.errs...); err != nil {
		return nil, err
	}
	if c.name == nameAnd {
		return ast.NewAnd(found.terms...), nil
	}
	return ast.NewOr(found.terms...)
}

// A gathering is what a chain is made of.
type gathering struct {
	terms []ast.Expr
	errs  []error
}

func (g *gathering) fail(at *place, err error) { g.errs = append(g.errs, errorAt(at, err)) }

// gather builds the terms of the chain. Chains of its kind among them give
// theirs, so that one that was built term by term costs no more than one that
// was built at once.
func (c *chain) gather(at *place, found *gathering) {
	present := false
	for i, t := range c.terms {
		if t.term == nil {
			continue
		}
		present = true
		here := &place{at, c.name, i}
		if inner, ok := t.term.(*chain); ok && inner.name == c.name {
			inner.gather(here, found)
			continue
		}
		c.add(here, t, found)
	}
	if !present && c.name == nameOr {
		found.fail(at, errEmptyOr)
	}
}

func (c *chain) add(here *place, t Expr, found *gathering) {
	tree, err := t.build(here)
	switch {
	case err != nil:
		found.errs = append(found.errs, err)
	case c.name == nameOr && isEmptyFilter(tree):
		found.fail(here, errEmptyAnd)
	default:
		found.terms = append(found.terms, tree)
	}
}

var (
	errEmptyOr  = errors.New("Or without terms: none were given, or all of them are absent")
	errEmptyAnd = errors.New("an empty filter inside Or would select everything")
)

func isEmptyFilter(e ast.Expr) bool {
	and, ok := e.(*ast.And)
	return ok && len(and.Terms) == 0
}
