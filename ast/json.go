package ast

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// jsonVersion is the version of the JSON form that this package writes. It
// grows when a reader of the old form would misread the new one.
const jsonVersion = 1

// maxJSONDepth is how many objects and arrays within each other package json
// reads. Beyond it, MarshalJSON would write what UnmarshalJSON refuses.
const maxJSONDepth = 10_000

type jsonQuery struct {
	Version int       `json:"version"`
	Filter  *jsonNode `json:"filter"`
	Sort    *jsonSort `json:"sort"`
}

type jsonNode struct {
	Kind      string      `json:"kind"`
	Span      *jsonSpan   `json:"span,omitempty"`
	Terms     []*jsonNode `json:"terms,omitempty"`
	X         *jsonNode   `json:"x,omitempty"`
	Field     string      `json:"field,omitempty"`
	FieldSpan *jsonSpan   `json:"field_span,omitempty"`
	Op        string      `json:"op,omitempty"`
	OpSpan    *jsonSpan   `json:"op_span,omitempty"`
	Value     *jsonValue  `json:"value,omitempty"`
}

type jsonValue struct {
	Kind   string          `json:"kind"`
	Text   string          `json:"text,omitempty"`
	Value  json.RawMessage `json:"value,omitempty"`
	Values []*jsonValue    `json:"values,omitempty"`
	Span   *jsonSpan       `json:"span,omitempty"`
}

type jsonSort struct {
	Field string    `json:"field"`
	Desc  bool      `json:"desc"`
	Span  *jsonSpan `json:"span,omitempty"`
}

type jsonSpan [2]Pos

// MarshalJSON returns the JSON form of q, in which other programs can read a
// query without a parser:
//
//	{"version": 1, "filter": NODE, "sort": null or
//	  {"field": "updated_on", "desc": true, "span": [0, 11]}}
//
// A NODE is one of
//
//	{"kind": "and", "span": [0, 40], "terms": [NODE, …]}
//	{"kind": "or", "span": [0, 40], "terms": [NODE, …]}
//	{"kind": "paren", "span": [0, 40], "x": NODE}
//	{"kind": "comparison", "span": [0, 9], "field": "id", "field_span": [0, 2],
//	 "op": "=", "op_span": [3, 4], "value": VALUE}
//
// and a VALUE one of
//
//	{"kind": "string", "text": "\"a\"", "value": "a", "span": [5, 8]}
//	{"kind": "number", "text": "1.50", "value": "1.5", "span": [5, 9]}
//	{"kind": "bool", "text": "TRUE", "value": true, "span": [5, 9]}
//	{"kind": "null", "text": "null", "value": null, "span": [5, 9]}
//	{"kind": "datetime", "text": "2015-03-04", "value": "2015-03-04", "span": [5, 15]}
//	{"kind": "list", "values": [VALUE, …], "span": [5, 15]}
//
// Spans are in bytes and are left out where there was no text, as is the text
// of a literal, which is also left out where it does not say the value. The
// value of a number is a JSON string, since no JSON reader keeps every digit;
// that of a datetime is its text in the printer's form. An empty filter is an
// "and" without terms. A tree that is not valid is an error, and so is one that
// is nested deeper than JSON readers go.
func MarshalJSON(q Query) ([]byte, error) {
	out := jsonQuery{Version: jsonVersion, Filter: &jsonNode{Kind: "and"}}
	if q.Filter != nil {
		if err := Validate(q.Filter); err != nil {
			return nil, err
		}
		if depth := 1 + jsonDepth(q.Filter); depth > maxJSONDepth {
			return nil, fmt.Errorf("query nested %d deep as JSON, limit %d", depth, maxJSONDepth)
		}
		out.Filter = toJSON(q.Filter)
	}
	if q.Sort != nil {
		if _, err := ParsePath(string(q.Sort.Field)); err != nil {
			return nil, fmt.Errorf("sort: %w", err)
		}
		out.Sort = &jsonSort{string(q.Sort.Field), q.Sort.Desc, toJSONSpan(q.Sort.At)}
	}
	return encodeJSON(out)
}

