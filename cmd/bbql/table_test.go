package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"github.com/bbql/go-bbql/ast"
)

func TestNewCell(t *testing.T) {
	const fraction = `{"a":"2024-01-02T03:04:05.678901+02:00"}`
	deep := strings.Repeat("[", 9000) + "1" + strings.Repeat("]", 9000)
	tests := map[string]struct {
		object, path string
		want         cell
	}{
		"string":           {`{"a":"x"}`, "a", cell{"x", cellText}},
		"number":           {`{"a":-1.50e3}`, "a", cell{"-1.50e3", cellNumber}},
		"boolean":          {`{"a":true}`, "a", cell{"true", cellText}},
		"null":             {`{"a":null}`, "a", cell{}},
		"missing":          {`{"b":1}`, "a", cell{}},
		"nested":           {`{"a":{"b":{"c":1}}}`, "a.b.c", cell{"1", cellNumber}},
		"through a scalar": {`{"a":1}`, "a.b", cell{}},
		"first of two":     {`{"a":1,"a":2}`, "a", cell{"1", cellNumber}},
		"first parent":     {`{"a":{"b":1},"a":{"c":2}}`, "a.c", cell{}},
		"escaped name":     {`{"\u0061":1}`, "a", cell{"1", cellNumber}},
		"array":            {`{"a":[1,"x",null,[true,{}]]}`, "a", cell{"1, x, true, {…}", cellText}},
		"array of objects": {`{"a":[{"b":1},{"c":3},{"b":2}]}`, "a.b", cell{"1, 2", cellText}},
		"named object":     {`{"a":{"id":1,"name":"n"}}`, "a", cell{"n", cellText}},
		"shown object":     {`{"a":{"name":{},"display_name":"d"}}`, "a", cell{"d", cellText}},
		"object":           {`{"a":{"b":1}}`, "a", cell{"{…}", cellText}},
		"date":             {`{"a":"2024-01-02"}`, "a", cell{"2024-01-02", cellTime}},
		"datetime":         {`{"a":"2024-01-02T03:04Z"}`, "a", cell{"2024-01-02T03:04Z", cellTime}},
		"fraction":         {fraction, "a", cell{"2024-01-02T03:04:05+02:00", cellTime}},
		"no datetime":      {`{"a":"2024-13-02T03:04"}`, "a", cell{"2024-13-02T03:04", cellText}},
		"control":          {`{"a":"\u001b[1m\t\r\n"}`, "a", cell{`\x1b[1m\t`, cellText}},
		"bidi":             {`{"a":"\u202ex\u2066"}`, "a", cell{`\u202ex\u2066`, cellText}},
		"lone surrogate":   {`{"a":"\ud800"}`, "a", cell{"\ufffd", cellText}},
		"emoji":            {`{"a":"👩‍👩‍👧"}`, "a", cell{"👩‍👩‍👧", cellText}},
		"deep arrays":      {`{"a":` + deep + "}", "a", cell{"1", cellNumber}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := newCell([]byte(tt.object), ast.Path(tt.path))
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(cell{})); diff != "" {
				t.Errorf("cell mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFit(t *testing.T) {
	tests := map[string]struct {
		widths []int
		rigid  []bool
		room   int
		want   []int
	}{
		"enough":           {[]int{3, 40, 9}, []bool{false, false, false}, 60, []int{3, 40, 9}},
		"widest":           {[]int{3, 40, 9}, []bool{false, false, false}, 40, []int{3, 28, 9}},
		"two widest":       {[]int{3, 40, 20}, []bool{false, false, false}, 33, []int{3, 15, 15}},
		"rigid":            {[]int{3, 40, 25}, []bool{false, false, true}, 40, []int{3, 12, 25}},
		"equal ones":       {[]int{30, 30, 30}, []bool{false, false, false}, 50, []int{16, 17, 17}},
		"no room":          {[]int{3, 40, 25}, []bool{false, false, false}, 5, []int{3, 5, 5}},
		"nothing can give": {[]int{30, 30}, []bool{true, true}, 5, []int{30, 30}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			fit(tt.widths, tt.rigid, tt.room)
			if diff := cmp.Diff(tt.want, tt.widths); diff != "" {
				t.Errorf("widths mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever is in them, the lines of a table on a terminal are no wider than it,
// and its columns begin under their heads.
func TestTableFitsTheTerminal(t *testing.T) {
	words := []string{"a", "login page", "图像", "café", "👩‍👩‍👧", "🇫🇷", `\u001b[2J`, `\u202e`,
		"ｗide", "é", ""}
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 4))
		width := 60 + rng.IntN(100)
		var out strings.Builder
		s := &tableSink{out: bufio.NewWriter(&out), width: width}
		for range 1 + rng.IntN(300) {
			title := ""
			for range rng.IntN(12) {
				title += words[rng.IntN(len(words))] + " "
			}
			const object = `{"id":%d,"title":"%s","author":{"nickname":"%s"},"state":"OPEN"}`
			nickname := words[rng.IntN(len(words))]
			if err := s.add(fmt.Appendf(nil, object, rng.IntN(1000), title, nickname)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.close(); err != nil {
			t.Fatal(err)
		}
		s.out.Flush()
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if w := uniseg.StringWidth(line); w > width || escape(line) != line {
				t.Fatalf("seed %d: a line of %d columns on a terminal of %d: %q", seed, w, width, line)
			}
		}
	}
}

// Past the sample the columns stay, and wider cells are cut or stick out.
func TestTablePastTheSample(t *testing.T) {
	for width, want := range map[int]string{0: "9999  much longer title", 80: "99…  much…"} {
		var out strings.Builder
		s := &tableSink{out: bufio.NewWriter(&out), width: width, columns: []ast.Path{"num", "title"}}
		for range sampleRows {
			if err := s.add([]byte(`{"num":1,"title":"short"}`)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.add([]byte(`{"num":9999,"title":"much longer title"}`)); err != nil {
			t.Fatal(err)
		}
		if err := s.close(); err != nil {
			t.Fatal(err)
		}
		s.out.Flush()
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != sampleRows+2 || lines[0] != "num  title" || lines[1] != "  1  short" ||
			strings.TrimSpace(lines[len(lines)-1]) != want {
			t.Errorf("width %d: %d lines, want the last %q:\n%s", width, len(lines), want, &out)
		}
	}
}

func TestEscape(t *testing.T) {
	tests := map[string]string{
		"plain é 图 👩‍👩‍👧": "plain é 图 👩‍👩‍👧",
		"a\nb\r\t":        `a\nb\r\t`,
		"\x00\x1b\x7f":    `\x00\x1b\x7f`,
		"\u0085\u200b":    `\u0085\u200b`,
		"\u202e\u2066":    `\u202e\u2066`,
		"\u2028\ufeff":    `\u2028\ufeff`,
		"bad \xff byte":   "bad \ufffd byte",
		`a\n"'`:           `a\n"'`,
	}
	for in, want := range tests {
		if got := escape(in); got != want {
			t.Errorf("escape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRawQuery(t *testing.T) {
	tests := map[string]string{
		"https://h/p?q=a%3D1&sort=b#f": "q=a%3D1&sort=b",
		"https://h/p":                  "",
		"https://h/p#f":                "",
		"/2.0/p?q=a":                   "q=a",
		"h/p?q=a":                      "q=a",
		"?q=a":                         "q=a",
		"q=a":                          "q=a",
		`q=a~"b?c"&sort=d`:             `q=a~"b?c"&sort=d`,
		"sort=a&q=b?":                  "sort=a&q=b?",
		" q=a\n":                       "q=a",
		"":                             "",
	}
	for in, want := range tests {
		if got := rawQuery(in); got != want {
			t.Errorf("rawQuery(%q) = %q, want %q", in, got, want)
		}
	}
}
