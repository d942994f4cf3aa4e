package bbql_test

import (
	"errors"
	"net/url"
	"testing"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

// A nil option is one that somebody has left out.
func TestNilOption(t *testing.T) {
	if _, err := bbql.Parse("(a = 1)", nil, bbql.MaxDepth(1), nil); err != nil {
		t.Errorf("Parse: %v", err)
	}
	if _, err := bbql.ParseSort("a", nil); err != nil {
		t.Errorf("ParseSort: %v", err)
	}
	if _, err := bbql.Decode("q=a%3D1&sort=a", nil); err != nil {
		t.Errorf("Decode: %v", err)
	}
	if err := bbql.SetOn(new(url.URL), ast.Query{}, nil); err != nil {
		t.Errorf("SetOn: %v", err)
	}
	if e, err := bbql.Bind("a = ?", bbql.Option(nil), 5); err != nil || e.String() != "a = 5" {
		t.Errorf("Bind: %v, %v", e, err)
	}
}

// Whatever the limit, an error is about a part of the text and ends between two
// of its characters (rule Y13).
func TestLimitSpans(t *testing.T) {
	for _, text := range []string{`a = "ää"`, `a IN ("ä", "ö")`, "(((a = 1)))", "\xff\x80\x80"} {
		for limit := -3; limit < 9; limit++ {
			_, err := bbql.Parse(text, bbql.MaxBytes(limit))
			checkSpans(t, text, err)
			_, err = bbql.Parse(text, bbql.MaxDepth(limit), bbql.MaxList(limit))
			checkSpans(t, text, err)
		}
	}
	_, err := bbql.Parse("a = 1", bbql.MaxBytes(-1))
	checkError(t, err,
		"1:1: a query may have 0 bytes, this one has 5: shorten it or raise the limit of MaxBytes")
	_, err = bbql.Parse("a = 1", bbql.MaxBytes(1))
	checkError(t, err,
		"1:2: a query may have 1 byte, this one has 5: shorten it or raise the limit of MaxBytes")
	_, err = bbql.Parse("a IN (1, 2)", bbql.MaxList(1))
	checkError(t, err,
		"1:8: a list may have 1 value: split the query or raise the limit of MaxList")
	_, err = bbql.Parse("a IN (1, 2)", bbql.MaxList(-1))
	checkError(t, err,
		"1:8: a list may have 0 values: split the query or raise the limit of MaxList")
	_, err = bbql.Parse("(a = 1)", bbql.MaxDepth(-1))
	checkError(t, err,
		"1:1: parentheses may be nested 0 deep: flatten the query or raise the limit of MaxDepth")
}

// checkSpans checks where the errors of a text are.
func checkSpans(t *testing.T, text string, err error) {
	t.Helper()
	var errs bbql.Errors
	errors.As(err, &errs)
	for _, e := range errs {
		start, end := int(e.Span.Start), int(e.Span.End)
		if start < 0 || end < start || end > len(text) {
			t.Errorf("%q: %v is about %v", text, e, e.Span)
			continue
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[start:end]) {
			t.Errorf("%q: %v splits a character", text, e)
		}
	}
}
