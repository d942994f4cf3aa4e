package eval

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// A Funnel tells why a filter selects little or nothing of a collection. It
// takes the objects one by one and counts how many of them each of the clauses
// that the filter joins by AND lets through, one clause after the other:
//
//	f := m.Funnel()
//	for pr := range prs {
//		if _, err := f.Add(pr); err != nil {
//			return err
//		}
//	}
//	fmt.Print(f)
//
// prints, if the filter is state = "open",
//
//	120 objects
//	  0 after state = "open"        values seen: OPEN (74×), MERGED (46×); = is case-sensitive
//
// Its memory is bounded by the size of the filter, whatever it is given. A
// Funnel is made by [Matcher.Funnel] and is not safe for concurrent use.
type Funnel struct {
	matcher *Matcher
	objects int
	sieves  []*sieve
	watches [][]*watch // by the number of the path
}

// A sieve is a top-level clause.
type sieve struct {
	clause  clause
	program program
	expr    ast.Expr
	out     int // how many objects it has let through
	tests   []*test
	fields  map[*path]*fieldStats
}

// A watch is a field that a stage looks at.
type watch struct {
	stage int
	stats *fieldStats
}

// Funnel returns an empty funnel for the filter of m.
func (m *Matcher) Funnel() *Funnel {
	f := &Funnel{matcher: m, watches: make([][]*watch, len(m.paths))}
	for _, c := range conjuncts(m.clause) {
		s := &sieve{
			clause: c, program: newProgram(c), tests: testsOf(c),
			fields: make(map[*path]*fieldStats),
		}
		s.expr = exprOf(c)
		for _, t := range s.tests {
			if s.fields[t.path] == nil {
				stats := newFieldStats()
				s.fields[t.path] = stats
				w := &watch{len(f.sieves), stats}
				f.watches[t.path.number] = append(f.watches[t.path.number], w)
			}
		}
		f.sieves = append(f.sieves, s)
	}
	return f
}

// conjuncts returns what AND joins at the top.
func conjuncts(c clause) []clause {
	all, ok := c.(allOf)
	if !ok {
		return []clause{c}
	}
	var out []clause
	for _, t := range all.terms {
		out = append(out, conjuncts(t)...)
	}
	return out
}

func testsOf(c clause) []*test {
	var tests []*test
	switch c := c.(type) {
	case allOf:
		for _, t := range c.terms {
			tests = append(tests, testsOf(t)...)
		}
	case anyOf:
		for _, t := range c.terms {
			tests = append(tests, testsOf(t)...)
		}
	case *test:
		tests = []*test{c}
	}
	return tests
}

func exprOf(c clause) ast.Expr {
	switch c := c.(type) {
	case allOf:
		return c.expr
	case anyOf:
		return c.expr
	}
	return c.(*test).comparison
}

// Add counts an object and reports whether the filter holds for it. It takes
// what [Matcher.Match] takes, and looks at every field of the filter. What
// can't be tested is not counted, and the error is a [*DataError].
func (f *Funnel) Add(v any) (bool, error) {
	s, err := newSource(v, f.matcher.types, f.matcher.check)
	if err != nil {
		return false, err
	}
	return f.add(s)
}

// AddJSON is [Funnel.Add] for raw JSON, as taken by [Matcher.MatchJSON].
func (f *Funnel) AddJSON(data []byte) (bool, error) {
	if err := f.matcher.check.refuses(data); err != nil {
		return false, err
	}
	return f.add(rawSource(data))
}

func (f *Funnel) add(s source) (bool, error) {
	hits := newHitProber(f.matcher)
	if err := s.walk(f.matcher.tree, hits); err != nil {
		return false, err
	}
	f.objects++
	passed := 0
	for passed < len(f.sieves) {
		ok, err := ask(f.sieves[passed].program, hits)
		if err != nil {
			return false, err
		}
		if !ok {
			break
		}
		f.sieves[passed].out++
		passed++
	}
	err := f.record(s, passed)
	return passed == len(f.sieves), err
}

