package eval_test

import (
	"cmp"
	"encoding/json"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/bbql/go-bbql/ast"
)

// reference answers a query straight from the rules, slowly, and with other
// means than package eval: fractions, time.Parse, strings.EqualFold. The object is
// decoded with json.Numbers.
func reference(e ast.Expr, object any, types ast.Types) bool {
	holdsFor := func(t ast.Expr) bool { return reference(t, object, types) }
	switch e := e.(type) {
	case *ast.And:
		return !slices.ContainsFunc(e.Terms, func(t ast.Expr) bool { return !holdsFor(t) })
	case *ast.Or:
		return slices.ContainsFunc(e.Terms, holdsFor)
	case *ast.Paren:
		return holdsFor(e.X)
	}
	return satisfied(e.(*ast.Comparison), object, types)
}

// satisfied answers one comparison.
func satisfied(c *ast.Comparison, object any, types ast.Types) bool {
	values := yield(object, slices.Collect(c.Field.Names()))
	_, null := c.Value.(*ast.Null)
	op := c.Op.Positive()
	typ, _ := types.Of(c.Field)
	meets := func(v any) bool { return satisfies(v, op, c.Value, typ) }
	holds := slices.ContainsFunc(values, meets) // M1
	if null && op == ast.OpEq {                 // M3
		holds = !slices.ContainsFunc(values, func(v any) bool { return v != nil })
	}
	return holds != c.Op.IsNegation() // M2
}

// yield returns what a path yields.
func yield(v any, names []string) []any {
	if array, ok := v.([]any); ok { // M12
		var out []any
		for _, e := range array {
			out = append(out, yield(e, names)...)
		}
		return out
	}
	if len(names) == 0 {
		return []any{v}
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	member, ok := object[names[0]]
	if !ok {
		return nil
	}
	return yield(member, names[1:])
}

// satisfies tests one value with a positive operator.
func satisfies(v any, op ast.Op, literal ast.Value, typ ast.FieldType) bool {
	if list, ok := literal.(*ast.List); ok {
		equal := func(l ast.Value) bool { return satisfies(v, ast.OpEq, l, typ) }
		return slices.ContainsFunc(list.Values, equal)
	}
	if object, ok := v.(map[string]any); ok { // M11
		name, isString := object[cmp.Or(typ.Key, "name")].(string)
		if _, isText := literal.(*ast.String); !isText || !isString ||
			op != ast.OpContains && isTime(typ, op) {
			return false
		}
		v = name
	}
	order, comparable := relation(v, op, literal, typ)
	switch op {
	case ast.OpEq:
		return comparable && order == 0
	case ast.OpContains:
		return contains(v, literal)
	case ast.OpGt:
		return comparable && order > 0
	case ast.OpGe:
		return comparable && order >= 0
	case ast.OpLt:
		return comparable && order < 0
	}
	return comparable && order <= 0
}

// relation compares a value with a literal, if the two are comparable under
// the operator.
func relation(v any, op ast.Op, literal ast.Value, typ ast.FieldType) (int, bool) {
	switch l := literal.(type) {
	case *ast.Bool: // M10
		b, ok := v.(bool)
		return map[bool]int{true: 0, false: 1}[b == l.Value], ok && op == ast.OpEq
	case *ast.Number: // M6
		n, ok := v.(json.Number)
		if !ok {
			return 0, false
		}
		a, _ := new(big.Rat).SetString(n.String())
		b, _ := new(big.Rat).SetString(l.Value)
		return a.Cmp(b), true
	case *ast.DateTime: // M7
		s, _ := v.(string)
		t, ok := parseTime(s)
		return t.Compare(l.Value), ok
	case *ast.String:
		s, ok := v.(string)
		if !ok {
			return 0, false
		}
		return textRelation(s, l.Value, op, typ)
	}
	return 0, false
}

// textRelation compares a string with a quoted literal.
func textRelation(s, literal string, op ast.Op, typ ast.FieldType) (int, bool) {
	if typ.Ordered && op.IsOrdering() { // M8
		i, j := slices.Index(typ.Enum, s), slices.Index(typ.Enum, literal)
		return i - j, i >= 0 && j >= 0
	}
	a, aok := parseTime(s)
	b, bok := parseTime(literal)
	if isTime(typ, op) || typ.Kind == ast.KindAny && aok && bok && op.IsOrdering() { // M7
		return a.Compare(b), aok && bok
	}
	return slices.Compare([]rune(s), []rune(literal)), true // M4, M8
}

// isTime reports whether quoted literals are datetimes (M7).
func isTime(typ ast.FieldType, op ast.Op) bool {
	return typ.Kind == ast.KindDateTime && !(typ.Ordered && op.IsOrdering())
}

var timeForm = regexp.MustCompile(
	`^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$`)

func parseTime(s string) (time.Time, bool) {
	if !timeForm.MatchString(s) {
		return time.Time{}, false
	}
	for _, layout := range []string{
		"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00",
		"2006-01-02T15:04:05Z07:00",
		"2006-01-02T15:04Z0700", "2006-01-02T15:04:05Z0700",
	} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// contains looks for the needle at every place (M5).
func contains(v any, literal ast.Value) bool {
	s, ok := v.(string)
	needle, isText := literal.(*ast.String)
	if !ok || !isText {
		return false
	}
	text, n := []rune(s), len([]rune(needle.Value))
	for i := 0; i+n <= len(text); i++ {
		if strings.EqualFold(string(text[i:i+n]), needle.Value) {
			return true
		}
	}
	return false
}
