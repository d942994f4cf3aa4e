package doctest

import (
	"slices"
	"strings"
	"testing"
)

// parse parses a document that has nothing to complain about.
func parse(t *testing.T, text string) *document {
	t.Helper()
	d, problems := parseDocument("doc.md", text)
	if problems != nil {
		t.Fatalf("parseDocument: %q", problems)
	}
	return d
}

// expect compares problems with what each of them must contain.
func expect(t *testing.T, problems []string, want ...string) {
	t.Helper()
	if !slices.EqualFunc(problems, want, strings.Contains) {
		t.Errorf("problems:\n\t%s\nwant:\n\t%s", strings.Join(problems, "\n\t"), strings.Join(want, "\n\t"))
	}
}

const sampleDocument = "# Title\n" +
	"\n" +
	"```console\n" +
	"$ bbql version\n" +
	"```\n" +
	"<!-- example: bbql.ExampleParse -->\n" +
	"\n" +
	"```go\n" +
	"parse()\n" +
	"```\n" +
	"````text\n" +
	"```\n" +
	"````\n"

func TestParseDocument(t *testing.T) {
	d := parse(t, sampleDocument)
	type fields struct {
		line                    int
		language, example, text string
	}
	want := []fields{
		{3, "console", "", "$ bbql version\n"},
		{8, "go", "bbql.ExampleParse", "parse()\n"},
		{11, "text", "", "```\n"},
	}
	var got []fields
	for _, b := range d.blocks {
		got = append(got, fields{b.line, b.language, b.example, b.text})
	}
	if !slices.Equal(got, want) {
		t.Errorf("blocks = %v, want %v", got, want)
	}
}

func TestParseDocumentProblems(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"open block", "\n```sh\nls\n", []string{"doc.md:2: the fenced block isn't closed"}},
		{"indented block", "- x\n\n  ```sh\n  ls\n  ```\n", []string{"doc.md:3: a fenced block with indentation"}},
		{"comment without block", "<!-- example: a.ExampleB -->\n\nWords.\n", []string{"for a.ExampleB"}},
		{"comment at the end", "<!-- example: a.ExampleB -->\n", []string{"for a.ExampleB"}},
		{"comment before another block", "<!-- example: a.ExampleB -->\n```sh\n```\n", []string{"for a.ExampleB"}},
		{
			"two comments", "<!-- example: a.ExampleB -->\n<!-- example: a.ExampleC -->\n```go\n```\n",
			[]string{"for a.ExampleB"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := parseDocument("doc.md", tt.text)
			expect(t, problems, tt.want...)
		})
	}
}

func TestReplace(t *testing.T) {
	d := parse(t, sampleDocument)
	got := d.replace(map[*block]string{d.blocks[0]: "$ x\n1\n", d.blocks[1]: "other()\n"})
	want := strings.NewReplacer("$ bbql version\n", "$ x\n1\n", "parse()\n", "other()\n").Replace(sampleDocument)
	if got != want {
		t.Errorf("replace gives\n%s\nwant\n%s", got, want)
	}
}
