package snippet_test

import (
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/snippet"
)

func TestRender(t *testing.T) {
	long := strings.Repeat("x", 200)
	tests := []struct {
		name, text string
		start, end int
		label      string
		want       string
	}{
		{"the middle", "state = OPEN AND a = 1", 8, 12, "here", "" +
			"1| state = OPEN AND a = 1\n" +
			" |         ~~~~ here\n"},
		{"the start", "abc", 0, 1, "x", "1| abc\n | ~ x\n"},
		{"the end of input", "abc", 3, 3, "x", "1| abc\n |    ^ x\n"},
		{"an empty text", "", 0, 0, "x", "1| \n | ^ x\n"},
		{"no label", "abc", 1, 2, "", "1| abc\n |  ~\n"},
		{"the second line", "a\nbcd\ne", 3, 4, "x", "2| bcd\n |  ~ x\n"},
		{"the tenth line", strings.Repeat("\n", 9) + "a", 9, 10, "x", "10| a\n  | ~ x\n"},
		{"across lines", "ab\ncd", 1, 4, "x", "1| ab\n |  ~ x\n"},
		{"carriage return", "ab\r\ncd", 1, 2, "x", "1| ab\n |  ~ x\n"},
		{"on a line feed", "ab\ncd", 2, 3, "x", "1| ab\n |   ^ x\n"},
		{"a tab before it", "a\tb", 2, 3, "x", "1| a b\n |   ~ x\n"},
		{"wide characters", "名 = 前", 6, 9, "x", "1| 名 = 前\n |      ~~ x\n"},
		{"a combining mark", "e\u0301 = x", 6, 7, "x", "1| e\u0301 = x\n |     ~ x\n"},
		{"an emoji", "🚀x", 4, 5, "x", "1| 🚀x\n |   ~ x\n"},
		{"control characters", "a\x00b\x7f", 1, 2, "x", "1| a␀b␡\n |  ~ x\n"},
		{"a no-break space", "a\u00a0b", 1, 3, "x", "1| a⍽b\n |  ~ x\n"},
		{"invalid UTF-8", "a\xffb", 1, 2, "x", "1| a\ufffdb\n |  ~ x\n"},
		{"a change of direction", "a\u202eb", 1, 4, "x", "1| a\ufffdb\n |  ~ x\n"},
		{"past the end", "abc", 7, 9, "x", "1| abc\n |    ^ x\n"},
		{"negative", "abc", -3, -1, "x", "1| abc\n | ^ x\n"},
		{"a long line after it", "a" + long, 0, 1, "x",
			"1| a" + strings.Repeat("x", 99) + "…\n | ~ x\n"},
		{"a long line before it", long + "a", 200, 201, "x",
			"1| …" + strings.Repeat("x", 40) + "a\n | " + strings.Repeat(" ", 41) + "~ x\n"},
		{"a long mark", "a" + long, 1, 201, "x",
			"1| a" + strings.Repeat("x", 60) + "…\n |  " + strings.Repeat("~", 60) + " x\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := snippet.Render(test.text, test.start, test.end, test.label); got != test.want {
				t.Errorf("Render(%q, %d, %d)\n got:\n%s\nwant:\n%s", test.text, test.start, test.end, got, test.want)
			}
		})
	}
}

func TestPosition(t *testing.T) {
	tests := []struct {
		text      string
		offset    int
		line, col int
	}{
		{"", 0, 1, 1},
		{"abc", 2, 1, 3},
		{"abc", 99, 1, 4},
		{"abc", -1, 1, 1},
		{"äb", 2, 1, 2},
		{"a\nb", 1, 1, 2},
		{"a\nb", 2, 2, 1},
		{"a\r\nbc", 4, 2, 2},
		{"🚀🚀", 8, 1, 3},
	}
	for _, test := range tests {
		line, col := snippet.Position(test.text, test.offset)
		if line != test.line || col != test.col {
			t.Errorf("Position(%q, %d) = %d:%d, want %d:%d",
				test.text, test.offset, line, col, test.line, test.col)
		}
	}
}

// FuzzRender checks that a picture has two lines, none of them long, and that
// the mark stays inside them.
func FuzzRender(f *testing.F) {
	f.Add("state = OPEN", 8, 12)
	f.Add("a\tb\x00\xff名\u0301", 3, 9)
	f.Add(strings.Repeat("x", 500), 250, 251)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		got := snippet.Render(text, start, end, "")
		lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
		if len(lines) != 2 {
			t.Fatalf("Render(%q, %d, %d) has %d lines:\n%s", text, start, end, len(lines), got)
		}
		if n := snippet.Width(lines[0]); n > 200 {
			t.Errorf("Render(%q, %d, %d) is %d columns wide:\n%s", text, start, end, n, got)
		}
		if snippet.Width(strings.TrimSuffix(lines[1], "^")) > snippet.Width(lines[0]) {
			t.Errorf("Render(%q, %d, %d) marks what is not shown:\n%s", text, start, end, got)
		}
	})
}
