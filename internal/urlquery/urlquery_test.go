package urlquery_test

import (
	"errors"
	"net/url"
	"testing"

	"github.com/bbql/go-bbql/internal/urlquery"
)

// FuzzEscape checks that what is escaped comes back, here and in net/url, and
// holds unreserved characters and escapes only (rule E1).
func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"", "a b+c", `state = "OPEN"`, "~-._", "ä🚀", "\x00\xff", "100%", "a&b=c#d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		escaped := urlquery.Escape(s)
		if got, err := urlquery.Unescape(escaped); err != nil || got != s {
			t.Errorf("Unescape(%q) = %q, %v, want %q", escaped, got, err, s)
		}
		if got, err := url.QueryUnescape(escaped); err != nil || got != s {
			t.Errorf("url.QueryUnescape(%q) = %q, %v, want %q", escaped, got, err, s)
		}
		got, err := urlquery.Unescape(s)
		want, wantErr := url.QueryUnescape(s)
		if (err == nil) != (wantErr == nil) || err == nil && got != want {
			t.Errorf("Unescape(%q) = %q, %v; net/url says %q, %v", s, got, err, want, wantErr)
		}
	})
}

func TestEscape(t *testing.T) {
	got := urlquery.Escape(`a + "é" ~ 1-2._/`)
	want := `a%20%2B%20%22%C3%A9%22%20~%201-2._%2F`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnescapeErrors(t *testing.T) {
	tests := []struct {
		text       string
		start, end int
	}{
		{"%", 0, 1},
		{"a%2", 1, 3},
		{"ab%zz", 2, 5},
		{"%20%4g", 3, 6},
	}
	for _, test := range tests {
		_, err := urlquery.Unescape(test.text)
		var escape *urlquery.EscapeError
		if !errors.As(err, &escape) || escape.Start != test.start || escape.End != test.end {
			t.Errorf("Unescape(%q): %v, want bytes %d to %d", test.text, err, test.start, test.end)
		}
	}
}

func TestSet(t *testing.T) {
	tests := []struct{ name, raw, value, want string }{
		{"into nothing", "", "a b", "q=a%20b"},
		{"at the end", "x=1", "a", "x=1&q=a"},
		{"in its place", "x=1&q=old&y=%7e", "a", "x=1&q=a&y=%7e"},
		{"all but the first go", "q=1&x&q=2", "a", "q=a&x"},
		{"an escaped name", "%71=1", "a", "q=a"},
		{"no value takes it out", "q=1&x=2&q=3", "", "x=2"},
		{"others stay as written", "b=+&a=%zz&=&c", "v", "b=+&a=%zz&=&c&q=v"},
		{"empty ones go", "&&a&&", "v", "a&q=v"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := urlquery.Set(test.raw, "q", test.value); got != test.want {
				t.Errorf("Set(%q, %q) = %q, want %q", test.raw, test.value, got, test.want)
			}
		})
	}
}

func TestParams(t *testing.T) {
	raw := "q=a%20b&x&&=v&y=1=2"
	want := []urlquery.Param{
		{Start: 0, End: 7, ValueStart: 2, Key: "q", Value: "a%20b"},
		{Start: 8, End: 9, ValueStart: 9, Key: "x"},
		{Start: 11, End: 13, ValueStart: 12, Value: "v"},
		{Start: 14, End: 19, ValueStart: 16, Key: "y", Value: "1=2"},
	}
	i := 0
	for p := range urlquery.Params(raw) {
		if i == len(want) || p != want[i] {
			t.Fatalf("parameter %d is %+v", i, p)
		}
		i++
	}
	if i != len(want) {
		t.Errorf("got %d parameters, want %d", i, len(want))
	}
}
