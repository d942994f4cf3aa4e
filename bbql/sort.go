package bbql

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/bbql/go-bbql/ast"
)

// ParseSort reads the value of a sort parameter, decoded: one field path,
// descending with a hyphen before it (rule Y12, documented). Blank text is no
// sort key, a nil one. The error is of type [Errors]. ParseSort is safe for
// concurrent use.
func ParseSort(s string, opts ...Option) (*ast.SortKey, error) {
	if err := newOptions(opts).checkLength(s, "a sort key"); err != nil {
		return nil, err
	}
	tokens := scan(s)
	if len(tokens) == 1 {
		return nil, nil
	}
	lex, err := lexer.Upgrade(&tokenReader{text: s, tokens: tokens})
	if err != nil {
		return nil, err
	}
	parsed, err := sortParser().ParseFromLexer(lex)
	if err != nil {
		r := newRecovery(s, tokens, options{}, nil)
		r.sortError(refusedToken(err, tokens))
		return nil, r.errs
	}
	key := &ast.SortKey{Field: ast.Path(parsed.Field.Value), At: at(parsed.Field)}
	if parsed.Desc.Value != "" {
		key.Desc, key.At = true, between(parsed.Desc, parsed.Field)
	}
	return key, nil
}

// sortError reports what is wrong with a sort key at token i.
func (r *recovery) sortError(i int) {
	t := r.tokens[i]
	text := t.text(r.query)
	k := t.kind
	placed := i > 0 && r.tokens[i-1].kind == kindPath
	switch {
	case k.isBad() && k != kindBadWord && k != kindBadOperator && k != kindBadQuote:
		r.badText(i)
	case k == kindEq && i == 1 && strings.EqualFold(r.text(0, 0), "sort"):
		msg := code(r.text(0, 1)) + " names the parameter and is not part of the key"
		r.report(r.across(0, 1), msg, "remove it").Fix = r.sortFix(2)
	case k == kindComma || placed && (k == kindPath || k == kindMinus) && !isDirection(text):
		r.report(t.span(), "only one field can be sorted by", "keep the first").Fix =
			r.fix(ast.Span{Start: r.tokens[max(i-1, 0)].span().End, End: ast.Pos(len(r.query))}, "")
	case placed && isDirection(text):
		r.direction(i, strings.ToLower(text))
	case k == kindBadWord:
		r.badSortField(i, text)
	case k == kindString || k == kindBadQuote:
		r.quotedSortField(i, text)
	case k.isKeyword():
		r.report(t.span(), code(text)+" is a keyword and can't be a field name", "")
	case k == kindEOF:
		r.report(t.span(), "expected a field after `-`", "as in -updated_on").Incomplete = true
	default:
		r.report(t.span(), "unexpected "+r.describe(i)+" in a sort key",
			"a field, or - and a field, as in -updated_on")
	}
}

func isDirection(word string) bool {
	return strings.EqualFold(word, "asc") || strings.EqualFold(word, "desc")
}

// direction reports a field with ASC or DESC behind it.
func (r *recovery) direction(i int, word string) {
	at := r.tokens[i].span()
	field := r.text(i-1, i-1)
	if word == "desc" {
		field = "-" + field
	}
	e := r.report(at, code(r.text(i, i))+" is not part of a sort key", code(field))
	e.Fix = r.fix(ast.Span{Start: r.tokens[0].span().Start, End: ast.Pos(len(r.query))}, field)
}

// sortFix takes the tokens before i out, if the rest is a sort key.
func (r *recovery) sortFix(i int) *Fix {
	fix := &Fix{Span: ast.Span{End: r.tokens[i].span().Start}}
	if _, err := ParseSort(fix.Apply(r.query)); err != nil {
		return nil
	}
	return fix
}

// badSortField reports a word that is no field path.
func (r *recovery) badSortField(i int, text string) {
	at := r.tokens[i].span()
	if field, ok := strings.CutPrefix(text, "+"); ok && ast.Path(field).Valid() {
		e := r.report(r.between(at.Start, at.Start+1), "ascending is the default and has no sign",
			code(field))
		e.Fix = r.fix(at, field)
		return
	}
	field, order, _ := strings.Cut(text, ":")
	if isDirection(order) && ast.Path(field).Valid() {
		if strings.EqualFold(order, "desc") {
			field = "-" + field
		}
		e := r.report(at, code(":"+order)+" is not part of a sort key", code(field))
		e.Fix = r.fix(at, field)
		return
	}
	msg, fixed := fieldFault(text)
	e := r.report(at, msg, "names of letters, digits, _ and - joined by dots")
	if fixed != "" {
		e.Hint, e.Fix = code(fixed), r.fix(at, fixed)
	}
}

// quotedSortField reports a field in quotes.
func (r *recovery) quotedSortField(i int, text string) {
	inner := strings.Trim(text, "\"'`“”‘’")
	e := r.report(r.tokens[i].span(), "a sort key takes no quotes", "as in -updated_on")
	if _, err := ast.ParsePath(strings.TrimPrefix(inner, "-")); err == nil {
		e.Hint, e.Fix = code(inner), r.fix(e.Span, inner)
	}
}
