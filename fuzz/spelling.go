package fuzz

import (
	"regexp"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// token matches a token of a printed query: a string, a word of any kind, an
// operator, a parenthesis or a comma.
var token = regexp.MustCompile(`(?s)"(?:[^"\\]|\\.)*"|[-+.:\w]+|[!=<>~]+|[(),]`)

// Spelling returns a text that parses to a tree equal to e: its canonical text
// with keywords in any case and any white space, or none, between its tokens.
func Spelling(s *Source, e ast.Expr) string {
	g := newGenerator(s)
	b := []byte(g.space())
	for _, t := range token.FindAllString(e.String(), -1) {
		if len(b) > 0 && isWord(b[len(b)-1]) && isWord(t[0]) {
			b = append(b, pick(s, " ", "\t", "\r", "\n")...)
		}
		b = append(b, g.recase(t)...)
		b = append(b, g.space()...)
	}
	return string(b)
}

func (g *generator) space() string { return pick(g.Source, " ", "", "", " \t\r\n ") }

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// recase returns a keyword in some case, and any other token as it is.
func (g *generator) recase(t string) string {
	switch t {
	case "AND", "OR", "IN", "NOT", "true", "false", "null":
		return pick(g.Source, t, strings.ToLower(t), strings.ToUpper(t),
			t[:1]+strings.ToLower(t[1:]))
	}
	return t
}

// mistakes are what people and programs write instead of the language, and a
// few pieces of the language to put where they don't belong.
var mistakes = [...]string{
	"", "=", "==", "===", "!=", "<>", "=<", "=>", "!", "~", "&&", "||", "&", "|", "+", "*", "%",
	";", "?", "#",
	"(", ")", "()", "[", "]", "{", "}", ",", ",,", ".", "..", "-", ":",
	"AND", "OR", "IN", "NOT", "not in", "NOT NOT", "IS NULL", "IS NOT NULL", "LIKE", "BETWEEN",
	"CONTAINS",
	"null", "true", "OPEN", "yesterday", "1a", "a.", ".a", "a..b", "id", "values.id", "-updated_on",
	"1e5", "0x10", "+1", ".5", "1.", "1_000", "1,5", "--1", "99999999999999999999",
	"2015-13-01", "2015-02-30T25:00", "2024-01-01T00:00:00 02:00", "2024-01-01t00:00z",
	"01/02/2024", "12:30",
	`"x"`, `"`, `'x'`, `'`, `"x`, `x"`, `"x\"`, `""`, `"a" "b"`, "“x”", "«x»", "`x`", `\`, `\"`,
	"{d301}", "d301-4e5f", "a@b.example", "https://x.example/?q=1&r=2", "a/b", "é", "日本",
	"\U0001f600",
	"\u00a0", "\u200b", "\ufeff", "\u2028", "\u0085", "\v", "\f", "\x00", "\x01", "\xff", "\xc3",
	"\xed\xa0\x80",
	"%20", "%22x%22", "&quot;", "--", "/*", "$1", "@x", "%!bbql(x)", "<EOF>", "lexer:",
}

// Mistaken returns the text of a tree with one to three mistakes in it: tokens
// that are missing, doubled, changed places or replaced. It may still be a
// query.
func Mistaken(s *Source, e ast.Expr) string {
	tokens := token.FindAllString(e.String(), -1)
	for range 1 + s.IntN(3) {
		tokens = mistake(s, tokens)
	}
	separator := pick(s, " ", " ", "")
	return strings.Join(tokens, separator)
}

func mistake(s *Source, tokens []string) []string {
	i := s.IntN(len(tokens) + 1)
	before, after := tokens[:i:i], tokens[i:]
	switch s.weigh(3, 2, 1, 1, 1) {
	case 1: // replaced
		after = after[min(1, len(after)):]
	case 2: // missing
		return append(before, after[min(1, len(after)):]...)
	case 3: // doubled
		return append(append(before, after[:min(1, len(after))]...), after...)
	case 4: // changed places
		if len(after) > 1 {
			return append(append(before, after[1], after[0]), after[2:]...)
		}
	}
	return append(append(before, mistakes[s.IntN(len(mistakes))]), after...)
}

// pieces are tokens of the language.
var pieces = [...]string{
	"a", "b.c", "in.x", "=", "!=", "~", "!~", ">", "<=", "(", ")", ",", "and", "OR", "IN", "not in",
	`"x"`, `""`, `"\""`, "1", "-1.5", "true", "NULL", "2024-01-01", "2024-01-01T10:00+02:00", "\n",
}

// Pieces returns a text of a few tokens and mistakes, most of them without a
// space between. Hardly any is a query.
func Pieces(s *Source) string {
	var b strings.Builder
	for range 1 + s.IntN(9) {
		if s.oneIn(3) {
			b.WriteString(mistakes[s.IntN(len(mistakes))])
		} else {
			b.WriteString(pieces[s.IntN(len(pieces))])
		}
		if s.oneIn(3) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
