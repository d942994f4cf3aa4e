package ast_test

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/bbql/go-bbql/ast"
)

// A tree can be built by hand. Validate finds what could not be printed.
func Example() {
	state := &ast.Comparison{
		Field: "state",
		Op:    ast.OpIn,
		Value: &ast.List{Values: []ast.Value{&ast.String{Value: "OPEN"},
			&ast.String{Value: "MERGED"}}},
	}
	title := &ast.Comparison{
		Field: "title",
		Op:    ast.OpContains,
		Value: &ast.String{Value: `fix "login" bug`},
	}
	tree := ast.NewAnd(state, title)
	fmt.Println(tree)
	fmt.Println(ast.Validate(tree))

	fmt.Println(ast.Validate(&ast.Comparison{Field: "state", Op: ast.OpIn, Value: &ast.Null{}}))
	// Output:
	// state IN ("OPEN", "MERGED") AND title ~ "fix \"login\" bug"
	// <nil>
	// "state" IN: IN and NOT IN take a list
}

// tree returns (state = "OPEN" OR draft = true) AND assignee = null.
func tree() ast.Expr {
	return &ast.And{Terms: []ast.Expr{
		&ast.Or{Terms: []ast.Expr{
			&ast.Comparison{Field: "state", Op: ast.OpEq, Value: &ast.String{Value: "OPEN"}},
			&ast.Comparison{Field: "draft", Op: ast.OpEq, Value: &ast.Bool{Value: true}},
		}},
		&ast.Comparison{Field: "assignee", Op: ast.OpEq, Value: &ast.Null{}},
	}}
}

// Preorder finds every field that a query asks about.
func ExamplePreorder() {
	for n := range ast.Preorder(tree()) {
		if c, ok := n.(*ast.Comparison); ok {
			fmt.Println(c.Field)
		}
	}
	// Output:
	// state
	// draft
	// assignee
}

// Walk tells when a node's children are done, by a call with nil.
func ExampleWalk() {
	indent := ""
	ast.Walk(tree(), func(n ast.Node) bool {
		if n == nil {
			indent = indent[2:]
			return false
		}
		fmt.Printf("%s%T\n", indent, n)
		indent += "  "
		return true
	})
	// Output:
	// *ast.And
	//   *ast.Or
	//     *ast.Comparison
	//       *ast.String
	//     *ast.Comparison
	//       *ast.Bool
	//   *ast.Comparison
	//     *ast.Null
}

// Rewrite renames one field and drops the conditions on another.
func ExampleRewrite() {
	before := tree()
	after := ast.Rewrite(before, func(e ast.Expr) ast.Expr {
		c, ok := e.(*ast.Comparison)
		switch {
		case ok && c.Field == "draft":
			return nil
		case ok && c.Field == "assignee":
			return &ast.Comparison{Field: "responsible", Op: c.Op, Value: c.Value}
		}
		return e
	})
	fmt.Println(before)
	fmt.Println(after)
	// Output:
	// (state = "OPEN" OR draft = true) AND assignee = null
	// state = "OPEN" AND responsible = null
}

func ExampleMarshalJSON() {
	data, err := ast.MarshalJSON(ast.Query{
		Filter: &ast.Comparison{Field: "draft", Op: ast.OpEq, Value: &ast.Bool{}},
		Sort:   &ast.SortKey{Field: "updated_on", Desc: true},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, data, "", "  "); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(&indented)

	q, err := ast.UnmarshalJSON(data)
	fmt.Println(q.Filter, "sorted by", q.Sort, err)
	// Output:
	// {
	//   "version": 1,
	//   "filter": {
	//     "kind": "comparison",
	//     "field": "draft",
	//     "op": "=",
	//     "value": {
	//       "kind": "bool",
	//       "value": false
	//     }
	//   },
	//   "sort": {
	//     "field": "updated_on",
	//     "desc": true
	//   }
	// }
	// draft = false sorted by -updated_on <nil>
}

func ExampleNewOr() {
	mine := &ast.Comparison{Field: "author.nickname", Op: ast.OpEq,
		Value: &ast.String{Value: "jdoe"}}
	fmt.Println(ast.NewOr(mine))
	fmt.Println(ast.NewOr(mine, &ast.And{}))
	fmt.Println(ast.NewOr())
	// Output:
	// author.nickname = "jdoe" <nil>
	// <nil> OR: term 2: the empty filter inside OR
	// <nil> OR without terms
}

// Quote makes a literal of any text, whatever it tries.
func ExampleQuote() {
	fmt.Println(ast.Quote(`x" OR state = "OPEN`))
	// Output: "x\" OR state = \"OPEN"
}

func ExampleParsePath() {
	fmt.Println(ast.ParsePath("source.branch.name"))
	_, err := ast.ParsePath("source.branch.2")
	fmt.Println(err)
	// Output:
	// source.branch.name <nil>
	// field path "source.branch.2": the name "2" begins with '2'
}
