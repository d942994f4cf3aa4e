package txtar_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/internal/txtar"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, text string
		want       txtar.Archive
	}{
		{"empty", "", txtar.Archive{}},
		{"comment", "only words\n", txtar.Archive{Comment: "only words\n"}},
		{"unended comment", "only words", txtar.Archive{Comment: "only words\n"}},
		{
			"files in order",
			"why\n-- b.bbql --\nid = 1\n-- a.want --\n1\n2\n",
			txtar.Archive{Comment: "why\n", Files: []txtar.File{
				{Name: "b.bbql", Data: "id = 1\n"},
				{Name: "a.want", Data: "1\n2\n"},
			}},
		},
		{
			"empty file between files",
			"-- a --\n-- b --\nx",
			txtar.Archive{Files: []txtar.File{{Name: "a"}, {Name: "b", Data: "x\n"}}},
		},
		{
			"marker at the end",
			"-- a --",
			txtar.Archive{Files: []txtar.File{{Name: "a"}}},
		},
		{
			"blanks around the name",
			"--   a b   --\n",
			txtar.Archive{Files: []txtar.File{{Name: "a b"}}},
		},
		{
			"almost markers are content",
			"-- a --\n--b --\n-- b--\n-- --\n--  --\n -- b --\n-- b -- \n",
			txtar.Archive{Files: []txtar.File{
				{Name: "a", Data: "--b --\n-- b--\n-- --\n--  --\n -- b --\n-- b -- \n"},
			}},
		},
		{
			"bytes are kept",
			"-- a --\n\x00\xff\r\n",
			txtar.Archive{Files: []txtar.File{{Name: "a", Data: "\x00\xff\r\n"}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := txtar.Parse([]byte(tt.text))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Parse(%q) mismatch (-want +got):\n%s", tt.text, diff)
			}
			again := txtar.Parse(txtar.Format(got))
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("Parse(Format(Parse(%q))) mismatch (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestFormat(t *testing.T) {
	a := txtar.Archive{Comment: "why", Files: []txtar.File{
		{Name: "a", Data: "one\ntwo\n"},
		{Name: "b", Data: ""},
		{Name: "c", Data: "unended"},
	}}
	want := "why\n-- a --\none\ntwo\n-- b --\n-- c --\nunended\n"
	if got := string(txtar.Format(a)); got != want {
		t.Errorf("Format(%v) = %q, want %q", a, got, want)
	}
}
