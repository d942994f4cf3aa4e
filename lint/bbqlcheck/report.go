package bbqlcheck

import (
	"cmp"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/lint"
)

// A finding is what makes two diagnostics the same: a constant that is used
// twice is checked twice.
type finding struct {
	pos, end token.Pos
	message  string
}

// report keeps a diagnostic for [checker.flush] unless something silences it.
func (c *checker) report(rule string, severity lint.Severity, d analysis.Diagnostic) {
	id := finding{d.Pos, d.End, d.Message}
	off := slices.Contains(c.config.disable, rule) || severity < lint.Severity(c.config.severity)
	if off || c.seen[id] || c.ignored.at(c.pass.Fset.Position(d.Pos), rule) {
		return
	}
	c.seen[id] = true
	d.Category = rule
	d.Message += " (" + rule + ")"
	c.found = append(c.found, d)
}

// flush reports what was found, in the order of the source. Texts are looked at
// in an order of their own: those of a URL after the others, and the pieces of one
// where they are put together.
func (c *checker) flush() {
	slices.SortStableFunc(c.found, func(a, b analysis.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
	for _, d := range c.found {
		c.pass.Report(d)
	}
}

// reportAll reports what was found in a text.
func (c *checker) reportAll(r rendered, found []lint.Diagnostic) {
	for _, d := range found {
		pos, end := r.place(d.Span)
		out := analysis.Diagnostic{
			Pos: pos, End: end, Message: r.named(d.Message()), URL: page(d.Rule),
		}
		if edits, ok := r.edits(d.Fix); ok {
			fix := analysis.SuggestedFix{Message: cmp.Or(r.named(d.Hint), "fix "+d.Rule), TextEdits: edits}
			out.SuggestedFixes = []analysis.SuggestedFix{fix}
		}
		if d.Related.IsValid() {
			pos, end := r.place(d.Related)
			related := analysis.RelatedInformation{Pos: pos, End: end, Message: "because of this"}
			out.Related = []analysis.RelatedInformation{related}
		}
		c.report(d.Rule, d.Severity, out)
	}
}

// page returns the address of a rule's page.
func page(rule string) string { return docs + "/lint/" + rule + ".md" }

// place returns where in the source a span of the text is. What goes on in
// another literal ends with the first one.
func (r rendered) place(s ast.Span) (pos, end token.Pos) {
	first, last := r.chars(s)
	switch {
	case first == len(r.cs):
		end = r.cs[first-1].end
		return end, end
	case first == last:
		return r.cs[first].pos, r.cs[first].pos
	}
	i := first + 1
	for i < last && r.cs[i].follows(r.cs[i-1]) {
		i++
	}
	return r.cs[first].pos, r.cs[i-1].end
}

// edits returns the edits of the source that make those of the text. It reports
// false if there are none, or if they can't all be made.
func (r rendered) edits(fix []lint.Edit) ([]analysis.TextEdit, bool) {
	var edits []analysis.TextEdit
	for _, e := range fix {
		edit, ok := r.edit(e)
		if !ok {
			return nil, false
		}
		edits = append(edits, edit)
	}
	return edits, len(edits) > 0
}

func (r rendered) edit(e lint.Edit) (analysis.TextEdit, bool) {
	first, last := r.chars(e.Span)
	from, ok := r.writable(first, last)
	if !ok || strings.Contains(e.Text, stem) {
		return analysis.TextEdit{}, false
	}
	edit := analysis.TextEdit{Pos: from.pos, End: from.end}
	text := e.Text
	if from.encoded {
		text = escape(text)
	}
	if from.format {
		text = strings.ReplaceAll(text, "%", "%%")
	}
	text, ok = inLiteral(from.lit.Value[0], text)
	edit.NewText = []byte(text)
	return edit, ok
}

// writable returns a range of chars as one, if it can be edited: if it is all in
// one literal. An empty range belongs to the literal after it or before it.
func (r rendered) writable(first, last int) (char, bool) {
	if first < last {
		for i := first + 1; i < last; i++ {
			if !r.cs[i].follows(r.cs[i-1]) {
				return char{}, false
			}
		}
		all := r.cs[first]
		all.end = r.cs[last-1].end
		return all, all.lit != nil
	}
	if first < len(r.cs) && r.cs[first].lit != nil {
		next := r.cs[first]
		next.end = next.pos
		return next, true
	}
	if first > 0 && r.cs[first-1].lit != nil {
		before := r.cs[first-1]
		before.pos = before.end
		return before, true
	}
	return char{}, false
}

// inLiteral returns text as it is written between the quotes of a literal. It
// reports false if it can't be.
func inLiteral(quote byte, text string) (string, bool) {
	if quote == '`' {
		return text, strconv.CanBackquote(strings.ReplaceAll(text, "\n", ""))
	}
	literal := strconv.Quote(text)
	return literal[1 : len(literal)-1], true
}
