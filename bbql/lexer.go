package bbql

import (
	"io"

	"github.com/alecthomas/participle/v2/lexer"
)

// The token types that the grammar names. Punctuation, operators and keywords
// are told apart by their text; naming the type beside it keeps a quoted
// string from passing for one of them.
const (
	typePath lexer.TokenType = iota + 1
	typeString
	typeNumber
	typeDateTime
	typeKeyword
	typeOperator
	typePunct
	typeBad
)

// definition is the participle lexer of the language. It feeds the grammar the
// tokens of [scanner], white space left out.
type definition struct{}

var (
	_ lexer.Definition       = definition{}
	_ lexer.StringDefinition = definition{}
)

// Symbols names the token types for the grammar.
func (definition) Symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{
		"EOF":      lexer.EOF,
		"Path":     typePath,
		"String":   typeString,
		"Number":   typeNumber,
		"DateTime": typeDateTime,
		"Keyword":  typeKeyword,
		"Operator": typeOperator,
		"Punct":    typePunct,
		"Bad":      typeBad,
	}
}

// Lex reads all of r and lexes it.
func (d definition) Lex(filename string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return d.LexString(filename, string(text))
}

// LexString lexes text.
func (definition) LexString(_ string, text string) (lexer.Lexer, error) {
	return &tokenReader{text: text, tokens: scan(text)}, nil
}

// A tokenReader hands tokens to participle. The column of a position is the
// index of the token, since lines and columns are computed only for errors.
type tokenReader struct {
	text   string
	tokens []token
	i      int
}

// Next returns the next token. It never fails: what is no token is a bad one.
func (r *tokenReader) Next() (lexer.Token, error) {
	t := r.tokens[r.i]
	pos := lexer.Position{Offset: int(t.start), Line: 1, Column: r.i}
	if t.kind == kindEOF {
		return lexer.EOFToken(pos), nil
	}
	r.i++
	return lexer.Token{Type: tokenType(t.kind), Value: tokenText(t, r.text), Pos: pos}, nil
}

// tokenText is the text of a token, or, of one that recovery put in, text that
// the grammar takes for its kind.
func tokenText(t token, query string) string {
	if !t.repaired {
		return t.text(query)
	}
	switch {
	case t.kind.isKeyword():
		return keywordTexts[t.kind-kindAnd]
	case t.kind.isOperator():
		return t.kind.op().String()
	case t.kind == kindClose:
		return ")"
	case t.kind == kindOpen:
		return "("
	case t.kind == kindComma:
		return ","
	}
	return ""
}

func tokenType(k kind) lexer.TokenType {
	switch {
	case k == kindPath:
		return typePath
	case k == kindString:
		return typeString
	case k == kindNumber:
		return typeNumber
	case k == kindDateTime:
		return typeDateTime
	case k.isKeyword():
		return typeKeyword
	case k.isOperator():
		return typeOperator
	case k.isBad():
		return typeBad
	}
	return typePunct
}
