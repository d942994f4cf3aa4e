package logic_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/logic"
)

// TestBudgets asks more than a space can hold: nothing is claimed then.
func TestBudgets(t *testing.T) {
	clause := map[string]func(i int) string{
		"conditions": func(i int) string { return fmt.Sprintf("a = %d", i) },
		"needles":    func(i int) string { return fmt.Sprintf(`a ~ "%d"`, i) },
		"choices":    func(i int) string { return fmt.Sprintf("(a = %d OR b ~ \"%d\" OR c > %d)", i, i, i) },
	}
	for name, clause := range clause {
		for _, n := range []int{20, 1000} {
			var list []string
			for i := range n {
				list = append(list, clause(i))
			}
			e := bbql.MustParse(strings.Join(list, " AND "))
			s := logic.NewSpace(nil, e)
			if s.Impossible(s.Formula(e)) || s.Impossible(logic.Not(s.Formula(e))) {
				t.Errorf("%d %s: a proof of what is not so", n, name)
			}
			if spent := s.Spent(); n == 1000 && !spent {
				t.Errorf("%d %s: within the budget", n, name)
			}
		}
	}
}

// TestOpaque compares what is too much for cells: what is written in the same
// way still is the same.
func TestOpaque(t *testing.T) {
	var list []string
	for i := range 30 {
		list = append(list, fmt.Sprintf(`a ~ "%d"`, i))
	}
	left := bbql.MustParse(strings.Join(list, " OR "))
	right := bbql.MustParse(`a !~ "7" AND a ~ "7"`)
	s := logic.NewSpace(nil, left, right)
	if !s.Impossible(s.Formula(right)) || !s.Implies(s.Formula(right), s.Formula(left)) {
		t.Errorf("%v is not proved to be impossible", right)
	}
	if s.Implies(s.Formula(left), s.Formula(right)) {
		t.Errorf("%v is claimed to imply %v", left, right)
	}
}
