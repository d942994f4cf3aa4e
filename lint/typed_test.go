package lint_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/lint"
)

// A typedField is a field of [scalars] with values that it may have, as JSON,
// and literals that it may be compared with.
type typedField struct{ name, values, literals string }

var typedFields = []typedField{
	{"state", `"a" "b" "ab" "" "c" null`, `"a" "b" "ab" "" null 1`},
	{"id", `1 2 1.5 -1 0 7 null`, `1 2 0 1.5 "1" null`},
	{"draft", `true false null`, `true false null`},
	{"updated_on", `"2024-01-01" "2024-06-01T00:00:00Z" "2023-01-01" null`,
		`2024-01-01 "2024-06-01" 2023-01-01 null`},
	{"priority", `"trivial" "minor" "major" "none" null`, `"trivial" "minor" "major" "x" null`},
	{"assignee", `{} {"name":"a"} {"name":"b"} null`, `"a" "b" null`},
	{"reviewers", `[] [{"name":"a"}] [{"name":"a"},{"name":"b"}] [{}] null`, `"a" "b" null`},
}

func oneOf(r *rand.Rand, words string) string {
	list := strings.Fields(words)
	return list[r.IntN(len(list))]
}

func typedFilter(r *rand.Rand, depth int) string {
	if depth == 0 || r.IntN(3) == 0 {
		f := typedFields[r.IntN(3)]
		if r.IntN(3) == 0 {
			f = typedFields[r.IntN(len(typedFields))]
		}
		op := oneOf(r, "= != ~ !~ > >= < <= = !=")
		return fmt.Sprintf("%s %s %s", f.name, op, oneOf(r, f.literals))
	}
	terms := make([]string, 2+r.IntN(3))
	for i := range terms {
		terms[i] = typedFilter(r, depth-1)
	}
	return "(" + strings.Join(terms, oneOf(r, "_AND_ _OR_")) + ")"
}

func typedDocument(r *rand.Rand) []byte {
	var members []string
	for _, f := range typedFields {
		if r.IntN(6) > 0 {
			members = append(members, fmt.Sprintf("%q:%s", f.name, oneOf(r, f.values)))
		}
	}
	return []byte("{" + strings.Join(members, ",") + "}")
}

// TestSimplifyTyped simplifies random filters of fields whose types are known,
// and compares the answers on objects that keep to the types.
func TestSimplifyTyped(t *testing.T) {
	shorter := 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 3))
		e := bbql.MustParse(strings.NewReplacer("_AND_", " AND ", "_OR_", " OR ").Replace(typedFilter(r, 2)))
		short := lint.Simplify(e, scalars)
		if clauses(short) < clauses(e) {
			shorter++
		}
		checkTyped(t, r, e, short)
		if again := lint.Simplify(short, scalars); clauses(again) > clauses(short) {
			t.Errorf("Simplify(%v) = %v", short, again)
		}
	}
	if shorter < 1000 {
		t.Errorf("%d of 3000 filters became shorter: too few to mean anything", shorter)
	}
}

func checkTyped(t *testing.T, r *rand.Rand, e, short ast.Expr) {
	t.Helper()
	if answer, witness := lint.Equivalent(e, short, scalars); answer != lint.Yes {
		t.Errorf("Simplify(%v) = %v: %v, %v", e, short, answer, witness)
	}
	for range 20 {
		doc := typedDocument(r)
		if matches(t, e, scalars, doc) != matches(t, short, scalars, doc) {
			t.Errorf("Simplify(%v) = %v, which differs for %s", e, short, doc)
		}
	}
}
