package lint

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// cutPath returns the first name of a path, and the rest, "" if there is none.
func cutPath(path ast.Path) (first string, rest ast.Path) {
	first, tail, _ := strings.Cut(string(path), ".")
	return first, ast.Path(tail)
}

// cutLast returns what is before the last name of a path, and that name, or
// false if there is but one.
func cutLast(path ast.Path) (parent ast.Path, name string, ok bool) {
	i := strings.LastIndexByte(string(path), '.')
	if i < 0 {
		return "", string(path), false
	}
	return path[:i], string(path[i+1:]), true
}

// withLast returns path with another last name.
func withLast(path ast.Path, name string) ast.Path {
	if parent, _, ok := cutLast(path); ok {
		return parent + "." + ast.Path(name)
	}
	return ast.Path(name)
}