// encodeJSON is json.Marshal without the escapes that HTML needs.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// jsonDepth counts the objects and arrays within each other that e takes.
func jsonDepth(e Expr) int {
	switch e := e.(type) {
	case *And:
		return 2 + jsonDepths(e.Terms)
	case *Or:
		return 2 + jsonDepths(e.Terms)
	case *Paren:
		return 1 + jsonDepth(e.X)
	}
	return 4 // a comparison with a list
}

func jsonDepths(terms []Expr) int {
	deepest := 0
	for _, t := range terms {
		deepest = max(deepest, jsonDepth(t))
	}
	return deepest
}

func toJSONSpan(s Span) *jsonSpan {
	if !s.IsValid() {
		return nil
	}
	return &jsonSpan{s.Start, s.End}
}

func toJSON(e Expr) *jsonNode {
	n := &jsonNode{Span: toJSONSpan(e.Span())}
	switch e := e.(type) {
	case *And:
		n.Kind, n.Terms = "and", toJSONTerms(e.Terms)
	case *Or:
		n.Kind, n.Terms = "or", toJSONTerms(e.Terms)
	case *Paren:
		n.Kind, n.X = "paren", toJSON(e.X)
	case *Comparison:
		n.Kind, n.Field, n.Op = "comparison", string(e.Field), e.Op.String()
		n.FieldSpan, n.OpSpan = toJSONSpan(e.FieldAt), toJSONSpan(e.OpAt)
		n.Value = toJSONValue(e.Value)
	}
	return n
}

func toJSONTerms(terms []Expr) []*jsonNode {
	out := make([]*jsonNode, len(terms))
	for i, t := range terms {
		out[i] = toJSON(t)
	}
	return out
}

func toJSONValue(v Value) *jsonValue {
	n := &jsonValue{Span: toJSONSpan(v.Span())}
	switch v := v.(type) {
	case *String:
		n.Kind, n.Text, n.Value = "string", writtenText(v.Text, v), jsonString(v.Value)
	case *Number:
		n.Kind, n.Text, n.Value = "number", writtenText(v.Text, v), jsonString(v.Value)
	case *Bool:
		n.Kind, n.Text, n.Value = "bool", writtenWord(v.Text, v), appendBool(nil, v.Value)
	case *Null:
		n.Kind, n.Text, n.Value = "null", writtenWord(v.Text, v), json.RawMessage("null")
	case *DateTime:
		n.Kind, n.Text, n.Value = "datetime", writtenText(v.Text, v), jsonString(v.canonical())
	case *List:
		n.Kind = "list"
		for _, e := range v.Values {
			n.Values = append(n.Values, toJSONValue(e))
		}
	}
	return n
}

// writtenText returns the text of v if that is what the printer prints, else "".
func writtenText(text string, v Value) string {
	if text != valueText(v) {
		return ""
	}
	return text
}

// writtenWord is writtenText for a keyword, which may be written in any case.
func writtenWord(text string, v Value) string {
	if !equalFoldASCII(text, strings.ToUpper(valueText(v))) {
		return ""
	}
	return text
}

// jsonString encodes text, which never fails.
func jsonString(s string) json.RawMessage {
	b, _ := encodeJSON(s)
	return b
}

// UnmarshalJSON reads the JSON form that [MarshalJSON] writes. Members that it
// does not know are ignored; an unknown kind or version, a tree that is not
// valid, and no filter at all, which would select everything, are errors.
func UnmarshalJSON(data []byte) (Query, error) {
	var in jsonQuery
	if err := json.Unmarshal(data, &in); err != nil {
		return Query{}, fmt.Errorf("query as JSON: %w", err)
	}
	if in.Version != jsonVersion {
		return Query{}, fmt.Errorf("query as JSON: version %d, want %d", in.Version, jsonVersion)
	}
	if in.Filter == nil {
		return Query{}, errors.New("query as JSON: there is no filter")
	}
	filter, err := in.Filter.expr()
	if err == nil {
		err = Validate(filter)
	}
	if err != nil {
		return Query{}, fmt.Errorf("query as JSON: %w", err)
	}
	q := Query{Filter: filter}
	if in.Sort != nil {
		field, err := ParsePath(in.Sort.Field)
		if err != nil {
			return Query{}, fmt.Errorf("query as JSON: sort: %w", err)
		}
		q.Sort = &SortKey{field, in.Sort.Desc, in.Sort.Span.span()}
	}
	return q, nil
}

