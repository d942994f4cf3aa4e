package ast_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

func TestParsePath(t *testing.T) {
	valid := []string{
		"id",
		"author.nickname",
		"links.in",
		"and.or.not",
		"true.x",
		"x.NULL",
		"nots",
		"ands",
		"falsey",
		"a-b",
		"a--",
		"_",
		"_1.a_-2",
		"A.B.C.D.E.F.G.H",
	}
	for _, s := range valid {
		p, err := ast.ParsePath(s)
		if err != nil || string(p) != s || !p.Valid() {
			t.Errorf("ParsePath(%q) = %q, %v; valid %t", s, p, err, p.Valid())
		}
	}
}

func TestParsePathFaults(t *testing.T) {
	tests := []struct{ path, want string }{
		{"", `field path "": a name is empty`},
		{".", `field path ".": a name is empty`},
		{"a.", `field path "a.": a name is empty`},
		{".a", `field path ".a": a name is empty`},
		{"a..b", `field path "a..b": a name is empty`},
		{"1a", `field path "1a": the name "1a" begins with '1'`},
		{"a.2", `field path "a.2": the name "2" begins with '2'`},
		{"-updated_on", `field path "-updated_on": the name "-updated_on" begins with '-'`},
		{"a b",
			`field path "a b": the name "a b" has characters other than letters, digits, _ and -`},
		{"a.é",
			`field path "a.é": the name "é" has characters other than letters, digits, _ and -`},
		{"a\n",
			`field path "a\n": the name "a\n" has characters other than letters, digits, _ and -`},
		{"a\x00",
			`field path "a\x00": the name "a\x00" has characters other than letters, digits, _ and -`},
		{"and", `field path "and" is a keyword`},
		{"OR", `field path "OR" is a keyword`},
		{"In", `field path "In" is a keyword`},
		{"noT", `field path "noT" is a keyword`},
		{"TRUE", `field path "TRUE" is a keyword`},
		{"fAlse", `field path "fAlse" is a keyword`},
		{"null", `field path "null" is a keyword`},
		{"falſe",
			`field path "falſe": the name "falſe" has characters other than letters, digits, _ and -`},
	}
	for _, test := range tests {
		p, err := ast.ParsePath(test.path)
		if p != "" || err == nil || err.Error() != test.want {
			t.Errorf("ParsePath(%q) = %q, error %v; want error %s", test.path, p, err, test.want)
		}
		if ast.Path(test.path).Valid() {
			t.Errorf("Path(%q) is Valid", test.path)
		}
	}
}

// ParsePath and Valid agree on any text.
func TestPathValidity(t *testing.T) {
	s := fuzz.NewSource(1)
	const alphabet = "ab.._-01nNoOtT é\x00"
	valid := 0
	for range 50_000 {
		b := make([]byte, s.IntN(6))
		for i := range b {
			b[i] = alphabet[s.IntN(len(alphabet))]
		}
		p, err := ast.ParsePath(string(b))
		if ok := ast.Path(b).Valid(); ok != (err == nil) {
			t.Fatalf("Path(%q) is valid: %t, but ParsePath says %v", b, ok, err)
		}
		if err != nil {
			continue
		}
		valid++
		if got := strings.Join(slices.Collect(p.Names()), "."); got != string(b) {
			t.Fatalf("Names of %q join to %q", b, got)
		}
	}
	if valid < 1000 {
		t.Errorf("only %d paths were valid", valid)
	}
}

func TestPathNames(t *testing.T) {
	tests := []struct {
		path ast.Path
		want []string
	}{
		{"id", []string{"id"}},
		{"source.branch.name", []string{"source", "branch", "name"}},
	}
	for _, test := range tests {
		if got := slices.Collect(test.path.Names()); !slices.Equal(got, test.want) {
			t.Errorf("Names of %q = %q, want %q", test.path, got, test.want)
		}
	}
}

func TestPathsAreLinear(t *testing.T) {
	deep := strings.Repeat("a.", 1<<20) + "a"
	inTime(t, func() {
		if _, err := ast.ParsePath(deep); err != nil {
			t.Errorf("ParsePath of a million names: %.60s", err)
		}
	})
}