// record notes the values of an object that was let through by the first
// passed stages and met the one after them.
func (f *Funnel) record(s source, passed int) error {
	v := statsVisitor{f, passed}
	if err := s.walk(f.matcher.tree, v); err != nil {
		return err
	}
	for _, watches := range f.watches {
		for _, w := range watches {
			if w.stage <= passed {
				w.stats.endObject()
			}
		}
	}
	return nil
}

// A statsVisitor gives leaves to the stages that an object has reached.
type statsVisitor struct {
	funnel *Funnel
	stage  int // the last one
}

func (v statsVisitor) visit(path int, l leaf) bool {
	for _, w := range v.funnel.watches[path] {
		if w.stage <= v.stage {
			w.stats.add(l)
		}
	}
	return true
}

// Objects returns how many objects were counted.
func (f *Funnel) Objects() int { return f.objects }

// A Stage is one of the clauses that a filter joins by AND, and what it did to
// the objects that the stages before it let through.
type Stage struct {
	Clause   ast.Expr
	In, Out  int       // objects that came to it, and that it let through
	Findings []Finding // about its comparisons, in their order
}

// A Finding says what the objects that came to a [Stage] hold in the field of
// one of its comparisons.
type Finding struct {
	Comparison *ast.Comparison
	Values     []ValueCount // the most frequent ones first
	More       int          // how often any other value occurred
	Remark     string       // what is likely wrong with the comparison, "" if nothing seems to be
}

// A ValueCount is a value, as a preview, and how often it occurred. Where an
// object had none the value is the word missing.
type ValueCount struct {
	Value string
	Count int
}

// Stages returns the clauses of the filter in their order, none for the empty
// filter.
func (f *Funnel) Stages() []Stage {
	stages := make([]Stage, len(f.sieves))
	in := f.objects
	for i, s := range f.sieves {
		stages[i] = Stage{Clause: s.expr, In: in, Out: s.out, Findings: s.findings()}
		in = s.out
	}
	return stages
}

func (s *sieve) findings() []Finding {
	findings := make([]Finding, len(s.tests))
	for i, t := range s.tests {
		stats := s.fields[t.path]
		values, more := stats.top()
		findings[i] = Finding{t.comparison, values, more, t.remark(stats)}
	}
	return findings
}

const (
	// clauseWidth is how far right the findings of a funnel begin at least.
	clauseWidth = 26
	// maxFindings is how many comparisons of one clause are looked into.
	maxFindings = 10
)

// String returns one line for the number of objects and one for every stage,
// with the values seen by those that let through a tenth or less.
func (f *Funnel) String() string {
	objects := strconv.Itoa(f.objects)
	t := table{width: len(objects) + 1 + clauseWidth}
	t.add(objects+plural(f.objects, " object", " objects"), "")
	for _, s := range f.Stages() {
		s.write(&t, len(objects))
	}
	return t.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func (s *Stage) write(t *table, width int) {
	left := fmt.Sprintf("%*d after %s", width, s.Out, cut(s.Clause.String(), maxText))
	switch narrow := s.In > 0 && s.Out*10 <= s.In; {
	case !narrow:
		t.add(left, "")
	case len(s.Findings) == 1:
		t.add(left, s.Findings[0].text())
	default:
		t.add(left, "")
		indent := strings.Repeat(" ", width+len(" after "))
		for i, f := range s.Findings {
			if i == maxFindings {
				t.add(indent+fmt.Sprintf("… %d more comparisons", len(s.Findings)-i), "")
				break
			}
			t.add(indent+cut(f.Comparison.String(), maxText), f.text())
		}
	}
}

// text returns the values and the remark on one line.
func (f *Finding) text() string {
	var b strings.Builder
	for i, v := range f.Values {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s (%d×)", v.Value, v.Count)
	}
	text := "values seen: " + b.String() + more(f.More)
	if f.Remark != "" {
		text += "; " + f.Remark
	}
	return text
}
