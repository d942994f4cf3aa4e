package bbqlcheck

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
)

// format returns what fmt.Sprintf does with a format and its arguments.
func (r *resolver) format(format ast.Expr, args []ast.Expr) []char {
	f := formatter{resolver: r, rest: r.chars(format), args: args}
	for len(f.rest) > 0 {
		c := f.rest[0]
		if c.b == '%' && len(f.rest) > 1 {
			f.verb()
			continue
		}
		c.format = true
		f.out = append(f.out, c)
		f.rest = f.rest[1:]
	}
	return f.out
}

// A formatter is on its way through a format.
type formatter struct {
	*resolver
	rest []char
	args []ast.Expr
	next int // argument
	out  []char
}

// verb takes a verb with its flags, width and index.
func (f *formatter) verb() {
	text := textOf(f.rest)
	n := 1
	for n < len(text)-1 && strings.IndexByte("+-# 0123456789.*[]", text[n]) >= 0 {
		n++
	}
	place := f.rest[:n+1]
	f.rest = f.rest[n+1:]
	if text[n] == '%' {
		f.out = append(f.out, char{
			b: '%', pos: place[0].pos, end: place[n].end, lit: place[n].lit, format: true,
		})
		return
	}
	f.out = append(f.out, f.value(text[1:n], text[n], place)...)
}

// value returns the text of the argument of a verb.
func (f *formatter) value(flags string, verb byte, place []char) []char {
	f.index(flags)
	if f.next >= len(f.args) {
		return f.unknown(nil, safe, place) // go vet reports it
	}
	arg := f.args[f.next]
	f.next++
	plain := flags == "" || flags[len(flags)-1] == ']'
	switch kind := f.kind(arg); {
	case kind == quoted || kind == safe:
		return f.operand(arg, place)
	case (verb == 's' || verb == 'v') && plain && isString(f.info.TypeOf(arg)):
		return f.operand(arg, place)
	case verb == 'q' && kind == anyText:
		return f.unknown(arg, goQuoted, place)
	case verb == 'x' || verb == 'X':
		return f.unknown(arg, safe, place)
	case !slices.ContainsFunc(f.chars(arg), func(c char) bool { return c.hole != nil }):
		return f.unknown(arg, safe, place)
	default:
		return f.unknown(arg, kind, place)
	}
}

// index takes the number of an argument in brackets, and the arguments that a
// width takes.
func (f *formatter) index(flags string) {
	f.next += strings.Count(flags, "*")
	open, end := strings.LastIndexByte(flags, '['), strings.LastIndexByte(flags, ']')
	if open >= 0 && open < end {
		if n, err := strconv.Atoi(flags[open+1 : end]); err == nil && n > 0 {
			f.next = n - 1
		}
	}
}

// unknown returns a hole in the place of a verb.
func (f *formatter) unknown(arg ast.Expr, k kind, place []char) []char {
	h := &hole{expr: arg, kind: k, verb: textOf(place)}
	return []char{{hole: h, pos: place[0].pos, end: place[len(place)-1].end}}
}
