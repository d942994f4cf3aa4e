package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// remark returns what is likely wrong with a comparison that lets little
// through, given the values that it met; "" if nothing seems to be.
func (t *test) remark(s *fieldStats) string {
	_, null := t.comparison.Value.(*ast.Null)
	switch {
	case s.objects == 0:
		return ""
	case s.empty == s.objects:
		return "field missing in every object"
	case s.present() == 0 && s.empty == 0:
		return "field null in every object"
	case s.present() == 0:
		return "field null or missing in every object"
	case t.comparison.Op.IsNegation() || null && t.comparison.Op == ast.OpEq:
		return "" // the values say it
	}
	o := t.operands()
	for _, find := range []func(*fieldStats, *operands) string{
		t.withoutMeaning, t.otherType, t.nameless, t.timeless,
		t.outsideEnum, t.otherCase, t.onlyPart,
	} {
		if remark := find(s, o); remark != "" {
			return remark
		}
	}
	return ""
}

// present is how many values other than null were met.
func (s *fieldStats) present() int {
	n := 0
	for k := kindBool; k < kinds; k++ {
		n += s.kinds[k]
	}
	return n
}

// An operands is the right-hand side of a comparison.
type operands struct {
	list                    bool
	texts                   []string // the strings
	number                  bool     // whether there is one, and so on
	boolean, null, datetime bool
}

func (t *test) operands() *operands {
	_, isList := t.comparison.Value.(*ast.List)
	o := &operands{list: isList}
	for _, v := range t.values() {
		switch v := v.(type) {
		case *ast.String:
			o.texts = append(o.texts, v.Value)
		case *ast.Number:
			o.number = true
		case *ast.Bool:
			o.boolean = true
		case *ast.Null:
			o.null = true
		case *ast.DateTime:
			o.datetime = true
		}
	}
	return o
}

// meets reports whether values of a kind can satisfy the comparison (rules M9
// and M11).
func (o *operands) meets(k kind) bool {
	switch k {
	case kindBool:
		return o.boolean
	case kindNumber:
		return o.number
	case kindString:
		return o.datetime || len(o.texts) > 0
	}
	return len(o.texts) > 0
}

// are says of what type the operands are.
func (o *operands) are() string {
	var types []string
	add := func(is bool, name string) {
		if is {
			types = append(types, name)
		}
	}
	add(len(o.texts) > 0, "string")
	add(o.number, "number")
	add(o.boolean, "boolean")
	add(o.datetime, "datetime")
	switch {
	case !o.list:
		return "the literal is a " + types[0]
	case len(types) == 1:
		return "the literals are " + types[0] + "s"
	}
	return "no literal is"
}

// withoutMeaning finds comparisons that hold for no value at all.
func (t *test) withoutMeaning(_ *fieldStats, o *operands) string {
	switch op := t.comparison.Op; {
	case o.null:
		return fmt.Sprintf("%s never holds with null; there is = null and != null", op)
	case op == ast.OpContains && len(o.texts) == 0:
		return "~ takes a string"
	case op.IsOrdering() && o.boolean:
		return "booleans have no order"
	}
	return ""
}

var kindPlurals = [kinds]string{"null", "booleans", "numbers", "strings", "objects"}

// otherType finds values that are all of one type, and not that of an operand.
func (t *test) otherType(s *fieldStats, o *operands) string {
	for k := kindBool; k < kinds; k++ {
		if s.kinds[k] == s.present() && !o.meets(k) {
			return fmt.Sprintf("values are %s, %s", kindPlurals[k], o.are())
		}
	}
	return ""
}

// nameless finds objects for which no text can stand (rule M11).
func (t *test) nameless(s *fieldStats, _ *operands) string {
	named := func(l leaf) bool { return l.is }
	if s.kinds[kindObject] == s.present() && !s.any(kindObject, named) {
		return fmt.Sprintf("values are objects without a %s; compare a field of theirs",
			standIn(t.path.typ))
	}
	return ""
}

// timeless finds datetimes on one side only (rule M7).
func (t *test) timeless(s *fieldStats, o *operands) string {
	isTime := func(text string) bool { _, ok := value.ParseInstant(text); return ok }
	typed := t.path.typ.Kind == ast.KindDateTime && t.comparison.Op != ast.OpContains
	i := slices.IndexFunc(o.texts, func(text string) bool { return !isTime(text) })
	switch {
	case typed && i >= 0:
		return fmt.Sprintf("the field is a datetime, %.40q is none", o.texts[i])
	case !typed && (len(o.texts) > 0 || !o.datetime):
		return ""
	case !s.any(kindString, func(l leaf) bool { return isTime(l.text) }):
		return "values are no datetimes"
	}
	return ""
}

// outsideEnum finds operands that are not among the values of the type.
func (t *test) outsideEnum(s *fieldStats, o *operands) string {
	enum := t.path.typ.Enum
	if len(enum) == 0 || t.comparison.Op == ast.OpContains {
		return ""
	}
	for _, text := range o.texts {
		if !slices.Contains(enum, text) && !s.hasFolded(text) {
			return fmt.Sprintf("%s is none of %s", previewText(text),
				cut(strings.Join(enum, ", "), maxText))
		}
	}
	return ""
}

// otherCase finds values that differ from an operand by case alone (rule M4).
func (t *test) otherCase(s *fieldStats, o *operands) string {
	op := t.comparison.Op
	if (op == ast.OpEq || op == ast.OpIn) && slices.ContainsFunc(o.texts, s.hasFolded) {
		return fmt.Sprintf("%s is case-sensitive", op)
	}
	return ""
}

// hasFolded reports whether a value differs from text by case alone.
func (s *fieldStats) hasFolded(text string) bool {
	folded := value.Fold(text)
	return s.anyText(func(v string) bool { return v != text && value.Fold(v) == folded })
}

// onlyPart finds values that contain the operand of an =.
func (t *test) onlyPart(s *fieldStats, o *operands) string {
	if t.comparison.Op != ast.OpEq || len(o.texts) == 0 || o.texts[0] == "" {
		return ""
	}
	folded := value.Fold(o.texts[0])
	part := func(v string) bool { return v != o.texts[0] && value.ContainsFold(v, folded) }
	if s.anyText(part) {
		return "= compares whole values; ~ finds parts of them"
	}
	return ""
}
