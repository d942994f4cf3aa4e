package eval

import "github.com/bbql/go-bbql/internal/jsonscan"

// A Check says how closely raw JSON is looked at. On every valid object without
// duplicate names all checks give the same answer; they differ in what they
// refuse, and in how long they take.
type Check uint8

const (
	// Whole checks the syntax of an object to its end, and refuses what
	// encoding/json refuses. It is the default.
	Whole Check = iota
	// Fast stops as soon as the answer is certain, and looks at nothing behind
	// that point; in values before it that the filter does not ask for it looks
	// for quotes and brackets only. An answer may so be given for what is no
	// JSON, or the beginning of some.
	Fast
	// Strict also refuses bytes that are not UTF-8, and objects in which a name
	// occurs twice, in any spelling (rule M13).
	Strict
)

// WithCheck sets how closely [Matcher.MatchJSON], and [Matcher.Match] of a
// [json.RawMessage], look at raw JSON. Explanations and funnels, which look at
// all of an object, take Fast as Whole.
func WithCheck(c Check) Option { return func(o *options) { o.check = c } }

// refuses returns what is wrong with data beyond what walking it to its end
// would find.
func (c Check) refuses(data []byte) error {
	if c != Strict {
		return nil
	}
	return syntaxFault(jsonscan.Strict(data))
}

// refuses is that of the matcher's check, with memory that it keeps.
func (m *Matcher) refuses(data []byte) error {
	if m.check != Strict {
		return nil
	}
	c, _ := m.checkers.Get().(*jsonscan.Checker)
	if c == nil {
		c = new(jsonscan.Checker)
	}
	defer m.checkers.Put(c)
	return syntaxFault(c.Strict(data))
}
