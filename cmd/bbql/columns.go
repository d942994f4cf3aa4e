package main

import (
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/jsonscan"
)

const (
	maxColumns = 8 // in a table whose columns were not asked for
	fewColumns = 3 // so few well-known ones are joined by other fields
)

// wellKnown returns the fields that say most about the objects of Bitbucket, in
// the order of a table's columns. Of each row the first field is taken that has
// values in the objects.
func wellKnown() [][]ast.Path {
	return [][]ast.Path{
		{"id"},
		{"key"},
		{"full_name", "name", "slug", "path"},
		{"hash"},
		{"state", "status"},
		{"kind"},
		{"priority"},
		{"title", "message", "content.raw", "repository.full_name"},
		{"author.nickname", "author.user.nickname", "author.display_name", "author.raw"},
		{"user.nickname", "user.display_name"},
		{"assignee.nickname", "assignee.display_name"},
		{"permission"},
		{"source.branch.name"},
		{"destination.branch.name"},
		{"language"},
		{"target.hash"},
		{"updated_on", "created_on", "date", "target.date"},
	}
}

// chooseColumns returns the columns of a table that shows such objects: the
// well-known fields; if they are few, other fields too; and the field that it is
// sorted by.
func chooseColumns(objects [][]byte, sort *ast.SortKey) []ast.Path {
	var columns []ast.Path
	for _, row := range wellKnown() {
		for _, path := range row {
			if len(columns) < maxColumns && hasValues(objects, path) {
				columns = append(columns, path)
				break
			}
		}
	}
	if len(columns) < fewColumns {
		columns = addScalars(columns, objects)
	}
	if sort != nil && !slices.Contains(columns, sort.Field) {
		columns = append(columns, sort.Field)
	}
	return columns
}

func hasValues(objects [][]byte, path ast.Path) bool {
	return slices.ContainsFunc(objects, func(object []byte) bool {
		return newCell(object, path).text != ""
	})
}

// addScalars adds the fields of the objects that hold scalars, in the order in
// which they are met.
func addScalars(columns []ast.Path, objects [][]byte) []ast.Path {
	for _, object := range objects {
		c := jsonscan.NewCursor(object, 0)
		for c.Enter(); len(columns) < maxColumns; {
			name, ok := c.NextName()
			if !ok {
				break
			}
			scalar := c.Peek() != '{' && c.Peek() != '['
			c.Value()
			path := ast.Path(jsonscan.Text(name))
			if scalar && path != "type" && path.Valid() && !slices.Contains(columns, path) {
				columns = append(columns, path)
			}
		}
	}
	return columns
}
