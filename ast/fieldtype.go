package ast

// A Kind is the type of a field's values in the JSON of a resource.
type Kind uint8

// The kinds. The zero Kind says that nothing is known.
const (
	KindAny Kind = iota
	KindString
	KindNumber
	KindBool
	KindDateTime
	KindObject
)

var kindTexts = [...]string{"any", "string", "number", "boolean", "datetime", "object"}

// String returns the lower-case name of the kind.
func (k Kind) String() string {
	if int(k) < len(kindTexts) {
		return kindTexts[k]
	}
	return "any"
}

// A FieldType says what a field holds, as far as the rules of the language
// depend on it.
type FieldType struct {
	Kind    Kind
	Array   bool     // whether the path leads through, or to, an array
	Enum    []string // the values of an enumeration, in order; nil for none
	Ordered bool     // whether the order of Enum is what > and < compare (rule M8)
	Key     string   // the field that stands for an object beside a string; "" is name (rule M11)
	Natural bool     // whether it sorts naturally (rule O4)
}

// A Types tells the type of a field, or false where it is unknown. It is how
// field types reach the evaluator and the linter. A nil Types knows no field.
type Types func(Path) (FieldType, bool)

// Of returns the type of the field at p, or the zero FieldType and false where it
// is unknown, whatever t returns beside false.
func (t Types) Of(p Path) (FieldType, bool) {
	if t != nil {
		if typ, ok := t(p); ok {
			return typ, true
		}
	}
	return FieldType{}, false
}
