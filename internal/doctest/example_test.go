package doctest

import (
	"strings"
	"testing"
	"testing/fstest"
)

const exampleSource = `package p_test

import (
	"fmt"
	"strings"

	"example.org/m/p"
)

func helper() {}

// ExampleParse isn't shown with this comment.
func ExampleParse() {
	// Upper case first.
	x := strings.ToUpper("a")

	if x != "" {
		fmt.Println(p.Parse(x))
	}
	// Output:
	// A
}

func ExampleT_Method_quiet() {
	fmt.Println("x") // not an output
}

func ExampleUsesHelper() {
	helper()
	// Unordered output: x
}
`

const (
	parseBody = `// Upper case first.
x := strings.ToUpper("a")

if x != "" {
	fmt.Println(p.Parse(x))
}
`
	parseOutput  = "// Output:\n// A\n"
	parseProgram = `package main

import (
	"fmt"
	"strings"

	"example.org/m/p"
)

func main() {
	// Upper case first.
	x := strings.ToUpper("a")

	if x != "" {
		fmt.Println(p.Parse(x))
	}
}
`
)

var exampleFiles = fstest.MapFS{
	"p/example_test.go": {Data: []byte(exampleSource)},
	"p/broken.go":       {Data: []byte("not Go")},
	"q/inside_test.go":  {Data: []byte("package q\n\nfunc ExampleInside() {\n\tf()\n}\n")},
}

func shown(ref, text string) string {
	return "<!-- example: " + ref + " -->\n" + "```go\n" + text + "```\n"
}

func TestCheckExamples(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"body", shown("p.ExampleParse", parseBody), nil},
		{"body with output", shown("p.ExampleParse", parseBody+"\n"+parseOutput), nil},
		{"program", shown("p.ExampleParse", parseProgram), nil},
		{"quiet", shown("p.ExampleT_Method_quiet", "fmt.Println(\"x\") // not an output\n"), nil},
		{"unordered", shown("p.ExampleUsesHelper", "helper()\n\n// Unordered output: x\n"), nil},
		{"other language", "```text\nx\n```\n", nil},
		{"changed", shown("p.ExampleParse", "x()\n"), []string{"doc.md:2: the block isn't p.ExampleParse"}},
		{
			"changed output", shown("p.ExampleParse", parseBody+"\n// Output: B\n"),
			[]string{"the block isn't p.ExampleParse"},
		},
		{"unnamed", "```go\nx()\n```\n", []string{"doc.md:1: a go block needs a comment"}},
		{"unknown", shown("p.ExampleOther", "x()\n"), []string{"there is no ExampleOther in the tests of p"}},
		{"unknown directory", shown("q.ExampleParse", "x()\n"), []string{"there is no ExampleParse in the tests of q"}},
		{"no directory", shown("ExampleParse", "x()\n"), []string{"isn't of the form"}},
		{"no program", shown("q.ExampleInside", "package main\n"), []string{"can't be a program"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := parse(t, tt.text)
			problems, _, texts := checkExamples(d, exampleFiles)
			expect(t, problems, tt.want...)
			if got := d.replace(texts); tt.want == nil && got != tt.text {
				t.Errorf("a true document would be rewritten as\n%s", got)
			}
		})
	}
}

func TestExampleRewritten(t *testing.T) {
	for old, want := range map[string]string{
		"old()\n":                        parseBody,
		"old()\n// output:\n// B\n":      parseBody + "\n" + parseOutput,
		"package main\n\nfunc main() {}": parseProgram,
	} {
		d := parse(t, shown("p.ExampleParse", strings.TrimSuffix(old, "\n")+"\n"))
		_, n, texts := checkExamples(d, exampleFiles)
		if got := d.replace(texts); n != 1 || got != shown("p.ExampleParse", want) {
			t.Errorf("%d examples, rewritten as\n%s\nwant\n%s", n, got, want)
		}
	}
}