func (s *jsonSpan) span() Span {
	if s == nil {
		return Span{}
	}
	if at := (Span{s[0], s[1]}); at.IsValid() {
		return at
	}
	return Span{}
}

func (n *jsonNode) expr() (Expr, error) {
	if n == nil {
		return nil, errors.New("a node is null")
	}
	switch n.Kind {
	case "and":
		terms, err := n.terms()
		return &And{terms, n.Span.span()}, err
	case "or":
		terms, err := n.terms()
		return &Or{terms, n.Span.span()}, err
	case "paren":
		x, err := n.X.expr()
		return &Paren{x, n.Span.span()}, err
	case "comparison":
		return n.comparison()
	}
	return nil, fmt.Errorf("unknown kind of node %q", n.Kind)
}

func (n *jsonNode) terms() ([]Expr, error) {
	var terms []Expr
	for _, t := range n.Terms {
		e, err := t.expr()
		if err != nil {
			return nil, err
		}
		terms = append(terms, e)
	}
	return terms, nil
}

func (n *jsonNode) comparison() (Expr, error) {
	c := &Comparison{Field: Path(n.Field), FieldAt: n.FieldSpan.span(), OpAt: n.OpSpan.span()}
	err := c.Op.UnmarshalText([]byte(n.Op))
	if err != nil {
		return nil, err
	}
	c.Value, err = n.Value.value()
	return c, err
}

func (n *jsonValue) value() (Value, error) {
	if n == nil {
		return nil, errors.New("a value is null")
	}
	at := n.Span.span()
	switch n.Kind {
	case "string":
		v := &String{Text: n.Text, At: at}
		return v, n.decode(&v.Value)
	case "number":
		v := &Number{Text: n.Text, At: at}
		return v, n.decode(&v.Value)
	case "bool":
		v := &Bool{Text: n.Text, At: at}
		return v, n.decode(&v.Value)
	case "null":
		return n.null(at)
	case "datetime":
		return n.dateTime(at)
	case "list":
		return n.list(at)
	}
	return nil, fmt.Errorf("unknown kind of value %q", n.Kind)
}

// decode reads the value of a literal into v.
func (n *jsonValue) decode(v any) error {
	if !n.hasValue() {
		return fmt.Errorf("a %s has no value", n.Kind)
	}
	if err := json.Unmarshal(n.Value, v); err != nil {
		return fmt.Errorf("the value of a %s: %w", n.Kind, err)
	}
	return nil
}

// hasValue reports whether there is a value other than null, which package json
// would read as a zero value.
func (n *jsonValue) hasValue() bool { return len(n.Value) > 0 && string(n.Value) != "null" }

func (n *jsonValue) null(at Span) (Value, error) {
	if n.hasValue() {
		return nil, fmt.Errorf("a null has the value %.40s", n.Value)
	}
	return &Null{Text: n.Text, At: at}, nil
}

func (n *jsonValue) dateTime(at Span) (Value, error) {
	var text string
	if err := n.decode(&text); err != nil {
		return nil, err
	}
	v, err := NewDateTime(text)
	if err != nil {
		return nil, err
	}
	v.Text, v.At = n.Text, at
	return v, nil
}

func (n *jsonValue) list(at Span) (Value, error) {
	list := &List{At: at}
	for _, e := range n.Values {
		v, err := e.value()
		if err != nil {
			return nil, err
		}
		list.Values = append(list.Values, v)
	}
	return list, nil
}
