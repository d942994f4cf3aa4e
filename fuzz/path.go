package fuzz

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// fields are common to trees and documents, so that they meet. Some go through
// others, and some have keywords as names, which only a whole path may not be.
var fields = [...]ast.Path{
	"id",
	"title",
	"state",
	"author",
	"author.nickname",
	"reviewers",
	"reviewers.nickname",
	"updated_on",
	"links.in",
	"source.branch.name",
	"not.NULL.and",
	"_x-1.y--z.A0",
}

func (g *generator) path() ast.Path {
	if !g.oneIn(8) {
		return fields[g.IntN(len(fields))]
	}
	names := make([]string, 1+g.IntN(4))
	for i := range names {
		names[i] = g.name()
	}
	if p, err := ast.ParsePath(strings.Join(names, ".")); err == nil {
		return p
	}
	return "x." + ast.Path(names[0]) // a keyword
}

func (g *generator) name() string {
	if g.oneIn(4) {
		return pick(g.Source, "in", "AND", "oR", "not", "null", "True", "FALSE", "values", "name")
	}
	const first = "abcxyzABCXYZ_"
	const rest = first + "0123456789-"
	b := []byte{first[g.IntN(len(first))]}
	for range g.IntN(8) {
		b = append(b, rest[g.IntN(len(rest))])
	}
	return string(b)
}
