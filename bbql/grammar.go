package bbql

import (
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// This file is the definition of the language. What these structs accept is
// BBQL; everything else in the package reads it faster, words its errors or
// writes it. docs/grammar.ebnf is published from it.
//
// The structs are shaped by the grammar; lower.go turns them into the tree of
// package ast, which is shaped by its users. Every literal names its token
// type, so that the string "AND" can't pass for the keyword.

// A filter is the value of the q parameter.
type filter struct {
	Any *disjunction `parser:"@@?"`
}

// A disjunction holds if any of its terms holds.
type disjunction struct {
	Terms []*conjunction `parser:"@@ ( 'OR':Keyword @@ )*"`
}

// A conjunction holds if all of its terms hold. It binds tighter than a
// disjunction (rule Y3).
type conjunction struct {
	Terms []*term `parser:"@@ ( 'AND':Keyword @@ )*"`
}

// A term is a comparison, or a filter in parentheses.
type term struct {
	Group      *group      `parser:"  @@"`
	Comparison *comparison `parser:"| @@"`
}

// A group is a filter in parentheses.
type group struct {
	Open  lexer.Token  `parser:"@'(':Punct"`
	Any   *disjunction `parser:"@@"`
	Close lexer.Token  `parser:"@')':Punct"`
}

// A comparison tests one field.
type comparison struct {
	Field      lexer.Token `parser:"@Path"`
	Test       *test       `parser:"( @@"`
	Membership *membership `parser:"| @@ )"`
}

// A test compares with one value.
type test struct {
	Op    lexer.Token `parser:"@( '=':Operator | '!=':Operator | '~':Operator | '!~':Operator | '>':Operator | '>=':Operator | '<':Operator | '<=':Operator )"`
	Value *anyValue   `parser:"@@"`
}

// A membership compares with a list.
type membership struct {
	Not    lexer.Token    `parser:"@'NOT':Keyword?"`
	In     lexer.Token    `parser:"@'IN':Keyword"`
	Open   lexer.Token    `parser:"@'(':Punct"`
	Values []*listedValue `parser:"@@ ( ',':Punct @@ )*"`
	Close  lexer.Token    `parser:"@')':Punct"`
}

// An anyValue is a value that can be compared with.
type anyValue struct {
	Listed *listedValue `parser:"  @@"`
	Null   lexer.Token  `parser:"| @'NULL':Keyword"`
}

// A listedValue is a value that a list can hold (rule Y10).
type listedValue struct {
	Token lexer.Token `parser:"@( String | Number | DateTime | 'TRUE':Keyword | 'FALSE':Keyword )"`
}

// A sortKey is the value of the sort parameter (rule Y12).
type sortKey struct {
	Desc  lexer.Token `parser:"@'-':Punct?"`
	Field lexer.Token `parser:"@Path"`
}

// The parsers are built when they are first needed: building one costs as much
// as parsing fifty queries. They hold no state and may be used concurrently.
var (
	filterParser = sync.OnceValue(build[filter])
	sortParser   = sync.OnceValue(build[sortKey])
)

func build[G any]() *participle.Parser[G] {
	return participle.MustBuild[G](
		participle.Lexer(definition{}),
		participle.CaseInsensitive("Keyword"),
		// One token always tells what comes: with no way back, the token
		// that an error is about is the first that can't be right.
		participle.UseLookahead(0),
	)
}
