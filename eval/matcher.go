package eval

import (
	"encoding/json"
	"iter"
	"sync"
)

// A Matcher tests objects against one filter. It is made by [Compile] and safe
// for concurrent use.
type Matcher struct {
	clause   clause
	program  program
	always   bool // whether the filter holds for every object
	tests    []*test
	gates    []gate
	paths    []*path
	tree     *node // of all paths
	check    Check
	types    *goTypes
	marks    sync.Pool // of *marks
	checkers sync.Pool // of *jsonscan.Checker
	texts    sync.Pool // of *[]byte, for texts that had escapes
}

// Match reports whether the filter holds for v, which is a JSON object in one
// of these forms:
//
//   - decoded JSON: a map[string]any that holds further ones, []any, string,
//     bool, nil, and numbers as float64 or [json.Number];
//   - a [json.RawMessage]: see [Matcher.MatchJSON];
//   - any other Go value, which means exactly what encoding/json would write
//     for it: tags, omitempty, embedded structs, Marshalers and all.
//
// Numbers are exact (rule M6, documented): a json.Number is the decimal that
// it spells, and a float the shortest decimal that reads back as the same.
// Match looks only at what decides the answer, and asks cheap comparisons before
// dear ones, whatever the order of the text.
//
// An error is a [*DataError]: v is no object, or encoding/json can't write what
// the filter looks at.
func (m *Matcher) Match(v any) (bool, error) {
	if v, ok := v.(map[string]any); ok && v != nil {
		return m.program.holdsDecoded(v)
	}
	return m.matchGo(v)
}

// matchGo is [Matcher.Match] for what is not decoded JSON.
func (m *Matcher) matchGo(v any) (bool, error) {
	if v, ok := v.(json.RawMessage); ok && v != nil {
		return m.MatchJSON(v)
	}
	if p, ok := m.newFoundProber(v); ok {
		return ask(m.program, p)
	}
	s, err := newSource(v, m.types, m.check)
	if err != nil {
		return false, err
	}
	if s, ok := s.(marshaled); ok {
		holds, err := m.matchRaw(s.rawSource, Whole)
		return holds, marshalerFault(s.from, err)
	}
	return ask(m.program, walkProber{s})
}

// MatchJSON reports whether the filter holds for the object in data, which is
// checked to its end: more than white space round the object is an error, as
// are nesting deeper than 10,000 levels and everything else that encoding/json
// does not accept. [WithCheck] has it look less closely, or more. Where a name
// occurs twice in an object, in any spelling, the first one counts (rule M13,
// assumed). Invalid UTF-8 and unpaired surrogates in strings read as U+FFFD
// (M15, assumed).
//
// An error is a [*DataError] with the offset of the fault. MatchJSON keeps no
// reference to data.
func (m *Matcher) MatchJSON(data []byte) (bool, error) {
	if err := m.refuses(data); err != nil {
		return false, err
	}
	return m.matchRaw(data, m.check)
}

// A walkProber walks the source for each test and stops where that is decided:
// best for Go values, in which a field is found without going over the others.
type walkProber struct{ source source }

func (p walkProber) probe(t *test) (bool, error) {
	v := testVisitor{condition: &t.condition}
	err := p.source.walk(t.path.tree, &v)
	return v.hit && err == nil, err
}

// A testVisitor looks for a leaf that satisfies a condition.
type testVisitor struct {
	condition *condition
	hit       bool
}

func (v *testVisitor) visit(_ int, l leaf) bool {
	v.hit = v.hit || holds(v.condition, l)
	return !v.hit
}

// A hitProber collects the hits of all tests in one walk: best for raw JSON.
type hitProber struct {
	matcher *Matcher
	hits    []bool // of the tests, by number
}

func newHitProber(m *Matcher) hitProber { return hitProber{m, make([]bool, len(m.tests))} }

func (p hitProber) visit(path int, l leaf) bool {
	for _, t := range p.matcher.paths[path].tests {
		if !p.hits[t.number] {
			p.hits[t.number] = holds(&t.condition, l)
		}
	}
	return true
}

func (p hitProber) probe(t *test) (bool, error) { return p.hits[t.number], nil }

// Filter yields the items for which the filter of m holds, each with a nil
// error, in their order. An item that can't be tested is yielded with its
// error, a [*DataError], and the iteration goes on if the loop does:
//
//	for pr, err := range eval.Filter(m, slices.Values(prs)) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(pr.Title)
//	}
//
// An item is anything that [Matcher.Match] takes. Filter reads items only as
// far as it is itself read.
func Filter[T any](m *Matcher, items iter.Seq[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for item := range items {
			ok, err := m.Match(item)
			if (ok || err != nil) && !yield(item, err) {
				return
			}
		}
	}
}
