package fuzz

import (
	"bytes"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// Document returns a JSON object that has a real chance to match e: most of its
// fields are fields of e, with values that are those of the comparisons or near
// to them, in arrays, as null, or of another type. Numbers and strings are
// spelled in any way that JSON allows. No object has a name twice, so that all
// readers understand the same.
func Document(s *Source, e ast.Expr) []byte {
	d := &documents{generator: newGenerator(s)}
	root := &object{}
	for _, c := range comparisons(e) {
		if d.oneIn(5) {
			continue // a missing field
		}
		for range 1 + d.IntN(2) {
			d.putIn(root, slices.Collect(c.Field.Names()), d.near(c.Value))
		}
	}
	for range d.IntN(4) {
		d.putIn(root, slices.Collect(d.path().Names()), d.near(d.value()))
	}
	var b bytes.Buffer
	d.write(&b, root)
	return b.Bytes()
}

// comparisons returns the comparisons of a valid tree, at most some dozens.
func comparisons(e ast.Expr) []*ast.Comparison {
	const most = 40
	var all []*ast.Comparison
	if e == nil {
		return nil
	}
	for n := range ast.Preorder(e) {
		if c, ok := n.(*ast.Comparison); ok {
			all = append(all, c)
		}
		if len(all) == most {
			break
		}
	}
	return all
}

// A document is made of objects, arrays and scalars, which are JSON text.
type (
	object struct{ members []member }
	member struct {
		name  string
		value any
	}
	array  struct{ elements []any }
	scalar string
)

type documents struct{ *generator }

// putIn gives o, somewhere below path, the value leaf.
func (d *documents) putIn(o *object, path []string, leaf any) {
	i := slices.IndexFunc(o.members, func(m member) bool { return m.name == path[0] })
	if i < 0 {
		o.members = append(o.members, member{name: path[0]})
		i = len(o.members) - 1
	}
	o.members[i].value = d.put(o.members[i].value, path[1:], leaf)
}

// put returns old, nil where there was nothing, with leaf somewhere below path.
// What is in the way of the path goes into an array with it, where a path finds
// both.
func (d *documents) put(old any, path []string, leaf any) any {
	switch old := old.(type) {
	case *object:
		if len(path) > 0 {
			d.putIn(old, path, leaf)
			return old
		}
	case *array:
		if n := len(old.elements); n > 0 && d.oneIn(2) {
			i := d.IntN(n)
			old.elements[i] = d.put(old.elements[i], path, leaf)
			return old
		}
		old.elements = append(old.elements, d.fresh(path, leaf))
		return old
	case nil:
		return d.fresh(path, leaf)
	}
	return &array{[]any{old, d.fresh(path, leaf)}}
}

// fresh returns leaf below path, with arrays on the way now and then.
func (d *documents) fresh(path []string, leaf any) any {
	v := leaf
	for _, name := range slices.Backward(path) {
		v = &object{[]member{{name, d.wrap(v)}}}
	}
	return d.wrap(v)
}

func (d *documents) wrap(v any) any {
	switch d.weigh(12, 2, 1, 1) {
	case 1:
		return &array{[]any{v}}
	case 2:
		return &array{[]any{scalar("null"), &array{[]any{v}}, &array{}}}
	case 3:
		return &array{[]any{v, &object{}, d.near(d.value())}}
	}
	return v
}

func (d *documents) write(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case *object:
		b.WriteByte('{')
		for i, m := range v.members {
			d.writeComma(b, i)
			b.WriteString(d.stringText(m.name))
			b.WriteByte(':')
			d.write(b, m.value)
		}
		b.WriteByte('}')
	case *array:
		b.WriteByte('[')
		for i, e := range v.elements {
			d.writeComma(b, i)
			d.write(b, e)
		}
		b.WriteByte(']')
	case scalar:
		b.WriteString(string(v))
	}
}

func (d *documents) writeComma(b *bytes.Buffer, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
	b.WriteString(strings.Repeat(" ", d.IntN(8)/7))
}
