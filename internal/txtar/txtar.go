// Package txtar reads and writes archives of small text files, the form in
// which the repository keeps its test data: many cases in one file that a
// person can read, edit and review.
//
// An archive is a comment followed by files. Each file begins with a marker
// line that holds its name, and goes on until the next marker:
//
//	What these cases are about.
//	-- simple.bbql --
//	state = "OPEN"
//	-- simple.want --
//	[state = "OPEN"]
//
// There is no escaping and no syntax error: a line is a marker or it is
// content. Content that doesn't end in a line break is given one.
package txtar

import "strings"

// An Archive is a comment and the files that follow it, in their order.
type Archive struct {
	Comment string
	Files   []File
}

// A File is one file of an archive.
type File struct {
	Name string
	Data string
}

const (
	markerStart = "-- "
	markerEnd   = " --"
)

// Parse reads an archive. Any text is one: without a marker line, all of it is
// the comment.
func Parse(data []byte) Archive {
	comment, name, rest := cut(string(data))
	a := Archive{Comment: comment}
	for name != "" {
		f := File{Name: name}
		f.Data, name, rest = cut(rest)
		a.Files = append(a.Files, f)
	}
	return a
}

// Format returns the text of an archive. Parse gives the same archive back,
// unless the comment or a file has a line that looks like a marker, or lacks
// its final line break.
func Format(a Archive) []byte {
	var b strings.Builder
	b.WriteString(endLine(a.Comment))
	for _, f := range a.Files {
		b.WriteString(markerStart + f.Name + markerEnd + "\n")
		b.WriteString(endLine(f.Data))
	}
	return []byte(b.String())
}

// cut splits text around its first marker line. Without one, name is empty and
// before is the whole text.
func cut(text string) (before, name, after string) {
	offset := 0
	for line := range strings.Lines(text) {
		if name := markerName(line); name != "" {
			return text[:offset], name, text[offset+len(line):]
		}
		offset += len(line)
	}
	return endLine(text), "", ""
}

// markerName returns the name in a marker line, and "" for any other line.
func markerName(line string) string {
	line = strings.TrimSuffix(line, "\n")
	rest, ok := strings.CutPrefix(line, markerStart)
	if !ok {
		return ""
	}
	name, ok := strings.CutSuffix(rest, markerEnd)
	if !ok {
		return ""
	}
	return strings.TrimSpace(name)
}

// endLine gives text that isn't empty the line break that it may lack.
func endLine(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}
