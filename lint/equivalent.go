package lint

import (
	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/logic"
)

// An Answer is that of a question that cannot always be decided.
type Answer uint8

// The answers.
const (
	DontKnow Answer = iota
	No
	Yes
)

var answerTexts = [...]string{"don't know", "no", "yes"}

// String returns the answer in lower-case words.
func (a Answer) String() string {
	if int(a) < len(answerTexts) {
		return answerTexts[a]
	}
	return answerTexts[DontKnow]
}

// Equivalent tells whether two filters hold for the same objects. With No comes
// an object, as encoding/json decodes it, for which one holds and the other
// does not; the evaluator has tried it.
//
// A field of a known type is taken to have values of that type, null or none. Any
// other field may have values of every type, and be an array. The answer is
// DontKnow where the filters are not valid or too large to compare, and where
// they order a field of no known type by a quoted date, which may mean either of
// two things (rule M7).
func Equivalent(a, b ast.Expr, types ast.Types) (Answer, map[string]any) {
	if ast.Validate(a) != nil || ast.Validate(b) != nil {
		return DontKnow, nil
	}
	if ast.Equal(a, b) {
		return Yes, nil
	}
	switch doc, none := logic.NewSpace(types, a, b).Difference(a, b); {
	case none:
		return Yes, nil
	case doc != nil:
		return No, doc
	}
	return DontKnow, nil
}
