package bbql

import (
	"regexp"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/golden"
)

// terminals is the part of docs/grammar.ebnf that the lexer decides: what the
// names in angle brackets stand for. TestTerminals holds the lexer to it.
const terminals = `
(* White space: space, tab, carriage return and line feed, anywhere between two
   of the above, and needed only to keep words apart. *)

(* Keywords may be written in any case. A number or datetime is not followed
   directly by a letter, a digit, "_" or ".". *)

<path>     = name { "." name } .   (* but not a keyword alone *)
name       = ( letter | "_" ) { letter | digit | "_" | "-" } .
<string>   = '"' { character - '"' - "\" | "\" character } '"' .
<number>   = [ "-" ] digits [ "." digits ] .
<datetime> = date [ "T" hour ":" minute [ ":" second [ "." fraction ] ] [ offset ] ] .
date       = year "-" month "-" day .
offset     = "Z" | ( "+" | "-" ) hour [ ":" ] minute .
digits     = digit { digit } .
year       = digit digit digit digit .
month      = digit digit .   (* 01 to 12 *)
day        = digit digit .   (* 01 to the length of the month *)
hour       = digit digit .   (* 00 to 23 *)
minute     = digit digit .   (* 00 to 59 *)
second     = digit digit .   (* 00 to 59 *)
fraction   = digit { digit } .   (* 1 to 9 digits *)
digit      = "0" … "9" .
letter     = "A" … "Z" | "a" … "z" .
character  = (* any of Unicode but NUL *) .
`

// TestGrammar holds docs/grammar.ebnf to the parsers that are built from the
// grammar's structs.
func TestGrammar(t *testing.T) {
	text := "(* The value of the q parameter. *)\n\n" + filterParser().String() +
		"\n\n(* The value of the sort parameter. *)\n\n" + sortParser().String() + "\n" + terminals
	golden.File(t, "../docs/grammar.ebnf", text)
}

// terminalPatterns is the terminals section as regular expressions. Months,
// days and the like are left to the table of datetimes.
var terminalPatterns = map[kind]*regexp.Regexp{
	kindPath:   regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$`),
	kindString: regexp.MustCompile(`(?s)^"([^"\\]|\\.)*"$`),
	kindNumber: regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`),
	kindDateTime: regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}` +
		`(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$`),
}

// FuzzTerminals checks that one token is a path, string, number or datetime if
// and only if the terminals section of the grammar says so.
func FuzzTerminals(f *testing.F) {
	for _, seed := range []string{
		"a", "a.b-c._d", "in", "links.in", "1", "-1.50", "1.", "-", "2015-03-04T14:08:59.123+02:00",
		"2015-03-04T14:08Z", `"a\"b"`, `"\\"`, "\"\n\"", "1a", "a..b", "ä", "-a", "null", "2015-03-04t14:08",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := scan(text)
		alone := len(tokens) == 2 && int(tokens[0].end-tokens[0].start) == len(text)
		for k, pattern := range terminalPatterns {
			got := alone && tokens[0].kind == k
			want := pattern.MatchString(text) && isText(text)
			if k == kindPath {
				want = want && keyword(text) == kindBadWord
			}
			if k == kindDateTime {
				want = want && got // the pattern takes months past 12
			}
			if got != want {
				t.Errorf("%q as token kind %d: got %v, want %v", text, k, got, want)
			}
		}
		checkCover(t, text, tokens)
	})
}

// checkCover checks that tokens are in order, do not overlap, and leave out
// white space only.
func checkCover(t *testing.T, text string, tokens []token) {
	t.Helper()
	end := int32(0)
	for _, tok := range tokens {
		if tok.start < end || tok.end < tok.start {
			t.Fatalf("%q: token %+v begins before %d", text, tok, end)
		}
		if gap := text[end:tok.start]; strings.Trim(gap, " \t\r\n") != "" {
			t.Fatalf("%q: %q is in no token", text, gap)
		}
		end = tok.end
	}
	if int(end) != len(text) {
		t.Fatalf("%q: the tokens end at %d", text, end)
	}
}

func TestTokenSymbols(t *testing.T) {
	symbols := definition{}.Symbols()
	lex, err := definition{}.Lex("", strings.NewReader(`a NOT IN ("x", -1) 'b'`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Path", "Keyword", "Keyword", "Punct", "String", "Punct", "Number", "Punct", "Bad", "EOF"}
	for _, name := range want {
		tok, err := lex.Next()
		if err != nil || tok.Type != symbols[name] {
			t.Errorf("token %q: type %v and error %v, want type %s", tok.Value, tok.Type, err, name)
		}
	}
}
