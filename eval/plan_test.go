package eval_test

import (
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

// TestPlan: cheap comparisons come first, those that cost the same in the order of
// the text, and equations of one field are one.
func TestPlan(t *testing.T) {
	arrays := eval.WithTypes(func(p ast.Path) (ast.FieldType, bool) {
		return ast.FieldType{Array: p == "all" || p == "all.name"}, true
	})
	tests := []struct {
		name, query, want string
	}{
		{"search last", `text ~ "x" AND state = "OPEN"`, `state = "OPEN" AND text ~ "x"`},
		{"search last, OR", `text ~ "x" OR draft = true`, `draft = true OR text ~ "x"`},
		{"negated", `text !~ "x" AND state != "A"`, `state != "A" AND text !~ "x"`},
		{"datetime after boolean", `day > 2024-01-01 AND draft = false`,
			`draft = false AND day > 2024-01-01`},
		{"quoted datetime after number", `day > "2024-01-01" AND id < 5`,
			`id < 5 AND day > "2024-01-01"`},
		{"datetime before search", `text ~ "x" AND day = 2024-01-01`,
			`day = 2024-01-01 AND text ~ "x"`},
		{"datetime before a long path", `a.b.c.d = 1 AND day > 2024-01-01`,
			`day > 2024-01-01 AND a.b.c.d = 1`},
		{"short path first", `a.b.c = 1 AND a.b = 1 AND a = 1`, `a = 1 AND a.b = 1 AND a.b.c = 1`},
		{"array last", `all.name = "x" AND a.b.c = "x"`, `a.b.c = "x" AND all.name = "x"`},
		{"array of scalars", `a.b = "x" AND all = "x"`, `all = "x" AND a.b = "x"`},
		{"what is seldom equal first", `a != 1 AND b > 2 AND c = 3`, `c = 3 AND b > 2 AND a != 1`},
		{"what is often unequal first, OR", `c = 3 OR b > 2 OR a != 1`,
			`a != 1 OR b > 2 OR c = 3`},
		{"many after few", `a IN (1, 2, 3, 4, 5, 6, 7, 8) AND b IN (1, 2)`,
			`b IN (1, 2) AND a IN (1, 2, 3, 4, 5, 6, 7, 8)`},
		{"the text's order", `b = 2 AND a = "x" AND d IN (1, 2) AND c = true AND x != null AND y < 1`,
			`b = 2 AND a = "x" AND d IN (1, 2) AND c = true AND x != null AND y < 1`},
		{"inside", `z = 1 AND (text ~ "x" OR a.b = 1)`, `z = 1 AND (a.b = 1 OR text ~ "x")`},
		{"parentheses cost what is in them", `(a = 1 OR b = 2) AND c = 3`,
			`c = 3 AND (a = 1 OR b = 2)`},
		{"at any depth", `(b ~ "x" OR (b ~ "y" AND a = 1)) AND c.d = 1`,
			`c.d = 1 AND (b ~ "x" OR (a = 1 AND b ~ "y"))`},

		{"M1 united", `a = 1 OR a = "x"`, `(a IN (1, "x"))`},
		{"M1 united where the first was", `a = 1 OR b = 2 OR a IN (3, 4) OR c = 5`,
			`a IN (1, 3, 4) OR b = 2 OR c = 5`},
		{"M1 united, then in order", `(state = "A" OR state = "B") AND draft = true AND text ~ "x"`,
			`(state IN ("A", "B")) AND draft = true AND text ~ "x"`},
		{"M2 united", `a != 1 AND b != 2 AND a NOT IN (3)`, `a NOT IN (1, 3) AND b != 2`},
		{"M14 not united by AND", `a = 1 AND a = 2`, `a = 1 AND a = 2`},
		{"M2 not united by OR", `a != 1 OR a != 2`, `a != 1 OR a != 2`},
		{"M3 null not united", `a = null OR a = 1`, `a = null OR a = 1`},
		{"orders not united", `a > 1 OR a < 0`, `a > 1 OR a < 0`},
		{"not united across parentheses", `a = 1 OR (a = 2 AND b = 3)`,
			`a = 1 OR (a = 2 AND b = 3)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := mustCompile(t, tt.query, arrays)
			if got, want := m.Plan(), bbql.MustParse(tt.want); !ast.Equal(got, want) {
				t.Errorf("asks %v, want %v", got, want)
			}
		})
	}
}

// TestPlanIsNotShown: what explains a filter keeps to the text.
func TestPlanIsNotShown(t *testing.T) {
	const query = `title ~ "x" OR id = 1 OR id = 2`
	m, v := mustCompile(t, query), map[string]any{"id": 2.0}
	if got := m.Explain(v).Expr; !ast.Equal(got, bbql.MustParse(query)) {
		t.Errorf("explains %v", got)
	}
	if terms := m.Explain(v).Terms; len(terms) != 3 || terms[1].Holds || !terms[2].Holds {
		t.Errorf("explains\n%v", m.Explain(v))
	}
}
