package ast_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

func TestQuote(t *testing.T) {
	tests := []struct{ text, want string }{
		{``, `""`},
		{`fix`, `"fix"`},
		{`fix "login" bug`, `"fix \"login\" bug"`},
		{`C:\`, `"C:\\"`},
		{`\"`, `"\\\""`},
		{`it's`, `"it's"`},
		{"tab\tnewline\nescape\x1b", "\"tab\tnewline\nescape\x1b\""},
		{"日本 \U0001f600 \ufeff\u202e", "\"日本 \U0001f600 \ufeff\u202e\""},
		{"\ufffd", "\"\ufffd\""},
		{"a\x00b", "%!bbql(a string can't hold a NUL character)"},
		{"a\xffb", "%!bbql(a string can't hold invalid UTF-8)"},
		{"\xed\xa0\x80", "%!bbql(a string can't hold invalid UTF-8)"}, // a surrogate
	}
	for _, test := range tests {
		if got := ast.Quote(test.text); got != test.want {
			t.Errorf("Quote(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestUnquote(t *testing.T) {
	tests := []struct{ literal, want string }{
		{`""`, ``},
		{`"a"`, `a`},
		{`"\""`, `"`},
		{`"\\"`, `\`},
		{`"\\\\"`, `\\`},
		{`"\n"`, `\n`}, // any other escape keeps both characters
		{`"\'"`, `\'`},
		{`"\é"`, `\é`},
		{`"\a\\b\"c"`, `\a\b"c`},
		{"\"a\nb\"", "a\nb"},
	}
	for _, test := range tests {
		got, err := ast.Unquote(test.literal)
		if err != nil || got != test.want {
			t.Errorf("Unquote(%q) = %q, %v; want %q", test.literal, got, err, test.want)
		}
	}
}

func TestUnquoteFaults(t *testing.T) {
	tests := []struct{ literal, want string }{
		{``, `not a string literal: ""`},
		{`"`, `not a string literal: "\""`},
		{`a`, `not a string literal: "a"`},
		{`'a'`, `not a string literal: "'a'"`},
		{`"a`, `not a string literal: "\"a"`},
		{`a"`, `not a string literal: "a\""`},
		{` "a"`, `not a string literal: " \"a\""`},
		{`"a" `, `not a string literal: "\"a\" "`},
		{`"a"b"`, `not a string literal: a quote within it is not escaped`},
		{`"a" OR b = "c"`, `not a string literal: a quote within it is not escaped`},
		{`"\"`, `not a string literal: its last quote is escaped`},
		{`"a\\\"`, `not a string literal: its last quote is escaped`},
		{"\"\x00\"", `a string can't hold a NUL character`},
		{"\"\xc3\"", `a string can't hold invalid UTF-8`},
		{"\"\\\xc3\\\xa9\"", `a string can't hold invalid UTF-8`},
	}
	for _, test := range tests {
		got, err := ast.Unquote(test.literal)
		if got != "" || err == nil || err.Error() != test.want {
			t.Errorf("Unquote(%q) = %q, error %v; want error %s", test.literal, got, err, test.want)
		}
	}
}

// Unquote is the inverse of Quote for every character of Unicode but NUL,
// before a quote and before a backslash.
func TestQuoteRoundTripsUnicode(t *testing.T) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		text := string(r) + `"` + string(r) + `\`
		literal := ast.Quote(text)
		if got, err := ast.Unquote(literal); err != nil || got != text {
			t.Fatalf("Unquote(%q) = %q, %v; want %q", literal, got, err, text)
		}
	}
}

// A literal that Unquote takes means the same after Quote, and a text that
// Quote takes comes back.
func TestQuoteRoundTripsAnything(t *testing.T) {
	s := fuzz.NewSource(2)
	const alphabet = `""\\ab` + "\xc3\xa9\x00"
	for range 50_000 {
		b := make([]byte, s.IntN(8))
		for i := range b {
			b[i] = alphabet[s.IntN(len(alphabet))]
		}
		text := string(b)
		got, err := ast.Unquote(ast.Quote(text))
		if holds := utf8.ValidString(text) && !strings.Contains(text,
			"\x00"); holds != (err == nil) {
			t.Fatalf("Unquote(Quote(%q)) fails with %v", text, err)
		}
		if err == nil && got != text {
			t.Fatalf("Unquote(Quote(%q)) = %q", text, got)
		}
		value, err := ast.Unquote(text)
		if err != nil {
			continue
		}
		if again, err := ast.Unquote(ast.Quote(value)); err != nil || again != value {
			t.Fatalf("Unquote(%q) = %q, after Quote %q, %v", text, value, again, err)
		}
	}
}

func TestQuotingIsLinear(t *testing.T) {
	text := strings.Repeat(`\"é`, 1<<20)
	inTime(t, func() {
		if got, err := ast.Unquote(ast.Quote(text)); err != nil || got != text {
			t.Errorf("a string of 4 MB comes back different, error %v", err)
		}
	})
}
