package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/schema"
)

// schemaEndpoint prints what is known of one endpoint.
func (t *tool) schemaEndpoint(f *schemaFlags) error {
	e, err := endpointFor(cmp.Or(f.method, "GET"), f.endpoint)
	if err != nil {
		return err
	}
	if f.format.word == "json" {
		return t.encodeJSON(e)
	}
	fmt.Fprintf(t.out, "%s %s\n", e.Method, e.Path)
	var facts facts
	facts.add("resource", string(e.Resource))
	if e.Deprecated {
		facts.add("deprecated", "yes")
	}
	facts.add("q", supportText(e.Filter))
	facts.add("sort", supportText(e.Sort))
	for _, key := range e.SortKeys {
		facts.add("sort keys", string(key))
	}
	if e.MaxValues > 0 {
		facts.add("values", fmt.Sprintf("at most %d in one filter", e.MaxValues))
	}
	if e.PageLen > 0 {
		facts.add("page", fmt.Sprintf("%d objects by default, %d at the most (%s)",
			e.PageLen, e.MaxPageLen, e.PageCertainty))
	}
	for _, p := range e.Params {
		facts.add("parameters", paramText(p))
	}
	facts.scopes(e.Scopes)
	facts.notes(e.Notes)
	return t.printFacts(facts)
}

// facts are names and what is known of them. A name may occur several times.
type facts [][2]string

// add adds a fact, unless nothing is known.
func (f *facts) add(name, text string) {
	if text != "" {
		*f = append(*f, [2]string{name, text})
	}
}

func (f *facts) scopes(scopes schema.Scopes) {
	for _, scope := range scopes.OAuth {
		f.add("oauth", scope)
	}
	for _, scope := range scopes.APIToken {
		f.add("api token", scope)
	}
}

func (f *facts) notes(notes []schema.Note) {
	for _, n := range notes {
		f.add("note", fmt.Sprintf("%s (%s: %s)", n.Text, n.Certainty, n.Source))
	}
}

// printFacts prints one fact on a line, and a name that repeats once.
func (t *tool) printFacts(facts facts) error {
	width := 0
	for _, fact := range facts {
		width = max(width, len(fact[0]))
	}
	last := ""
	for _, fact := range facts {
		name := fact[0]
		if name == last {
			name = ""
		}
		last = fact[0]
		if _, err := fmt.Fprintf(t.out, "%-*s  %s\n", width, name, fact[1]); err != nil {
			return err
		}
	}
	return nil
}

// supportText returns a verdict with its certainty and its source.
func supportText(s schema.Support) string {
	switch {
	case s.Verdict == schema.Unknown:
		return s.Verdict.String()
	case s.Source == "":
		return supportCell(s)
	}
	return fmt.Sprintf("%s (%s: %s)", s.Verdict, s.Certainty, s.Source)
}

// supportCell returns a verdict with its certainty, and "" for an unknown one.
func supportCell(s schema.Support) string {
	if s.Verdict == schema.Unknown {
		return ""
	}
	return fmt.Sprintf("%s (%s)", s.Verdict, s.Certainty)
}

// pageCell returns how long pages are by default and at the most.
func pageCell(e schema.Endpoint) string {
	if e.PageLen == 0 {
		return ""
	}
	text := strconv.Itoa(e.PageLen)
	if e.MaxPageLen != e.PageLen {
		text += " to " + strconv.Itoa(e.MaxPageLen)
	}
	return fmt.Sprintf("%s (%s)", text, e.PageCertainty)
}

// paramText returns what is known of a parameter.
func paramText(p schema.Param) string {
	parts := []string{p.Name}
	if len(p.Enum) > 0 {
		parts[0] += " = " + strings.Join(p.Enum, "|")
	}
	if p.Default != "" {
		parts = append(parts, p.Default+" by default")
	}
	if p.Required {
		parts = append(parts, "required")
	}
	if p.WithFilter {
		parts = append(parts, "required beside q")
	}
	if p.Repeats {
		parts = append(parts, "may be repeated")
	}
	return strings.Join(parts, ", ")
}
