//go:build unix

package doctest

import (
	"os"
	"path/filepath"
	"testing"
)

// fakeTool is a bbql that prints its arguments, reads what is piped into it,
// and fails when told to.
const fakeTool = `#!/bin/sh
case "$1" in
fail) echo "out"; echo "err" >&2; exit 3 ;;
cat) cat ;;
bare) printf 'no line break' ;;
*) echo "args: $*" ;;
esac
`

func fakeShell(t *testing.T) shell {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bbql"), []byte(fakeTool), 0o755); err != nil {
		t.Fatal(err)
	}
	return shell{dir: dir, env: append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"))}
}

func fenced(language, text string) string { return "```" + language + "\n" + text + "```\n" }

func TestCheckTranscripts(t *testing.T) {
	sh := fakeShell(t)
	tests := []struct {
		name, text string
		want       []string
		ran        int
	}{
		{"true", fenced("console", "$ bbql a 'b c'\nargs: a b c\n$ bbql d\nargs: d\n"), nil, 2},
		{"both streams and the status", fenced("console", "$ bbql fail\nout\nerr\n$ echo $?\n3\n"), nil, 2},
		{"environment", fenced("console", "$ export X=1\n$ X=2 bbql $X\nargs: 1\n"), nil, 2},
		{"pipe", fenced("console", "$ printf 'x\\n\\ny' | bbql cat\nx\n\ny\n"), nil, 1},
		{"no input", fenced("console", "$ bbql cat\n$ bbql a\nargs: a\n"), nil, 2},
		{"no line break", fenced("console", "$ bbql bare\nno line break\n"), nil, 1},
		{"continued", fenced("console", "$ bbql a \\\n    b\nargs: a b\n"), nil, 1},
		{"installation", fenced("console", "$ go install example.org/cmd/bbql@latest\n$ cd bbql\n"), nil, 0},
		{"other language", fenced("text", "$ bbql a\nwrong\n"), nil, 0},
		{"wrong output", fenced("console", "$ bbql a\nargs: b\n"), []string{"doc.md:2: bbql a prints something else"}, 1},
		{"missing output", fenced("console", "$ bbql a\n"), []string{"bbql a prints something else"}, 1},
		{
			"too much output", fenced("console", "$ bbql a\nargs: a\n\n$ bbql b\nargs: b\n"),
			[]string{"doc.md:2: bbql a prints something else"}, 2,
		},
		{
			"output of what isn't run", fenced("console", "$ curl example.org\nhello\n"),
			[]string{"doc.md:2: this command isn't run"}, 0,
		},
		{"no prompt", fenced("console", "bbql a\n"), []string{"doc.md:1: a console block begins with a command"}, 0},
		{"empty", fenced("console", ""), []string{"doc.md:1: a console block begins with a command"}, 0},
		{
			"broken quote", fenced("console", "$ bbql a\nargs: a\n$ bbql 'b\n"),
			[]string{"doc.md:2: bbql 'b doesn't end"}, 2,
		},
		{"script", fenced("sh", "# Words.\nbbql a\n\ngo test work\n"), nil, 1},
		{"failing script", fenced("sh", "bbql a\nbbql \\\n  fail\n"), []string{"doc.md:3: bbql \\\n  fail ends with status 3"}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := parse(t, tt.text)
			problems, ran, texts := checkTranscripts(d, sh)
			expect(t, problems, tt.want...)
			if ran != tt.ran {
				t.Errorf("ran %d commands, want %d", ran, tt.ran)
			}
			if got := d.replace(texts); tt.want == nil && got != tt.text {
				t.Errorf("a true document would be rewritten as\n%s", got)
			}
		})
	}
}

func TestTranscriptRewritten(t *testing.T) {
	d := parse(t, fenced("console", "$ bbql a \\\n  b\nwrong\n$ go get x\n$ bbql c\n")+fenced("sh", "bbql d\n"))
	_, _, texts := checkTranscripts(d, fakeShell(t))
	want := fenced("console", "$ bbql a \\\n  b\nargs: a b\n$ go get x\n$ bbql c\nargs: c\n") + fenced("sh", "bbql d\n")
	if got := d.replace(texts); got != want {
		t.Errorf("rewritten as\n%s\nwant\n%s", got, want)
	}
}
