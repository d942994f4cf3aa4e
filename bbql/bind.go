package bbql

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/goliteral"
	"github.com/bbql/go-bbql/internal/spell"
)

// Named holds the values of the placeholders that have names, as the only
// argument of [Bind] beside options.
type Named map[string]any

// Bind reads a query in which ? and :name stand for values, and puts args in
// their places: the first ? is the first argument, and :name is the one of that
// name if the only value is a [Named].
//
//	bbql.Bind("author.uuid = ? AND state IN ?", uuid, []string{"OPEN", "MERGED"})
//	bbql.Bind("updated_on > :since", bbql.Named{"since": lastWeek})
//
// A placeholder stands alone where a value may stand, for a whole list after IN,
// or for one or more elements within a list. Its argument becomes exactly one
// literal, whatever it holds, or the elements of a list if it is a slice or an
// array; it can't become any other part of a query. Within strings ? and : are
// text. Go values are taken as by package builder: strings, numbers of any kind,
// booleans, time.Time, nil, named types of these, and literals of package ast.
//
// An [Option] among the arguments is one, as for [Parse], and no value. The limits
// are on the text, not on the values:
//
//	bbql.Bind("id IN ?", ids, bbql.MaxDepth(10))
//
// The error is of type [Errors]: those of Parse, and placeholders with too few
// arguments, too many, misplaced ones, values that have no literal. Bind is safe
// for concurrent use.
func Bind(q string, args ...any) (ast.Expr, error) {
	args, opts := splitOptions(args)
	o := newOptions(opts)
	if err := o.checkLength(q, "a query"); err != nil {
		return nil, err
	}
	o.binds = true
	b := binder{query: q, args: args, used: map[string]bool{}, bound: map[ast.Pos][]ast.Value{}}
	if len(args) == 1 {
		b.named, b.isNamed = args[0].(Named)
	}
	e, err := parseTokens(q, b.bind(scan(q)), o, fastRoad)
	if err != nil {
		var errs Errors
		errors.As(err, &errs)
		b.errs = append(b.errs, errs...)
	}
	b.unused()
	if len(b.errs) > 0 {
		slices.SortStableFunc(b.errs, func(x, y *Error) int {
			return cmp.Compare(x.Span.Start, y.Span.Start)
		})
		return nil, b.errs[:min(len(b.errs), maxErrors)]
	}
	return ast.Rewrite(e, b.fill), nil
}

// splitOptions tells the values among the arguments of Bind from the options.
func splitOptions(args []any) (values []any, opts []Option) {
	for _, arg := range args {
		if opt, ok := arg.(Option); ok {
			opts = append(opts, opt)
			continue
		}
		values = append(values, arg)
	}
	return values, opts
}

// A binder puts arguments in the places of placeholders. The grammar sees a
// placeholder as a literal; its value takes the literal's place in the tree.
type binder struct {
	query   string
	args    []any
	named   Named
	isNamed bool

	next  int                     // of args
	used  map[string]bool         // of named
	bound map[ast.Pos][]ast.Value // by where the placeholder begins
	errs  Errors
}

// bind returns the tokens with those of literals in the places of placeholders.
// Misplaced placeholders stay, for the parser to refuse.
func (b *binder) bind(tokens []token) []token {
	out := make([]token, 0, len(tokens))
	listed := false
	for i, t := range tokens {
		switch {
		case t.kind == kindOpen:
			listed = opensList(tokens, i)
		case t.kind == kindClose:
			listed = false
		case isPlaceholder(t, b.query):
			out = append(out, b.literal(t, b.roleOf(tokens, i, listed))...)
			continue
		}
		out = append(out, t)
	}
	return out
}

// A role is what a placeholder stands for.
type role uint8

const (
	roleNone role = iota // it is misplaced
	roleValue
	roleList
	roleElement
)

func (b *binder) roleOf(tokens []token, i int, listed bool) role {
	if i == 0 {
		return roleNone
	}
	switch before := tokens[i-1].kind; {
	case before == kindIn:
		return roleList
	case before.isOperator():
		return roleValue
	case listed && (before == kindOpen || before == kindComma):
		return roleElement
	}
	return roleNone
}

// literal returns the tokens of a literal in the place of the placeholder t.
func (b *binder) literal(t token, as role) []token {
	known := len(b.errs)
	arg, ok := b.argument(t)
	if as == roleNone { // which is worse than having no argument
		b.errs = b.errs[:known]
		return []token{t}
	}
	kind := kindTrue
	if ok {
		kind = b.convert(t, arg, as)
	}
	stand := token{kind: kind, repaired: true, start: t.start, end: t.end}
	if as != roleList {
		return []token{stand}
	}
	open, end := stand, stand
	open.kind, end.kind = kindOpen, kindClose
	return []token{open, stand, end}
}

