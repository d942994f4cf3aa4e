package bbql

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/value"
)

// A scanner cuts a query into tokens. Whatever it can't read becomes a bad
// token, never an error, so that the parser sees the whole text.
//
// A run of word characters is one token, read as a whole. That gives rule Y4
// its edge, that nothing follows a number or datetime directly, and it gives
// errors the text that people would call the word.
type scanner struct {
	text  string
	i     int
	clean bool // whether the text is UTF-8 without NUL, which strings need not check again

	unclosed string // quotes that nothing from here on closes
}

func newScanner(text string) scanner {
	clean := strings.IndexByte(text, 0) < 0 && utf8.ValidString(text)
	return scanner{text: text, clean: clean}
}

// scan returns all tokens of the text, with kindEOF as the last.
func scan(text string) []token {
	s := newScanner(text)
	tokens := make([]token, 0, 8+len(text)/8)
	for {
		t := s.next()
		if len(tokens) == cap(tokens) { // append would grow large slices by a quarter
			tokens = slices.Grow(tokens, len(tokens))
		}
		tokens = append(tokens, t)
		if t.kind == kindEOF {
			return tokens
		}
	}
}

// A class says which kind of token a character begins. The zero class is that
// of control characters and of all that is not ASCII.
type class uint8

const (
	classOther class = iota
	classSpace
	classWord
	classOperator
	classQuote
	classForeignQuote
	classOpen
	classClose
	classComma
)

// classes holds the class of every ASCII character.
var classes = func() (c [utf8.RuneSelf]class) {
	for b := byte(' ') + 1; b < 0x7f; b++ {
		c[b] = classWord
	}
	for b, k := range map[byte]class{
		' ': classSpace, '\t': classSpace, '\r': classSpace, '\n': classSpace,
		'=': classOperator, '!': classOperator, '~': classOperator, '<': classOperator,
		'>': classOperator, '&': classOperator, '|': classOperator,
		'"': classQuote, '\'': classForeignQuote, '`': classForeignQuote,
		'(': classOpen, ')': classClose, ',': classComma,
	} {
		c[b] = k
	}
	return c
}()

func (s *scanner) next() token {
	text := s.text
	for s.i < len(text) && text[s.i] < utf8.RuneSelf && classes[text[s.i]] == classSpace {
		s.i++
	}
	start := s.i
	if start == len(text) {
		return s.token(kindEOF, start, start)
	}
	if text[start] >= utf8.RuneSelf {
		return s.wide(start)
	}
	switch classes[text[start]] {
	case classWord:
		return s.word(start)
	case classOperator:
		return s.operator(start)
	case classQuote:
		return s.string(start)
	case classForeignQuote:
		return s.foreignQuote(start, rune(text[start]))
	case classOpen:
		return s.token(kindOpen, start, start+1)
	case classClose:
		return s.token(kindClose, start, start+1)
	case classComma:
		return s.token(kindComma, start, start+1)
	}
	return s.controls(start)
}

func (s *scanner) token(k kind, start, end int) token {
	s.i = end
	return token{kind: k, start: int32(start), end: int32(end)}
}

// operator reads a run of operator characters.
func (s *scanner) operator(start int) token {
	end := start + 1
	for end < len(s.text) && s.text[end] < utf8.RuneSelf && classes[s.text[end]] == classOperator {
		end++
	}
	for op := ast.OpEq; op <= ast.OpLe; op++ {
		if op.String() == s.text[start:end] {
			return s.token(operatorKind(op), start, end)
		}
	}
	return s.token(kindBadOperator, start, end)
}

// string reads from quote to quote (rule Y6).
func (s *scanner) string(start int) token {
	for i := start + 1; i < len(s.text); i++ {
		switch s.text[i] {
		case '\\':
			i++
		case '"':
			if !s.clean && !isText(s.text[start:i]) {
				return s.token(kindBadText, start, i+1)
			}
			return s.token(kindString, start, i+1)
		}
	}
	return s.token(kindBadString, start, len(s.text))
}

func isText(s string) bool { return strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) }

// closers maps the quotes that are none in this language to those that end
// them.
var closers = map[rune]string{
	'\'': "'", '`': "`´'", '´': "´'", '‘': "’‘'", '’': "’'", '‚': "‘’'",
	'“': "”“\"", '”': "”\"", '„': "“”\"", '＂': "＂\"",
	'«': "»", '»': "«", '‹': "›", '›': "‹",
}

