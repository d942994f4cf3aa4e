package bbqltest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql"
)

func TestSyntaxErrors(t *testing.T) {
	const head = "Invalid filter query expression: "
	tests := map[string]string{
		"bogus===":                 "Syntax error in input at '=' (type _ANON_2) line 1 col 7",
		"state == \"OPEN\"":        "Syntax error in input at '=' (type _ANON_2) line 1 col 8",
		"state = OPEN":             "Syntax error in input at 'OPEN' (type NAME) line 1 col 9",
		"state = 'OPEN'":           "Syntax error in input at ''' (type ILLEGAL) line 1 col 9",
		"id <> 1":                  "Syntax error in input at '>' (type _ANON_6) line 1 col 5",
		"a = 1 && b = 2":           "Syntax error in input at '&' (type ILLEGAL) line 1 col 7",
		"NOT a = 1":                "Syntax error in input at 'NOT' (type NOT) line 1 col 1",
		"a = 1\nAND\n  b in \"x\"": "Syntax error in input at '\"x\"' (type STRING) line 3 col 8",
		"ä = 1":                    "Syntax error in input at 'ä' (type ILLEGAL) line 1 col 1",
		"t = \"äö\" b":             "Syntax error in input at 'b' (type NAME) line 1 col 10",
		"a = 1)":                   "Syntax error in input at ')' (type _ANON_1) line 1 col 6",
		"a IN ()":                  "Syntax error in input at ')' (type _ANON_1) line 1 col 7",
		"a IN (null)":              "Syntax error in input at 'null' (type NULL) line 1 col 7",
		"a = 2024-02-30":           "Syntax error in input at '30' (type ILLEGAL) line 1 col 13",
		"a = 1e5":                  "Syntax error in input at 'e5' (type NAME) line 1 col 6",
		"a = \"x":                  "Syntax error in input at '\"' (type ILLEGAL) line 1 col 5",
		"(a = 1":                   "Syntax error in input (details unknown)",
		"a = ":                     "Syntax error in input (details unknown)",
		"a IN (1,":                 "Syntax error in input (details unknown)",
		"a = 1 AND":                "Syntax error in input (details unknown)",
	}
	for q, want := range tests {
		_, err := bbql.Parse(q)
		if err == nil {
			t.Errorf("Parse(%q) has no error", q)
			continue
		}
		if got := syntaxError(q, err).Error(); got != head+want {
			t.Errorf("%q:\n got %s\nwant %s", q, got, head+want)
		}
	}
}

// TestRefusedAgainstParser holds the left-to-right reader to the grammar: what
// is before the refused token can be continued to a query, and with the token it
// can't.
func TestRefusedAgainstParser(t *testing.T) {
	tokens := strings.Fields(`a b.c = != ~ !~ > >= < <= IN NOT AND OR ( ) , ` +
		`"x" 1 -2.5 true null 2024-01-02`)
	r := rand.New(rand.NewPCG(1, 2))
	refusals := 0
	for range 400 {
		q := strings.Split(`( a = 1 AND b IN ( "x" , 2 ) ) OR c NOT IN ( true ) AND d != null`, " ")
		for range 1 + r.IntN(2) {
			i := r.IntN(len(q))
			q = slices.Replace(slices.Clone(q), i, i+r.IntN(2), tokens[r.IntN(len(tokens))])
		}
		text := strings.Join(q[:1+r.IntN(len(q))], " ")
		_, err := bbql.Parse(text)
		tok, ok := refused(text)
		switch {
		case err == nil:
			if ok || tok.class == classEnd {
				t.Fatalf("%q parses, but %q is refused", text, tok.text)
			}
		case !ok && !viable(text):
			t.Fatalf("%q: nothing is refused, the parser says %v", text, err)
		case ok:
			refusals++
			if !viable(text[:tok.start]) || viable(text[:tok.start+len(tok.text)]) {
				t.Fatalf("%q: refused %q at %d", text, tok.text, tok.start)
			}
		}
	}
	if refusals < 120 {
		t.Errorf("only %d queries were refused", refusals)
	}
}

// viable reports whether a text can be continued to a query.
func viable(text string) bool {
	for _, next := range []string{"", "x = 1", "= 1", "1", "IN (1)", "(1)", "1)", ", 1)", ")"} {
		for depth := range 4 {
			if _, err := bbql.Parse(text + " " + next + strings.Repeat(")", depth)); err == nil {
				return true
			}
		}
	}
	return false
}