// argument returns what the placeholder t stands for, or reports that there is
// nothing.
func (b *binder) argument(t token) (arg any, ok bool) {
	text := t.text(b.query)
	name, hasName := strings.CutPrefix(text, ":")
	switch {
	case hasName && b.isNamed:
		return b.namedArgument(t, name)
	case hasName:
		b.report(t.span(), code(text)+" has no argument", "give all values in one bbql.Named")
		return nil, false
	case b.isNamed:
		b.report(t.span(), "`?` has no name",
			"write a colon and one of the names of the bbql.Named")
		return nil, false
	}
	b.next++
	if b.next > len(b.args) {
		b.report(t.span(), "`?` has no argument",
			fmt.Sprintf("it is number %d, and Bind was given %d", b.next, len(b.args)))
		return nil, false
	}
	return b.args[b.next-1], true
}

func (b *binder) namedArgument(t token, name string) (arg any, ok bool) {
	b.used[name] = true
	arg, ok = b.named[name]
	if ok {
		return arg, true
	}
	hint := "the bbql.Named has no " + name
	if near := spell.Nearest(name, slices.Sorted(maps.Keys(b.named))); near != "" {
		hint = "did you mean :" + plain(near) + "?"
	}
	b.report(t.span(), code(t.text(b.query))+" has no argument", hint)
	return nil, false
}

// convert keeps the literals for an argument and returns the kind of token that
// the grammar takes for them.
func (b *binder) convert(t token, arg any, as role) kind {
	values, isList, err := goliteral.Elements(arg)
	switch {
	case err != nil:
	case isList && as == roleValue:
		b.report(t.span(), code(t.text(b.query))+" is a list", "use IN or NOT IN for a list")
		return kindTrue
	case isList:
		_, err = ast.NewList(values...)
	case as == roleList:
		b.report(t.span(), "IN needs a list of values, and "+code(t.text(b.query))+" is one value",
			"give a slice, or put the placeholder in parentheses")
		return kindTrue
	default:
		values = make([]ast.Value, 1)
		values[0], err = goliteral.Value(arg)
	}
	if err != nil {
		b.report(t.span(), code(t.text(b.query))+" can't be written: "+plainError(err), "")
		return kindTrue
	}
	b.bound[t.span().Start] = values
	if _, isNull := values[0].(*ast.Null); isNull {
		return kindNull
	}
	return kindTrue
}

// plainError returns an error in one line.
func plainError(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// unused reports the arguments that no placeholder stands for.
func (b *binder) unused() {
	end := ast.Span{Start: ast.Pos(len(b.query)), End: ast.Pos(len(b.query))}
	for _, name := range slices.Sorted(maps.Keys(b.named)) {
		if !b.used[name] {
			b.report(end, "nothing in the query is called "+code(":"+name),
				"remove it from the bbql.Named")
		}
	}
	if !b.isNamed && b.next < len(b.args) {
		b.report(end, "too many arguments",
			fmt.Sprintf("the query has %d `?`, and Bind was given %d", b.next, len(b.args)))
	}
}

func (b *binder) report(at ast.Span, msg, hint string) {
	b.errs = append(b.errs, &Error{Query: b.query, Span: at, Msg: msg, Hint: hint})
}

// fill puts the values into a comparison.
func (b *binder) fill(e ast.Expr) ast.Expr {
	old, ok := e.(*ast.Comparison)
	if !ok {
		return e
	}
	list, isList := old.Value.(*ast.List)
	c := *old
	switch values, ok := b.bound[old.Value.Span().Start]; {
	case isList:
		c.Value = b.fillList(list)
	case ok:
		c.Value = placed(values[0], old.Value.Span())
	default:
		return e
	}
	return &c
}

func (b *binder) fillList(list *ast.List) *ast.List {
	filled := &ast.List{At: list.At}
	for _, v := range list.Values {
		values, ok := b.bound[v.Span().Start]
		if !ok {
			filled.Values = append(filled.Values, v)
		}
		for _, bound := range values {
			filled.Values = append(filled.Values, placed(bound, v.Span()))
		}
	}
	return filled
}

// placed returns a copy of a literal that stands where its placeholder stood.
func placed(v ast.Value, at ast.Span) ast.Value {
	switch v := v.(type) {
	case *ast.String:
		return &ast.String{Text: v.Text, Value: v.Value, At: at}
	case *ast.Number:
		return &ast.Number{Text: v.Text, Value: v.Value, At: at}
	case *ast.Bool:
		return &ast.Bool{Text: v.Text, Value: v.Value, At: at}
	case *ast.DateTime:
		c := *v
		c.At = at
		return &c
	}
	return &ast.Null{At: at}
}