// foreignQuote reads from a quote of another language to the one that ends it,
// or, where none does, the quote alone.
func (s *scanner) foreignQuote(start int, quote rune) token {
	size := utf8.RuneLen(quote)
	inner := s.text[start+size:]
	n := -1
	if !strings.ContainsRune(s.unclosed, quote) {
		if n = closingQuote(inner, quote); n < 0 {
			s.unclosed += string(quote)
		}
	}
	if n < 0 {
		return s.token(kindBadQuote, start, start+size)
	}
	_, closing := utf8.DecodeRuneInString(inner[n:])
	return s.token(kindBadQuote, start, start+size+n+closing)
}

// maxQuoteAhead bounds how far a quote is looked for past others, so that a
// text of nothing but quotes takes linear time.
const maxQuoteAhead = 1000

// closingQuote returns where in text the quote is closed, -1 if nowhere. A
// single quote that is doubled, or has a backslash before it, does not close,
// unless no other does.
func closingQuote(text string, quote rune) int {
	first := strings.IndexAny(text, closers[quote])
	if first < 0 || quote != '\'' {
		return first
	}
	for i := 0; i < min(len(text), first+maxQuoteAhead); i++ {
		switch {
		case text[i] == '\\':
			i++
		case text[i] != '\'':
		case i > 0 && i+1 < len(text) && text[i+1] == '\'':
			i++
		default:
			return i
		}
	}
	return first
}

// wide reads a token that begins with a character that is not ASCII.
func (s *scanner) wide(start int) token {
	r, size := utf8.DecodeRuneInString(s.text[start:])
	switch {
	case closers[r] != "":
		return s.foreignQuote(start, r)
	case unicode.IsSpace(r) || isInvisible(r):
		return s.token(kindBadSpace, start, start+size)
	}
	return s.word(start)
}

// isInvisible reports whether r is a space or a mark without width that
// unicode.IsSpace does not count, as they come with text from web pages.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Cf, r)
}

// controls reads a run of control characters.
func (s *scanner) controls(start int) token {
	end := start
	for end < len(s.text) && s.text[end] < utf8.RuneSelf && classes[s.text[end]] == classOther {
		end++
	}
	return s.token(kindBadByte, start, end)
}

// word reads a run of word characters and says what it is. Bytes that are not
// UTF-8 count as such: in another encoding they are letters.
func (s *scanner) word(start int) token {
	if strings.HasPrefix(s.text[start:], "--") {
		return s.token(kindMinus, start, start+1) // one word all through would be read once per sign
	}
	end, ascii := s.wordEnd(start)
	word := s.text[start:end]
	switch {
	case !ascii && !s.clean && !utf8.ValidString(word):
		return s.token(kindBadEncoding, start, end)
	case !ascii:
		return s.token(kindBadWord, start, end)
	case isDigit(word[0]), word[0] == '-' && beginsNumber(word[1:]):
		return s.token(numeric(word), start, end)
	case word[0] == '-':
		return s.token(kindMinus, start, start+1)
	}
	return s.token(name(word), start, end)
}

// wordEnd returns where the word that begins at start ends, and whether it is
// all ASCII.
func (s *scanner) wordEnd(start int) (end int, ascii bool) {
	end, ascii = start, true
	for end < len(s.text) {
		c := s.text[end]
		if c < utf8.RuneSelf {
			if classes[c] != classWord {
				break
			}
			end++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if closers[r] != "" || unicode.IsSpace(r) || isInvisible(r) {
			break
		}
		ascii = false
		end += size
	}
	return end, ascii
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// beginsNumber reports whether the word behind a minus sign begins like a number,
// that of -.5 included, which other languages have.
func beginsNumber(word string) bool {
	digits := strings.TrimPrefix(word, ".")
	return digits != "" && isDigit(digits[0])
}

// numeric says what a word is that begins like a number.
func numeric(word string) kind {
	if value.IsNumber(word) {
		return kindNumber
	}
	if looksLikeDate(word) {
		if _, fault := value.ParseDateTime(word); fault.Msg == "" {
			return kindDateTime
		}
	}
	return kindBadWord
}

// looksLikeDate reports whether a word begins with four digits and a hyphen.
func looksLikeDate(word string) bool {
	return len(word) > 4 && word[4] == '-' &&
		isDigit(word[0]) && isDigit(word[1]) && isDigit(word[2]) && isDigit(word[3])
}

// name says what a word is that begins like a name.
func name(word string) kind {
	if ast.Path(word).Valid() {
		return kindPath
	}
	return keyword(word)
}

// keyword returns the kind of a keyword in any ASCII case, and kindBadWord for
// any other word (rule Y2).
func keyword(word string) kind {
	for k, text := range keywordTexts {
		if len(text) == len(word) && strings.EqualFold(text, word) {
			return kindAnd + kind(k)
		}
	}
	return kindBadWord
}

// keywordTexts is in the order of the kinds.
var keywordTexts = [...]string{"AND", "OR", "IN", "NOT", "TRUE", "FALSE", "NULL"}
