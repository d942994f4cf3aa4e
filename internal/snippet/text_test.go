package snippet_test

import (
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/snippet"
)

// A Text gives the answers of the functions, wherever its remembered places are.
func TestText(t *testing.T) {
	for _, piece := range []string{
		"a", "\n", "ab\r\n", "né\n€ 名🚀", "🚀", "\xff\x80\x80\x80\x80", "\xe2\x82", strings.Repeat("x", 1500) + "\n",
	} {
		text := strings.Repeat(piece, 1+5000/len(piece))
		index := snippet.NewText(text)
		if index.String() != text {
			t.Fatalf("the text of %q is %q", text, index)
		}
		for offset := -3; offset < len(text)+3; offset += 1 + offset&3 {
			line, col := index.Position(offset)
			wantLine, wantCol := snippet.Position(text, offset)
			if line != wantLine || col != wantCol {
				t.Fatalf("%q: offset %d is at %d:%d, want %d:%d", piece, offset, line, col, wantLine, wantCol)
			}
			for _, end := range []int{offset - 1, offset + 1, offset + 2000} {
				want := snippet.Render(text, offset, end, "x")
				if got := index.Render(offset, end, "x"); got != want {
					t.Fatalf("%q: %d to %d is drawn as\n%s\nwant\n%s", piece, offset, end, got, want)
				}
			}
		}
	}
}
