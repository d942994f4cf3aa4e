package lint

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/schema"
)

// Page returns the rule's page in Markdown, as it stands in docs/lint.
func (r Rule) Page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s. Severity: %s.\n\n%s\n", r.ID, r.Title, r.Severity, wrap(r.Text))
	r.writeExamples(&b, "Finds", r.Bad)
	r.writeExamples(&b, "Does not find", r.Good)
	fmt.Fprintf(&b, "\n## How to fix\n\n%s\n", wrap(r.Remedy))
	if r.Rewrites && r.ID != syntax.ID { // what does not parse means nothing
		b.WriteString("\nThe automatic fix changes what the filter means. " +
			"Look at it before you keep it.\n")
	}
	fmt.Fprintf(&b, "\n## How to silence\n\n`bbql lint --disable %s`, `Disable` in lint.Options, "+
		"or, in a file of queries, the comment\n`# bbql:ignore %s` in the line before.\n", r.ID, r.ID)
	fmt.Fprintf(&b, "\n## How sure\n\n%s: %s.\n", title(r.Certainty), r.Source)
	return b.String()
}

// shorten cuts an example that is about its length, and says how long it is.
func shorten(text string) string {
	const most, shown = 120, 100
	if len(text) <= most {
		return text
	}
	if end := strings.LastIndex(text[:shown], ", "); end > 0 {
		return fmt.Sprintf("%s, … (%d values)", text[:end], strings.Count(text, ", ")+1)
	}
	return fmt.Sprintf("%s… (%d characters)", text[:shown], len(text))
}

// wrap breaks the lines of a paragraph.
func wrap(text string) string {
	const width = 110
	var b strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		switch {
		case column == 0:
		case column+1+len(word) > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}

func title(c schema.Certainty) string {
	text := c.String()
	return strings.ToUpper(text[:1]) + text[1:]
}

// writeExamples writes the examples in blocks of those that are for the same.
func (r Rule) writeExamples(b *strings.Builder, title string, list []Example) {
	fmt.Fprintf(b, "\n## %s\n", title)
	for i, e := range list {
		if i == 0 || e.about() != list[i-1].about() {
			switch {
			case e.about() != "":
				fmt.Fprintf(b, "\nFor %s:\n", e.about())
			case i > 0: // it would be read as one of those before
				b.WriteString("\nWhere the resource is not known:\n")
			}
			b.WriteString("\n```text\n")
		}
		b.WriteString(shorten(e.Text) + "\n")
		if i == len(list)-1 || e.about() != list[i+1].about() {
			b.WriteString("```\n")
		}
	}
}

func (e Example) about() string {
	switch {
	case e.Endpoint != "":
		return "`" + e.Endpoint + "`"
	case e.Resource != "":
		return "the resource " + string(e.Resource)
	}
	return ""
}

// IsURL reports whether the example is a URL.
func (e Example) IsURL() bool {
	return strings.HasPrefix(e.Text, "/") || strings.HasPrefix(e.Text, "https:")
}
